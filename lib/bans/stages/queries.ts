import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inLanguage } from "@/lib/bans/rules";
import { banContentSchema } from "@/lib/bans/schema";
import { type Milestone, timelineOf } from "@/lib/bans/stages/rules";
import { db } from "@/lib/db";

export type BanTimeline = { banId: number; code: string; title: string; milestones: Milestone[] };

/**
 * What happens when under the bans over a tool that are in force or announced, for everybody: without the dates of single teams, which their people find
 * beside their own duties.
 */
export async function toolTimelines(viewer: Viewer, toolId: number, now: Date): Promise<BanTimeline[]> {
  must(viewer, "tools:read");
  const rows = await db.$queryRaw<{ banId: number; code: string; zone: string; publishedAt: Date; content: unknown }[]>`
    SELECT b.id AS "banId", b.code, b.zone, b.published_at AS "publishedAt", ban_content(b.id) AS content
    FROM ban b JOIN ban_scope_tool s ON s.ban_id = b.id WHERE s.tool_id = ${toolId} AND b.status = 'PUBLISHED' ORDER BY b.cutoff_at, b.id`;
  return rows.map(({ banId, code, zone, publishedAt, content: stored }) => {
    const content = banContentSchema.parse(stored);
    const duties = content.duties.map((duty) => ({ ...duty, teams: [] }));
    const facts = { stages: content.stages, duties, publishedAt, endedAt: null, reviewOn: content.reviewOn, zone };
    return { banId, code, title: inLanguage(content.title, viewer.locale), milestones: timelineOf(facts, now) };
  });
}
