// The program of the engine tests: declares what the test asks for, by the environment.
const { ElementInstance, getElementInstanceOutput, getElementOAuthUrlOutput } = require("pulumi-cloud-elements");

const spec = JSON.parse(process.env.TEST_SPEC);
const made = {};

// {"$token": "other"} stands for the token of an instance declared before: a value that a preview does not know.
function resolve(value) {
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value !== "object" || value === null) return value;
  if (value.$token) return made[value.$token].token;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolve(each)]));
}

for (const [name, args] of Object.entries(spec.instances ?? {})) {
  const instance = (made[name] = new ElementInstance(name, resolve(args)));
  exports[name] = { id: instance.id, token: instance.token, valid: instance.valid, objects: instance.objects };
}
for (const [name, id] of Object.entries(spec.get ?? {})) {
  const { token, name: itsName, element, elementId, tags, valid } = ElementInstance.get(name, id);
  exports[name] = { token, name: itsName, element, elementId, tags, valid };
}
if (spec.oauthUrl) exports.oauthUrl = getElementOAuthUrlOutput(spec.oauthUrl).oauthUrl;
if (spec.lookUp) exports.found = getElementInstanceOutput({ id: made[spec.lookUp].id });
for (const [name, id] of Object.entries(spec.import ?? {})) {
  new ElementInstance(name, { element: "sfdc" }, { import: id });
}
