import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { BAN_FACTS, type BanRow, banFacts, findSubject, type LoadedSubject } from "@/lib/bans/exceptions/load";
import { type BanForException, mayRequestFor, whyNotAsk } from "@/lib/bans/exceptions/rules";
import type { Subject } from "@/lib/bans/exceptions/schema";
import { inLanguage } from "@/lib/bans/rules";
import { db } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";
import type { DutyKind } from "@/prisma/generated/enums";

export type BanToAsk = BanForException & {
  id: number;
  title: string;
  /** Duties that the subject owes, or that the ban asks for where nobody is chosen. */
  duties: { kind: DutyKind; deadlineAt: Date }[];
  tools: { id: number; name: string }[];
};

type Row = { id: number; facts: BanRow; duties: { kind: DutyKind; deadlineAt: string }[]; tools: { id: number; name: string }[] };

/** A published ban, as the form of a request needs it. What it is about and why is told to everybody by the tools' own pages. */
export async function banToAsk(viewer: Viewer, banId: number): Promise<BanToAsk | null> {
  must(viewer, "self");
  const [row] = await db.$queryRaw<Row[]>`
    SELECT b.id, ${BAN_FACTS} AS facts,
      coalesce((SELECT jsonb_agg(jsonb_build_object('kind', y.kind, 'deadlineAt', y.deadline_at) ORDER BY y.deadline_at, y.id)
        FROM duty y WHERE y.ban_id = b.id AND y.ended_at IS NULL), '[]') AS duties,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name) ORDER BY l.name)
        FROM ban_scope_tool s JOIN tool l ON l.id = s.tool_id WHERE s.ban_id = b.id), '[]') AS tools
    FROM ban b WHERE b.id = ${banId} AND b.published_at IS NOT NULL`;
  if (!row) return null;
  const { facts, duties, ...ban } = row;
  return {
    ...ban,
    ...banFacts(facts, viewer.locale),
    title: inLanguage(facts.title ?? undefined, viewer.locale),
    duties: duties.map(({ kind, deadlineAt }) => ({ kind, deadlineAt: new Date(deadlineAt) })),
  };
}

export type BanChoice = { code: string; title: string };

/** Bans that concern the viewer and allow exceptions; whoever may ask for anybody sees all of them. */
export async function bansToAsk(viewer: Viewer): Promise<BanChoice[]> {
  must(viewer, "self");
  const asksForOthers = viewer.roles.includes("SECURITY_OFFICER") || viewer.managedPaths.length > 0;
  const own = Prisma.sql`EXISTS (SELECT FROM obligation o WHERE o.ban_id = b.id AND o.person_id = ${viewer.personId}::int AND o.closed_at IS NULL)`;
  const rows = await db.$queryRaw<{ facts: BanRow }[]>`
    SELECT ${BAN_FACTS} AS facts FROM ban b WHERE b.status = 'PUBLISHED' AND ${asksForOthers ? Prisma.sql`true` : own} ORDER BY b.id DESC LIMIT 200`;
  return rows
    .filter(({ facts }) => whyNotAsk(banFacts(facts, viewer.locale)) === null)
    .map(({ facts }) => ({ code: facts.code, title: inLanguage(facts.title ?? undefined, viewer.locale) }));
}

/** The subject of a request, if the viewer may ask for it. */
export async function askedFor(viewer: Viewer, subject: Subject): Promise<LoadedSubject | null> {
  must(viewer, "self");
  const found = await findSubject(db, subject);
  return found && mayRequestFor(viewer, found) ? found : null;
}

/** One's own devices. */
export async function ownDevices(viewer: Viewer): Promise<{ id: number; name: string }[]> {
  must(viewer, "self");
  return db.$queryRaw<{ id: number; name: string }[]>`
    SELECT id, coalesce(host_name, '#' || id) AS name FROM device WHERE owner_person_id = ${viewer.personId}::int ORDER BY last_seen_at DESC, id LIMIT 50`;
}

export type FoundSubject = Subject & { name: string; note: string | null };

const MOST_FOUND = 8;

/** People, teams and devices by name, of those the viewer may ask for. */
export async function findSubjects(viewer: Viewer, q: string): Promise<FoundSubject[]> {
  must(viewer, "self");
  const isOfficer = viewer.roles.includes("SECURITY_OFFICER");
  if (q === "" || (!isOfficer && viewer.managedPaths.length === 0)) return [];
  const like = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  const within = isOfficer ? Prisma.sql`true` : Prisma.sql`t.path <@ ANY (${[...viewer.managedPaths]}::text[]::ltree[])`;
  return db.$queryRaw<FoundSubject[]>`
    (SELECT 'team' AS kind, t.id, t.name, NULL AS note FROM team t WHERE t.name ILIKE ${like} AND ${within} ORDER BY nlevel(t.path), t.name LIMIT ${MOST_FOUND})
    UNION ALL
    (SELECT 'person', p.id, p.name, t.name FROM person p JOIN team t ON t.id = p.team_id
      WHERE p.active AND (p.name ILIKE ${like} OR p.email ILIKE ${like}) AND ${within} ORDER BY p.name, p.id LIMIT ${MOST_FOUND})
    UNION ALL
    (SELECT 'device', d.id, d.host_name, p.name FROM device d LEFT JOIN person p ON p.id = d.owner_person_id
      JOIN team t ON t.id = coalesce(p.team_id, d.owner_team_id) WHERE d.host_name ILIKE ${like} AND ${within} ORDER BY d.host_name LIMIT ${MOST_FOUND})`;
}
