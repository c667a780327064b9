import type pg from "pg";
import { dayOf, type EvidenceClaim, evidenceOn } from "../../lib/risk/claims/evidence.ts";
import { type Cause, classify, type GivenInputs, isFirstJudgement, proposalStep, type Result } from "../../lib/risk/classes/rules.ts";
import { canonicalJson } from "../../lib/risk/tables/rules.ts";
import { CLASS_INPUT_IDS } from "../../lib/risk/tables/schema.ts";
import { shippedTables } from "../../scripts/load-tables.ts";
import { type AuditRow, recordAll } from "./audit.ts";
import { CHANGED_INPUT, CLASS_INPUTS_OF_TOOLS, SEED_OVERRIDE, SETTLED_PROPOSALS } from "./class-inputs.ts";
import type { Cast } from "./personas.ts";

const SAID = "Judgement of the demonstration:";
const beijing = (local: string) => new Date(`${local}:00+08:00`);
const HOURS = 3_600_000;

type Setting = { toolId: number; slug: string; key: string; value: string; at: Date; until: Date | null; why: string };
type SeededClaim = Omit<EvidenceClaim, "sources" | "steps"> & {
  id: number;
  toolId: number;
  recordedAt: Date;
  steps: { after: EvidenceClaim["steps"][number]["after"]; effectiveOn: string; at: Date }[];
  sources: { reliability: string; credibility: number; publishedOn: string; at: Date }[];
};

/** Writes what officers set, and replays what the product would have written then: classes, tasks and their record. After the ledger. */
export async function loadClasses(db: pg.ClientBase, cast: Cast): Promise<void> {
  const tools = new Map((await db.query<{ id: number; slug: string }>("SELECT id, slug FROM tool")).rows.map(({ id, slug }) => [slug, id]));
  const settings = settingsOf(tools);
  await writeInputs(db, cast, settings);
  const claims = await claimsWithTimes(db);
  const audit: AuditRow[] = settings.map(({ slug, key, value, at, why }) => ({
    ...{
      at,
      personId: cast.officer.personId,
      actorName: cast.officer.name,
      action: "class.input-set",
      subjectKind: "tool",
      subjectId: slug,
    },
    ...{ before: { input: key }, after: { input: key, value, claims: [] }, reason: `${SAID} ${why}` },
  }));
  for (const [slug, toolId] of tools) {
    const own = settings.filter((one) => one.toolId === toolId);
    const said = claims.filter((one) => one.toolId === toolId);
    if (own.length + said.length > 0) audit.push(...(await replay(db, cast, { slug, toolId }, own, said)));
  }
  audit.push(...(await writeOverride(db, cast, tools.get(SEED_OVERRIDE.tool))));
  await recordAll(db, audit);
}

function settingsOf(tools: ReadonlyMap<string, number>): Setting[] {
  return CLASS_INPUTS_OF_TOOLS.flatMap(({ tool, at, values, why }) =>
    CLASS_INPUT_IDS.flatMap((key, place): Setting[] => {
      const [toolId, value] = [tools.get(tool), values[place]];
      if (toolId === undefined || value === undefined || value === "-") return [];
      const set = { toolId, slug: tool, key, value, at: beijing(at), until: null, why };
      if (CHANGED_INPUT.tool !== tool || CHANGED_INPUT.input !== key) return [set];
      const changedAt = beijing(CHANGED_INPUT.at);
      return [
        { ...set, until: changedAt },
        { ...set, value: CHANGED_INPUT.value, at: changedAt, why: CHANGED_INPUT.why },
      ];
    }),
  );
}

async function writeInputs(db: pg.ClientBase, cast: Cast, settings: readonly Setting[]): Promise<void> {
  await db.query(
    `INSERT INTO risk_input (tool_id, axis, key, value, reason, claim_ids, set_by_id, set_at, superseded_at)
     SELECT "toolId", 'class', key, value, $2 || ' ' || why, '{}', $3, at, until
     FROM jsonb_to_recordset($1) AS s("toolId" int, key text, value text, why text, at timestamptz, until timestamptz) ORDER BY at, key`,
    [JSON.stringify(settings), SAID, cast.officer.personId],
  );
}

async function claimsWithTimes(db: pg.ClientBase): Promise<SeededClaim[]> {
  const { rows } = await db.query<SeededClaim>(
    `SELECT c.id, c.tool_id AS "toolId", c.bearing::text, c.reported_on::text AS "reportedOn", c.recorded_at AS "recordedAt",
       (SELECT coalesce(jsonb_agg(jsonb_build_object('after', s.after, 'effectiveOn', s.effective_on, 'at', s.at) ORDER BY s.id), '[]')
         FROM claim_step s WHERE s.claim_id = c.id) AS steps,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('reliability', e.reliability, 'credibility', l.credibility, 'publishedOn', e.published_on,
         'at', l.added_at)), '[]') FROM claim_evidence l JOIN evidence_source e ON e.id = l.source_id WHERE l.claim_id = c.id) AS sources
     FROM claim c WHERE c.tool_id IS NOT NULL ORDER BY c.id`,
  );
  const dated = <One extends { at: Date }>(one: One) => ({ ...one, at: new Date(one.at) });
  return rows.map((row) => ({ ...row, steps: row.steps.map(dated), sources: row.sources.map(dated) }));
}

type Held = Result & { from: Date; cause: Cause };
type Tool = { slug: string; toolId: number };

