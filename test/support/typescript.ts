import path from "node:path";
import ts from "typescript";

const repository = path.resolve(__dirname, "../..");

/** The options of this repository's own programs. */
export function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(path.join(repository, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
    config: object;
  };
  return ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, repository).options;
}

/** What TypeScript finds wrong with programs that lie in no file: texts by the path that they would have. */
export function faultsOf(programs: Map<string, string>, options = compilerOptions()): string[] {
  const host = ts.createCompilerHost(options);
  const onDisk = { ...host };
  host.fileExists = (name) => programs.has(name) || onDisk.fileExists(name);
  host.readFile = (name) => programs.get(name) ?? onDisk.readFile(name);
  host.getSourceFile = (name, version, ...rest) => {
    const text = programs.get(name);
    return text === undefined ? onDisk.getSourceFile(name, version, ...rest) : ts.createSourceFile(name, text, version);
  };
  return messages(ts.createProgram([...programs.keys()], options, host));
}

/** What TypeScript finds wrong with a program. */
export function messages(program: ts.Program): string[] {
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, "\n");
    return `${file ? path.basename(file.fileName) : ""}: ${text}`;
  });
}
