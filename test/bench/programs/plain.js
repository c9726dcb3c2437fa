// What registering costs where nothing is done but that: the SDK's own class with the same arguments.
const pulumi = require("@pulumi/pulumi");

module.exports = (name, args) =>
  new pulumi.CustomResource("pulumi-nodejs:dynamic:Resource", name, {
    ...args,
    name,
    __provider: 'exports.handler=()=>require("f")',
  });
