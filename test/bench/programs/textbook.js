// A dynamic provider as Pulumi's documentation teaches it: a class, a new provider for each resource, the inputs echoed in
// the outputs. It has the arguments and the outputs of ours, and does nothing.
const pulumi = require("@pulumi/pulumi");

class InstanceProvider {
  async diff(id, olds, news) {
    const changed = Object.keys(news).filter((key) => JSON.stringify(news[key]) !== JSON.stringify(olds[key]));
    return {
      changes: changed.some((key) => key !== "__provider"),
      replaces: changed.includes("element") ? ["element"] : [],
      deleteBeforeReplace: false,
    };
  }
  async create(inputs) {
    const id = String(Math.floor(Math.random() * 1e9));
    return { id, outs: { ...inputs, ...madeBy(id) } };
  }
  async read(id, properties) {
    return { id, props: properties };
  }
  async update(id, olds, news) {
    return { outs: { ...news, ...madeBy(id) } };
  }
  async delete() {}
}

function madeBy(id) {
  return {
    token: `fake-token-${id}-abcdefghijklmnopqrstuvwxyz`,
    elementId: 23,
    valid: true,
    disabled: false,
    eventsEnabled: false,
    createdDate: "2026-01-01T00:00:00Z",
  };
}

class Instance extends pulumi.dynamic.Resource {
  constructor(name, args) {
    const outputs = {
      token: undefined,
      elementId: undefined,
      valid: undefined,
      disabled: undefined,
      eventsEnabled: undefined,
      createdDate: undefined,
    };
    super(new InstanceProvider(), name, { name, ...outputs, ...args }, { additionalSecretOutputs: ["token"] });
  }
}

module.exports = (name, args) => new Instance(name, args);
