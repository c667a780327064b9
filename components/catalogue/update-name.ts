import type { useTranslations } from "next-intl";
import type { UpdateItem } from "@/lib/registry/catalogue/updates/queries";

/** What an update is called: the product's version, or the file. */
export function updateName(
  { origin, name }: Pick<UpdateItem, "origin" | "name">,
  t: ReturnType<typeof useTranslations<"catalogue">>,
): string {
  return origin === "shipped" ? t("origin.shipped", { name }) : name;
}
