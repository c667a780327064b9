import { useTranslations } from "next-intl";
import { ClassName } from "@/components/risk/class-tag";
import { useClassWords } from "@/components/risk/class-words";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import type { ClassHistory as History, PastClass } from "@/lib/risk/classes/history/queries";

/** Twice: as the dates of the ledger tell it, and as it was held here. Both with the tables of their day. */
export function ClassHistory({ history: { recorded, byLedger } }: { history: History }) {
  const t = useTranslations("classes.history");
  const words = useClassWords();
  if (recorded.length === 0 && byLedger.length === 0)
    return (
      <Panel id="history" title={t("title")}>
        <p className="text-ink-2">{t("none")}</p>
      </Panel>
    );
  return (
    <Panel id="history" title={t("title")}>
      <div className="grid items-start gap-x-8 gap-y-6 md:grid-cols-2">
        <section aria-labelledby="by-ledger">
          <h3 id="by-ledger">{t("ledger")}</h3>
          <p className="mb-3 text-ink-2">{t("ledgerLead")}</p>
          <ol className="grid gap-4 border-l border-line pl-4">
            {byLedger.map(({ day, class: held, inputs, outcomes, edition }) => (
              <li key={day} className="grid gap-0.5">
                <p className="flex flex-wrap items-center gap-2">
                  <ClassName of={held} />
                </p>
                <p>
                  {t("ledgerTurn", {
                    class: words.class(held),
                    evidence: words.value(inputs.exploitation.value),
                    priority: words.value(outcomes.priority),
                  })}
                </p>
                <p className="text-ink-2">
                  {t.rich("ledgerFrom", { edition, when: () => <When at={new Date(`${day}T00:00:00Z`)} kind="date" zone="UTC" /> })}
                </p>
              </li>
            ))}
          </ol>
        </section>
        <section aria-labelledby="as-held">
          <h3 id="as-held">{t("recorded")}</h3>
          <p className="mb-3 text-ink-2">{t("recordedLead")}</p>
          <ol className="grid gap-4 border-l border-line pl-4">
            {recorded.map((one) => (
              <Recorded key={one.id} one={one} />
            ))}
          </ol>
        </section>
      </div>
    </Panel>
  );
}

function Recorded({ one: { class: held, inputs, cause, edition, fromAt, untilAt } }: { one: PastClass }) {
  const t = useTranslations("classes.history");
  const words = useClassWords();
  const assumed = Object.values(inputs).filter(({ isAssumed }) => isAssumed).length;
  const from = () => <When at={fromAt} />;
  return (
    <li className="grid gap-0.5">
      <p className="flex flex-wrap items-center gap-2">
        <ClassName of={held} />
        <span>{words.cause(cause)}</span>
      </p>
      <p className="text-ink-2">{untilAt ? t.rich("period", { from, to: () => <When at={untilAt} /> }) : t.rich("current", { from })}</p>
      <p className="text-ink-2">
        {t("edition", { edition })} · {t("values", { n: assumed })}
      </p>
    </li>
  );
}
