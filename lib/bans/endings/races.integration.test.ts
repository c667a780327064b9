import { beforeAll, describe, expect, test } from "vitest";
import { approveBan } from "@/lib/bans/approval/commands";
import { editBan, submitBan } from "@/lib/bans/commands";
import { liftBan, supersedeBan, suspendBan } from "@/lib/bans/endings/commands";
import type { Ending } from "@/lib/bans/endings/schema";
import { actionsOf, afterRecall, newStage, reason, run, type Stage, whyNot } from "@/lib/bans/endings/testing";
import { publishBan } from "@/lib/bans/publication/commands";
import { banCode } from "@/lib/bans/rules";
import { beginChange } from "@/lib/bans/versions/commands";
import { db } from "@/lib/db";

let { officer, colleague, approver, published } = {} as Stage;

beforeAll(async () => {
  ({ officer, colleague, approver, published } = await newStage());
});

/** The ban as both of the two saw it, whichever of them the database hears first. */
async function seen(banId: number) {
  const { revision } = await db.ban.findUniqueOrThrow({ where: { id: banId }, select: { revision: true } });
  return { revision };
}

describe("at the same moment", () => {
  const outcome = async (work: Promise<unknown>[]) => {
    const settled = await Promise.all(work.map(whyNot));
    return settled.map((refusal) => refusal?.reason.key ?? "done").sort();
  };

  test.each<[Ending, Ending]>([
    ["suspend", "suspend"],
    ["suspend", "lift"],
    ["lift", "lift"],
    ["supersede", "lift"],
    ["supersede", "suspend"],
  ])("of two officers who %s and %s, one succeeds and the other is told who did", async (one, other) => {
    const [banId, by] = [await published(), await published()];
    const as = await seen(banId);
    const answers = await outcome([run(one, officer, banId, by, as), run(other, colleague, banId, by, as)]);
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
    expect(answers.find((answer) => answer !== "done")).toMatch(/^bans\.overtaken\.(suspended|lifted|superseded)$/);
    expect((await actionsOf(banId)).filter((action) => ["ban.suspended", "ban.lifted", "ban.superseded"].includes(action))).toHaveLength(1);
  });

  test("two who resume do it once, and nobody gets a duty twice", async () => {
    const banId = await published();
    await suspendBan(officer, { banId, reason }, afterRecall(0));
    const as = await seen(banId);
    expect(await outcome([run("resume", officer, banId, 0, as), run("resume", colleague, banId, 0, as)])).toEqual([
      "bans.overtaken.resumed",
      "done",
    ]);
    const [twice] = await db.$queryRaw<[{ n: number }]>`
      SELECT count(*)::int AS n FROM (SELECT FROM obligation WHERE ban_id = ${banId} GROUP BY duty_id, person_id HAVING count(*) > 1) x`;
    expect(twice.n).toBe(0);
  });

  test("two bans that replace each other end in one of them", async () => {
    const [first, second] = [await published(), await published()];
    await outcome([
      supersedeBan(officer, { banId: first, by: second, reason }, afterRecall(1)),
      supersedeBan(colleague, { banId: second, by: first, reason }, afterRecall(1)),
    ]);
    const states = await db.ban.findMany({ where: { id: { in: [first, second] } }, select: { status: true } });
    expect(states.map(({ status }) => status).sort()).toEqual(["PUBLISHED", "SUPERSEDED"]);
  });

  test("a change that begins while the ban is lifted is withdrawn with it, or is told that it came late", async () => {
    for (let round = 0; round < 4; round++) {
      const banId = await published();
      await outcome([
        liftBan(officer, { banId, reason }, afterRecall(1)),
        beginChange(colleague, { banId, note: "Wider." }, afterRecall(1)),
      ]);
      const inWork = await db.banVersion.count({ where: { banId, status: { in: ["DRAFT", "IN_REVIEW", "APPROVED"] } } });
      const { status } = await db.ban.findUniqueOrThrow({ where: { id: banId } });
      expect([status, inWork]).toSatisfy(([end, open]) => (end === "LIFTED" && open === 0) || (end === "PUBLISHED" && open === 1));
    }
  });

  test("an officer who edits a change while another lifts the ban loses nothing that was saved before", async () => {
    const banId = await published();
    const begun = await beginChange(officer, { banId, note: "Wider." }, afterRecall(0));
    const edit = editBan(officer, { banId, revision: begun.revision, content: { owner: "Gao Lin" } }, afterRecall(1));
    const answers = await outcome([edit, liftBan(colleague, { banId, reason }, afterRecall(1))]);
    expect(answers).toContain("done");
    const version = await db.banVersion.findFirstOrThrow({ where: { banId, number: 2 } });
    const { status } = await db.ban.findUniqueOrThrow({ where: { id: banId } });
    expect(status === "LIFTED" ? "WITHDRAWN" : "DRAFT").toBe(version.status);
  });

  test("a publication and a suspension of the same ban are both kept, whichever is first", async () => {
    const banId = await published();
    await beginChange(officer, { banId, note: "Other words." }, afterRecall(0));
    await submitBan(officer, { banId }, afterRecall(1));
    await approveBan(approver, { banId }, afterRecall(2));
    const publication = publishBan(officer, { banId, code: banCode(banId) }, afterRecall(3));
    await outcome([publication, suspendBan(colleague, { banId, reason }, afterRecall(3))]);
    const binding = await db.banVersion.findMany({ where: { banId, status: "PUBLISHED" } });
    expect(binding).toHaveLength(1);
    const { status } = await db.ban.findUniqueOrThrow({ where: { id: banId } });
    expect(["PUBLISHED", "SUSPENDED"]).toContain(status);
  });
});
