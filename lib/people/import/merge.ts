import "server-only";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";
import { stageTable } from "./stage";

/** Counts of what a people file changed. */
export type Merged = { accepted: number; changed: number; teams: number };

/** Rejects what only the whole file or the database can tell. A reason is stored as message key and values. */
async function rejectByContext(tx: Tx, importId: number): Promise<void> {
  const stage = Prisma.raw(stageTable(importId));
  const reject = (key: string, value: Prisma.Sql, where: Prisma.Sql) =>
    tx.$executeRaw`
      UPDATE ${stage} s SET reason = jsonb_build_object('key', ${key}::text, 'values', jsonb_build_object('value', ${value}))::text
      WHERE s.reason IS NULL AND ${where}`;
  const accepted = (alias: string) => Prisma.sql`${Prisma.raw(alias)}.reason IS NULL`;
  await reject(
    "people.reject.personTwice",
    Prisma.sql`s.external_id`,
    Prisma.sql`s.line IN (
      SELECT line FROM (SELECT line, row_number() OVER (PARTITION BY external_id ORDER BY line) AS nth FROM ${stage} o WHERE ${accepted("o")}) numbered WHERE nth > 1)`,
  );
  await reject(
    "people.reject.emailTwice",
    Prisma.sql`s.email`,
    Prisma.sql`s.line IN (
      SELECT line FROM (SELECT line, row_number() OVER (PARTITION BY email ORDER BY line) AS nth FROM ${stage} o WHERE ${accepted("o")}) numbered WHERE nth > 1)`,
  );
  await reject(
    "people.reject.teamTwice",
    Prisma.sql`s.team_external_id`,
    Prisma.sql`s.line IN (
      SELECT o.line FROM ${stage} o JOIN (
        SELECT DISTINCT ON (team_external_id) team_external_id, team_name, parent_team_external_id
        FROM ${stage} WHERE team_name IS NOT NULL AND reason IS NULL ORDER BY team_external_id, line
      ) first USING (team_external_id)
      WHERE (o.team_name IS NOT NULL AND o.team_name <> first.team_name)
        OR (o.parent_team_external_id IS NOT NULL AND o.parent_team_external_id IS DISTINCT FROM first.parent_team_external_id))`,
  );
  // A team is reachable when it exists already, or when the file leads from it to a root or to an existing team.
  await reject(
    "people.reject.teamUnknown",
    Prisma.sql`s.team_external_id`,
    Prisma.sql`s.team_external_id NOT IN (
      WITH RECURSIVE named AS (
        SELECT DISTINCT ON (team_external_id) team_external_id AS id, parent_team_external_id AS parent
        FROM ${stage} WHERE team_name IS NOT NULL AND reason IS NULL ORDER BY team_external_id, line
      ), reachable AS (
        SELECT external_id AS id FROM team
        UNION SELECT id FROM named WHERE parent IS NULL
        UNION SELECT named.id FROM named JOIN reachable ON reachable.id = named.parent
      ) SELECT id FROM reachable)`,
  );
  await reject(
    "people.reject.managerUnknown",
    Prisma.sql`s.manager_external_id`,
    Prisma.sql`s.line IN (
      SELECT o.line FROM ${stage} o LEFT JOIN ${stage} m ON m.external_id = o.manager_external_id LEFT JOIN person p ON p.external_id = o.manager_external_id
      WHERE o.manager_external_id IS NOT NULL AND m.line IS NULL AND p.id IS NULL)`,
  );
  // Refusing one line can leave another without the address it was to take over: repeat until nothing moves.
  while (
    (await reject(
      "people.reject.emailTaken",
      Prisma.sql`s.email`,
      Prisma.sql`s.line IN (
        SELECT n.line FROM ${stage} n JOIN person p ON p.email = n.email AND p.external_id <> n.external_id
        LEFT JOIN ${stage} o ON ${accepted("o")} AND o.external_id = p.external_id AND o.email <> n.email
        WHERE o.line IS NULL)`,
    )) > 0
  );
  await tx.$executeRaw`
    INSERT INTO import_reject (import_id, line, reason, excerpt)
    SELECT ${importId}, line, reason, coalesce(excerpt, concat_ws(',', external_id, name, email, team_external_id)) FROM ${stage} WHERE reason IS NOT NULL`;
}

async function mergeTeams(tx: Tx, importId: number): Promise<{ changed: number; isMoved: boolean }> {
  const stage = Prisma.raw(stageTable(importId));
  const named = Prisma.sql`
    SELECT DISTINCT ON (team_external_id) team_external_id AS id, team_name AS name, parent_team_external_id AS parent
    FROM ${stage} WHERE team_name IS NOT NULL AND reason IS NULL ORDER BY team_external_id, line`;
  let changed = 0;
  // One level of the tree per round: a team is written once its parent is.
  for (;;) {
    const written = await tx.$executeRaw`
      INSERT INTO team (external_id, name, parent_id)
      SELECT n.id, n.name, p.id FROM (${named}) n LEFT JOIN team p ON p.external_id = n.parent
      WHERE (n.parent IS NULL OR p.id IS NOT NULL) AND NOT EXISTS (SELECT FROM team t WHERE t.external_id = n.id)`;
    if (written === 0) break;
    changed += written;
  }
  changed += await tx.$executeRaw`
    UPDATE team t SET name = n.name FROM (${named}) n WHERE n.id = t.external_id AND t.name <> n.name`;
  const moved = await tx.$executeRaw`
    UPDATE team t SET parent_id = p.id FROM (${named}) n LEFT JOIN team p ON p.external_id = n.parent
    WHERE n.id = t.external_id AND t.parent_id IS DISTINCT FROM p.id`;
  return { changed: changed + moved, isMoved: moved > 0 };
}

