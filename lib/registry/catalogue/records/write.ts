import type { Values } from "../rules.ts";
import type { Catalogue } from "../schema.ts";
import type { Sql } from "../sql.ts";
import type { NewRecord, RecordKind } from "./rules.ts";

type Source = { rows: Values[]; from: string; insert: string };

const EVENT = `FROM jsonb_to_recordset($1::jsonb) AS r (i int, vendor text, kind vendor_event_kind, "happenedOn" date, title text, details text,
    source text, "sourceUrl" text, "recordedBy" text, "recordedAt" timestamptz)
  LEFT JOIN vendor v ON v.slug = r.vendor LEFT JOIN person p ON p.external_id = r."recordedBy"
  WHERE NOT EXISTS (SELECT FROM vendor_event e WHERE e.vendor_id = v.id AND e.kind = r.kind AND e.happened_on = r."happenedOn" AND e.title = r.title)`;

const RELEASE = `FROM jsonb_to_recordset($1::jsonb) AS r (i int, tool text, kind identifier_kind, version text, "publishedAt" timestamptz,
    "isWithdrawn" boolean, note text, source text, "recordedBy" text, "recordedAt" timestamptz)
  LEFT JOIN tool t ON t.slug = r.tool LEFT JOIN person p ON p.external_id = r."recordedBy"
  WHERE NOT EXISTS (SELECT FROM release e WHERE e.tool_id = t.id AND e.kind = r.kind AND e.version = r.version)`;

const DECISION = `FROM jsonb_to_recordset($1::jsonb) AS r (i int, tool text, team text, "workerTypes" text[], countries text[], status decision_status,
    conditions text, "dataClasses" text[], reason text, basis text, "reviewOn" date, "decidedBy" text, "decidedAt" timestamptz, "supersededAt" timestamptz)
  LEFT JOIN tool t ON t.slug = r.tool LEFT JOIN team m ON m.external_id = r.team LEFT JOIN person p ON p.external_id = r."decidedBy"
  WHERE (r.team IS NULL OR m.id IS NOT NULL) AND NOT EXISTS (
    SELECT FROM decision d WHERE d.tool_id = t.id AND d.team_id IS NOT DISTINCT FROM m.id AND d.worker_types::text[] = r."workerTypes"
      AND d.countries = r.countries AND (d.decided_at = r."decidedAt" OR (d.superseded_at IS NULL AND r."supersededAt" IS NULL)))`;

const SENSITIVE = `FROM jsonb_to_recordset($1::jsonb) AS r (i int, team text, reason text, "markedBy" text, "markedAt" timestamptz)
  JOIN team m ON m.external_id = r.team LEFT JOIN person p ON p.external_id = r."markedBy"
  WHERE NOT EXISTS (SELECT FROM sensitive_team s WHERE s.team_id = m.id)`;

/** Everything of a file that is a record; `toolOf` and `vendorOf` lead past what was merged here. */
function sourcesOf(catalogue: Catalogue, toolOf: (slug: string) => string, vendorOf: (slug: string) => string): Record<RecordKind, Source> {
  const numbered = (rows: object[]): Values[] => rows.map((row, i) => ({ ...row, i }));
  return {
    event: {
      rows: numbered(catalogue.vendors.flatMap(({ slug, events }) => events.map((event) => ({ ...event, vendor: vendorOf(slug) })))),
      from: EVENT,
      insert: `INSERT INTO vendor_event (vendor_id, kind, happened_on, title, details, source, source_url, recorded_by_id, recorded_at)
        SELECT v.id, r.kind, r."happenedOn", r.title, r.details, r.source, r."sourceUrl", p.id, r."recordedAt" ${EVENT} AND v.id IS NOT NULL ORDER BY r.i`,
    },
    release: {
      rows: numbered(catalogue.tools.flatMap(({ slug, releases }) => releases.map((release) => ({ ...release, tool: toolOf(slug) })))),
      from: RELEASE,
      insert: `INSERT INTO release (tool_id, kind, version, published_at, is_withdrawn, note, source, recorded_by_id, recorded_at)
        SELECT t.id, r.kind, r.version, r."publishedAt", r."isWithdrawn", r.note, r.source, p.id, r."recordedAt" ${RELEASE} AND t.id IS NOT NULL
        ORDER BY r.i ON CONFLICT DO NOTHING`,
    },
    decision: {
      rows: numbered(catalogue.decisions.map((decision) => ({ ...decision, tool: toolOf(decision.tool) }))),
      from: DECISION,
      insert: `INSERT INTO decision (tool_id, team_id, worker_types, countries, status, conditions, data_classes, reason, basis, review_on,
          decided_by_id, decided_at, superseded_at)
        SELECT t.id, m.id, r."workerTypes"::worker_type[], r.countries, r.status, r.conditions, r."dataClasses", r.reason, r.basis, r."reviewOn",
          p.id, r."decidedAt", r."supersededAt" ${DECISION} AND t.id IS NOT NULL ORDER BY r.i ON CONFLICT DO NOTHING`,
    },
    sensitive: {
      rows: numbered(catalogue.sensitiveTeams),
      from: SENSITIVE,
      insert: `INSERT INTO sensitive_team (team_id, reason, marked_by_id, marked_at)
        SELECT m.id, r.reason, p.id, r."markedAt" ${SENSITIVE} ON CONFLICT DO NOTHING`,
    },
  };
}

