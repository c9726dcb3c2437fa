/** An answer of the platform that is no success. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** What the service behind the element said, in its own words. */
    readonly providerMessage?: string,
  ) {
    super(message);
  }
}

export const unauthorized = () =>
  new ApiError(401, "Invalid Organization or User secret, or invalid Element token provided.");

export const noSuchInstance = (id: string) => new ApiError(404, `No element instance found with id ${id}`);
