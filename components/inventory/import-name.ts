import type { useTranslations } from "next-intl";
import type { ImportItem } from "@/lib/inventory/imports/queries";

const SYSTEMS = { osquery: "OSQUERY", fleet: "FLEET", intune: "INTUNE" } as const;

/** "Inventory · Fleet", with the instance where there is more than one. */
export function importName(
  { kind, format }: Pick<ImportItem, "kind" | "format">,
  t: ReturnType<typeof useTranslations<"inventory">>,
): string {
  const [system = "", instance] = format.split("/");
  if (kind === "PEOPLE" || !(system in SYSTEMS)) return t(`kind.${kind}`);
  const name = t(`system.${SYSTEMS[system as keyof typeof SYSTEMS]}`);
  return instance ? `${t("kind.INVENTORY")} · ${name} (${instance})` : `${t("kind.INVENTORY")} · ${name}`;
}
