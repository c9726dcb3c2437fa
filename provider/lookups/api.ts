import * as pulumi from "@pulumi/pulumi";
import { Client } from "../client/client";
import { Elements } from "../client/elements";
import { Instances } from "../client/instances";
import { type Config, readConnection, readSettings } from "../client/settings";

const config: Config = (name) => pulumi.runtime.getConfig(`cloud-elements:${name}`);

/** The catalog, with the program's settings. */
export function elementsApi(): Elements {
  return new Elements(new Client(readConnection(config, process.env)));
}

/** The instances, with the program's settings and credentials. */
export function instancesApi(): Instances {
  return new Instances(new Client(readSettings(config, process.env)));
}
