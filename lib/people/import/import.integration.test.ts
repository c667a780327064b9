import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { closeConnections, db } from "@/lib/db";
import { Refusal } from "@/lib/refusal";
import { newAdministrator } from "@/lib/testing";
import { confirmAbsent, importPeople } from "./commands";

const HEADER = "person_id,name,email,team_id,team_name,parent_team_id,manager_id,manages,legal_entity,country,worker_type,locale,zone";
const now = new Date("2026-07-08T07:00:00Z");

let admin: Viewer;
let key = 0;

async function take(lines: string[], { complete = true, bytes }: { complete?: boolean; bytes?: Buffer } = {}) {
  key += 1;
  const body = bytes ?? Buffer.from([HEADER, ...lines].join("\r\n"));
  const { importId } = await importPeople(admin, { stream: Readable.from([body]), idempotencyKey: `key-${key}`, complete }, now);
  return db.import.findUniqueOrThrow({
    where: { id: importId },
    select: {
      id: true,
      status: true,
      received: true,
      accepted: true,
      rejected: true,
      absent: true,
      rejects: { select: { line: true, reason: true }, orderBy: { line: "asc" } },
    },
  });
}

const person = (
  id: string,
  team = "ENG,Engineering,TOP",
  more: { email?: string; manager?: string; manages?: string; country?: string } = {},
) =>
  `${id},Person ${id},${more.email ?? `${id}@example.com`},${team},${more.manager ?? ""},${more.manages ?? ""},Example Ltd,${more.country ?? "CN"},EMPLOYEE,zh-CN,Asia/Shanghai`;

const FIRST = [
  person("P1", "TOP,The company,", { manages: "TOP;ENG" }),
  person("P2", undefined, { manager: "P1" }),
  person("P3", undefined, { manager: "P2" }),
];

beforeAll(async () => {
  admin = (await newAdministrator()).viewer;
});
afterAll(closeConnections);

