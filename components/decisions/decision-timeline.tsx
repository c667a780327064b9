import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useDecisionWords } from "@/components/decisions/audience-words";
import { useRegistryWords } from "@/components/registry/words";
import { When } from "@/components/ui/when";
import type { PastDecision } from "@/lib/registry/decisions/queries";

/** Who decided what for whom, when, why, and how it ended. Newest first. */
export function DecisionTimeline({ history }: { history: readonly PastDecision[] }) {
  const t = useTranslations("decisions.timeline");
  return (
    <details className="mt-4">
      <summary className="fold font-medium">{t("title", { n: history.length })}</summary>
      <ol className="mt-3 grid gap-4 border-l border-line pl-4">
        {history.map((decision) => (
          <li key={decision.id} id={`decision-${decision.id}`} className="grid gap-0.5">
            <Entry decision={decision} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Entry({ decision }: { decision: PastDecision }) {
  const t = useTranslations("decisions.timeline");
  const words = useRegistryWords();
  const says = useDecisionWords();
  const { status, conditions, dataClasses, reason, basis, decidedAt, decidedBy } = decision;
  const when = (at: Date) => () => <When at={at} />;
  return (
    <>
      <p className="font-semibold">{t("made", { status: words.of("decision", status), audience: says.audience(decision) })}</p>
      <p className="text-ink-2">{decidedBy ? t.rich("by", { name: decidedBy, when: when(decidedAt) }) : <When at={decidedAt} />}</p>
      <Line label={t("reason")}>{reason}</Line>
      {conditions && <Line label={t("conditions")}>{conditions}</Line>}
      {dataClasses.length > 0 && <Line label={t("dataClasses")}>{says.classes(dataClasses)}</Line>}
      {basis && (
        <Line label={t("basis")}>
          <Basis basis={basis} />
        </Line>
      )}
      <Ending decision={decision} />
    </>
  );
}

function Ending({ decision: { ending } }: { decision: PastDecision }) {
  const t = useTranslations("decisions.timeline");
  const words = useRegistryWords();
  if (!ending) return null;
  const when = () => <When at={ending.at} />;
  if (ending.by) {
    return (
      <p className="text-ink-2">
        {t.rich("superseded", { status: words.of("decision", ending.by.status), when })}{" "}
        <a className="link" href={`#decision-${ending.by.id}`}>
          {t("seeNext")}
        </a>
      </p>
    );
  }
  if (!ending.withdrawn) return <p className="text-ink-2">{t.rich("ended", { when })}</p>;
  const { by, reason } = ending.withdrawn;
  return <p className="text-ink-2">{t.rich("withdrawn", { name: by, reason: reason ?? "–", when })}</p>;
}

/** A document by name, or the way to it. */
function Basis({ basis }: { basis: string }) {
  if (!/^https?:\/\//i.test(basis)) return basis;
  return (
    <a className="link break-all" href={basis} rel="noreferrer noopener">
      {basis}
    </a>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <p className="max-w-[68ch] break-words">
      <span className="text-ink-2">{label}:</span> {children}
    </p>
  );
}
