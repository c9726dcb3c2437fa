import type { Spec } from "../support/project";
import type { Fixture } from "./fixture";

type Secrets = Pick<Fixture["secrets"], "apiSecret" | "code" | "password">;

/** What every release's fixture declares: an instance by a code, and one by a name and password. */
export function programOf({ apiSecret, code, password }: Secrets, name = "Orders"): Spec & { instances: object } {
  return {
    instances: {
      crm: {
        element: "sfdc",
        name,
        tags: ["customer-42", "eu"],
        oauth: { apiKey: "fake-api-key", apiSecret, callbackUrl: "https://example.com/callback" },
        oauthCode: code,
        configuration: { "event.notification.enabled": true, "event.poller.refresh_interval": 30 },
        retrieveObjectsAfterInstantiation: true,
      },
      desk: {
        element: "servicenow",
        configuration: { username: "u@example.com", password, "servicenow.subdomain": "example" },
      },
    },
  };
}
