import type pg from "pg";
import type { BanContentInput, BanDraftInput } from "../../lib/bans/schema.ts";

type Content = BanContentInput | BanDraftInput;

/** What a version meant at its publication, as the record keeps it (`resolvedSchema`). */
export async function resolvedOf(db: pg.ClientBase, { selector, population }: Content): Promise<object> {
  const { rows } = await db.query<{ resolved: object }>(
    `WITH people AS MATERIALIZED (SELECT count(*)::int AS n FROM population_people($2))
     SELECT jsonb_build_object(
       'tools', coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'slug', t.slug, 'name', t.name, 'vendor', v.name, 'versionRange', s.version_range)
         ORDER BY v.name, t.name, t.id) FROM resolve_selector($1) s JOIN tool t ON t.id = s.tool_id JOIN vendor v ON v.id = t.vendor_id), '[]'),
       'access', coalesce((SELECT jsonb_agg(jsonb_build_object('toolId', a.tool_id, 'tool', t.name, 'familyId', a.family_id, 'family', f.name,
         'channel', a.channel, 'mode', a.mode) ORDER BY t.name, t.id, f.name, f.id, a.channel)
         FROM resolve_access($1) a JOIN tool t ON t.id = a.tool_id JOIN model_family f ON f.id = a.family_id), '[]'),
       'people', people.n, 'devices', (SELECT count(*)::int FROM population_devices($2)), 'teams', (SELECT count(*)::int FROM population_teams($2)),
       'gained', people.n, 'lost', 0) AS resolved
     FROM people`,
    [JSON.stringify(selector), JSON.stringify(population)],
  );
  return rows[0]?.resolved ?? {};
}

/** What publication fixes: the tools, what reaches them, and the duties. */
export async function freeze(db: pg.ClientBase, id: number, { selector, duties }: Content): Promise<void> {
  await db.query(
    "INSERT INTO ban_scope_tool (ban_id, tool_id, version_range) SELECT $1, tool_id, version_range FROM resolve_selector($2)",
    [id, JSON.stringify(selector)],
  );
  await db.query(
    "INSERT INTO ban_scope_access (ban_id, tool_id, family_id, channel, mode) SELECT $1, tool_id, family_id, channel, mode FROM resolve_access($2)",
    [id, JSON.stringify(selector)],
  );
  await db.query(
    `INSERT INTO duty (ban_id, kind, responsible, owner_person_id, proof, deadline_local, deadline_zone, deadline_at)
     SELECT $1, kind::duty_kind, coalesce(responsible, 'PERSON')::duty_responsible, "ownerId", coalesce(proof, 'INVENTORY')::duty_proof,
       "deadlineLocal", "deadlineZone", "deadlineLocal"::timestamp AT TIME ZONE "deadlineZone"
     FROM jsonb_to_recordset($2) AS duty(kind text, responsible text, "ownerId" int, proof text, "deadlineLocal" text, "deadlineZone" text)`,
    [id, JSON.stringify(duties)],
  );
}
