import { expect } from "chai";
import { CloudElementsError, type ErrorCode } from "../../provider/errors/cloud-elements-error";

/** Runs what must fail with this package's error of the given code, and gives the error. */
export function codeOf(operation: () => unknown, code: ErrorCode): CloudElementsError {
  try {
    operation();
  } catch (error) {
    return expectCode(error, code);
  }
  throw new Error(`expected an error ${code}`);
}

/** The same for an operation that takes its time. */
export async function rejectionOf(operation: Promise<unknown>, code: ErrorCode): Promise<CloudElementsError> {
  const outcome = await operation.then(
    () => new Error(`expected an error ${code}`),
    (error: unknown) => error,
  );
  return expectCode(outcome, code);
}

function expectCode(error: unknown, code: ErrorCode): CloudElementsError {
  if (!(error instanceof CloudElementsError)) throw error;
  expect(error.code, error.message).to.equal(code);
  return error;
}
