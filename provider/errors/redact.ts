const mask = "[secret]";

// A value this short stands in too many words by chance to be taken out of a text.
const shortest = 4;

// What looks like a credential whoever's it is: other people's tokens can stand in a message of the platform too.
const credentialShapes: [RegExp, string][] = [
  [/\b(User|Organization|Element|Bearer|Basic)(\s+)[A-Za-z0-9+/_=.-]{16,}/g, `$1$2${mask}`],
  [
    /\b((?:client_|api_?|oauth_|access_|refresh_|id_)?(?:secret|token|password|verifier|code))=[^&\s"'<>]+/gi,
    `$1=${mask}`,
  ],
];

/** Gives a function that takes the secrets, in whatever way they are written, and what looks like one out of a text. */
export function redactor(secrets: Iterable<string | undefined>): (text: string) => string {
  const literals = new Set<string>();
  for (const secret of secrets) {
    if (secret === undefined || secret.length < shortest) continue;
    for (const form of formsOf(secret)) literals.add(form);
  }
  // The longest first: a secret that holds another one must not leave its rest behind.
  const ordered = [...literals].sort((a, b) => b.length - a.length);

  return (text) => {
    let clean = text;
    for (const literal of ordered) clean = clean.split(literal).join(mask);
    for (const [shape, replacement] of credentialShapes) clean = clean.replace(shape, replacement);
    return clean;
  };
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  const inJson = JSON.stringify(secret).slice(1, -1);
  const inUrl = new URLSearchParams({ s: secret }).toString().slice(2);
  // Half a surrogate pair cannot be written into a URL.
  const encoded = encodeURIComponent(secret.replace(/[\ud800-\udfff]/gu, "\ufffd"));
  return [secret, inJson, inUrl, encoded, bytes.toString("base64"), bytes.toString("base64url")];
}
