/** Loads what sends requests with the first lookup: a program that makes none does not wait for the HTTP library. */
export function loadApi(): typeof import("./api") {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- late, and the same copy of every module
  return require("./api") as typeof import("./api");
}
