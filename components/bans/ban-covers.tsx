import { useTranslations } from "next-intl";
import { CheckAnswers } from "@/components/bans/check-answers";
import { Panel } from "@/components/ui/panel";
import type { Chosen, ToolChoice } from "@/lib/bans/choices/queries";
import type { BanDetail } from "@/lib/bans/queries";
import type { BlindSpot } from "@/lib/compliance/queries";

type Props = { ban: BanDetail; names: Chosen & { replacement: ToolChoice | null }; blindSpots: readonly BlindSpot[] };

/** What the ban says in full, with what nobody can see. */
export function BanCovers({ ban, names, blindSpots }: Props) {
  const t = useTranslations("bans.page");
  return (
    <div className="grid gap-5">
      <Panel>
        <CheckAnswers ban={ban} names={names} />
      </Panel>
      {blindSpots.length > 0 && (
        <Panel title={t("blindSpots")}>
          <p className="mb-2 max-w-[68ch] text-ink-2">{t("blindSpotsLead")}</p>
          <ul className="grid list-disc gap-1 pl-5">
            {blindSpots.map(({ platform, kinds }) => (
              <li key={platform}>{t("blindSpot", { platform, kinds: kinds.join(", ") })}</li>
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}