describe("the people file", () => {
  test("makes teams as a tree, people, managers, and nothing the second time", async () => {
    const first = await take(FIRST);
    expect(first).toMatchObject({ status: "DONE", received: 3, accepted: 3, rejected: 0, absent: 0 });
    const [eng] = await db.$queryRaw<{ depth: number; manager: string }[]>`
      SELECT nlevel(t.path) AS depth, m.external_id AS manager FROM team t JOIN person m ON m.id = t.manager_id WHERE t.external_id = 'ENG'`;
    expect(eng).toEqual({ depth: 2, manager: "P1" });
    const before = await db.person.findMany({ select: { id: true, updatedAt: true }, orderBy: { id: "asc" } });
    await take(FIRST);
    expect(await db.person.findMany({ select: { id: true, updatedAt: true }, orderBy: { id: "asc" } })).toEqual(before);
  });

  test("reports every rejected line with its reason and takes the others", async () => {
    const result = await take(
      [
        ...FIRST,
        person("P4", "ENG,Engineering,TOP", { country: "China" }),
        person("P5", "GHOST,,"),
        person("P6", "LOOP1,Loop one,LOOP2"),
        person("P7", "LOOP2,Loop two,LOOP1"),
        person("P2"),
        person("P8", undefined, { email: "P1@example.com" }),
        person("P9", undefined, { manager: "nobody" }),
        "P10,only,three",
        person("P11"),
      ],
      { complete: false },
    );
    expect(result).toMatchObject({ received: 12, accepted: 4, rejected: 8 });
    const reasons = Object.fromEntries(result.rejects.map(({ line, reason }) => [line, JSON.parse(reason).key]));
    expect(reasons).toEqual({
      5: "people.reject.country",
      6: "people.reject.teamUnknown",
      7: "people.reject.teamUnknown",
      8: "people.reject.teamUnknown",
      9: "people.reject.personTwice",
      10: "people.reject.emailTwice",
      11: "people.reject.managerUnknown",
      12: "people.reject.empty",
    });
  });

  test("absent people wait for a confirmation that names their number; administrators and people in rejected lines are not absent", async () => {
    const result = await take([FIRST[0] ?? "", person("P3", undefined, { country: "?" })]);
    expect(result).toMatchObject({ status: "AWAITING_CONFIRMATION", absent: 2 });
    await expect(confirmAbsent(admin, { importId: result.id, absent: 7 }, now)).rejects.toThrow(Refusal);
    await confirmAbsent(admin, { importId: result.id, absent: 2 }, now);
    const active = await db.person.findMany({
      where: { active: true, externalId: { startsWith: "P" } },
      select: { externalId: true },
      orderBy: { externalId: "asc" },
    });
    expect(active.map(({ externalId }) => externalId)).toEqual(["P1", "P3"]);
    expect(await db.person.count({ where: { id: admin.personId ?? 0, active: true } })).toBe(1);
    await expect(confirmAbsent(admin, { importId: result.id, absent: 2 }, now)).rejects.toThrow(/nothingToConfirm/);
  });

  test("two people may swap addresses in one file", async () => {
    await take(FIRST);
    const swapped = [
      FIRST[0] ?? "",
      person("P2", undefined, { email: "P3@example.com" }),
      person("P3", undefined, { email: "P2@example.com" }),
    ];
    expect(await take(swapped)).toMatchObject({ status: "DONE", accepted: 3 });
    expect(await db.person.findUniqueOrThrow({ where: { externalId: "P2" }, select: { email: true } })).toEqual({
      email: "p3@example.com",
    });
  });

  test("takes who is away, and leaves it alone where the file does not say", async () => {
    const away = async () =>
      await db.person.findUniqueOrThrow({ where: { externalId: "P3" }, select: { leaveFrom: true, leaveUntil: true } });
    const file = (leave: string) => ({
      bytes: Buffer.from([`${HEADER},leave_from,leave_until`, `${FIRST[2]},${leave}`].join("\n")),
      complete: false,
    });
    const leave = { leaveFrom: new Date("2026-07-06"), leaveUntil: new Date("2026-07-17") };
    await take(FIRST);
    await take([], file("2026-07-06,2026-07-17"));
    expect(await away()).toEqual(leave);
    await take(FIRST);
    expect(await away()).toEqual(leave);
    await take([], file(","));
    expect(await away()).toEqual({ leaveFrom: null, leaveUntil: null });
  });

  test("a file that would put a team below itself, breaks off or is no CSV changes nothing", async () => {
    const before = await db.team.count();
    await expect(take([person("P1", "TOP,The company,ENG", { manages: "TOP" })])).rejects.toThrow(/cycle/);
    await expect(take([`P1,"never closed`])).rejects.toThrow(/csv/);
    const packed = gzipSync(Buffer.from([HEADER, ...FIRST].join("\n")));
    await expect(take([], { bytes: packed.subarray(0, packed.length - 9) })).rejects.toThrow(/gzip/);
    await expect(take([], { bytes: Buffer.from("a,b\n1,2\n") })).rejects.toThrow(/columnsMissing/);
    expect(await db.team.count()).toBe(before);
    expect(await db.$queryRaw`SELECT relname FROM pg_class WHERE relname LIKE 'people_stage_%'`).toEqual([]);
  });

  test("the same key answers the stored result and refuses other content", async () => {
    const stream = () => Readable.from([Buffer.from([HEADER, ...FIRST].join("\n"))]);
    const first = await importPeople(admin, { stream: stream(), idempotencyKey: "same", complete: false }, now);
    expect(await importPeople(admin, { stream: stream(), idempotencyKey: "same", complete: false }, now)).toEqual(first);
    const other = Readable.from([Buffer.from([HEADER, FIRST[0]].join("\n"))]);
    await expect(importPeople(admin, { stream: other, idempotencyKey: "same", complete: false }, now)).rejects.toThrow(/keyReused/);
  });
});
