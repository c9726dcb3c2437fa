/** The callers down to the line of the program: three of the SDK, two constructors of it, and ours; then the line itself. */
const framesToTheProgram = 6;

/**
 * Lets the SDK see the line that declares a resource and nothing below it, until the returned function is called. The SDK
 * takes the whole stack several times for each resource and puts it into the state, where it is a sixth of what our
 * resource has there, names files of whoever ran `up` last, and is written whenever anything is (engine: `stackTrace`;
 * sdk/nodejs/resource.ts). With it, registering costs more too (test/bench/RESULTS.md).
 */
export function cutStackTraces(): () => void {
  const before = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  const format = (before?.value as Format | undefined) ?? plainly;
  Error.prepareStackTrace = (error, sites) =>
    // The SDK asks for the declaring line without a limit; what it takes with one is for its own debugging.
    format(error, sites.slice(0, Error.stackTraceLimit === Infinity ? framesToTheProgram : 0));
  return () => {
    if (before) Object.defineProperty(Error, "prepareStackTrace", before);
    else delete (Error as { prepareStackTrace?: unknown }).prepareStackTrace;
  };
}

type Format = (error: Error, sites: NodeJS.CallSite[]) => unknown;

/** As V8 does where no hook is set. */
function plainly(error: Error, sites: NodeJS.CallSite[]): string {
  return [String(error), ...sites.map((site) => `    at ${String(site as unknown)}`)].join("\n");
}
