const longest = 600;

/** What becomes of a text that somebody else wrote before it stands in a message: no secret, one line, not too long. */
export function foreignText(text: string, redact: (text: string) => string): string {
  // Redacted first: a secret that the cut divides would no longer be known for one.
  const line = oneLine(redact(text));
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

/** A text without line breaks, and without the control characters that steer a terminal. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}
