// Progress goes to stderr: stdout belongs to the command that the set-up prepares.

const began = Date.now();

/** Prints one line of progress, with the seconds since the set-up began. */
export function report(text) {
  const seconds = ((Date.now() - began) / 1000).toFixed(0).padStart(4);
  process.stderr.write(`${seconds} s  ${text}\n`);
}