type Leading = { toolOf: (slug: string) => string; vendorOf: (slug: string) => string };

const ownerOf = (record: RecordKind, { vendor, tool, team }: Values) =>
  record === "event"
    ? ({ kind: "vendor", slug: String(vendor) } as const)
    : record === "sensitive"
      ? ({ kind: "team", slug: String(team) } as const)
      : ({ kind: "tool", slug: String(tool) } as const);

/** The records of an exported registry that are not here. */
export async function newRecords(
  sql: Sql,
  catalogue: Catalogue,
  { toolOf, vendorOf }: Leading,
  nameOf: (slug: string) => string,
): Promise<NewRecord[]> {
  const found: NewRecord[] = [];
  for (const [record, { rows, from }] of Object.entries(sourcesOf(catalogue, toolOf, vendorOf)) as [RecordKind, Source][]) {
    if (rows.length === 0) continue;
    const fresh = await sql.rows<{ i: number }>(`SELECT r.i ${from} ORDER BY r.i`, JSON.stringify(rows));
    for (const { i } of fresh) {
      const values = rows[i] ?? {};
      const owner = ownerOf(record, values);
      found.push({ record, ...owner, name: nameOf(owner.slug), values });
    }
  }
  return found;
}

/** Writes the records of the chosen entries ("tool/slug"). */
export async function writeRecords(
  sql: Sql,
  catalogue: Catalogue,
  { toolOf, vendorOf }: Leading,
  chosen: ReadonlySet<string>,
): Promise<void> {
  for (const [record, { rows, insert }] of Object.entries(sourcesOf(catalogue, toolOf, vendorOf)) as [RecordKind, Source][]) {
    const wanted = rows.filter((row) => {
      const { kind, slug } = ownerOf(record, row);
      return chosen.has(`${kind}/${slug}`);
    });
    if (wanted.length > 0) await sql.run(insert, JSON.stringify(wanted));
  }
}

export type Unplaced = { i: number; list: "decisions" | "sensitiveTeams"; slug: string; why: "noTeam" | "noTool" | "inForce" };

/** Decisions and marks that have no place here: their team or tool does not exist, or another decision is in force for the same people. */
export async function unplacedRecords(sql: Sql, catalogue: Catalogue, { toolOf }: Leading): Promise<Unplaced[]> {
  const named = new Set(catalogue.tools.map(({ slug }) => slug));
  const decisions = catalogue.decisions.map((decision, i) => ({
    ...decision,
    i,
    tool: toolOf(decision.tool),
    isNamed: named.has(decision.tool),
  }));
  const unplaced =
    decisions.length === 0
      ? []
      : await sql.rows<Unplaced>(
          `SELECT i, 'decisions' AS list, slug, why FROM (
      SELECT r.i, coalesce(CASE WHEN r.team IS NOT NULL AND m.id IS NULL THEN r.team END, r.tool) AS slug,
        CASE WHEN r.team IS NOT NULL AND m.id IS NULL THEN 'noTeam' WHEN t.id IS NULL AND NOT r."isNamed" THEN 'noTool'
          WHEN r."supersededAt" IS NULL AND EXISTS (SELECT FROM decision d WHERE d.tool_id = t.id AND d.superseded_at IS NULL
            AND d.team_id IS NOT DISTINCT FROM m.id AND d.worker_types::text[] = r."workerTypes" AND d.countries = r.countries
            AND d.decided_at <> r."decidedAt") THEN 'inForce' END AS why
      FROM jsonb_to_recordset($1::jsonb) AS r (i int, tool text, team text, "workerTypes" text[], countries text[], "decidedAt" timestamptz,
        "supersededAt" timestamptz, "isNamed" boolean)
      LEFT JOIN tool t ON t.slug = r.tool LEFT JOIN team m ON m.external_id = r.team) judged
    WHERE why IS NOT NULL ORDER BY i`,
          JSON.stringify(decisions),
        );
  const teams = catalogue.sensitiveTeams.map(({ team }, i) => ({ i, team }));
  const unknown =
    teams.length === 0
      ? []
      : await sql.rows<Unplaced>(
          `SELECT r.i, 'sensitiveTeams' AS list, r.team AS slug, 'noTeam' AS why FROM jsonb_to_recordset($1::jsonb) AS r (i int, team text)
     WHERE NOT EXISTS (SELECT FROM team m WHERE m.external_id = r.team) ORDER BY r.i`,
          JSON.stringify(teams),
        );
  return [...unplaced, ...unknown];
}
