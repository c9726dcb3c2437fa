import * as pulumi from "@pulumi/pulumi";
import { ElementInstance } from "pulumi-cloud-elements";
import type { TenantSecrets } from "./secrets";
import type { Tenant } from "./tenants";

/** What each customer has: the three services that it connects. */
export function declare({ tenant, username, subdomain }: Tenant, secrets: TenantSecrets) {
  const tags = [`tenant-${tenant}`];
  const crm = new ElementInstance("crm", {
    element: "sfdc",
    name: `${tenant} crm`,
    tags,
    oauth: {
      apiKey: secrets.salesforceApiKey,
      apiSecret: secrets.salesforceApiSecret,
      callbackUrl: "http://127.0.0.1:53682/callback",
    },
    oauthCode: secrets.salesforceCode,
  });
  const desk = new ElementInstance("desk", {
    element: "servicenow",
    name: `${tenant} desk`,
    tags,
    configuration: { username, password: secrets.servicenowPassword, "servicenow.subdomain": subdomain },
  });
  const mail = new ElementInstance("mail", {
    element: "sendgrid",
    name: `${tenant} mail`,
    tags,
    configuration: { "api.key": pulumi.secret(secrets.sendgridKey) },
  });
  return { tokens: pulumi.secret({ crm: crm.token, desk: desk.token, mail: mail.token }) };
}
