import { getTranslations } from "next-intl/server";
import { Timeline } from "@/components/duties/timeline";
import { Panel } from "@/components/ui/panel";
import type { Viewer } from "@/lib/auth/viewer";
import { toolTimelines } from "@/lib/bans/stages/queries";

/** What happens when, per ban over the tool. */
export async function TimelinePart({ viewer, toolId, now }: { viewer: Viewer; toolId: number; now: Date }) {
  const [bans, t] = await Promise.all([toolTimelines(viewer, toolId, now), getTranslations("duties.timeline")]);
  return bans.map(({ banId, code, milestones }) => (
    <Panel key={banId} title={t("title")} aside={code}>
      <Timeline milestones={milestones} teams={[]} now={now} />
    </Panel>
  ));
}
