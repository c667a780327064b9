import type pg from "pg";
import type { Behaviour, FindingStatus, FixState } from "../generated/enums.ts";
import { type AuditRow, recordAll } from "./audit.ts";
import { type ClaimKey, LEDGER_CLAIMS, type SeedClaim } from "./ledger-claims.ts";
import type { Cast } from "./personas.ts";

const CLAIMS: Record<ClaimKey, SeedClaim> = LEDGER_CLAIMS;

type SeedStep =
  | { status: FindingStatus; effectiveOn: string; reason: string; at: string }
  | { fix: FixState; candidates: readonly string[]; effectiveOn: string; reason: string; at: string };

type SeedFinding = {
  title: string;
  summary: string;
  behaviour: Behaviour;
  versionRange: string | null;
  /** Of AFFECTED. */
  action?: string;
  openedOn: string;
  reviewOn: string;
  claims: readonly ClaimKey[];
  /** Beijing time, as all below. */
  recordedAt: string;
  steps: readonly SeedStep[];
};

/** What the company holds of Claude Code, never above what the claims are confirmed to. All times are of Beijing. */
const FINDINGS: readonly SeedFinding[] = [
  {
    title: "The vendor serves no companies in Chinese ownership",
    summary:
      "The vendor’s own letter of 10 June says that it serves no entities owned by Chinese companies, their subsidiaries abroad included. Accounts of such companies can end at any time, whatever the version.",
    behaviour: "JURISDICTION_GATING",
    versionRange: null,
    action: "Keep no work where only an account with this vendor reaches it.",
    openedOn: "2026-06-12",
    reviewOn: "2026-09-12",
    claims: ["regions", "affiliates"],
    recordedAt: "2026-06-12T11:00",
    steps: [
      {
        status: "AFFECTED",
        effectiveOn: "2026-06-12",
        reason: "The vendor states it itself. The group is in Chinese ownership.",
        at: "2026-06-12T11:20",
      },
    ],
  },
  {
    title: "Claude Code checks time zone and proxy without saying so",
    summary:
      "From 2.1.91 on the client reads the system’s time zone and compares proxy or API addresses with hidden lists. The vendor acknowledges a mechanism of this kind; its details are those of one researcher, and no independent reproduction is published. Whether 2.1.198 or 2.1.199 is the first without it differs by source, so 2.1.198 counts as affected until that is shown.",
    behaviour: "ENVIRONMENT_FINGERPRINTING",
    versionRange: "vers:npm/>=2.1.91|<2.1.199",
    action: "Remove it, as the ban asks. An update alone does not lift the ban.",
    openedOn: "2026-07-01",
    reviewOn: "2026-07-11",
    claims: ["checks", "since", "march", "antiAbuse", "twoLists", "oneList", "announced", "removedFirst", "removedSecond", "unverified"],
    recordedAt: "2026-07-01T09:40",
    steps: [
      {
        status: "AFFECTED",
        effectiveOn: "2026-07-01",
        reason: "An engineer of the vendor acknowledges a mechanism of this kind. Our devices hold versions of the range.",
        at: "2026-07-02T09:30",
      },
      {
        fix: "UNCONFIRMED",
        candidates: ["2.1.198", "2.1.199"],
        effectiveOn: "2026-07-04",
        reason: "Removal is reported for 1 July and for 2 July, and announced for an upcoming release. Nobody has shown in which version.",
        at: "2026-07-06T11:10",
      },
    ],
  },
  {
    title: "Claude Code is reported to encode the result in its prompt",
    summary:
      "One researcher reports that the result of the checks is hidden in the system prompt, in the separator of the date and in look-alike apostrophes. The vendor has not spoken of this part. It is open until somebody reproduces it.",
    behaviour: "COVERT_CHANNEL",
    versionRange: "vers:npm/>=2.1.91|<2.1.199",
    openedOn: "2026-07-01",
    reviewOn: "2026-07-08",
    claims: ["encoding", "since", "backdoor", "unverified"],
    recordedAt: "2026-07-01T09:52",
    steps: [],
  },
];

const at = (local: string) => new Date(`${local}:00+08:00`);

export async function loadFindings(db: pg.ClientBase, cast: Cast): Promise<void> {
  const events: AuditRow[] = [];
  for (const finding of FINDINGS) events.push(...(await loadFinding(db, cast, finding)));
  await recordAll(db, events);
}

