import { beforeAll, describe, expect, test } from "vitest";
import { POST as approvalRoute } from "@/app/api/v1/exceptions/[id]/approval/route";
import { GET as listRoute, POST as requestRoute } from "@/app/api/v1/exceptions/route";
import { openSession, sessionCookie } from "@/lib/auth/session";
import { db, inTransaction } from "@/lib/db";
import { get, post } from "@/lib/http/testing";
import { Refusal } from "@/lib/refusal";
import { rejectException, withdrawException } from "./commands";
import { exceptionCsvRows, exceptionMetrics, getException, listExceptions, ownExceptions } from "./queries";
import { findSubjects } from "./request/queries";
import { exceptionListSchema } from "./schema";
import { sweepExceptions } from "./sweep";
import { runningBan } from "./testing";
import { days, hours, newScene, now, type Person, refusalOf, type Scene, statusOf } from "./testing-scene";

let scene: Scene;

beforeAll(async () => {
  scene = await newScene();
});

describe("at the same moment", () => {
  const settled = async (work: readonly Promise<unknown>[]) => {
    const all = await Promise.allSettled(work);
    const lost = all.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    for (const error of lost) if (!(error instanceof Refusal)) throw error;
    return { won: all.filter(({ status }) => status === "fulfilled").length, lost: lost.map((error: Refusal) => error.code) };
  };

  test("two deciders: one decides, the other is told", async () => {
    for (let round = 0; round < 5; round++) {
      const id = await scene.reviewed(await scene.fresh());
      const both = await settled([scene.approve(id), rejectException(scene.officer.viewer, { id, together: false, reason: "No." }, now)]);
      expect(both).toEqual({ won: 1, lost: ["conflict"] });
      const decisions = await db.auditEvent.count({
        where: { subjectKind: "exception", subjectId: String(id), action: { in: ["exception.approved", "exception.rejected"] } },
      });
      expect(decisions).toBe(1);
    }
  });

  test("withdrawn and approved: only one of the two", async () => {
    for (let round = 0; round < 5; round++) {
      const person = await scene.fresh();
      const id = await scene.reviewed(person);
      expect((await settled([scene.approve(id), withdrawException(person.viewer, { id, together: false }, now)])).won).toBe(1);
      const state = await scene.stateOf(person.id);
      expect(state?.state === "EXCEPTED").toBe((await statusOf(id)) === "ACTIVE");
    }
  });

  test("ended by time and revoked: it ends once, and the duty is back", async () => {
    for (let round = 0; round < 5; round++) {
      const person = await scene.fresh();
      const id = await scene.active(person, { until: "2026-07-04" });
      const end = new Date("2026-07-04T16:00:00Z");
      await Promise.allSettled([sweepExceptions(end), scene.revoke(id, "2026-07-12", end)]);
      await sweepExceptions(end);
      expect(["EXPIRED", "REVOKED"]).toContain(await statusOf(id));
      const ends = await db.auditEvent.count({
        where: { subjectKind: "exception", subjectId: String(id), action: { in: ["exception.expired", "exception.revoked"] } },
      });
      expect(ends).toBe(1);
      expect((await scene.stateOf(person.id))?.state).not.toBe("EXCEPTED");
    }
  });

  test("whoever saw an older one is told who was faster", async () => {
    const person = await scene.fresh();
    const { id } = await scene.request(person);
    await scene.review(id);
    expect(await refusalOf(withdrawException(person.viewer, { id, together: false, revision: 1 }, now))).toMatchObject({
      key: "exceptions.overtaken.reviewBegun",
      values: { who: "Li Wei" },
    });
  });
});

