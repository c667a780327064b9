import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { type DutyEffect, type EffectFacts, type Successor, whyNotSuccessor } from "@/lib/bans/endings/rules";
import type { EffectQuery } from "@/lib/bans/endings/schema";
import { inLanguage } from "@/lib/bans/rules";
import type { Words } from "@/lib/bans/schema";
import { db } from "@/lib/db";
import type { BanStatus } from "@/prisma/generated/enums";

/** Bans that bind now and could take another one's place. */
export async function listSuccessors(viewer: Viewer, banId: number): Promise<{ code: string; title: string }[]> {
  must(viewer, "bans:write");
  const rows = await db.$queryRaw<{ code: string; title: Words | null }[]>`
    SELECT b.code, ban_content(b.id) -> 'title' AS title FROM ban b WHERE b.status = 'PUBLISHED' AND b.id <> ${banId} ORDER BY b.id DESC LIMIT 200`;
  return rows.map(({ code, title }) => ({ code, title: inLanguage(title ?? undefined, viewer.locale) }));
}

export type Effect = Omit<EffectFacts, "successor"> & {
  banId: number;
  code: string;
  asOf: Date;
  /** Null unless `by` names a ban that may take over. */
  successor: EffectFacts["successor"];
};

type Row = Pick<EffectFacts, "status" | "people" | "past" | "pastPeople" | "exceptions" | "notices" | "change"> & {
  code: string;
  tools: string[];
  toolIds: number[];
  duties: (Omit<DutyEffect, "deadlineAt"> & { deadlineAt: string })[] | null;
};

/** What would happen if this were done now. Null: there is no such ban. */
export async function effectOf(viewer: Viewer, banId: number, { action, by }: EffectQuery, now: Date): Promise<Effect | null> {
  must(viewer, "bans:write");
  const [row] = await db.$queryRaw<Row[]>`
    WITH owed AS MATERIALIZED (
      SELECT o.duty_id, o.person_id, o.state IN ('INSTALLED', 'UNKNOWN', 'STATED') AS open, coalesce(o.deadline_at, d.deadline_at) <= ${now} AS past
      FROM obligation o JOIN duty d ON d.id = o.duty_id AND d.ended_at IS NULL WHERE d.ban_id = ${banId} AND o.closed_at IS NULL
    )
    SELECT b.code, b.status::text AS status,
      (SELECT count(DISTINCT person_id)::int FROM owed WHERE open) AS people, (SELECT count(*)::int FROM owed WHERE open AND past) AS past,
      (SELECT count(DISTINCT person_id)::int FROM owed WHERE open AND past) AS "pastPeople",
      (SELECT count(*)::int FROM exception e WHERE e.ban_id = b.id AND e.status IN ('PROPOSED', 'UNDER_REVIEW', 'APPROVED', 'ACTIVE')) AS exceptions,
      (SELECT count(*)::int FROM notice n WHERE n.ban_id = b.id AND n.sent_at IS NULL AND n.cancelled_at IS NULL
        AND (${action} <> 'suspend' OR n.topic IN ('ban.published', 'ban.changed'))) AS notices,
      (SELECT v.number FROM ban_version v WHERE v.ban_id = b.id AND v.status IN ('DRAFT', 'IN_REVIEW', 'APPROVED')) AS change,
      coalesce((SELECT array_agg(t.name ORDER BY t.name, t.id) FROM ban_scope_tool s JOIN tool t ON t.id = s.tool_id WHERE s.ban_id = b.id), '{}') AS tools,
      coalesce((SELECT array_agg(t.id ORDER BY t.name, t.id) FROM ban_scope_tool s JOIN tool t ON t.id = s.tool_id WHERE s.ban_id = b.id), '{}') AS "toolIds",
      (SELECT jsonb_agg(jsonb_build_object('kind', d.kind, 'deadlineAt', d.deadline_at, 'open', coalesce(c.open, 0), 'past', coalesce(c.past, 0),
        'settled', coalesce(c.settled, 0)) ORDER BY d.deadline_at, d.id)
        FROM duty d LEFT JOIN (SELECT duty_id, count(*) FILTER (WHERE open) AS open, count(*) FILTER (WHERE open AND past) AS past,
          count(*) FILTER (WHERE NOT open) AS settled FROM owed GROUP BY duty_id) c ON c.duty_id = d.id
        WHERE d.ban_id = b.id AND d.ended_at IS NULL) AS duties
    FROM ban b WHERE b.id = ${banId}`;
  if (!row) return null;
  const { toolIds, duties: dated, ...facts } = row;
  const duties = (dated ?? []).map((duty) => ({ ...duty, deadlineAt: new Date(duty.deadlineAt) }));
  const sum = (of: "open" | "settled") => duties.reduce((total, duty) => total + duty[of], 0);
  const successor = action === "supersede" && by ? await compared(viewer, { id: banId, toolIds, tools: row.tools }, by) : null;
  const kept = new Set(successor?.toolsBoth);
  return {
    ...facts,
    banId,
    action,
    asOf: now,
    duties,
    open: sum("open"),
    settled: sum("settled"),
    tools: row.tools.filter((name) => !kept.has(name)),
    successor,
  };
}

type Old = { id: number; toolIds: readonly number[]; tools: readonly string[] };

async function compared(viewer: Viewer, old: Old, by: number): Promise<EffectFacts["successor"]> {
  type Compared = Successor & { status: BanStatus; title: Words | null; shared: number[]; both: number; onlyOld: number; onlyNew: number };
  const [row] = await db.$queryRaw<Compared[]>`
    SELECT b.id, b.code, b.status::text AS status, ban_content(b.id) -> 'title' AS title,
      coalesce((SELECT array_agg(s.tool_id) FROM ban_scope_tool s WHERE s.ban_id = b.id AND s.version_range IS NULL AND s.tool_id = ANY (${[...old.toolIds]}::int[])), '{}') AS shared,
      people.*
    FROM ban b CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE o.person_id = n.person_id)::int AS both, count(*) FILTER (WHERE n.person_id IS NULL)::int AS "onlyOld",
        count(*) FILTER (WHERE o.person_id IS NULL)::int AS "onlyNew"
      FROM (SELECT DISTINCT person_id FROM obligation WHERE ban_id = ${old.id} AND closed_at IS NULL AND person_id IS NOT NULL) o
      FULL JOIN (SELECT DISTINCT person_id FROM obligation WHERE ban_id = b.id AND closed_at IS NULL AND person_id IS NOT NULL) n USING (person_id)
    ) people
    WHERE b.id = ${by}`;
  if (!row || whyNotSuccessor(old, row)) return null;
  const { shared, title, ...rest } = row;
  return {
    ...rest,
    title: inLanguage(title ?? undefined, viewer.locale),
    toolsBoth: old.tools.filter((_, index) => shared.includes(old.toolIds[index] ?? 0)),
  };
}
