import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Finder, FoundList, SearchForm } from "@/components/bans/choices";
import { StepForm } from "@/components/bans/step-form";
import { FindingTag } from "@/components/findings/words";
import { buttonClass } from "@/components/ui/button";
import { EvidenceTag } from "@/components/ui/evidence-tag";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { Basis, FoundBasis, PinnedClaim } from "@/lib/bans/basis/queries";
import { isOver, isOverquoted, pinnedAs, STATED_AS } from "@/lib/bans/basis/rules";
import { stepPath } from "@/lib/bans/edit/rules";
import type { BanDetail } from "@/lib/bans/queries";
import { claimCode } from "@/lib/risk/claims/rules";
import { findingPath } from "@/lib/risk/findings/rules";

type Props = { ban: BanDetail; chosen: Basis; q: string; found: FoundBasis };

/** The claims and findings a ban rests on, and what would end it. Each claim shows how well it is confirmed now, beside how the ban presents it. */
export function BasisStep({ ban, chosen, q, found }: Props) {
  const t = useTranslations("bans.wizard.basis");
  const { reinstatement } = ban.content;
  return (
    <>
      <StepForm ban={ban} step="basis" hidden={{ findings: chosen.findings.map(({ id }) => id) }}>
        <p className="max-w-[68ch] text-ink-2">{t("lead")}</p>
        <Panel title={t("claims")}>
          {chosen.claims.length === 0 && <p className="text-ink-2">{t("nothing")}</p>}
          <ul className="grid gap-4">
            {chosen.claims.map((claim) => (
              <StatedClaim key={claim.id} claim={claim} />
            ))}
          </ul>
        </Panel>
        <Panel title={t("findings")}>
          {chosen.findings.length === 0 && <p className="text-ink-2">{t("noFindings")}</p>}
          <ul className="grid gap-2">
            {chosen.findings.map(({ id, code, title, status }) => (
              <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
                <span className="min-w-0">
                  <Link href={findingPath(id)} className="link">
                    {code} · {title}
                  </Link>{" "}
                  <FindingTag status={status} />
                </span>
                <RemoveButton value={`findings:${id}`}>{t("removeClaim", { code })}</RemoveButton>
              </li>
            ))}
          </ul>
        </Panel>
        <Panel title={q ? undefined : t("suggested")}>
          <Finder q={q} label={t("find")} hint={t("hint")} found={q ? found.claims.length + found.findings.length : null}>
            <Found found={found} chosen={chosen} q={q} />
          </Finder>
        </Panel>
        <Panel title={t("reinstatement")}>
          <p className="mb-3 max-w-[68ch] text-ink-2">{t("reinstatementHint")}</p>
          <div className="grid gap-4 lg:grid-cols-2">
            <Field
              as="textarea"
              rows={4}
              name="reinstatement.en"
              label={t("en")}
              lang="en"
              defaultValue={reinstatement?.en ?? ""}
              maxLength={1_000}
            />
            <Field
              as="textarea"
              rows={4}
              name="reinstatement.zh-CN"
              label={t("zh")}
              lang="zh-CN"
              defaultValue={reinstatement?.["zh-CN"] ?? ""}
              maxLength={1_000}
            />
          </div>
        </Panel>
      </StepForm>
      <SearchForm path={stepPath(ban.code, "basis")} />
    </>
  );
}

function StatedClaim({ claim }: { claim: PinnedClaim }) {
  const t = useTranslations("bans.wizard.basis");
  const { id, statement, state, isDisputed, statedAs, confirmation } = claim;
  const code = claimCode(id);
  const warning = isOver(confirmation) ? t("gone") : isOverquoted({ statedAs, confirmation }) ? t("over") : null;
  return (
    <li className="grid gap-2 border-t border-line pt-3 first:border-t-0 first:pt-0">
      <p className="min-w-0">
        <Link href={`/claims/${id}`} className="link">
          {code} · {statement}
        </Link>
      </p>
      <EvidenceTag state={state} isDisputed={isDisputed} />
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <Field
          as="select"
          name="claims"
          rowKey={id}
          label={
            <>
              {t("statedAs")}
              <span className="sr-only"> ({code})</span>
            </>
          }
          defaultValue={`${id}:${statedAs}`}
          options={STATED_AS.map((one) => ({ value: `${id}:${one}`, label: t(`stated.${one}`) }))}
          className="w-full max-w-[20rem]"
        />
        <RemoveButton value={`claims:${id}`}>{t("removeClaim", { code })}</RemoveButton>
      </div>
      {warning && <p className="text-due max-w-[68ch]">{warning}</p>}
    </li>
  );
}

function RemoveButton({ value, children }: { value: string; children: ReactNode }) {
  return (
    <button type="submit" name="remove" value={value} formNoValidate className={buttonClass({ variant: "quiet", size: "small" })}>
      {children}
    </button>
  );
}

function Found({ found, chosen, q }: { found: FoundBasis; chosen: Basis; q: string }) {
  const t = useTranslations("bans.wizard.basis");
  const claims = found.claims.filter(({ id }) => !chosen.claims.some((one) => one.id === id));
  const findings = found.findings.filter(({ id }) => !chosen.findings.some((one) => one.id === id));
  if (!q && found.claims.length + found.findings.length === 0) return <p className="text-ink-2">{t("noSuggestions")}</p>;
  const results = [
    ...claims.map(({ id, statement, state, isDisputed, confirmation }) => ({
      key: `c${id}`,
      label: (
        <>
          {claimCode(id)} · {statement} <EvidenceTag state={state} isDisputed={isDisputed} isShort />
        </>
      ),
      actions: [{ value: `${pinnedAs(confirmation).toLowerCase()}:${id}`, words: t("pinClaim", { code: claimCode(id) }) }],
    })),
    ...findings.map(({ id, code, title, status }) => ({
      key: `f${id}`,
      label: (
        <>
          {code} · {title} <FindingTag status={status} />
        </>
      ),
      actions: [{ value: `findings:${id}`, words: t("pinFinding", { code }) }],
    })),
  ];
  return <FoundList found={results} isCut={found.isCut} chosen={[]} />;
}
