import type { Platform } from "./platform";

/** The settings of a provider that talks to an emulator, as environment variables. */
export function settingsFor(
  platform: Pick<Platform, "baseUrl" | "userSecret" | "organizationSecret">,
): Record<string, string> {
  return {
    CLOUD_ELEMENTS_BASE_URL: platform.baseUrl,
    CLOUD_ELEMENTS_USER_SECRET: platform.userSecret,
    CLOUD_ELEMENTS_ORGANIZATION_SECRET: platform.organizationSecret,
    // An emulator that fails on purpose goes on failing, and what it has not made in a moment it never makes.
    CLOUD_ELEMENTS_RETRY_SECONDS: "2",
    CLOUD_ELEMENTS_LOOKUP_SECONDS: "2",
  };
}
