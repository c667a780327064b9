import type pg from "pg";
import { type AuditRow, recordAll } from "./audit.ts";
import { EXCEPTION_BAN } from "./ban.ts";
import { moment, type NoticeRow, writeNotices } from "./notices.ts";
import type { Cast, Persona } from "./personas.ts";

const at = (local: string) => new Date(`${local}:00+08:00`);
const midnight = (day: string) => at(`${day}T00:00`);

type Who = Pick<Persona, "personId" | "name">;
type Decided = { by: Persona; at: Date; reason: string };

type Told = {
  id: number;
  duty: "STOP_USE" | "UNINSTALL";
  status: "PROPOSED" | "UNDER_REVIEW" | "APPROVED" | "ACTIVE" | "EXPIRED" | "REVOKED" | "REJECTED" | "WITHDRAWN";
  for: { personId: number } | { teamId: number };
  by: Who;
  askedAt: Date;
  from: Date;
  until: Date;
  due?: Date;
  why: string;
  controls?: string;
  review?: { by: Persona; at: Date };
  decided?: Decided;
  ended?: { at: Date; by?: Persona; reason?: string };
  extendsId?: number;
  batchId?: number;
  remindAt?: Date;
};

/** The exceptions of the ban that allows some: one in every state, one that waits too long, one that ends soon and asks for more time. */
export async function loadExceptions(db: pg.ClientBase, cast: Cast): Promise<void> {
  const { employee, manager, officer, secondOfficer, approver } = cast;
  const p = await members(db, [employee, manager, officer, secondOfficer, approver]);
  // The division of a tiny company has too few to tell it.
  if (p === null) return;
  const team = await db.query<{ id: number }>("SELECT min(id)::int AS id FROM team WHERE manager_id = $1", [manager.personId]);
  const teamId = team.rows[0]?.id ?? 1;
  const reviewed = (local: string) => ({ by: secondOfficer, at: at(local) });
  const approved = (local: string, reason: string) => ({ by: approver, at: at(local), reason });
  const release = "The release of 11 July is tested with it; Qoder does not read our test recordings yet.";
  const waits = { from: at("2026-07-09T00:00"), until: midnight("2026-08-01") };
  const all: Told[] = [
    {
      ...{ id: 1, duty: "STOP_USE", status: "EXPIRED", for: p[0], by: p[0], askedAt: at("2026-07-06T10:20"), from: at("2026-07-06T11:40") },
      ...{ until: midnight("2026-07-08"), due: midnight("2026-07-18"), why: "To finish one migration that is half done." },
      ...{ review: reviewed("2026-07-06T11:00"), decided: approved("2026-07-06T11:40", "One day is enough for what is left.") },
      ended: { at: at("2026-07-08T00:00") },
    },
    {
      ...{ id: 2, duty: "STOP_USE", status: "ACTIVE", for: p[1], by: p[1], askedAt: at("2026-07-06T10:30"), from: at("2026-07-06T16:00") },
      ...{ until: midnight("2026-07-13"), due: midnight("2026-07-18"), why: release, remindAt: midnight("2026-07-12") },
      ...{ controls: "Only the test repository, no client data, automatic approval is off.", review: reviewed("2026-07-06T14:10") },
      decided: approved("2026-07-06T16:00", "Bound to the release. Nothing else may be opened with it."),
    },
    {
      ...{
        id: 3,
        duty: "UNINSTALL",
        status: "ACTIVE",
        for: p[2],
        by: manager,
        askedAt: at("2026-07-06T13:05"),
        from: at("2026-07-07T09:30"),
      },
      ...{
        until: midnight("2026-08-16"),
        due: midnight("2026-08-23"),
        why: "Needed to read old sessions for an audit.",
        remindAt: midnight("2026-08-09"),
      },
      ...{ controls: "Installed and never started; the network blocks its servers.", review: reviewed("2026-07-07T09:00") },
      decided: approved("2026-07-07T09:30", "Installed only. Starting it is not covered."),
    },
    {
      ...{
        id: 4,
        duty: "STOP_USE",
        status: "APPROVED",
        for: p[3],
        by: p[3],
        askedAt: at("2026-07-06T15:45"),
        from: midnight("2026-07-13"),
      },
      ...{
        until: midnight("2026-08-02"),
        why: "A customer's acceptance test in July runs with it.",
        controls: "On the test machine only.",
      },
      ...{ review: reviewed("2026-07-07T10:00"), decided: approved("2026-07-07T11:15", "For the acceptance test only.") },
    },
    {
      ...{
        id: 5,
        duty: "STOP_USE",
        status: "REJECTED",
        for: p[4],
        by: p[4],
        askedAt: at("2026-07-06T17:20"),
        ...waits,
        why: "I am used to it.",
      },
      ...{
        review: reviewed("2026-07-07T10:20"),
        decided: approved("2026-07-07T11:30", "Qoder does the same. Ask #qoder-help for the settings."),
      },
    },
    {
      ...{ id: 6, duty: "UNINSTALL", status: "WITHDRAWN", for: p[5], by: p[5], askedAt: at("2026-07-06T18:10"), ...waits },
      ...{ why: "It came with a course.", ended: { at: at("2026-07-07T08:50") } },
    },
    {
      ...{ id: 7, duty: "STOP_USE", status: "REVOKED", for: p[6], by: p[6], askedAt: at("2026-07-06T10:50"), from: at("2026-07-06T16:20") },
      ...{ until: at("2026-07-08T09:40"), due: midnight("2026-07-11"), why: "For a prototype.", review: reviewed("2026-07-06T15:00") },
      decided: approved("2026-07-06T16:20", "For two weeks, without client data."),
      ended: { at: at("2026-07-08T09:40"), by: officer, reason: "It was used on a repository of a client." },
    },
    ...(["STOP_USE", "UNINSTALL"] as const).map(
      (duty, index): Told => ({
        ...{
          id: index === 0 ? 8 : 13,
          duty,
          status: "PROPOSED",
          for: p[7],
          by: p[7],
          askedAt: at("2026-07-06T11:30"),
          ...waits,
          batchId: 8,
        },
        why: "Our build scripts call it. Rewriting them takes two weeks.",
      }),
    ),
    {
      ...{ id: 9, duty: "UNINSTALL", status: "UNDER_REVIEW", for: { teamId }, by: manager, askedAt: at("2026-07-07T14:00"), ...waits },
      ...{ why: "The team moves to Qoder in the last week of July, all at once.", review: reviewed("2026-07-08T10:15") },
      controls: "Nobody starts a new task with it; code of clients is left out.",
    },
    ...(["STOP_USE", "UNINSTALL"] as const).map(
      (duty, index): Told => ({
        ...{
          id: 10 + index,
          duty,
          status: "ACTIVE",
          for: employee,
          by: employee,
          askedAt: at("2026-07-06T10:15"),
          from: at("2026-07-06T16:30"),
        },
        ...{ until: midnight("2026-08-01"), due: midnight("2026-08-08"), batchId: 10, remindAt: midnight("2026-07-25") },
        ...{ why: "The nightly reports depend on it until the new job runs.", controls: "Only the reports; no other repository." },
        ...{
          review: reviewed("2026-07-06T14:00"),
          decided: approved("2026-07-06T16:30", "Until the new job runs, at the latest end of July."),
        },
      }),
    ),
    {
      ...{
        id: 12,
        duty: "STOP_USE",
        status: "PROPOSED",
        for: p[1],
        by: p[1],
        askedAt: at("2026-07-08T14:20"),
        from: midnight("2026-07-13"),
      },
      ...{ until: midnight("2026-07-27"), why: "The release was moved to 24 July.", extendsId: 2 },
    },
  ];
  for (const one of all) await write(db, one);
  await db.query("SELECT setval(pg_get_serial_sequence('exception', 'id'), (SELECT max(id) FROM exception))");
  await recordAll(db, all.flatMap(eventsOf));
  await tellOf(db, all);
}

