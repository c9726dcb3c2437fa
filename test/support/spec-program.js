// The program of the engine tests: declares what the test asks for, by the environment.
const { ElementInstance } = require("pulumi-cloud-elements");

const spec = JSON.parse(process.env.TEST_SPEC);

for (const [name, args] of Object.entries(spec.instances ?? {})) {
  const { options, ...rest } = args;
  const instance = new ElementInstance(name, rest, options);
  exports[name] = { id: instance.id, token: instance.token, valid: instance.valid, objects: instance.objects };
}
for (const [name, id] of Object.entries(spec.get ?? {})) {
  const { token, name: itsName, element, elementId, tags, valid } = ElementInstance.get(name, id);
  exports[name] = { token, name: itsName, element, elementId, tags, valid };
}
for (const [name, id] of Object.entries(spec.import ?? {})) {
  new ElementInstance(name, { element: "sfdc" }, { import: id });
}
