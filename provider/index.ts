export { CloudElementsError } from "./errors/cloud-elements-error";
export type { ErrorCode, ErrorFacts } from "./errors/cloud-elements-error";
export type { ConfigurationArgs, ConfigurationValue, ElementInstanceArgs, OAuthArgs } from "./resource/args";
export type { KnownElementKey, KnownEntries } from "./elements/known";
export { ElementInstance } from "./resource/element-instance";
export type { ElementObject } from "./resource/element-instance";
export * from "./lookups/get-element";
export * from "./lookups/get-element-instance";
export * from "./lookups/get-element-oauth-url";
