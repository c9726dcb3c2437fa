import { PolicyPack, type ResourceRemediation, type ResourceValidation, Secret } from "@pulumi/policy";

const elementInstance = "pulumi-nodejs:dynamic/cloud-elements:ElementInstance";

/** Who pays for an instance, and whose data it holds, is told by its tags. */
const tagged: ResourceValidation = (resource, reportViolation) => {
  if (resource.type !== elementInstance) return resource.notApplicable();
  const { tags = [] } = resource.props as { tags?: string[] };
  if (tags.length > 0) return;
  reportViolation(`The element instance "${resource.name}" has no tags: give it some, such as tags: ["customer-42"].`);
};

/**
 * A code in clear stands in the state for everybody to read. The class ElementInstance encrypts it whatever the program
 * does; this stops what goes around it, such as a resource that declares the type itself.
 */
const encrypted: ResourceRemediation = (resource) => {
  if (resource.type !== elementInstance) return resource.notApplicable();
  const given = below(resource.props);
  for (const key of ["oauthCode", "providerData"]) {
    if (given[key] === undefined || given[key] instanceof Secret) continue;
    throw new Error(
      `The element instance "${resource.name}" is given ${key} in clear. Take it from the config as a secret: ` +
        `pulumi config set --secret code, and oauthCode: config.getSecret("code").`,
    );
  }
};

/** Only a remediation is told what is a secret, and reading a property of its proxies unwraps it: this is what lies below them. */
function below(props: Record<string, unknown>): Record<string, unknown> {
  return props.__isSpecialProxy === true ? below(props.__getSpecialProxyTarget as Record<string, unknown>) : props;
}

new PolicyPack("cloud-elements", {
  policies: [
    {
      name: "instances-are-tagged",
      description: "Every element instance has tags.",
      enforcementLevel: "mandatory",
      validateResource: tagged,
    },
    {
      name: "codes-are-secret",
      description: "No OAuth code is given in clear.",
      enforcementLevel: "remediate",
      remediateResource: encrypted,
    },
  ],
});
