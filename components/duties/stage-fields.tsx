import { useTranslations } from "next-intl";
import { FoldedFields } from "@/components/duties/folded-fields";
import { Field } from "@/components/ui/field";
import { STAGE_KINDS, type StageContent } from "@/lib/bans/duties/schema";

/** The steps around the cutoff that everybody sees on the timeline. */
export function StageFields({ stages, isOpen }: { stages: readonly StageContent[]; isOpen: boolean }) {
  const t = useTranslations("duties.wizard");
  return (
    <FoldedFields prefix="stage." className="card" summaryClass="fold font-medium" summary={t("stages")} isOpen={isOpen}>
      <div className="mt-3 grid gap-3">
        <p className="max-w-[68ch] text-ink-2">{t("stagesHint")}</p>
        {STAGE_KINDS.map((kind) => {
          const local = stages.find((stage) => stage.kind === kind)?.local;
          return (
            <fieldset key={kind} className="flex flex-wrap gap-4">
              <legend className="sr-only">{t(`stage.${kind}`)}</legend>
              <Field name={`stage.${kind}.date`} type="date" label={t(`stageDate.${kind}`)} defaultValue={local?.slice(0, 10) ?? ""} />
              <Field name={`stage.${kind}.time`} type="time" label={t(`stageTime.${kind}`)} defaultValue={local?.slice(11) ?? ""} />
            </fieldset>
          );
        })}
      </div>
    </FoldedFields>
  );
}
