import * as pulumi from "@pulumi/pulumi";
import { ElementInstance } from "pulumi-cloud-elements";

const config = new pulumi.Config();
const element = config.require("element");

const instance = new ElementInstance(element, {
  element,
  tags: [pulumi.getStack()],
  oauth: {
    apiKey: config.require("apiKey"),
    apiSecret: config.requireSecret("apiSecret"),
    callbackUrl: config.require("callbackUrl"),
  },
  // npx pulumi-cloud-elements authorize stores it. It works once: after the first `pulumi up` it may go.
  oauthCode: config.getSecret("code"),
});

export const id = instance.id;
export const token = instance.token;
