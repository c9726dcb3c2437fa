import { expect } from "chai";
import { readSettings, type SettingName } from "../../provider/client/settings";
import { codeOf } from "../support/errors";

const user = "dXNlci1zZWNyZXQtdGhhdC1pcy1mYWtlKys/Lz09PT0=";
const organization = "0123456789abcdef0123456789abcdef";

function read(config: Partial<Record<SettingName, string>>, environment: Record<string, string> = {}) {
  return readSettings((name) => config[name], environment);
}

describe("readSettings", () => {
  const secrets = { userSecret: user, organizationSecret: organization };

  it("has the US production URL, 120 seconds and 64 calls at once as defaults", () => {
    expect(read(secrets)).to.deep.equal({
      ...secrets,
      baseUrl: "https://api.cloud-elements.com/elements/api-v2",
      timeoutSeconds: 120,
      retrySeconds: 120,
      maxConcurrency: 64,
    });
  });

  it("takes the environment, and the stack's config before it", () => {
    const environment = {
      CLOUD_ELEMENTS_BASE_URL: "https://api.cloud-elements.co.uk/elements/api-v2/",
      CLOUD_ELEMENTS_USER_SECRET: "from-the-environment",
      CLOUD_ELEMENTS_ORGANIZATION_SECRET: organization,
    };
    expect(read({ userSecret: user }, environment)).to.deep.include({
      baseUrl: "https://api.cloud-elements.co.uk/elements/api-v2",
      userSecret: user,
      organizationSecret: organization,
    });
  });

  it("names every credential that is missing, and both ways to give it", () => {
    const error = codeOf(() => read({}), "NO_CREDENTIALS");
    for (const word of [
      "userSecret",
      "CLOUD_ELEMENTS_USER_SECRET",
      "organizationSecret",
      "CLOUD_ELEMENTS_ORGANIZATION_SECRET",
    ]) {
      expect(error.message).to.include(word);
    }
    expect(codeOf(() => read({ userSecret: user }), "NO_CREDENTIALS").message).not.to.include("userSecret");
  });

  const wrong: [what: string, baseUrl: string, words: string][] = [
    ["no URL", "api.cloud-elements.com", "is no URL"],
    ["another scheme", "ftp://h/elements/api-v2", "is no http or https URL"],
    ["no prefix", "https://api.cloud-elements.com/", "does not end with /elements/api-v2"],
    ["a name and password", "https://u:hunter2@h/elements/api-v2", "holds more than"],
    ["a query", "https://h/elements/api-v2?token=hunter2", "holds more than"],
    ["the platform without TLS", "http://api.cloud-elements.com/elements/api-v2", "unencrypted"],
  ];
  for (const [what, baseUrl, words] of wrong) {
    it(`refuses a base URL with ${what}, without repeating it`, () => {
      const error = codeOf(() => read({ ...secrets, baseUrl }), "INVALID_SETTING");
      expect(error.message).to.include(words).and.to.include("CLOUD_ELEMENTS_BASE_URL").and.not.to.include("hunter2");
    });
  }

  it("takes every environment of the platform, and a loopback emulator", () => {
    for (const host of ["https://api.openconnectors.trial.eu10.ext.hana.ondemand.com", "http://127.0.0.1:8080"]) {
      expect(read({ ...secrets, baseUrl: `${host}/elements/api-v2` }).baseUrl).to.equal(`${host}/elements/api-v2`);
    }
  });

  for (const maxConcurrency of ["0", "1.5", "many"]) {
    it(`refuses ${maxConcurrency} calls at once`, () => {
      codeOf(() => read({ ...secrets, maxConcurrency }), "INVALID_SETTING");
    });
  }

  it("takes 0 for no retries, and no less", () => {
    expect(read({ ...secrets, retrySeconds: "0" }).retrySeconds).to.equal(0);
    codeOf(() => read({ ...secrets, retrySeconds: "-1" }), "INVALID_SETTING");
  });

  for (const timeoutSeconds of ["0", "-1", "soon", "1e9", "NaN"]) {
    it(`refuses a timeout of ${timeoutSeconds}`, () => {
      codeOf(() => read({ ...secrets, timeoutSeconds }), "INVALID_SETTING");
    });
  }

  it("refuses a secret that was copied with something else, without repeating it", () => {
    const error = codeOf(() => read({ ...secrets, userSecret: `${user}, Organization x` }), "INVALID_SETTING");
    expect(error.message).not.to.include(user);
    expect(error.message).to.include("pulumi config set --secret cloud-elements:userSecret");
  });

  it("takes a secret with a line break at its end for what it is", () => {
    expect(read({ ...secrets, userSecret: `${user}\n` }).userSecret).to.equal(user);
  });
});
