/** A block of code of a page. */
export interface Block {
  language: string;
  text: string;
  /** The file that its first line names, as a comment. */
  file?: string;
  /** The line of the page at which it begins. */
  line: number;
}

/** The blocks of a page, in their order; those of no language are what a command prints, or a picture. */
export function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(({ 1: language = "", 2: text = "", index }) => {
    const file = /^(?:\/\/|#) (\S+\.\w+)\n/.exec(text)?.[1];
    return { language, text, line: page.slice(0, index).split("\n").length, ...(file !== undefined && { file }) };
  });
}
