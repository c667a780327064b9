import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { newPerson } from "@/lib/testing";
import { ExceptionStatus } from "@/prisma/generated/enums";
import { beginReview, revokeException, withdrawException } from "./commands";
import { exceptionMetrics, getException } from "./queries";
import { extendException, proposeAgain } from "./request/commands";
import { bansToAsk, banToAsk } from "./request/queries";
import { EXCEPTION_TRANSITIONS } from "./rules";
import { sweepExceptions } from "./sweep";
import { runningBan } from "./testing";
import { days, hours, newScene, now, refusalOf, type Scene, saidTo, statusOf } from "./testing-scene";

let scene: Scene;

beforeAll(async () => {
  scene = await newScene();
});

test("the database allows the steps of the table and no others", async () => {
  const rows = await db.$queryRaw<{ was: ExceptionStatus; becomes: ExceptionStatus }[]>`
    SELECT w::text AS was, b::text AS becomes FROM unnest(enum_range(NULL::exception_status)) w, unnest(enum_range(NULL::exception_status)) b
    WHERE exception_may_become(w, b)`;
  const legal = Object.values(ExceptionStatus).flatMap((was) => EXCEPTION_TRANSITIONS[was].map((becomes) => `${was} ${becomes}`));
  expect(rows.map(({ was, becomes }) => `${was} ${becomes}`).sort()).toEqual(legal.sort());
  const { id } = await scene.request(await scene.fresh());
  await expect(db.exception.update({ where: { id }, data: { status: "ACTIVE" } })).rejects.toThrow("cannot go from PROPOSED to ACTIVE");
});

