// The least that a dynamic resource can be: one input, one secret output, and a provider of some 30 bytes that does nothing
// (the module f lies beside the program).
const pulumi = require("@pulumi/pulumi");

class Floor extends pulumi.CustomResource {
  constructor(name) {
    const properties = { value: name, secret: undefined, __provider: 'exports.handler=()=>require("f")' };
    super("pulumi-nodejs:dynamic:Resource", name, properties, { additionalSecretOutputs: ["secret"] });
  }
}

module.exports = (name) => new Floor(name);
