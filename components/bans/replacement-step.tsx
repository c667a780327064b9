import { useTranslations } from "next-intl";
import { ChosenList, Finder, FoundList, SearchForm } from "@/components/bans/choices";
import { StepForm } from "@/components/bans/step-form";
import { SeatsSentence } from "@/components/bans/use/seats-panel";
import { UseCases } from "@/components/bans/use-cases";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { ToolChoice } from "@/lib/bans/choices/queries";
import { stepPath } from "@/lib/bans/edit/rules";
import type { BanDetail } from "@/lib/bans/queries";
import type { UseCaseChoices } from "@/lib/bans/replacements/queries";
import type { Seats } from "@/lib/bans/use/queries";

type Props = {
  ban: BanDetail;
  chosen: ToolChoice | null;
  /** The newest numbers of the tool that was chosen. */
  seats: Seats | undefined;
  choices: UseCaseChoices;
  q: string;
  found: { tools: ToolChoice[]; isCut: boolean } | null;
};

export function ReplacementStep({ ban, chosen, seats, choices, q, found }: Props) {
  const t = useTranslations("bans.wizard");
  const tb = useTranslations("blast");
  const { replacement } = ban.content;
  const none = replacement && "none" in replacement ? replacement.none : null;
  const words = ({ name, vendor }: ToolChoice) => t("scope.tool", { name, vendor });
  const chips = chosen ? [{ value: `tool:${chosen.id}`, name: chosen.name, label: words(chosen) }] : [];
  const results = found?.tools.map((tool) => ({
    key: String(tool.id),
    label: words(tool),
    actions: [{ value: `tool:${tool.id}`, words: t("replacement.choose", { name: tool.name }) }],
  }));
  return (
    <>
      <StepForm ban={ban} step="replacement" hidden={{ toolId: chosen?.id }}>
        <Panel title={t("replacement.use")}>
          <div className="grid gap-4">
            {chosen && (
              <>
                <ChosenList choices={chips} empty="" label={t("replacement.use")} />
                <p className="text-ink-2">
                  <SeatsSentence seats={seats} />
                </p>
                <Field
                  type="date"
                  name="availableOn"
                  label={tb("replacement.availableOn")}
                  hint={tb("replacement.availableOnHint")}
                  isOptional
                  defaultValue={ban.content.replacementAvailableOn ?? ""}
                />
              </>
            )}
            <Finder q={q} label={t("replacement.find")} found={results?.length ?? null}>
              <FoundList found={results ?? []} isCut={found?.isCut ?? false} chosen={chips} />
            </Finder>
          </div>
        </Panel>
        {!chosen && (
          <Panel title={t("replacement.none")}>
            <p className="mb-3 max-w-[68ch] text-ink-2">{t("replacement.noneLead")}</p>
            <div className="grid gap-4 sm:grid-cols-2">
              <Field name="owner" label={t("replacement.owner")} defaultValue={none?.owner ?? ""} maxLength={120} />
              <Field name="nextUpdateOn" label={t("replacement.nextUpdateOn")} type="date" defaultValue={none?.nextUpdateOn ?? ""} />
            </div>
          </Panel>
        )}
        <UseCases choices={choices} useCases={ban.content.useCases} />
      </StepForm>
      <SearchForm path={stepPath(ban.code, "replacement")} />
    </>
  );
}
