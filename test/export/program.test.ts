import { expect } from "chai";
import { Elements } from "../../provider/client/elements";
import { CloudElementsError, type ErrorCode } from "../../provider/errors/cloud-elements-error";
import { gather } from "../../provider/export/gather";
import { programOf } from "../../provider/export/program";
import { rejectionOf } from "../support/errors";
import { answer, fakeInstances } from "../support/fake-instances";

const instance = (id: string, name = "secret( no secret )") => ({ id, name, provisionInteractions: [] });

describe("an exported program", () => {
  it("loses no instance where the names of two elements come to one file", () => {
    const found = ["a.b", "a-b"].map((element, index) => ({
      instance: instance(String(index)),
      element,
      catalog: undefined,
    }));
    const { files } = programOf(found, "p", "0.1.0");
    const text = files["instances/a-b.ts"] ?? "";
    expect(text).to.include('adopt: "0"').and.to.include('adopt: "1"');
    expect(text).to.include('element: "a.b"').and.to.include('element: "a-b"');
    expect(text, "nothing asks for a secret").not.to.include("../secrets");
  });

  it("does without an element that is no longer there, and not without a catalog that does not answer", async () => {
    const elementsFailing = (code: ErrorCode) =>
      new Elements({ send: () => Promise.reject(new CloudElementsError(code, "no")) });
    const listing = () => fakeInstances([answer({ configuration: { a: "b" } })]).instances;
    const run = (code: ErrorCode) =>
      gather({ instances: listing(), elements: elementsFailing(code) }, {}, () => undefined);
    const [found] = await run("UNKNOWN_ELEMENT");
    expect(found).to.deep.include({ element: "sfdc", catalog: undefined });
    await rejectionOf(run("SERVER_ERROR"), "SERVER_ERROR");
  });

  it("asks for the configuration where the list has none", async () => {
    const { instances, calls } = fakeInstances([answer()], answer({ configuration: { a: "b" } }));
    const elements = new Elements({ send: () => Promise.reject(new CloudElementsError("UNKNOWN_ELEMENT", "no")) });
    const [found] = await gather({ instances, elements }, {}, () => undefined);
    expect(found?.instance.configuration).to.deep.equal({ a: "b" });
    expect(calls).to.deep.equal(["GET /instances", "GET /instances/7"]);
  });
});
