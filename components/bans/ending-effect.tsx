import { useFormatter, useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { When } from "@/components/ui/when";
import { type EffectFacts, effectSentences } from "@/lib/bans/endings/rules";

type Props = { effect: EffectFacts; code: string; zone: string; asOf: Date };

/** What would happen, in sentences, and duty by duty. */
export function EndingEffect({ effect, code, zone, asOf }: Props) {
  const t = useTranslations("endings.page");
  const say = useTranslations();
  const duty = useTranslations("bans.page.duty");
  const format = useFormatter();
  return (
    <>
      <Panel
        title={t("happens")}
        aside={
          <>
            {say("bans.page.asOf")} <When at={asOf} kind="dateTime" />
          </>
        }
      >
        <ul className="grid max-w-[80ch] list-disc gap-1.5 pl-5">
          {effectSentences(effect).map(({ key, values }) => (
            <li key={key}>{say(key, values)}</li>
          ))}
        </ul>
      </Panel>
      {effect.duties.length > 0 && (
        <Panel title={t("duties")} isFlush>
          <DataTable
            caption={t("dutiesCaption")}
            isPlain
            address={{ path: `/bans/${code}`, search: {} }}
            rows={[...effect.duties]}
            rowId={({ kind }) => kind}
            empty={null}
            columns={[
              { id: "duty", header: t("columns.duty"), cell: ({ kind }) => duty(kind) },
              {
                id: "deadline",
                header: t("columns.deadline"),
                cell: ({ deadlineAt }) => <When at={deadlineAt} kind="deadline" zone={zone} />,
              },
              { id: "open", header: t("columns.open"), cell: ({ open }) => format.number(open), isNumeric: true },
              { id: "past", header: t("columns.past"), cell: ({ past }) => format.number(past), isNumeric: true },
              { id: "settled", header: t("columns.settled"), cell: ({ settled }) => format.number(settled), isNumeric: true },
            ]}
          />
        </Panel>
      )}
    </>
  );
}
