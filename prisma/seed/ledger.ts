import type pg from "pg";
import { type AuditRow, recordAll } from "./audit.ts";
import { type ClaimKey, LEDGER_CLAIMS, LEDGER_CONTRADICTIONS, type SeedClaim } from "./ledger-claims.ts";
import { LEDGER_SOURCES, type SeedSource, type SourceKey } from "./ledger-sources.ts";
import type { Cast } from "./personas.ts";

const SOURCES: Record<SourceKey, SeedSource> = LEDGER_SOURCES;
const CLAIMS: Record<ClaimKey, SeedClaim> = LEDGER_CLAIMS;

const at = (local: string) => new Date(`${local}:00+08:00`);
/** The source was added in the minute in which the later of the two was recorded. */
const addedAt = (claim: SeedClaim, source: SeedSource) => at([claim.recordedAt, source.recordedAt].sort()[1] ?? claim.recordedAt);

/** Writes what was said of Claude Code and its vendor, as officers recorded it. */
export async function loadLedger(db: pg.ClientBase, cast: Cast): Promise<void> {
  const sources = await loadDocuments(db, cast);
  const claims = await loadClaims(db, cast);
  await loadEvidence(db, cast, sources, claims);
  await loadContradictions(db, cast, claims);
}

type Ids<Key> = Map<Key, number>;

/** Rows in this order, each with its key: the numbers follow the order. */
async function insert<Key extends string>(db: pg.ClientBase, sql: string, rows: readonly [Key, object][]): Promise<Ids<Key>> {
  const ids: Ids<Key> = new Map();
  for (const [key, row] of rows) {
    const { rows: written } = await db.query<{ id: number }>(sql, [JSON.stringify(row)]);
    const id = written[0]?.id;
    if (id !== undefined) ids.set(key, id);
  }
  return ids;
}

async function loadDocuments(db: pg.ClientBase, cast: Cast): Promise<Ids<SourceKey>> {
  const all = Object.entries(SOURCES) as [SourceKey, SeedSource][];
  const ids = await insert(
    db,
    `INSERT INTO evidence_source (publisher, title, kind, published_on, retrieved_at, reliability, note, recorded_by_id, recorded_at)
     SELECT publisher, title, kind::evidence_kind, published_on, recorded_at::date, reliability, note, ${cast.officer.personId}, recorded_at
     FROM jsonb_to_record($1) AS s(publisher text, title text, kind text, published_on date, reliability text, note text, recorded_at timestamptz)
     RETURNING id`,
    all.map(([key, { publishedOn, recordedAt, cites: _cites, ...own }]) => [
      key,
      { ...own, published_on: publishedOn, recorded_at: at(recordedAt) },
    ]),
  );
  const cites = all.flatMap(([key, { cites: cited = [] }]) => cited.map((other) => [ids.get(key), ids.get(other as SourceKey)]));
  await db.query("INSERT INTO evidence_cites SELECT (p ->> 0)::int, (p ->> 1)::int FROM jsonb_array_elements($1) p", [
    JSON.stringify(cites),
  ]);
  await recordAll(
    db,
    all.map(([key, source]) => event(cast, source.recordedAt, "source.recorded", ids.get(key), { after: { ...source } })),
  );
  return ids;
}

async function loadClaims(db: pg.ClientBase, cast: Cast): Promise<Ids<ClaimKey>> {
  const all = Object.entries(CLAIMS) as [ClaimKey, SeedClaim][];
  const ids = await insert(
    db,
    `INSERT INTO claim (tool_id, vendor_id, version_range, statement, bearing, behaviour, confirmation, reported_on, milestone, happened_on, note,
       dispute_words, disputed_by, disputed_on, recorded_by_id, recorded_at)
     SELECT CASE WHEN NOT about_vendor THEN (SELECT id FROM tool WHERE slug = 'claude-code') END,
       CASE WHEN about_vendor THEN (SELECT id FROM vendor WHERE slug = 'anthropic') END,
       version_range, statement, bearing::claim_bearing, behaviour::behaviour, 'REPORTED', reported_on, milestone::milestone, happened_on, note,
       dispute_words, disputed_by, disputed_on, ${cast.officer.personId}, recorded_at
     FROM jsonb_to_record($1) AS c(about_vendor boolean, version_range text, statement text, bearing text, behaviour text, reported_on date,
       milestone text, happened_on date, note text, dispute_words text, disputed_by text, disputed_on date, recorded_at timestamptz)
     RETURNING id`,
    all.map(([key, claim]) => [key, columnsOf(claim)]),
  );
  const steps = all.flatMap(([key, { acknowledged }]) =>
    acknowledged ? [{ id: ids.get(key), ...acknowledged, at: at(acknowledged.writtenAt) }] : [],
  );
  await db.query(
    `WITH step AS (SELECT * FROM jsonb_to_recordset($1) AS s(id int, "on" date, by text, reason text, at timestamptz)),
       moved AS (UPDATE claim SET confirmation = 'ACKNOWLEDGED' WHERE id IN (SELECT id FROM step))
     INSERT INTO claim_step (claim_id, before, after, effective_on, reason, party, by_id, at)
     SELECT id, 'REPORTED', 'ACKNOWLEDGED', "on", reason, by, ${cast.officer.personId}, at FROM step`,
    [JSON.stringify(steps)],
  );
  await recordAll(
    db,
    all.flatMap(([key, claim]) => claimEvents(cast, ids.get(key), claim)),
  );
  return ids;
}

