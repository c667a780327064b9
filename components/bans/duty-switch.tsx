import { useTranslations } from "next-intl";
import { SwitchLinks } from "@/components/ui/switch-links";
import type { DutyKind } from "@/prisma/generated/enums";

type Props = { kinds: readonly DutyKind[]; current: DutyKind; hrefOf: (kind: DutyKind) => string };

/** Which duty the figures are about, where a ban asks for more than one. */
export function DutySwitch({ kinds, current, hrefOf }: Props) {
  const t = useTranslations("bans.page.duty");
  if (kinds.length < 2) return null;
  return (
    <SwitchLinks label={t("label")} links={kinds.map((kind) => ({ href: hrefOf(kind), label: t(kind), isCurrent: kind === current }))} />
  );
}
