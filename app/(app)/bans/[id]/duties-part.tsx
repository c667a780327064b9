import { getTranslations } from "next-intl/server";
import { DutyList } from "@/components/duties/duty-list";
import { Timeline } from "@/components/duties/timeline";
import { Panel } from "@/components/ui/panel";
import type { Viewer } from "@/lib/auth/viewer";
import { dutyNames } from "@/lib/bans/duties/queries";
import type { BanDetail } from "@/lib/bans/queries";
import { timelineOf } from "@/lib/bans/stages/rules";

type Props = {
  viewer: Viewer;
  ban: BanDetail;
  now: Date /** Each duty with who answers, what shows it and the dates of teams. */;
  isWhole?: boolean;
};

/** What a ban asks, by when, of whom. Nothing while it asks nothing yet. */
export async function DutiesPart({ viewer, ban, now, isWhole = false }: Props) {
  const { duties = [], stages = [], reviewOn } = ban.content;
  if (duties.length === 0) return null;
  const [names, t] = await Promise.all([dutyNames(viewer, duties), getTranslations("duties")]);
  const { publishedAt, endedAt, zone } = ban;
  const milestones = timelineOf({ stages, duties, publishedAt, endedAt, reviewOn: reviewOn || null, zone }, now);
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Panel title={t("timeline.title")}>
        <Timeline milestones={milestones} teams={names.teams} now={now} />
      </Panel>
      {isWhole && (
        <Panel title={t("wizard.duties")}>
          <DutyList duties={duties} names={names} />
        </Panel>
      )}
    </div>
  );
}
