import Link from "next/link";
import { useTranslations } from "next-intl";
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
  return (
    <nav aria-label={t("label")} className="mb-3 flex flex-wrap items-center gap-2">
      {kinds.map((kind) => (
        <Link
          key={kind}
          href={hrefOf(kind)}
          scroll={false}
          className={kind === current ? "chip font-semibold" : "chip"}
          aria-current={kind === current ? "page" : undefined}
        >
          {t(kind)}
        </Link>
      ))}
    </nav>
  );
}
