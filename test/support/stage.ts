import { settingsFor } from "./environment";
import { type Platform, startPlatform } from "./platform";
import { specProject } from "./project";
import { recorder, type Recorder } from "./recorder";

export type SpecProject = ReturnType<typeof specProject>;

/** An emulator, a recorder in front of it, and a project that talks to it through the recorder. */
export interface Stage {
  platform: Platform;
  front: Recorder;
  project: SpecProject;
  /** A project with a state of its own on the same platform. */
  another(name: string): SpecProject;
  close(): Promise<void>;
}

export async function openStage(name: string): Promise<Stage> {
  const platform = await startPlatform();
  const front = await recorder(platform.baseUrl);
  const another = (each: string) => specProject(each, settingsFor({ ...platform, baseUrl: front.baseUrl }));
  return {
    platform,
    front,
    project: another(name),
    another,
    async close() {
      await front.close();
      await platform.close();
    },
  };
}

/** An instance that needs no code: ServiceNow, by a user's name and password. */
export function servicenow(password: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    element: "servicenow",
    configuration: { username: "u@example.com", password, "servicenow.subdomain": "example" },
    ...more,
  };
}