describe("lists", () => {
  test("show everybody theirs, managers their subtree, officers all, page by page", async () => {
    const person = await scene.fresh();
    const { id } = await scene.request(person);
    const list = async (who: Person, query: Record<string, unknown> = {}) =>
      (await listExceptions(who.viewer, exceptionListSchema.parse({ limit: 500, ...query }), now)).items.map((item) => item.id);
    expect(await list(person)).toEqual([id]);
    expect(await list(await scene.fresh())).toEqual([]);
    expect(await list(scene.manager)).toContain(id);
    expect(await list(scene.officer, { q: `EX-${id}` })).toEqual([id]);
    expect((await ownExceptions(person.viewer))[0]?.id).toBe(id);
    for (const state of ["waiting", "holding", "expiring", "over", "all"]) {
      const all = await list(scene.officer, { state });
      const paged: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await listExceptions(scene.officer.viewer, exceptionListSchema.parse({ state, limit: 2, cursor }), now);
        paged.push(...page.items.map((item) => item.id));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(paged).toEqual(all);
    }
    const rows = await Array.fromAsync(exceptionCsvRows(person.viewer, { state: "waiting" }, now));
    expect(rows.map((row) => row.slice(0, 7))).toEqual([
      [`EX-${id}`, "PROPOSED", "person", person.id, "Somebody else", scene.ban.code, "STOP_USE"],
    ]);
  });

  test("whoever finds one in the list reads it, its figures count it, and nobody else does either", async () => {
    const device = await db.device.create({
      data: { hostName: "SHARED-1", platform: "LINUX", ownerPersonId: scene.wang.id, firstSeenAt: now, lastSeenAt: now },
      select: { id: true },
    });
    const own = await runningBan({ teamId: scene.company.id, now });
    const here = { ban: own.code };
    await scene.request(scene.wang, { ...here, subject: `device:${device.id}` });
    await scene.request(scene.zhao, here);
    await scene.request(scene.manager, { ...here, subject: `team:${scene.cloud.id}` });
    const ids = (await db.exception.findMany({ where: { banId: own.id }, select: { id: true } })).map(({ id }) => id);
    expect(ids).toHaveLength(3);
    const counts: number[] = [];
    for (const { viewer } of [scene.officer, scene.manager, scene.wang, scene.zhao, scene.auditor]) {
      const listed = (await listExceptions(viewer, { state: "waiting", ban: own.id, limit: 50 }, now)).items.map(({ id }) => id);
      const read = await Promise.all(ids.map((id) => getException(viewer, id)));
      expect(read.flatMap((one) => (one ? [one.id] : [])).sort()).toEqual(listed.toSorted());
      expect((await exceptionMetrics(viewer, own.id, now)).waiting).toBe(listed.length);
      counts.push(listed.length);
    }
    expect(counts).toEqual([3, 2, 1, 1, 3]);
  });

  test("metrics count what is late, how old the oldest is and how long decisions take", async () => {
    const own = await runningBan({ teamId: scene.company.id, now, policy: { decideWithinHours: 24 } });
    const here = { ban: own.code };
    await scene.request(scene.wang, here);
    await scene.request(scene.zhao, here, hours(20));
    const id = await scene.reviewed(scene.manager, { ...here, until: "2026-07-05" });
    await scene.approve(id, {}, hours(36));
    expect(await exceptionMetrics(scene.officer.viewer, own.id, hours(30))).toEqual({
      ...{ active: 1, waiting: 2, late: 1, oldestAt: now, averageDays: 1.5, expiring: 1, past: 0 },
    });
    expect(await exceptionMetrics(scene.officer.viewer, own.id, days(5))).toMatchObject({ past: 1 });
    await sweepExceptions(days(5));
    expect(await exceptionMetrics(scene.officer.viewer, own.id, days(5))).toMatchObject({ past: 0, active: 0 });
    expect(await exceptionMetrics(scene.zhao.viewer, own.id, hours(30))).toMatchObject({ waiting: 1, active: 0 });
  });

  test("people, teams and devices are found by those who may ask for them", async () => {
    expect((await findSubjects(scene.manager.viewer, "wang")).map(({ name }) => name)).toEqual(["Wang Fang"]);
    expect(await findSubjects(scene.manager.viewer, "zhao")).toEqual([]);
    expect(await findSubjects(scene.wang.viewer, "wang")).toEqual([]);
    expect((await findSubjects(scene.officer.viewer, "o")).map(({ kind }) => kind)).toContain("team");
  });
});

test("forms and machines go through the same door with the same sentences", async () => {
  const person = await scene.fresh();
  const cookieOf = async (who: Person) => {
    const id = await inTransaction((tx) => openSession(tx, who.id, { userAgent: "test", address: "192.0.2.1" }));
    return (await sessionCookie(id)).split(";")[0] ?? "";
  };
  const [cookie, decider] = [await cookieOf(person), await cookieOf(scene.officer)];
  const until = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  const form: [string, string][] = [
    ...([
      ["ban", scene.ban.code],
      ["duties", "STOP_USE"],
      ["duties", "UNINSTALL"],
    ] as [string, string][]),
    ...([
      ["justification", "A release."],
      ["until", until],
    ] as [string, string][]),
  ];
  const made = await post(requestRoute, { path: "/api/v1/exceptions", cookie, form });
  expect([made.status, made.headers.get("location")?.replace(/\d+$/, "n")]).toEqual([303, "/exceptions/n"]);
  const id = Number(/\d+$/.exec(made.headers.get("location") ?? "")?.[0]);
  const early = await post(approvalRoute, { params: { id: String(id) }, cookie: decider, json: { reason: "Fine by me." } });
  expect([early.status, (await early.json()).detail]).toEqual([
    409,
    "Begin the review first, so that nobody else decides at the same time.",
  ]);
  const csv = await get(listRoute, { path: "/api/v1/exceptions?format=csv", cookie });
  expect((await csv.text()).split("\r\n").filter((line) => line.startsWith("EX-"))).toHaveLength(2);
});
