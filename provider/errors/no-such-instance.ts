import { CloudElementsError } from "./cloud-elements-error";

/** What a person gets who asks for an instance that is not there. */
export function noSuchInstance(id: string): CloudElementsError {
  return new CloudElementsError(
    "NOT_FOUND",
    `There is no instance ${id} (GET /instances/${id} answered 404). Check the id in the console, and that ` +
      "cloud-elements:userSecret and cloud-elements:baseUrl are of the account and environment that it is in.",
    { status: 404, method: "GET", path: `/instances/${id}` },
  );
}
