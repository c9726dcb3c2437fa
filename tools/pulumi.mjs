// npm run pulumi -- ARGUMENT…: pulumi on the stack that npm start made, with the emulator running meanwhile.
import { openSession, pulumi } from "./demo/session.mjs";

const session = await openSession();
// Pulumi has the word on Ctrl-C; this process only waits for it.
process.on("SIGINT", () => {});
try {
  process.exitCode = await pulumi(session, process.argv.slice(2));
} finally {
  await session.close();
}
