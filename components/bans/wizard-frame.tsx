import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Glyph } from "@/components/ui/glyph";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { When } from "@/components/ui/when";
import { stepPath } from "@/lib/bans/edit/rules";
import type { BanDetail } from "@/lib/bans/queries";
import { isStepDone, type Missing, STEPS, type Step } from "@/lib/bans/rules";

type Props = { ban: BanDetail; step: Step; missing: readonly Missing[]; children: ReactNode };

/** One step of the wizard: the question, and where it stands among the others. */
export function WizardFrame({ ban, step, missing, children }: Props) {
  const t = useTranslations("bans");
  const place = { n: STEPS.indexOf(step) + 1, total: STEPS.length };
  return (
    <>
      <PageHead
        title={t(`wizard.${step}.question`)}
        crumbs={[
          { href: "/bans", label: t("list.title") },
          { href: `/bans/${ban.code}`, label: ban.code },
        ]}
        meta={
          <>
            <span>{t("wizard.stepOf", place)}</span>
            <span>
              {t("wizard.saved")} <When at={ban.updatedAt} />
            </span>
          </>
        }
      />
      <div className="grid items-start gap-6 md:grid-cols-[13rem_minmax(0,1fr)]">
        <StepList code={ban.code} step={step} missing={missing} />
        <div className="grid min-w-0 gap-5">
          {ban.returned && (
            <Notice tone="due" title={t("wizard.returned", { who: ban.returned.by })}>
              {ban.returned.reason}
            </Notice>
          )}
          {children}
        </div>
      </div>
    </>
  );
}

function StepList({ code, step: current, missing }: Omit<Props, "ban" | "children"> & { code: string }) {
  const t = useTranslations("bans.wizard");
  return (
    <nav aria-label={t("steps")} className="card">
      <ol className="grid gap-1">
        {STEPS.map((step) => {
          const state = step === current ? "current" : isStepDone(step, missing) ? "done" : "open";
          return (
            <li key={step} className="flex items-center gap-2">
              <span className={`flex ${state === "done" ? "tone-ok tone-mark" : "tone-review tone-mark"}`}>
                <Glyph tone={state === "done" ? "done" : state === "current" ? "limits" : "review"} />
              </span>
              {state === "current" ? (
                <span className="font-semibold" aria-current="step">
                  {t(`${step}.step`)}
                </span>
              ) : (
                <Link href={stepPath(code, step)} className="link">
                  {t(`${step}.step`)}
                </Link>
              )}
              <span className="sr-only">{t(`state.${state}`)}</span>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
