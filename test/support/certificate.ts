import { generate } from "selfsigned";

/** A certificate of 127.0.0.1. Made anew in each run: one in the repository would expire. */
export async function selfSigned(notAfterDate?: Date): Promise<{ key: string; cert: string }> {
  const names = {
    extensions: [{ name: "subjectAltName" as const, altNames: [{ type: 7 as const, ip: "127.0.0.1" }] }],
  };
  const ended = notAfterDate && {
    notAfterDate,
    notBeforeDate: new Date(notAfterDate.getTime() - 86_400_000),
    ...names,
  };
  const made = await generate([{ name: "commonName", value: "127.0.0.1" }], { keySize: 2048, ...names, ...ended });
  return { key: made.private, cert: made.cert };
}
