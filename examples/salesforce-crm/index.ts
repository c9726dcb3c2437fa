import * as pulumi from "@pulumi/pulumi";
import { ElementInstance } from "pulumi-cloud-elements";

const config = new pulumi.Config();

const instance = new ElementInstance("salesforce-crm", {
  element: "sfdc",
  tags: ["example"],
  oauth: {
    apiKey: config.require("apiKey"),
    apiSecret: config.requireSecret("apiSecret"),
    callbackUrl: "https://www.demonstrab.ly/home",
  },
  // Works once: after the first `pulumi up` it may go from the config.
  oauthCode: config.getSecret("code"),
});

export const id = instance.id;
export const token = instance.token;
