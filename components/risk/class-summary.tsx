import Link from "next/link";
import { useTranslations } from "next-intl";
import { ClassName } from "@/components/risk/class-tag";
import { useClassWords } from "@/components/risk/class-words";
import { Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { ToolClass } from "@/lib/risk/classes/queries";
import { NOTICE_DAYS } from "@/lib/risk/classes/rules";

/** What holds, since when, by which tables, and how it came out. */
export function ClassSummary({ held }: { held: ToolClass }) {
  const t = useTranslations("classes.page");
  const words = useClassWords();
  const { computed, effective, edition, evidence, inputs, reviewOn } = held;
  if (!edition || !computed || !effective)
    return (
      <Panel title={t("summary")}>
        <p className="max-w-[68ch]">{edition ? t("notClassified") : t("noTables")}</p>
      </Panel>
    );
  const systemic = inputs.find(({ input }) => input === "systemicImpact")?.value ?? "";
  const { outcomes } = computed;
  return (
    <Panel title={t("summary")}>
      <p className="mb-4 max-w-[68ch]">
        {t("sum", {
          power: words.value(outcomes.executionPower),
          impact: words.value(outcomes.agenticImpactLevel),
          evidence: words.value(evidence.value),
          systemic: words.value(systemic),
          priority: words.value(outcomes.priority),
        })}
      </p>
      <Facts
        facts={[
          { label: t("now"), value: <ClassName of={effective.class} /> },
          { label: t("since"), value: <When at={effective.since} /> },
          { label: t("byTables"), value: words.class(computed.class) },
          {
            label: t("edition"),
            value: (
              <Link className="link" href={`/risk/tables/${edition.id}`}>
                {t("editionValue", { version: edition.version })}
              </Link>
            ),
          },
          { label: t("cause"), value: words.cause(computed.cause) },
          { label: t("notice"), value: words.notice(NOTICE_DAYS[effective.class]) },
          { label: t("review"), value: reviewOn ? <When at={reviewOn} kind="date" zone="UTC" /> : t("noReview") },
        ]}
      />
    </Panel>
  );
}
