// The provider of the floor.
exports.create = async (inputs) => ({ id: inputs.value, outs: { secret: "fake-secret" } });
exports.update = async () => ({ outs: { secret: "fake-secret" } });
exports.read = async (id, properties) => ({ id, props: properties });
exports.delete = async () => {};
