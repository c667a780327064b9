import { useTranslations } from "next-intl";
import type { DevicePlatform } from "@/prisma/generated/enums";

/** "macOS, Linux", or that any platform is meant. */
export function usePlatformWords(): (platforms: readonly DevicePlatform[]) => string {
  const t = useTranslations("tools.identifier.platform");
  return (platforms) => (platforms.length === 0 ? t("any") : platforms.map((platform) => t(platform)).join(", "));
}
