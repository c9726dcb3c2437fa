import type { Platform } from "./platform";

/** The settings of a provider that talks to an emulator, as environment variables. */
export function settingsFor(
  platform: Pick<Platform, "baseUrl" | "userSecret" | "organizationSecret">,
): Record<string, string> {
  return {
    CLOUD_ELEMENTS_BASE_URL: platform.baseUrl,
    CLOUD_ELEMENTS_USER_SECRET: platform.userSecret,
    CLOUD_ELEMENTS_ORGANIZATION_SECRET: platform.organizationSecret,
  };
}