async function loadFinding(db: pg.ClientBase, cast: Cast, finding: SeedFinding): Promise<AuditRow[]> {
  const { claims, steps, recordedAt, openedOn, ...own } = finding;
  const who = cast.secondOfficer;
  const known = claims.filter((key) => CLAIMS[key].recordedAt <= recordedAt);
  const later = claims.filter((key) => !known.includes(key));
  const changes = [...steps.map(({ at: when }) => when), ...later.map((key) => CLAIMS[key].recordedAt)].sort();
  const row = { ...own, openedOn, recordedAt: at(recordedAt), revision: 1 + changes.length, updatedAt: at(changes.at(-1) ?? recordedAt) };
  const { rows } = await db.query<{ id: number }>(
    `INSERT INTO finding (tool_id, title, summary, behaviour, version_range, action, opened_on, review_on, assessor_id, recorded_by_id, recorded_at,
       updated_at, revision)
     SELECT (SELECT id FROM tool WHERE slug = 'claude-code'), title, summary, behaviour::behaviour, "versionRange", action, "openedOn", "reviewOn",
       ${who.personId}, ${who.personId}, "recordedAt", "updatedAt", revision
     FROM jsonb_to_record($1) AS f(title text, summary text, behaviour text, "versionRange" text, action text, "openedOn" date, "reviewOn" date,
       "recordedAt" timestamptz, "updatedAt" timestamptz, revision int) RETURNING id`,
    [JSON.stringify(row)],
  );
  const id = rows[0]?.id ?? 0;
  await db.query(
    `INSERT INTO finding_claim (finding_id, claim_id, added_by_id, added_at)
     SELECT $1, c.id, ${who.personId}, l.at FROM jsonb_to_recordset($2) AS l(statement text, at timestamptz) JOIN claim c ON c.statement = l.statement`,
    [
      id,
      JSON.stringify(
        claims.map((key) => ({ statement: CLAIMS[key].statement, at: at([CLAIMS[key].recordedAt, recordedAt].sort()[1] ?? recordedAt) })),
      ),
    ],
  );
  const told = await loadSteps(db, cast, id, finding);
  const by = { personId: who.personId, actorName: who.name, subjectKind: "finding", subjectId: id } as const;
  const linked = later.map((key) => ({
    at: at(CLAIMS[key].recordedAt),
    action: "finding.claims-changed" as const,
    after: { statement: CLAIMS[key].statement },
  }));
  const events = [...told, ...linked].sort((a, b) => a.at.getTime() - b.at.getTime());
  const begun = {
    at: at(recordedAt),
    action: "finding.recorded" as const,
    after: { title: own.title, versionRange: own.versionRange, openedOn },
  };
  return [begun, ...events].map((event, index) => ({ ...by, ...event, after: { ...event.after, revision: index + 1 } }));
}

type Told = Pick<AuditRow, "at" | "action" | "before" | "reason"> & { after: object };

/** Each step changes the finding as an officer would, and the database checks it. */
async function loadSteps(db: pg.ClientBase, cast: Cast, id: number, { openedOn, title, recordedAt, steps }: SeedFinding): Promise<Told[]> {
  const told: Told[] = [];
  let now: { status: FindingStatus; fix: FixState } = { status: "UNDER_INVESTIGATION", fix: "NONE" };
  await write(db, cast, id, { before: null, ...now, effectiveOn: openedOn, reason: title, at: recordedAt });
  for (const step of steps) {
    const before = now;
    const { effectiveOn, reason } = step;
    now = "status" in step ? { ...now, status: step.status } : { ...now, fix: step.fix };
    const candidates = "fix" in step ? step.candidates : [];
    await db.query(
      "UPDATE finding SET status = $2::finding_status, fix = $3::fix_state, fix_candidates = CASE WHEN $4 THEN $5::text[] ELSE fix_candidates END WHERE id = $1",
      [...[id, now.status, now.fix, "fix" in step, candidates]],
    );
    await write(db, cast, id, { before: before.status, ...now, effectiveOn, reason, at: step.at });
    const action = "status" in step ? "finding.status-changed" : "finding.fix-changed";
    const after = "status" in step ? { status: step.status, effectiveOn } : { fix: step.fix, fixCandidates: candidates, effectiveOn };
    told.push({ at: at(step.at), action, before: "status" in step ? { status: before.status } : { fix: before.fix }, after, reason });
  }
  return told;
}

type Written = { before: FindingStatus | null; status: FindingStatus; fix: FixState; effectiveOn: string; reason: string; at: string };

async function write(
  db: pg.ClientBase,
  cast: Cast,
  id: number,
  { before, status, fix, effectiveOn, reason, at: when }: Written,
): Promise<void> {
  await db.query(
    `INSERT INTO finding_step (finding_id, before, after, fix, effective_on, reason, by_id, at)
     VALUES ($1, $2::finding_status, $3::finding_status, $4::fix_state, $5, $6, ${cast.secondOfficer.personId}, $7)`,
    [id, before, status, fix, effectiveOn, reason, at(when)],
  );
}
