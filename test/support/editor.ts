import ts from "typescript";

/** What an editor is told by TypeScript about a program; `|` in a text is where the person is. */
export class Editor {
  private text = "";
  private version = 0;
  private readonly service: ts.LanguageService;

  constructor(
    private readonly file: string,
    options: ts.CompilerOptions,
  ) {
    const read = (name: string) => (name === file ? this.text : ts.sys.readFile(name));
    this.service = ts.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => [file],
      getScriptVersion: (name) => (name === file ? String(this.version) : "0"),
      getScriptSnapshot: (name) => {
        const text = read(name);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => ts.sys.getCurrentDirectory(),
      getDefaultLibFileName: (each) => ts.getDefaultLibFilePath(each),
      fileExists: (name) => name === file || ts.sys.fileExists(name),
      readFile: read,
      readDirectory: (...args) => ts.sys.readDirectory(...args),
      directoryExists: (name) => ts.sys.directoryExists(name),
      getDirectories: (name) => ts.sys.getDirectories(name),
    });
  }

  /** What may stand where the person is. */
  completions(marked: string): string[] {
    const found = this.service.getCompletionsAtPosition(this.file, this.open(marked), {});
    return (found?.entries ?? []).map(({ name }) => name);
  }

  /** What is said of one of the completions. */
  documentation(marked: string, name: string): string {
    const position = this.open(marked);
    const details = this.service.getCompletionEntryDetails(this.file, position, name, {}, undefined, {}, undefined);
    return ts.displayPartsToString(details?.documentation);
  }

  /** The tags of the comment on what the person points at. */
  tags(marked: string): string[] {
    const info = this.service.getQuickInfoAtPosition(this.file, this.open(marked));
    return (info?.tags ?? []).map(({ name }) => name);
  }

  private open(marked: string): number {
    this.text = marked.replace("|", "");
    this.version++;
    return marked.indexOf("|");
  }
}
