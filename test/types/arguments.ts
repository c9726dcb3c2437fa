// What a program may write and what it gets, as types: compiled by `npm run check:types` and by types.test.ts, never run.
import type * as pulumi from "@pulumi/pulumi";
import { expectTypeOf } from "expect-type";
import type { ConfigurationArgs, ElementInstance, ElementInstanceArgs, KnownElementKey } from "pulumi-cloud-elements";

declare const text: pulumi.Output<string>;
declare const perhaps: pulumi.Output<string> | undefined;

expectTypeOf<KnownElementKey>().toEqualTypeOf<
  "sfdcdocuments" | "sfdcmarketingcloud" | "sfdcservicecloud" | "sfdc" | "sagelive"
>();

// A known key, any other, an id, and what is known only later.
for (const element of ["sfdc", "hubspot", 23, text, Promise.resolve("sfdc")] as const) {
  expectTypeOf({ element }).toExtend<ElementInstanceArgs>();
}
expectTypeOf<{ element: boolean }>().not.toExtend<ElementInstanceArgs>();
expectTypeOf<{ name: string }>().not.toExtend<ElementInstanceArgs>();

// What a config may lack can be handed on as it comes.
expectTypeOf({
  element: "sfdc",
  oauthCode: perhaps,
  tags: [text, "a"],
  name: undefined,
}).toExtend<ElementInstanceArgs>();
expectTypeOf<{ element: string; oauthCode: number }>().not.toExtend<ElementInstanceArgs>();
expectTypeOf<{ element: string; externalAuthentication: "later" }>().not.toExtend<ElementInstanceArgs>();

// Entries: known and foreign ones, of all kinds of values.
expectTypeOf({
  "event.notification.enabled": true,
  "event.poller.refresh_interval": 15,
  "event.notification.callback.url": perhaps,
  "some.other.entry": null,
  password: text,
}).toExtend<ConfigurationArgs>();
expectTypeOf<Record<string, string>>().toExtend<ConfigurationArgs>();
expectTypeOf<{ "event.poller.refresh_interval": string[] }>().not.toExtend<ConfigurationArgs>();
expectTypeOf<{ "some.other.entry": { nested: string } }>().not.toExtend<ConfigurationArgs>();

// Outputs.
expectTypeOf<ElementInstance>().toExtend<pulumi.CustomResource>();
expectTypeOf<ElementInstance["token"]>().toEqualTypeOf<pulumi.Output<string>>();
expectTypeOf<ElementInstance["valid"]>().toEqualTypeOf<pulumi.Output<boolean>>();
expectTypeOf<ElementInstance["tags"]>().toEqualTypeOf<pulumi.Output<string[]>>();
expectTypeOf<ElementInstance["drift"]>().toEqualTypeOf<pulumi.Output<string[] | undefined>>();
expectTypeOf<(typeof ElementInstance)["get"]>().toBeCallableWith("crm", text);
expectTypeOf<(typeof ElementInstance)["get"]>().returns.toEqualTypeOf<ElementInstance>();
