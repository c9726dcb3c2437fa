import * as pulumi from "@pulumi/pulumi";
import { shortened, type } from "../urn";
import type { ElementInstanceArgs } from "./args";
import { keepOutOfDebugLog } from "./debug-log";
import { providerText } from "./provider-text";
import { withSecrets } from "./secrets";
import { cutStackTraces } from "./stack-traces";

/** An object of the service behind an instance. */
export interface ElementObject {
  /** The name under which Cloud Elements serves it. */
  name: string;
  /** The service's own name for it. */
  vendorName?: string;
  /** Its kind, in the platform's words. */
  type?: string;
}

keepOutOfDebugLog(type);

const outputs = {
  token: undefined,
  name: undefined,
  element: undefined,
  elementId: undefined,
  valid: undefined,
  disabled: undefined,
  tags: undefined,
  eventsEnabled: undefined,
  createdDate: undefined,
  objects: undefined,
  drift: undefined,
};

/**
 * An element instance: one connection to a service, such as one customer's Salesforce. Its id is the platform's.
 *
 * A dynamic resource on the wire. It extends `CustomResource` rather than `dynamic.Resource` so that its provider is one
 * constant line of text instead of a copy of this package's code in the state of every instance.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { ElementInstance } from "pulumi-cloud-elements";
 *
 * const config = new pulumi.Config();
 *
 * const crm = new ElementInstance("crm", {
 *   element: "sfdc",
 *   tags: ["customer-42"],
 *   oauth: {
 *     apiKey: config.require("apiKey"),
 *     apiSecret: config.requireSecret("apiSecret"),
 *     callbackUrl: "http://127.0.0.1:53682/callback",
 *   },
 *   oauthCode: config.getSecret("code"), // npx pulumi-cloud-elements authorize sfdc
 *   configuration: { "event.notification.enabled": true, "event.poller.refresh_interval": 30 },
 * });
 *
 * export const token = crm.token;
 * ```
 */
export class ElementInstance extends pulumi.CustomResource {
  /** What applications send as `Authorization: User …, Element <token>`. Secret. */
  declare readonly token: pulumi.Output<string>;
  /** The name as the platform has it. */
  declare readonly name: pulumi.Output<string>;
  /** The element's key; its id where the platform names no key. */
  declare readonly element: pulumi.Output<string>;
  /** The element's numeric id. */
  declare readonly elementId: pulumi.Output<number>;
  /** Whether the service behind the element accepts the instance's credentials, as of the last update or refresh. */
  declare readonly valid: pulumi.Output<boolean>;
  /** Whether the instance refuses calls. */
  declare readonly disabled: pulumi.Output<boolean>;
  /** The tags as the platform has them. */
  declare readonly tags: pulumi.Output<string[]>;
  /** Whether the platform sends the service's events on. */
  declare readonly eventsEnabled: pulumi.Output<boolean | undefined>;
  /** When the instance was made: ISO 8601, UTC. */
  declare readonly createdDate: pulumi.Output<string | undefined>;
  /** The service's objects, where `retrieveObjectsAfterInstantiation` asked for them. */
  declare readonly objects: pulumi.Output<ElementObject[] | undefined>;
  /** The keys of given configuration entries that a refresh found changed on the platform; the next update sets them back. */
  declare readonly drift: pulumi.Output<string[] | undefined>;

  /**
   * Declares an instance.
   *
   * @param name the resource's name, unique in the stack; also the instance's, where the arguments give none
   * @throws Error for the option `import`, which a dynamic provider cannot serve
   */
  constructor(name: string, args: ElementInstanceArgs, opts?: pulumi.CustomResourceOptions) {
    if (opts?.import !== undefined) throw new Error(noImport(name, opts.import));
    const inputs =
      opts?.id !== undefined ? {} : { ...withSecrets(args), name: args.name ?? name, __urn: urnOf(name, opts?.parent) };
    const whole = cutStackTraces();
    try {
      super(
        type,
        name,
        { ...outputs, ...inputs, __provider: providerText },
        pulumi.mergeOptions(opts, { additionalSecretOutputs: ["token"] }),
      );
    } finally {
      whole();
    }
  }

  /**
   * Reads an instance that exists, whoever made it. It is neither changed nor deleted with the stack.
   *
   * @param id the instance's id on the platform: a number
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ElementInstance {
    return new ElementInstance(name, {} as ElementInstanceArgs, { ...opts, id });
  }
}

// Without a parent it is known at once, which spares a round of promises for each resource.
function urnOf(name: string, parent: pulumi.Resource | undefined): pulumi.Input<string> {
  if (parent !== undefined) return pulumi.createUrn(name, type, parent).apply(shortened);
  return shortened(`urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${type}::${name}`);
}

function noImport(name: string, id: pulumi.Input<pulumi.ID>): string {
  const shown = typeof id === "string" ? id : "<id>";
  return (
    `ElementInstance "${name}" cannot be imported: Pulumi's engine gives a dynamic provider nothing to import with. ` +
    `To have instance ${shown} managed, give the argument adopt: "${shown}". To use it as it is, read it with ` +
    `ElementInstance.get("${name}", "${shown}").`
  );
}
