import * as pulumi from "@pulumi/pulumi";

/**
 * Keeps the properties of the given type's resources out of the SDK's debug log. With `pulumi up --debug` the Node.js SDK
 * logs every answer to a registration whole, secret outputs in clear (`RegisterResource RPC finished: …; resp: …` in
 * sdk/nodejs/runtime/resource.ts), and offers no way to say that a resource holds secrets. Only that part of those lines
 * is replaced; should the SDK change, this does nothing.
 */
export function keepOutOfDebugLog(type: string): void {
  const log = pulumi.log as { debug: typeof pulumi.log.debug };
  const original = log.debug;
  log.debug = (message, ...rest) => original(withoutAnswer(message, type), ...rest);
}

export function withoutAnswer(message: string, type: string): string {
  const start = message.indexOf("resp: ");
  if (start < 0 || !message.includes(type)) return message;
  return `${message.slice(0, start)}resp: [not shown: it holds secrets]`;
}
