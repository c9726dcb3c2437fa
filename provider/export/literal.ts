/** A text as a literal of TypeScript. What is not visible, or turns the direction of what follows, is escaped. */
export function literal(text: string): string {
  return JSON.stringify(text).replace(/[\p{Cf}\p{Zl}\p{Zp}]/gu, escaped);
}

/** A key of an object literal: bare where it may be. */
export function key(text: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(text) && text !== "__proto__" ? text : literal(text);
}

// Unit by unit: a character beyond 2^16 has two.
function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, index) => unit(character.charCodeAt(index))).join("");
}

function unit(code: number): string {
  return `\\u${code.toString(16).padStart(4, "0")}`;
}
