// The arguments of every line but the floor: those of a customer's Salesforce, as the examples have them.
const fs = require("node:fs");
const pulumi = require("@pulumi/pulumi");

// A code works once, so each instance has its own.
const codes = process.env.BENCH_CODES ? JSON.parse(fs.readFileSync(process.env.BENCH_CODES, "utf8")) : [];

exports.argumentsOf = (index, isChanged) => ({
  element: "sfdc",
  tags: [`customer-${index}`, isChanged ? "changed" : "production"],
  oauth: {
    apiKey: "fake-salesforce-api-key",
    apiSecret: pulumi.secret("fake-salesforce-api-secret"),
    callbackUrl: "https://www.mycoolapp.example/auth",
  },
  oauthCode: pulumi.secret(codes[index] ?? `fake-code-${index}`),
  configuration: { "filter.response.nulls": true, "event.notification.enabled": false },
});
