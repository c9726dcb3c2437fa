import * as pulumi from "@pulumi/pulumi";
import type { Instance } from "../client/instance";
import { noSuchInstance } from "../errors/no-such-instance";
import { ownTags } from "../lifecycle/managed-tag";
import { loadApi } from "./load-api";

/** An instance that exists, whoever made it. Its configuration is not in it: other people's tokens stand there. */
export interface GetElementInstanceResult {
  /** The instance's id: digits. */
  id: string;
  /** Its name. Several instances may have the same. */
  name: string;
  /** What applications use. Secret. */
  token: string;
  /** The element's key. */
  element: string;
  /** The element's numeric id. */
  elementId?: number;
  /** Its tags, without the one that this package manages. */
  tags: string[];
  /** Whether the service accepts the instance's credentials. */
  valid: boolean;
  /** Whether the instance refuses calls. */
  disabled: boolean;
  /** Whether the platform sends the service's events on. */
  eventsEnabled?: boolean;
  /** When it was made: ISO 8601, UTC. */
  createdDate?: string;
}

/** Arguments of {@link getElementInstance}. */
export interface GetElementInstanceArgs {
  /** The instance's id: a number. */
  id: string | number;
}

/** Arguments of {@link getElementInstanceOutput}. */
export interface GetElementInstanceOutputArgs {
  /** The instance's id: a number. */
  id: pulumi.Input<string | number>;
}

/**
 * Looks an instance up by its id.
 *
 * The plain form gives the token in clear: prefer {@link getElementInstanceOutput}, which gives it as a secret.
 *
 * @throws CloudElementsError `NOT_FOUND` where there is none, `INVALID_ID` for what is no number
 */
export async function getElementInstance(args: GetElementInstanceArgs): Promise<GetElementInstanceResult> {
  const id = String(args.id);
  const instance = await loadApi().instancesApi().get(id);
  if (!instance) throw noSuchInstance(id);
  return resultOf(instance);
}

/** {@link getElementInstance} for arguments that may be outputs; the result is a secret. */
export function getElementInstanceOutput(args: GetElementInstanceOutputArgs): pulumi.Output<GetElementInstanceResult> {
  return pulumi.secret(pulumi.output(args).apply(getElementInstance));
}

/** Arguments of {@link getElementInstances}: an instance has to fit in every respect that is given. */
export interface GetElementInstancesArgs {
  /** It has all of these tags. */
  tags?: string[] | undefined;
  /** Its name or its element's key holds this text. */
  searchText?: string | undefined;
  /** It is of the element with this key or id. */
  element?: string | number | undefined;
}

/** Arguments of {@link getElementInstancesOutput}: those of {@link GetElementInstancesArgs}, each of which may be an output. */
export interface GetElementInstancesOutputArgs {
  /** It has all of these tags. */
  tags?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /** Its name or its element's key holds this text. */
  searchText?: pulumi.Input<string | undefined>;
  /** It is of the element with this key or id. */
  element?: pulumi.Input<string | number | undefined>;
}

/** The instances that fit. */
export interface GetElementInstancesResult {
  /** Empty where none fits. */
  instances: GetElementInstanceResult[];
}

/**
 * Lists the instances of the account, page after page to the end.
 *
 * The plain form gives the tokens in clear: prefer {@link getElementInstancesOutput}, which gives them as secrets.
 */
export async function getElementInstances(args: GetElementInstancesArgs = {}): Promise<GetElementInstancesResult> {
  const { element, ...filter } = args;
  const found = await loadApi()
    .instancesApi()
    .list({ ...filter, ...(element !== undefined && { element: String(element) }) });
  return { instances: found.map(resultOf) };
}

/** {@link getElementInstances} for arguments that may be outputs; the result is a secret. */
export function getElementInstancesOutput(
  args: GetElementInstancesOutputArgs = {},
): pulumi.Output<GetElementInstancesResult> {
  return pulumi.secret(pulumi.output(args).apply((known) => getElementInstances(known as GetElementInstancesArgs)));
}

function resultOf(instance: Instance): GetElementInstanceResult {
  const { id, name, token, elementKey, elementId, tags, valid, disabled, eventsEnabled, createdDate } = instance;
  return {
    id,
    name: name ?? "",
    token: token ?? "",
    element: elementKey ?? String(elementId ?? ""),
    tags: ownTags(tags ?? []),
    valid: valid ?? true,
    disabled: disabled ?? false,
    ...(elementId !== undefined && { elementId }),
    ...(eventsEnabled !== undefined && { eventsEnabled }),
    ...(createdDate !== undefined && { createdDate }),
  };
}
