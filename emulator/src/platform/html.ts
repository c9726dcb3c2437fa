/** What the platform leaves of a name or a tag: the text between the tags. */
export function stripHtml(text: string): string {
  let stripped = text;
  let before: string;
  do {
    before = stripped;
    stripped = stripped.replace(/<\/?[a-z][^<>]*>/gi, "");
  } while (stripped !== before);
  return stripped;
}

/** A text for between or inside the tags of a page. */
export function escapeHtml(text: string): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (character) => names[character] ?? character);
}
