/** What is compared: programs of the same size, each under the same engine. */
export interface Line {
  name: string;
  /** Which of `programs/` declares it. */
  program: "textbook" | "ours" | "floor" | "plain";
  /** Whether the engine writes the state at the end only. */
  skipsCheckpoints: boolean;
}

export const lines = {
  textbook: { name: "textbook", program: "textbook", skipsCheckpoints: false },
  ours: { name: "ours", program: "ours", skipsCheckpoints: false },
  floor: { name: "floor", program: "floor", skipsCheckpoints: false },
  oursFast: { name: "ours, fast mode", program: "ours", skipsCheckpoints: true },
  textbookFast: { name: "textbook, fast mode", program: "textbook", skipsCheckpoints: true },
} satisfies Record<string, Line>;

/** The settings of the engine that make it write the state at the end only. */
export const fastMode = { PULUMI_SKIP_CHECKPOINTS: "true", PULUMI_EXPERIMENTAL: "true" };
