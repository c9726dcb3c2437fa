/** What is compared: programs of the same size, each under the same engine. */
export interface Line {
  name: string;
  /** Which of `programs/` declares it. */
  program: "textbook" | "ours" | "floor" | "plain";
  /** What the engine is told by its environment. */
  env: Record<string, string>;
}

/** The engine writes the state at the end only. */
const fastMode = { PULUMI_SKIP_CHECKPOINTS: "true", PULUMI_EXPERIMENTAL: "true" };

export const lines = {
  textbook: { name: "textbook", program: "textbook", env: {} },
  ours: { name: "ours", program: "ours", env: {} },
  floor: { name: "floor", program: "floor", env: {} },
  oursFast: { name: "ours, fast mode", program: "ours", env: fastMode },
  textbookFast: { name: "textbook, fast mode", program: "textbook", env: fastMode },
} satisfies Record<string, Line>;

/** What a user can choose for ours, beside the defaults. */
export const settings: { name: string; env: Record<string, string>; args: string[] }[] = [
  { name: "defaults", env: {}, args: [] },
  { name: "`PULUMI_DIY_BACKEND_GZIP=true`", env: { PULUMI_DIY_BACKEND_GZIP: "true" }, args: [] },
  { name: "`--parallel 64`", env: {}, args: ["--parallel", "64"] },
  { name: "fast mode", env: fastMode, args: [] },
];
