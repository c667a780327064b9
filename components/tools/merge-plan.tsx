import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useRegistryWords } from "@/components/registry/words";
import { ActionForm } from "@/components/ui/action-form";
import { LinkButton } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { MergePlan as Plan } from "@/lib/registry/tools/merge/queries";

type Props = { plan: Plan /** In the reader's language. */; whyNot: string | null };

/** Exactly what a merge would move, what it would leave, and the button. */
export function MergePlan({ plan, whyNot }: Props) {
  const t = useTranslations("tools.merge");
  const locale = useLocale();
  const names = { loser: plan.loser.name, winner: plan.winner.name };
  const { devices, people, newAliases } = plan;
  return (
    <Panel title={t("planTitle", names)}>
      <div className="grid max-w-[80ch] gap-3">
        <Moved plan={plan} />
        {plan.decisions.left.length > 0 && <SupersededDecisions plan={plan} />}
        {newAliases.length > 0 && <p>{t("aliases", { names: newAliases.join(locale === "zh-CN" ? "、" : ", ") })}</p>}
        <p>{t("devices", { ...names, loserDevices: plan.loser.devices, winnerDevices: plan.winner.devices, devices, people })}</p>
        <p className="text-ink-2">{t("fields", names)}</p>
        <ActionForm
          action={`/api/v1/tools/${plan.loser.slug}/merge`}
          submit={t("submit", names)}
          variant="danger"
          hidden={{ into: plan.winner.slug, revision: plan.loser.revision }}
          confirm={{ title: t("confirm", names), body: t("confirmBody", names), action: t("submit", names) }}
          disabledReason={whyNot}
        >
          {whyNot === null && <Field name="reason" label={t("reason")} required minLength={3} maxLength={500} autoComplete="off" />}
        </ActionForm>
        <div>
          <LinkButton size="small" href={`/tools/${plan.winner.slug}/merge?into=${plan.loser.slug}`}>
            {t("swap", names)}
          </LinkButton>
        </div>
      </div>
    </Panel>
  );
}

function Moved({ plan }: { plan: Plan }) {
  const t = useTranslations("tools.merge");
  const format = useFormatter();
  const names = { loser: plan.loser.name, winner: plan.winner.name };
  const parts = (["identifiers", "access", "releases", "decisions"] as const).map((part) => ({
    part,
    moved: plan[part].moved.length,
    left: plan[part].left.length,
  }));
  const whole = (["pastDecisions", "requests"] as const).map((part) => ({ part, moved: plan[part], left: 0 }));
  return (
    <DataTable
      caption={t("partsCaption", names)}
      isPlain
      address={{ path: `/tools/${plan.loser.slug}/merge`, search: {} }}
      rows={[...parts, ...whole]}
      rowId={({ part }) => part}
      empty={null}
      columns={[
        { id: "part", header: t("part"), cell: ({ part }) => t(`parts.${part}`) },
        { id: "moved", header: t("moves", names), isNumeric: true, cell: ({ moved }) => format.number(moved) },
        { id: "left", header: t("stays", names), isNumeric: true, cell: ({ left }) => format.number(left) },
      ]}
    />
  );
}

function SupersededDecisions({ plan }: { plan: Plan }) {
  const t = useTranslations("tools.merge");
  const words = useRegistryWords();
  return (
    <div>
      <p>{t("decisionsLeft", { loser: plan.loser.name, winner: plan.winner.name })}</p>
      <ul className="list-disc pl-5">
        {plan.decisions.left.map(({ id, team, workerTypes, countries, status }) => {
          const audience = [team, ...workerTypes, ...countries.map(words.country)].filter((part) => part !== null);
          return (
            <li key={id}>
              {t("decisionLeft", {
                audience: audience.length === 0 ? t("everyone") : audience.join(" · "),
                status: words.of("decision", status),
              })}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
