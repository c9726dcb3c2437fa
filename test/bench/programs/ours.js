const { ElementInstance } = require("pulumi-cloud-elements");

module.exports = (name, args) => new ElementInstance(name, args);