describe("a request", () => {
  test("is made for oneself, waits, and lets nothing rest", async () => {
    const person = await scene.fresh();
    const { id, code } = await scene.request(person);
    expect(code).toBe(`EX-${id}`);
    expect(await getException(person.viewer, id)).toMatchObject({
      status: "PROPOSED",
      subject: { kind: "person", id: person.id, name: "Somebody else" },
      duty: "STOP_USE",
      startsAt: now,
      endsAt: new Date("2026-07-20T16:00:00Z"),
      dueAfter: new Date("2026-07-20T16:00:00Z"),
      decideBy: hours(72),
    });
    expect((await scene.stateOf(person.id))?.state).not.toBe("EXCEPTED");
    const events = await db.auditEvent.findMany({ where: { subjectKind: "exception", subjectId: String(id) }, select: { action: true } });
    expect(events).toEqual([{ action: "exception.requested" }]);
  });

  test("by a manager tells whom it is for; by an officer for anybody; a team's is for all of it", async () => {
    const person = await scene.fresh();
    const { id } = await scene.request(scene.manager, { subject: `person:${person.id}` });
    expect(await saidTo(person, now)).toEqual([`exception.requested ${id}`]);
    expect(await refusalOf(scene.request(scene.manager, { subject: `person:${scene.zhao.id}` }))).toMatchObject({
      code: "forbidden",
      key: "exceptions.whyNot.notYours",
    });
    expect(await refusalOf(scene.request(scene.wang, { subject: `team:${scene.cloud.id}` }))).toMatchObject({
      key: "exceptions.whyNot.notYours",
    });
    expect(await refusalOf(scene.request(scene.manager, { subject: "person:999999" }))).toMatchObject({
      key: "exceptions.whyNot.notYours",
    });
    const team = await scene.request(scene.officer, { subject: `team:${scene.cloud.id}`, duties: "UNINSTALL" });
    expect(await getException(scene.manager.viewer, team.id)).toMatchObject({ subject: { kind: "team", name: "Cloud" } });
    expect(await getException(scene.wang.viewer, team.id)).toBeNull();
    await withdrawException(scene.officer.viewer, { id: team.id, together: false }, now);
  });

  test("is refused where the ban allows none, with its reason and whom to tell", async () => {
    const closed = await runningBan({ teamId: scene.company.id, now, policy: { allowed: false } });
    expect(await refusalOf(scene.request(scene.wang, { ban: closed.code }))).toEqual({
      ...{ code: "conflict", key: "exceptions.whyNot.closed", fields: [] },
      values: { code: closed.code, reason: "It may send information about your computer without telling you.", contact: "#help" },
    });
    expect((await bansToAsk(scene.wang.viewer)).map(({ code }) => code)).toEqual([scene.ban.code]);
    expect((await banToAsk(scene.wang.viewer, closed.id))?.policy.allowed).toBe(false);
  });

  test("keeps to the days, duties and tools of the ban", async () => {
    const person = await scene.fresh();
    const fields = async (changes: Record<string, unknown>) => (await refusalOf(scene.request(person, changes)))?.fields;
    expect(await fields({ until: "2026-08-02" })).toEqual(["until"]);
    expect(await fields({ startsOn: "2026-07-02" })).toEqual(["startsOn"]);
    expect(await fields({ duties: "CERTIFY" })).toEqual(["duties"]);
    expect(await fields({ tools: "999999" })).toEqual(["tools"]);
    expect(await refusalOf(scene.request(person, { ban: "BAN-999999" }))).toMatchObject({ code: "not-found" });
    const left = await newPerson({ teamId: scene.cloud.id });
    expect(await refusalOf(scene.request(scene.officer, { subject: `person:${left.id}` }))).toMatchObject({
      key: "exceptions.whyNot.notBound",
    });
  });

  test("is made once: what is asked for or holds already is named", async () => {
    const person = await scene.fresh();
    const { id } = await scene.request(person);
    expect(await refusalOf(scene.request(person))).toMatchObject({ key: "exceptions.whyNot.already", values: { code: `EX-${id}` } });
    const other = await scene.fresh();
    const both = await Promise.allSettled([scene.request(other), scene.request(other)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    // Another tool is another matter.
    const some = await scene.fresh();
    await scene.request(some, { tools: String(scene.ban.tools[0]) });
    await scene.request(some, { tools: String(scene.ban.tools[1]) });
  });

  test("for several duties is decided together or one by one", async () => {
    const person = await scene.fresh();
    const { exceptions } = await scene.request(person, { duties: ["STOP_USE", "UNINSTALL"] });
    const [first, second] = exceptions.map(({ id }) => id) as [number, number];
    expect((await getException(person.viewer, first))?.together.map(({ id }) => id)).toEqual([second]);
    await beginReview(scene.officer.viewer, { id: first, together: true }, now);
    expect([await statusOf(first), await statusOf(second)]).toEqual(["UNDER_REVIEW", "UNDER_REVIEW"]);
    await scene.approve(first, { together: true });
    expect([await scene.stateOf(person.id), await scene.stateOf(person.id, "UNINSTALL")]).toMatchObject([
      { state: "EXCEPTED" },
      { state: "EXCEPTED" },
    ]);
    await revokeException(scene.officer.viewer, { id: first, together: false, reason: "No more.", dueOn: "2026-07-12" }, hours(1));
    expect([await statusOf(first), await statusOf(second)]).toEqual(["REVOKED", "ACTIVE"]);
  });
});

test("an exception of a team lets the duty rest for all of it, and is for all of them to read", async () => {
  const person = await scene.fresh();
  const id = await scene.active(scene.manager, { subject: `team:${scene.cloud.id}`, duties: "UNINSTALL", tools: "" });
  expect((await scene.stateOf(person.id, "UNINSTALL"))?.state).toBe("EXCEPTED");
  expect(await getException(person.viewer, id)).toMatchObject({ subject: { kind: "team", name: "Cloud" } });
  expect(await getException(scene.zhao.viewer, id)).toBeNull();
  expect(await saidTo(person, now)).toEqual([`exception.approved ${id}`]);
  await scene.revoke(id, "2026-07-12", hours(1));
  expect((await scene.stateOf(person.id, "UNINSTALL"))?.state).not.toBe("EXCEPTED");
});

describe("a decision", () => {
  test("lets the duty rest at once, shortened as the decider says, and gives it its new date", async () => {
    const person = await scene.fresh();
    const id = await scene.reviewed(person);
    expect(await scene.approve(id, { until: "2026-07-15", dueOn: "2026-07-17" }, hours(2))).toMatchObject({ status: "ACTIVE" });
    expect(await getException(person.viewer, id)).toMatchObject({
      startsAt: hours(2),
      endsAt: new Date("2026-07-15T16:00:00Z"),
      dueAfter: new Date("2026-07-17T16:00:00Z"),
      decidedBy: "Chen Wei",
    });
    expect(await scene.stateOf(person.id)).toMatchObject({ state: "EXCEPTED" });
    expect(await scene.stateOf(person.id, "UNINSTALL")).not.toMatchObject({ state: "EXCEPTED" });
    expect(await saidTo(person, hours(3))).toEqual([`exception.approved ${id}`]);
  });

  test("waits for its first day", async () => {
    const person = await scene.fresh();
    const id = await scene.reviewed(person, { startsOn: "2026-07-06" });
    expect(await scene.approve(id)).toMatchObject({ status: "APPROVED" });
    expect((await scene.stateOf(person.id))?.state).not.toBe("EXCEPTED");
    await sweepExceptions(new Date("2026-07-05T15:59:30Z"));
    expect(await statusOf(id)).toBe("APPROVED");
    await sweepExceptions(new Date("2026-07-05T16:00:30Z"));
    expect(await statusOf(id)).toBe("ACTIVE");
    expect((await scene.stateOf(person.id))?.state).toBe("EXCEPTED");
  });

  test("is never that of whoever asked or whom it is for, also not by the database", async () => {
    const { id } = await scene.request(scene.officer);
    expect(await refusalOf(beginReview(scene.officer.viewer, { id, together: false }, now))).toMatchObject({
      key: "exceptions.whyNot.own",
    });
    await beginReview(scene.approver.viewer, { id, together: false }, now);
    expect(await refusalOf(scene.approve(id, {}, now, scene.officer))).toMatchObject({ key: "exceptions.whyNot.own" });
    const whole = { status: "APPROVED", decidedById: scene.officer.id, decisionReason: "mine" } as const;
    await expect(db.exception.update({ where: { id }, data: whole })).rejects.toThrow("exception_four_eyes");
    await expect(beginReview(scene.auditor.viewer, { id, together: false }, now)).rejects.toThrow("forbidden");
    await expect(beginReview(scene.wang.viewer, { id, together: false }, now)).rejects.toThrow("forbidden");
  });

  test("against it says why, and it can be asked for again", async () => {
    const person = await scene.fresh();
    const id = await scene.reviewed(person);
    expect(await refusalOf(scene.reject(id))).toBeNull();
    expect(await saidTo(person, now)).toEqual([`exception.rejected ${id}`]);
    const again = { id, justification: "The replacement lacks Rust.", compensatingControls: "Reviewed by two.", until: "2026-07-12" };
    expect(await proposeAgain(person.viewer, again, hours(30))).toMatchObject({ status: "PROPOSED" });
    expect(await getException(scene.officer.viewer, id)).toMatchObject({
      decidedAt: null,
      decisionReason: null,
      requestedAt: hours(30),
      reviewedAt: null,
    });
  });
});

describe("an end", () => {
  test("comes within a minute, returns the duty with its date and says so; before it come reminders", async () => {
    const person = await scene.fresh();
    const id = await scene.active(person, { until: "2026-07-20" });
    const end = new Date("2026-07-20T16:00:00Z");
    await sweepExceptions(days(-7, end));
    await sweepExceptions(new Date(days(-7, end).getTime() + 60_000));
    await sweepExceptions(days(-1, end));
    await sweepExceptions(new Date(end.getTime() - 1));
    expect(await statusOf(id)).toBe("ACTIVE");
    await sweepExceptions(end);
    expect(await statusOf(id)).toBe("EXPIRED");
    expect(await saidTo(person, end)).toEqual([
      `exception.expired ${id}`,
      `exception.ends-soon ${id}`,
      `exception.ends-soon ${id}`,
      `exception.approved ${id}`,
    ]);
    const owed = await scene.stateOf(person.id);
    expect(owed?.state).not.toBe("EXCEPTED");
    expect(owed?.due).toEqual(end);
    expect((await exceptionMetrics(scene.officer.viewer, scene.ban.id, hours(1, end))).past).toBe(0);
  });

  test("was missed while nothing ran: what should have begun and ended has done both", async () => {
    const person = await scene.fresh();
    const id = await scene.reviewed(person, { startsOn: "2026-07-06", until: "2026-07-07" });
    await scene.approve(id);
    await sweepExceptions(new Date("2026-07-30T00:00:00Z"));
    expect(await statusOf(id)).toBe("EXPIRED");
    const events = await db.auditEvent.findMany({
      where: { subjectKind: "exception", subjectId: String(id) },
      select: { action: true, actorKind: true },
      orderBy: { id: "asc" },
    });
    expect(events.slice(-2)).toEqual([
      { action: "exception.began", actorKind: "system" },
      { action: "exception.expired", actorKind: "system" },
    ]);
  });

  test("before its time needs a reason and a new date, and takes extensions along", async () => {
    const person = await scene.fresh();
    const id = await scene.active(person);
    const extension = await extendException(
      person.viewer,
      { id, justification: "Not ready yet.", compensatingControls: "", until: "2026-08-10" },
      hours(1),
    );
    expect(await getException(person.viewer, extension.id)).toMatchObject({ startsAt: new Date("2026-07-20T16:00:00Z"), extends: { id } });
    expect(
      await refusalOf(extendException(person.viewer, { id, justification: "Again.", compensatingControls: "", until: "2026-08-10" }, now)),
    ).toMatchObject({
      key: "exceptions.whyNot.extended",
    });
    expect((await refusalOf(scene.revoke(id)))?.fields).toEqual(["dueOn"]);
    expect((await refusalOf(scene.revoke(id, "2026-07-01", hours(2))))?.fields).toEqual(["dueOn"]);
    await scene.revoke(id, "2026-07-12", hours(2));
    expect([await statusOf(id), await statusOf(extension.id)]).toEqual(["REVOKED", "WITHDRAWN"]);
    const owed = await scene.stateOf(person.id);
    expect(owed?.state).not.toBe("EXCEPTED");
    expect(owed?.due).toEqual(new Date("2026-07-12T16:00:00Z"));
  });

  test("of what never began leaves the duty its own date", async () => {
    const person = await scene.fresh();
    const id = await scene.reviewed(person, { startsOn: "2026-07-06" });
    await scene.approve(id);
    expect((await refusalOf(scene.revoke(id, "2026-07-12")))?.fields).toEqual(["dueOn"]);
    await scene.revoke(id);
    await sweepExceptions(new Date("2026-07-06T16:00:00Z"));
    expect(await statusOf(id)).toBe("REVOKED");
    expect((await scene.stateOf(person.id))?.due).toEqual(new Date("2026-07-09T16:00:00Z"));
  });

  test("an extension is a review of its own and goes on without a gap", async () => {
    const person = await scene.fresh();
    const id = await scene.active(person, { until: "2026-07-08" });
    const extension = await extendException(
      person.viewer,
      { id, justification: "Not ready yet.", compensatingControls: "", until: "2026-08-07" },
      hours(1),
    );
    expect(
      (
        await refusalOf(
          extendException(person.viewer, { id, justification: "Not ready.", compensatingControls: "", until: "2026-09-07" }, hours(1)),
        )
      )?.key,
    ).toBe("exceptions.whyNot.extended");
    await scene.review(extension.id, hours(2));
    expect(await scene.approve(extension.id, {}, hours(3))).toMatchObject({ status: "APPROVED" });
    const end = new Date("2026-07-08T16:00:00Z");
    await sweepExceptions(end);
    expect([await statusOf(id), await statusOf(extension.id)]).toEqual(["EXPIRED", "ACTIVE"]);
    expect((await scene.stateOf(person.id))?.state).toBe("EXCEPTED");
  });
});