/** People of the ban's division who have the tool, those with the lowest numbers first, and then others of it; nobody of the story. */
async function members(db: pg.ClientBase, cast: readonly Persona[]): Promise<[Who, Who, Who, Who, Who, Who, Who, Who] | null> {
  const { rows } = await db.query<Who>(
    `SELECT p.id AS "personId", p.name FROM population_people(ban_content($1) -> 'population') m JOIN person p ON p.id = m.person_id
     WHERE NOT p.id = ANY ($2) ORDER BY NOT EXISTS (SELECT FROM device d JOIN installation i ON i.device_id = d.id AND i.gone_at IS NULL
       JOIN software_tool s ON s.software_id = i.software_id JOIN ban_scope_tool b ON b.tool_id = s.tool_id AND b.ban_id = $1 WHERE d.owner_person_id = p.id), p.id LIMIT 8`,
    [EXCEPTION_BAN, cast.map(({ personId }) => personId)],
  );
  const [a, b, c, d, e, f, g, h] = rows;
  return a && b && c && d && e && f && g && h ? [a, b, c, d, e, f, g, h] : null;
}

async function write(db: pg.ClientBase, one: Told): Promise<void> {
  const { review, decided, ended } = one;
  await db.query(
    `INSERT INTO exception (id, ban_id, duty_kind, person_id, team_id, status, justification, compensating_controls, starts_at, ends_at, due_after,
       requested_by_id, requested_at, review_by_id, reviewed_at, decided_by_id, decided_at, decision_reason, ended_at, end_reason, extends_id, batch_id, remind_at, revision)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)`,
    [
      ...[
        one.id,
        EXCEPTION_BAN,
        one.duty,
        "personId" in one.for ? one.for.personId : null,
        "teamId" in one.for ? one.for.teamId : null,
        one.status,
      ],
      ...[
        one.why,
        one.controls ?? "",
        one.from,
        one.until,
        one.due ?? one.until,
        one.by.personId,
        one.askedAt,
        review?.by.personId,
        review?.at,
      ],
      ...[decided?.by.personId, decided?.at, decided?.reason, ended?.at, ended?.reason, one.extendsId, one.batchId, one.remindAt],
      eventsOf(one).length,
    ],
  );
}

