import { useTranslations } from "next-intl";
import { Tabs } from "@/components/ui/tabs";
import type { DutyKind } from "@/prisma/generated/enums";

/** Which duty the figures are about, where a ban asks for more than one. */
export function DutySwitch({
  kinds,
  current,
  hrefOf,
}: {
  kinds: readonly DutyKind[];
  current: DutyKind;
  hrefOf: (kind: DutyKind) => string;
}) {
  const t = useTranslations("bans.page.duty");
  if (kinds.length < 2) return null;
  return <Tabs label={t("label")} tabs={kinds.map((kind) => ({ href: hrefOf(kind), label: t(kind), isCurrent: kind === current }))} />;
}
