/** What one check has found. No text of it holds a secret. */
export interface Finding {
  /** What was looked at. */
  check: "node" | "pulumi" | "sdk" | "stack" | "settings" | "reachability" | "credentials";
  /** `skipped` where an earlier finding stands in the way. */
  state: "ok" | "warning" | "failed" | "skipped";
  /** What is the case. */
  found: string;
  /** What to do, where there is something to do. */
  advice?: string;
}

export const ok = (check: Finding["check"], found: string): Finding => ({ check, state: "ok", found });

export const warning = (check: Finding["check"], found: string, advice: string): Finding => ({
  check,
  state: "warning",
  found,
  advice,
});

export const failed = (check: Finding["check"], found: string, advice?: string): Finding => ({
  check,
  state: "failed",
  found,
  ...(advice !== undefined && { advice }),
});

export const skipped = (check: Finding["check"], why: string): Finding => ({ check, state: "skipped", found: why });
