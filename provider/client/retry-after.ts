/**
 * How long an answer asks to wait, in seconds: from a number of seconds or a date (RFC 9110, 10.2.3). Undefined where the
 * header is missing or says nothing.
 */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text);
  // Only what looks like an HTTP date: Date.parse takes much else for one.
  if (!/^[A-Za-z]{3,9},? .*\d{2}:\d{2}:\d{2}/.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}