async function mergePersons(tx: Tx, importId: number, now: Date): Promise<number[]> {
  const stage = Prisma.raw(stageTable(importId));
  // Two people may swap addresses in one file; the unique index must not see the moment in between.
  await tx.$executeRaw`
    UPDATE person p SET email = 'moving-' || p.id || '@invalid'
    FROM ${stage} s JOIN person holder ON holder.email = s.email AND holder.external_id <> s.external_id WHERE s.reason IS NULL AND p.id = holder.id`;
  const rows = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO person AS p (external_id, name, email, team_id, legal_entity, country, worker_type, locale, zone, active, created_at, updated_at)
    SELECT s.external_id, s.name, s.email, t.id, s.legal_entity, s.country, s.worker_type::worker_type, s.locale, s.zone, true, ${now}, ${now}
    FROM ${stage} s JOIN team t ON t.external_id = s.team_external_id WHERE s.reason IS NULL
    ON CONFLICT (external_id) DO UPDATE SET name = excluded.name, email = excluded.email, team_id = excluded.team_id, legal_entity = excluded.legal_entity,
      country = excluded.country, worker_type = excluded.worker_type, locale = excluded.locale, zone = excluded.zone, active = true, updated_at = excluded.updated_at
    WHERE (p.name, p.email, p.team_id, p.legal_entity, p.country, p.worker_type, p.locale, p.zone, p.active)
      IS DISTINCT FROM (excluded.name, excluded.email, excluded.team_id, excluded.legal_entity, excluded.country, excluded.worker_type, excluded.locale, excluded.zone, true)
    RETURNING p.id`;
  await tx.$executeRaw`
    UPDATE person p SET manager_id = m.id FROM ${stage} s LEFT JOIN person m ON m.external_id = s.manager_external_id
    WHERE s.reason IS NULL AND p.external_id = s.external_id AND p.manager_id IS DISTINCT FROM m.id`;
  await tx.$executeRaw`
    UPDATE person p SET leave_from = s.leave_from, leave_until = s.leave_until FROM ${stage} s
    WHERE s.reason IS NULL AND s.leave_said AND p.external_id = s.external_id AND (p.leave_from, p.leave_until) IS DISTINCT FROM (s.leave_from, s.leave_until)`;
  await tx.$executeRaw`
    UPDATE team t SET manager_id = p.id
    FROM (SELECT DISTINCT ON (team_id) unnest(manages) AS team_id, external_id FROM ${stage} WHERE reason IS NULL ORDER BY team_id, external_id) m
    JOIN person p ON p.external_id = m.external_id
    WHERE t.external_id = m.team_id AND t.manager_id IS DISTINCT FROM p.id`;
  return rows.map(({ id }) => id);
}

/** The first administrator was known by e-mail alone; the file brings the company's own number. */
async function adoptAdministrators(tx: Tx, importId: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE person p SET external_id = s.external_id FROM ${Prisma.raw(stageTable(importId))} s
    WHERE s.reason IS NULL AND p.email = s.email AND p.external_id = p.email AND NOT EXISTS (SELECT FROM person o WHERE o.external_id = s.external_id)`;
}

/** Merges the staged file: contextual rejects, teams, people, their obligations. */
export async function mergePeople(tx: Tx, importId: number, now: Date): Promise<Merged> {
  await adoptAdministrators(tx, importId);
  await rejectByContext(tx, importId);
  const teams = await mergeTeams(tx, importId);
  const changed = await mergePersons(tx, importId, now);
  // A team that moved can bring people into a ban's population, or out of it, whose own lines did not change.
  await tx.$executeRaw`SELECT sync_population(${teams.isMoved ? null : changed}::int[], ${now}::timestamptz)`;
  const [count] = await tx.$queryRaw<{ accepted: number }[]>`
    SELECT count(*)::int AS accepted FROM ${Prisma.raw(stageTable(importId))} WHERE reason IS NULL`;
  return { accepted: count?.accepted ?? 0, changed: changed.length, teams: teams.changed };
}

/** Active people that the file does not name. Administrators stay: a file must not lock the last one out. */
export function absentPeople(importId: number): Prisma.Sql {
  return Prisma.sql`
    SELECT p.id FROM person p
    WHERE p.active AND NOT EXISTS (SELECT FROM ${Prisma.raw(stageTable(importId))} s WHERE s.external_id = p.external_id)
      AND NOT EXISTS (SELECT FROM person_role r WHERE r.person_id = p.id AND r.role = 'ADMINISTRATOR')`;
}