/** What was known at each moment at which somebody wrote something down, one after the other. */
async function replay(db: pg.ClientBase, cast: Cast, tool: Tool, settings: readonly Setting[], claims: readonly SeededClaim[]) {
  const edition = shippedTables();
  const moments = new Map<number, Cause>(settings.map(({ at }) => [at.getTime(), "inputs"]));
  for (const { id, recordedAt, steps, sources } of claims)
    for (const at of [recordedAt, ...steps.map((one) => one.at), ...sources.map((one) => one.at)]) moments.set(at.getTime(), `claim:${id}`);
  const held: Held[] = [];
  for (const [time, cause] of [...moments].sort(([a], [b]) => a - b)) {
    const by = ({ at }: { at: Date }) => at.getTime() <= time;
    const given: GivenInputs = Object.fromEntries(
      settings.filter((one) => by(one) && (one.until === null || one.until.getTime() > time)).map(({ key, value }) => [key, value]),
    );
    const known = claims
      .filter(({ recordedAt }) => recordedAt.getTime() <= time)
      .map((claim) => ({ ...claim, steps: claim.steps.filter(by), sources: claim.sources.filter(by) }));
    const result = classify(edition, given, evidenceOn(known, dayOf(new Date(time))));
    const last = held.at(-1);
    if (!last || canonicalJson(last.inputs) !== canonicalJson(result.inputs)) held.push({ ...result, from: new Date(time), cause });
  }
  await writeClasses(db, tool.toolId, held);
  return writeProposals(db, cast, tool, held);
}

async function writeClasses(db: pg.ClientBase, toolId: number, held: readonly Held[]): Promise<void> {
  const rows = held.map((one, place) => ({ ...one, until: held[place + 1]?.from ?? null }));
  await db.query(
    `INSERT INTO classification (tool_id, table_set_id, inputs, outcomes, class, cause, from_at, until_at)
     SELECT $2, (SELECT id FROM table_set WHERE status = 'CURRENT'), inputs, outcomes, class::risk_class, cause, "from", until
     FROM jsonb_to_recordset($1) AS c(inputs jsonb, outcomes jsonb, class text, cause text, "from" timestamptz, until timestamptz)
     ORDER BY "from"`,
    [JSON.stringify(rows), toolId],
  );
}

/** Every change of class became a task. Those that a claim caused were looked at within hours; the last one waits. */
async function writeProposals(db: pg.ClientBase, cast: Cast, { slug, toolId }: Tool, held: readonly Held[]): Promise<AuditRow[]> {
  const audit: AuditRow[] = [];
  for (const [place, { class: after, cause, from, inputs }] of held.entries()) {
    const last = held[place - 1] ?? null;
    const before = last?.class ?? null;
    if (before !== after) {
      audit.push({
        ...{ at: from, personId: cast.officer.personId, actorName: cast.officer.name, action: "class.changed" },
        ...{ subjectKind: "tool", subjectId: slug, before: { class: before }, after: { class: after, cause } },
      });
    }
    if (proposalStep(null, { before, after, isFirst: isFirstJudgement(cause, last?.inputs ?? null, inputs) }) === "open") {
      const reason = cause === "inputs" ? null : (SETTLED_PROPOSALS[after] ?? null);
      const settledAt = reason === null ? null : new Date(from.getTime() + 3 * HOURS);
      const { rows } = await db.query<{ id: number }>(
        `INSERT INTO class_proposal (tool_id, before, after, cause, status, opened_at, settled_by_id, settled_at, reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
        [toolId, before, after, cause, reason ? "ACCEPTED" : "OPEN", from, reason && cast.secondOfficer.personId, settledAt, reason],
      );
      if (reason && settledAt)
        audit.push({
          ...{ at: settledAt, personId: cast.secondOfficer.personId, actorName: cast.secondOfficer.name, action: "class.proposal-settled" },
          ...{ subjectKind: "tool", subjectId: slug, reason, before: { class: before } },
          after: { proposal: rows[0]?.id, class: after, status: "ACCEPTED" },
        });
    }
  }
  return audit;
}

async function writeOverride(db: pg.ClientBase, { officer, approver }: Cast, toolId: number | undefined): Promise<AuditRow[]> {
  if (toolId === undefined) return [];
  const { tool, class: held, reason, proposedAt, settledAt, settleReason, untilAt } = SEED_OVERRIDE;
  const { rows } = await db.query<{ id: number }>(
    `INSERT INTO class_override (tool_id, class, reason, until_at, status, proposed_by_id, proposed_at, settled_by_id, settled_at, settle_reason)
     VALUES ($1, $2, $3, $4, 'ACCEPTED', $5, $6, $7, $8, $9) RETURNING id`,
    [toolId, held, reason, beijing(untilAt), officer.personId, beijing(proposedAt), approver.personId, beijing(settledAt), settleReason],
  );
  const after = { override: rows[0]?.id, class: held, until: beijing(untilAt).toISOString() };
  const on = { subjectKind: "tool", subjectId: tool, after } as const;
  return [
    { ...on, at: beijing(proposedAt), personId: officer.personId, actorName: officer.name, action: "class.override-proposed", reason },
    {
      ...{ ...on, at: beijing(settledAt), personId: approver.personId, actorName: approver.name },
      ...{ action: "class.override-accepted", reason: settleReason },
    },
  ];
}
