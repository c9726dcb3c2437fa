import * as pulumi from "@pulumi/pulumi";
import { ElementInstance, OAuthArgs } from "pulumi-cloud-elements";

const config = new pulumi.Config();

// One app registered with Salesforce serves its four elements; Sage Live has its own.
const salesforce = {
  apiKey: config.require("salesforceApiKey"),
  apiSecret: config.requireSecret("salesforceApiSecret"),
};
const sage = { apiKey: config.require("sageApiKey"), apiSecret: config.requireSecret("sageApiSecret") };

// Each works once: after the first `pulumi up` they may go from the config.
const codes = config.getSecretObject<Record<string, string>>("codes") ?? pulumi.output<Record<string, string>>({});
const codeOf = (element: string) => codes.apply((all) => all[element] ?? "");

const callbackUrls = { app: "https://www.mycoolapp.com/auth", home: "https://www.demonstrab.ly/home" };
const tags = config.getObject<string[]>("tags") ?? ["example"];

function declare(name: string, element: string, oauth: OAuthArgs): ElementInstance {
  return new ElementInstance(name, { element, tags, oauth, oauthCode: codeOf(element) });
}

const instances = [
  declare("salesforce-documents", "sfdcdocuments", { ...salesforce, callbackUrl: callbackUrls.app }),
  declare("salesforce-marketing-cloud", "sfdcmarketingcloud", { ...salesforce, callbackUrl: callbackUrls.home }),
  declare("salesforce-service-cloud", "sfdcservicecloud", { ...salesforce, callbackUrl: callbackUrls.home }),
  declare("salesforce-crm", "sfdc", { ...salesforce, callbackUrl: callbackUrls.home }),
  declare("sage-live", "sagelive", { ...sage, callbackUrl: callbackUrls.app }),
];

export const ids = pulumi
  .all(instances.map(({ name, id }) => pulumi.all([name, id])))
  .apply((all) => Object.fromEntries(all));
export const tokens = pulumi
  .all(instances.map(({ name, token }) => pulumi.all([name, token])))
  .apply((all) => Object.fromEntries(all));