function columnsOf({ isAboutVendor = false, milestone, dispute, recordedAt, ...claim }: SeedClaim) {
  return {
    about_vendor: isAboutVendor,
    version_range: claim.versionRange,
    statement: claim.statement,
    bearing: claim.bearing,
    behaviour: claim.behaviour,
    reported_on: claim.reportedOn,
    milestone: milestone?.[0],
    happened_on: milestone?.[1],
    note: claim.note,
    dispute_words: dispute?.words,
    disputed_by: dispute?.by,
    disputed_on: dispute?.on,
    recorded_at: at(recordedAt),
  };
}

function claimEvents(cast: Cast, id: number | undefined, claim: SeedClaim): AuditRow[] {
  const { recordedAt, acknowledged, dispute, statement, bearing, reportedOn } = claim;
  return [
    event(cast, recordedAt, "claim.recorded", id, { after: { statement, bearing, reportedOn, revision: 1 } }),
    ...(acknowledged
      ? [
          event(cast, acknowledged.writtenAt, "claim.confirmation-changed", id, {
            before: { confirmation: "REPORTED" },
            after: { confirmation: "ACKNOWLEDGED", effectiveOn: acknowledged.on, party: acknowledged.by },
            reason: acknowledged.reason,
          }),
        ]
      : []),
    // Nobody can know of a dispute before it is there.
    ...(dispute
      ? [event(cast, [recordedAt, `${dispute.on}T18:35`].sort()[1] ?? recordedAt, "claim.disputed", id, { after: { ...dispute } })]
      : []),
  ];
}

async function loadEvidence(db: pg.ClientBase, cast: Cast, sources: Ids<SourceKey>, claims: Ids<ClaimKey>): Promise<void> {
  const rows = (Object.entries(CLAIMS) as [ClaimKey, SeedClaim][]).flatMap(([key, claim]) =>
    claim.sources.map((source) => ({
      claim_id: claims.get(key),
      source_id: sources.get(source),
      credibility: claim.credibility,
      added_at: addedAt(claim, SOURCES[source]),
    })),
  );
  await db.query(
    `INSERT INTO claim_evidence (claim_id, source_id, credibility, added_by_id, added_at)
     SELECT claim_id, source_id, credibility, ${cast.officer.personId}, added_at
     FROM jsonb_to_recordset($1) AS e(claim_id int, source_id int, credibility int, added_at timestamptz)`,
    [JSON.stringify(rows)],
  );
  await recordAll(
    db,
    rows.map(({ claim_id, source_id, credibility, added_at }) => ({
      ...event(cast, "2026-07-06T00:00", "claim.source-added", claim_id, { after: { source: source_id, credibility } }),
      at: added_at,
    })),
  );
}

async function loadContradictions(db: pg.ClientBase, cast: Cast, claims: Ids<ClaimKey>): Promise<void> {
  const rows = LEDGER_CONTRADICTIONS.map(({ one, other, reason, at: local }) => ({
    pair: [claims.get(one) ?? 0, claims.get(other) ?? 0].sort((a, b) => a - b),
    reason,
    at: at(local),
  }));
  await db.query(
    `INSERT INTO claim_contradiction (one_id, other_id, reason, by_id, at)
     SELECT (pair ->> 0)::int, (pair ->> 1)::int, reason, ${cast.officer.personId}, at
     FROM jsonb_to_recordset($1) AS c(pair jsonb, reason text, at timestamptz)`,
    [JSON.stringify(rows)],
  );
  await recordAll(
    db,
    rows.map(({ pair, reason, at: linkedAt }) => ({
      ...event(cast, "2026-07-06T00:00", "claim.contradiction-linked", pair[0], { after: { other: pair[1] }, reason }),
      at: linkedAt,
    })),
  );
}

function event(
  { officer }: Cast,
  local: string,
  action: Extract<AuditRow["action"], `claim.${string}` | `source.${string}`>,
  id: number | undefined,
  said: Pick<AuditRow, "before" | "after" | "reason">,
): AuditRow {
  const subjectKind = action.startsWith("source.") ? "source" : "claim";
  return { at: at(local), personId: officer.personId, actorName: officer.name, action, subjectKind, subjectId: id ?? 0, ...said };
}
