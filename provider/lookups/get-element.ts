import * as pulumi from "@pulumi/pulumi";
import type { Element, ElementEntry } from "../client/elements";
import { loadApi } from "./load-api";

/** Arguments of {@link getElement}. */
export interface GetElementArgs {
  /** The element's key or id. */
  element: string | number;
}

/** Arguments of {@link getElementOutput}. */
export interface GetElementOutputArgs {
  /** The element's key or id. */
  element: pulumi.Input<string | number>;
}

export type { Element as GetElementResult, ElementEntry as GetElementResultEntry };

/**
 * Looks an element up in the platform's catalog, which needs no credentials.
 *
 * @throws CloudElementsError `UNKNOWN_ELEMENT` where there is none
 */
export async function getElement(args: GetElementArgs): Promise<Element> {
  return loadApi().elementsApi().get(String(args.element));
}

/** {@link getElement} for arguments that may be outputs. */
export function getElementOutput(args: GetElementOutputArgs): pulumi.Output<Element> {
  return pulumi.output(args).apply(getElement);
}

/** All elements of the platform's catalog. */
export interface GetElementsResult {
  /** In the platform's order. */
  elements: Element[];
}

/** Lists the platform's catalog, which needs no credentials. */
export async function getElements(): Promise<GetElementsResult> {
  return { elements: await loadApi().elementsApi().list() };
}

/** {@link getElements} as an output. */
export function getElementsOutput(): pulumi.Output<GetElementsResult> {
  return pulumi.output(getElements());
}
