import type { Instances } from "../client/instances";

/** Deletes the instance; one that is gone already is as good as deleted. */
export async function deleteInstance(instances: Instances, id: string): Promise<void> {
  await instances.delete(id);
}
