/** Fixed: every stack names its resources by it. */
export const type = "pulumi-nodejs:dynamic/cloud-elements:ElementInstance";

const prefix = "urn:pulumi:";

/**
 * A resource's URN without what is the same in all of ours, since it stands in the state of each:
 * `urn:pulumi:dev::shop::my:Customer$pulumi-nodejs:…:ElementInstance::crm` is `dev::shop::my:Customer$::crm`.
 */
export function shortened(urn: string): string {
  return urn.replace(prefix, "").replace(`${type}::`, "::");
}

/** The URN of which {@link shortened} has made this; undefined where it is none. */
export function expanded(text: string): string | undefined {
  const [, stack, project, parents, name] = /^([^:]+)::([^:]+)::((?:(?!::).)*?)::(.+)$/s.exec(text) ?? [];
  return name === undefined ? undefined : `${prefix}${stack}::${project}::${parents}${type}::${name}`;
}