function eventsOf(one: Told): AuditRow[] {
  const { id, status, by, review, decided, ended } = one;
  const subject = { subjectKind: "exception", subjectId: id };
  const person = ({ personId, name }: Who) => ({ personId, actorName: name });
  const system = { actorName: "Interdict" };
  const began = status === "ACTIVE" || status === "EXPIRED" || status === "REVOKED";
  const steps: (AuditRow | undefined)[] = [
    {
      ...subject,
      ...person(by),
      at: one.askedAt,
      action: "exception.requested",
      after: { ban: `BAN-${EXCEPTION_BAN}`, duty: one.duty },
      reason: one.why,
    },
    review && { ...subject, ...person(review.by), at: review.at, action: "exception.review-begun" },
    decided && {
      ...{ ...subject, ...person(decided.by), at: decided.at, reason: decided.reason },
      action: status === "REJECTED" ? "exception.rejected" : "exception.approved",
    },
    began && decided ? { ...subject, ...person(decided.by), at: decided.at, action: "exception.began" } : undefined,
    ended && status === "EXPIRED" ? { ...subject, ...system, at: ended.at, action: "exception.expired" } : undefined,
    ended && status === "WITHDRAWN" ? { ...subject, ...person(by), at: ended.at, action: "exception.withdrawn" } : undefined,
    ended?.by && { ...subject, ...person(ended.by), at: ended.at, action: "exception.revoked", reason: ended.reason ?? "" },
  ];
  return steps.filter((step) => step !== undefined);
}

/** What whoever asked was told of their exception. */
async function tellOf(db: pg.ClientBase, exceptions: readonly Told[]): Promise<void> {
  const { rows: bans } = await db.query<{ title: object }>("SELECT ban_content($1) -> 'title' AS title", [EXCEPTION_BAN]);
  const told = exceptions.flatMap(({ id, status, for: whom, decided, ended, from, until, due = until }): NoticeRow[] => {
    const left = ended && status !== "WITHDRAWN" ? ended.at : decided?.at;
    if (!left || !("personId" in whom)) return [];
    const said = { exception: `EX-${id}`, title: bans[0]?.title };
    const dates = { from: moment(from), until: moment(until), due: moment(due) };
    const topic = { REJECTED: "rejected", REVOKED: "revoked", EXPIRED: "expired" }[status as string] ?? "approved";
    const content = { ...said, ...dates, reason: ended?.reason ?? decided?.reason ?? "" };
    const about = { subject_kind: "exception", subject_id: String(id), ban_id: EXCEPTION_BAN, created_at: left, sent_at: left } as const;
    return [{ topic: `exception.${topic}`, person_id: whom.personId, ...about, content }];
  });
  await writeNotices(db, told);
}

/** Nobody of the story has the tool: what they see on their first page is about the July ban. */
export async function spareTheCast(db: pg.ClientBase, cast: Cast): Promise<void> {
  await db.query(
    `DELETE FROM installation i USING device d, software_tool s, tool t
     WHERE i.device_id = d.id AND s.software_id = i.software_id AND t.id = s.tool_id AND t.slug = 'roo-code' AND d.owner_person_id = ANY ($1)`,
    [Object.values(cast).map(({ personId }) => personId)],
  );
}
