const longestSlug = 40;

/**
 * A resource's name for an instance: what its name says in letters that every shell and file system takes, and its id.
 * Unique by the id; the same at every export, whatever else there is.
 */
export function resourceName({ id, name }: { id: string; name?: string }, element: string): string {
  return `${slug(name ?? "") || slug(element) || "instance"}-${id}`;
}

/** The name of the file that holds an element's instances, without its ending. */
export function fileName(element: string): string {
  return slug(element) || "element";
}

function slug(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, longestSlug)
    .replace(/^-+|-+$/g, "");
}
