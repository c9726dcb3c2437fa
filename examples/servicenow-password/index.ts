import * as pulumi from "@pulumi/pulumi";
import { ElementInstance } from "pulumi-cloud-elements";

const config = new pulumi.Config();

const instance = new ElementInstance("servicenow", {
  element: "servicenow",
  tags: ["example"],
  configuration: {
    username: config.require("username"),
    password: config.requireSecret("password"),
    "servicenow.subdomain": config.require("subdomain"),
  },
});

export const id = instance.id;
export const token = instance.token;
