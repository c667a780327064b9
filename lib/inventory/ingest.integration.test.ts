import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { db, pool } from "@/lib/db";
import { deliver, episodes, npmEvent, npmSnapshot, seedTools } from "./testing";
import { fixture } from "./testing-fixtures";

const since = new Date("2026-07-08T00:00:00Z");
const at = (minute: number) => new Date(since.getTime() + minute * 60_000);
const now = at(24 * 60);

let tools: Awaited<ReturnType<typeof seedTools>>;

beforeAll(async () => {
  tools = await seedTools();
});

beforeEach(async () => {
  await db.$executeRaw`TRUNCATE installation, report, device_identity, device, software_tool, software, import_reject, import, source RESTART IDENTITY CASCADE`;
});

const CODE = "@anthropic-ai/claude-code@2.1.196";
const CODEX = "@openai/codex@0.141.0";

test("a snapshot's packages are installed, matched and tied to one device", async () => {
  const result = await deliver(npmSnapshot(since, 0, [CODE, "left-pad@1.3.0"]), now);
  expect(result).toMatchObject({ status: "DONE", received: 1, accepted: 1, rejected: 0, matched: 1, unmatched: 1, devices: 1 });
  expect(await episodes(since)).toEqual(["@anthropic-ai/claude-code@2.1.196 OSQUERY 0–0", "left-pad@1.3.0 OSQUERY 0–0"]);
  expect(await db.toolPresence.findUnique({ where: { toolId: tools.claudeCode }, select: { devices: true } })).toEqual({ devices: 1 });
});

test("the same delivery twice changes nothing and answers the same", async () => {
  const body = npmSnapshot(since, 0, [CODE]);
  const first = await deliver(body, now, { idempotencyKey: "twice" });
  const second = await deliver(body, now, { idempotencyKey: "twice" });
  expect(second).toMatchObject({ id: first.id, isKnown: true, received: 1 });
  expect(await db.import.count()).toBe(1);
});

test("a key that named other contents is refused", async () => {
  await deliver(npmSnapshot(since, 0, [CODE]), now, { idempotencyKey: "used" });
  await expect(deliver(npmSnapshot(since, 1, [CODE]), now, { idempotencyKey: "used" })).rejects.toThrow("inventory.whyNot.keyUsed");
  expect(await episodes(since)).toHaveLength(1);
});

test("two servers may use one key", async () => {
  await deliver(npmSnapshot(since, 0, [CODE]), now, { idempotencyKey: "day" });
  await deliver(npmSnapshot(since, 0, [CODE], { serial: "SERIAL-0002" }), now, { idempotencyKey: "day", instance: "eu" });
  expect(await db.source.count()).toBe(2);
});

test("a replay, and a newer report of the same, write no installation", async () => {
  await deliver(npmSnapshot(since, 0, [CODE, CODEX]), now);
  const stamps = () => db.$queryRaw`SELECT xmin::text, ctid::text FROM installation ORDER BY software_id`;
  const before = await stamps();
  await deliver(npmSnapshot(since, 0, [CODE, CODEX]), now);
  const result = await deliver(npmSnapshot(since, 60, [CODE, CODEX]), now);
  expect(result).toMatchObject({ matched: 2, unmatched: 0, devices: 1 });
  expect(await stamps()).toEqual(before);
  expect(await db.report.findMany({ select: { collectedAt: true, items: true } })).toEqual([{ collectedAt: at(60), items: 2 }]);
});

test("an empty snapshot proves that everything of its kind is gone since the report before", async () => {
  await deliver(npmSnapshot(since, 0, [CODE]), now);
  await deliver(npmSnapshot(since, 60, [CODE]), now);
  await deliver(npmSnapshot(since, 120, []), now);
  expect(await episodes(since)).toEqual(["@anthropic-ai/claude-code@2.1.196 OSQUERY 0–60 gone 120"]);
  expect(await db.toolPresence.findUnique({ where: { toolId: tools.claudeCode }, select: { devices: true } })).toEqual({ devices: 0 });
});

test("what comes back begins a new episode", async () => {
  for (const [minute, packages] of [
    [0, [CODE]],
    [10, []],
    [20, [CODE]],
    [30, [CODE]],
  ] as [number, string[]][])
    await deliver(npmSnapshot(since, minute, packages), now);
  expect(await episodes(since)).toEqual([
    "@anthropic-ai/claude-code@2.1.196 OSQUERY 0–0 gone 10",
    "@anthropic-ai/claude-code@2.1.196 OSQUERY 20–20",
  ]);
});

test("a log with a day of reports gives the same episodes as report by report, in any order of lines", async () => {
  const lines = [
    npmSnapshot(since, 0, [CODE]),
    npmSnapshot(since, 10, [CODE, CODEX]),
    npmSnapshot(since, 20, [CODEX]),
    npmSnapshot(since, 30, [CODE, CODEX]),
    npmSnapshot(since, 40, [CODE]),
  ];
  const expected = [
    "@anthropic-ai/claude-code@2.1.196 OSQUERY 0–10 gone 20",
    "@anthropic-ai/claude-code@2.1.196 OSQUERY 30–30",
    "@openai/codex@0.141.0 OSQUERY 10–30 gone 40",
  ];
  await deliver([lines[3], lines[0], lines[4], lines[2], lines[1]].join(""), now);
  expect(await episodes(since)).toEqual(expected);
});

test("an old report that comes late neither removes nor resurrects", async () => {
  await deliver(npmSnapshot(since, 60, [CODE]), now);
  await deliver(npmSnapshot(since, 30, []), now);
  expect(await episodes(since)).toEqual(["@anthropic-ai/claude-code@2.1.196 OSQUERY 60–60"]);
  await deliver(npmSnapshot(since, 20, [CODE, CODEX]), now);
  expect(await episodes(since)).toEqual(["@anthropic-ai/claude-code@2.1.196 OSQUERY 20–60", "@openai/codex@0.141.0 OSQUERY 20–20 gone 60"]);
});

test("single sightings add and move forward, and clear nothing", async () => {
  await deliver(npmSnapshot(since, 0, [CODE]), now);
  await deliver(npmEvent(since, 10, "added", CODEX), now);
  expect(await episodes(since)).toEqual(["@anthropic-ai/claude-code@2.1.196 OSQUERY 0–0", "@openai/codex@0.141.0 OSQUERY 10–10"]);
  await deliver(npmEvent(since, 20, "added", CODEX), now);
  expect(await episodes(since)).toContain("@openai/codex@0.141.0 OSQUERY 10–20");
  // The next complete list lacks it.
  await deliver(npmSnapshot(since, 30, [CODE]), now);
  expect(await episodes(since)).toEqual(["@anthropic-ai/claude-code@2.1.196 OSQUERY 0–0", "@openai/codex@0.141.0 OSQUERY 10–20 gone 30"]);
});

test("a removal that is named closes that and nothing else", async () => {
  await deliver(npmSnapshot(since, 0, [CODE, CODEX]), now);
  await deliver(npmEvent(since, 10, "removed", CODEX), now);
  expect(await episodes(since)).toEqual(["@anthropic-ai/claude-code@2.1.196 OSQUERY 0–0", "@openai/codex@0.141.0 OSQUERY 0–0 gone 10"]);
  // The list of the beginning, now newer than the removal: it is back.
  await deliver(npmSnapshot(since, 20, [CODE, CODEX]), now);
  expect(await episodes(since)).toEqual([
    "@anthropic-ai/claude-code@2.1.196 OSQUERY 0–0",
    "@openai/codex@0.141.0 OSQUERY 0–0 gone 10",
    "@openai/codex@0.141.0 OSQUERY 20–20",
  ]);
});

test("a batch of differences closes the old version and begins the new one", async () => {
  const batch = fixture("osquery-batch.ndjson");
  await deliver(batch, now);
  expect(await episodes(since)).toEqual([expect.stringMatching(/^@openai\/codex@0\.141\.0 OSQUERY \d+–\d+$/)]);
});

test("a report from the future is kept and proves nothing", async () => {
  await deliver(npmSnapshot(since, 0, [CODE]), at(1));
  const result = await deliver(npmSnapshot(since, 60, []), at(30));
  expect(result).toMatchObject({ status: "DONE", accepted: 1, remarks: [{ line: 1, key: "inventory.warning.future" }] });
  expect(await episodes(since)).toEqual(["@anthropic-ai/claude-code@2.1.196 OSQUERY 0–0"]);
  expect(await db.report.count({ where: { held: true } })).toBe(1);
  expect(await db.device.findFirst({ select: { lastSeenAt: true } })).toEqual({ lastSeenAt: at(30) });
});

test("bad lines are named and the good ones count", async () => {
  const lines = [
    npmSnapshot(since, 0, [CODE]),
    '{"name": "x", \n',
    "\r\n",
    npmSnapshot(since, 0, [CODEX], { serial: "", uuid: "" }),
    `${JSON.stringify({ name: "pack_ai-tools_npm", snapshot: [], decorations: { hardware_serial: "SERIAL-0009" } })}\n`,
    '{"hello": "world"}\n',
    npmSnapshot(since, 0, [CODEX], { serial: "SERIAL-0002" }),
  ];
  const result = await deliver(lines.join(""), now, { chunk: 7 });
  expect(result).toMatchObject({ received: 6, accepted: 2, rejected: 4, devices: 2 });
  expect(result.remarks.map(({ line, key }) => [line, key])).toEqual([
    [2, "inventory.reject.notJson"],
    [4, "inventory.reject.onlyHostName"],
    [5, "inventory.reject.noTime"],
    [6, "inventory.reject.noResult"],
  ]);
});

test("an item that cannot be read keeps its list from proving absence", async () => {
  await deliver(npmSnapshot(since, 0, [CODE]), now);
  const holed = JSON.parse(npmSnapshot(since, 10, [CODEX]));
  holed.snapshot.push({ version: "1.0.0", path: "/x/package.json" });
  const result = await deliver(`${JSON.stringify(holed)}\n`, now);
  expect(result).toMatchObject({ accepted: 1, remarks: [{ line: 1, key: "inventory.warning.software" }] });
  expect(await episodes(since)).toEqual(["@anthropic-ai/claude-code@2.1.196 OSQUERY 0–0", "@openai/codex@0.141.0 OSQUERY 10–10"]);
});

test.each([
  ["a log that breaks off inside a line", "OSQUERY", fixture("osquery-snapshots.ndjson").subarray(0, 1200), "inventory.broken.truncated"],
  ["a page that breaks off", "FLEET", fixture("fleet-hosts.json").subarray(0, 9_000), "inventory.broken.truncated"],
  ["a csv that ends inside a quoted field", "INTUNE", fixture("intune-AppInvRawData.csv").subarray(0, 700), "inventory.broken.truncated"],
  ["gzip that breaks off", "FLEET", gzipSync(fixture("fleet-hosts.json")).subarray(0, 1_500), "inventory.broken.gzip"],
  ["nothing", "FLEET", Buffer.alloc(0), "inventory.broken.empty"],
  ["a page of HTML", "FLEET", Buffer.from("<!doctype html>"), "inventory.broken.notJson"],
  ["another csv", "INTUNE", Buffer.from("a,b\r\n1,2\r\n"), "inventory.broken.columns"],
] as const)("%s is refused whole and can be sent again under its key", async (_what, system, bytes, key) => {
  await expect(deliver(bytes, now, { system, idempotencyKey: "broken" })).rejects.toThrow(key);
  expect(await db.installation.count()).toBe(0);
  expect(await db.device.count()).toBe(0);
  expect(await db.import.findFirst({ select: { status: true, error: true } })).toMatchObject({
    status: "FAILED",
    error: expect.stringContaining(key),
  });
  const whole = { OSQUERY: "osquery-snapshots.ndjson", FLEET: "fleet-hosts.json", INTUNE: "intune-AppInvRawData.csv" }[system];
  expect(await deliver(fixture(whole), now, { system, idempotencyKey: "broken" })).toMatchObject({
    status: "DONE",
    isKnown: false,
    rejected: 0,
  });
});

test("a stated row count or digest that does not hold refuses the delivery", async () => {
  const body = Buffer.from(npmSnapshot(since, 0, [CODE]));
  await expect(deliver(body, now, { stated: { rows: 2, sha256: null } })).rejects.toThrow("inventory.broken.rowCount");
  await expect(deliver(body, now, { stated: { rows: null, sha256: "A".repeat(43).concat("=") } })).rejects.toThrow(
    "inventory.broken.digest",
  );
  expect(await db.installation.count()).toBe(0);
  const packed = gzipSync(body);
  for (const bytes of [body, packed]) {
    const sha256 = createHash("sha256").update(bytes).digest("base64");
    expect(await deliver(packed, now, { stated: { rows: 1, sha256 } })).toMatchObject({ status: "DONE" });
  }
});

test("no stage is left behind", async () => {
  await deliver(npmSnapshot(since, 0, [CODE]), now);
  await deliver("x", now).catch(() => {});
  const left = await db.$queryRaw<unknown[]>`SELECT relname FROM pg_class WHERE relname LIKE 'inventory_stage_%'`;
  expect(left).toEqual([]);
});

test("a delivery whose process died is resumed by sending it again, and its stage is cleared", async () => {
  const source = await db.source.create({ data: { system: "OSQUERY", instance: "default", periodMinutes: 60 } });
  const dead = await db.import.create({
    data: {
      kind: "INVENTORY",
      format: "osquery",
      idempotencyKey: "dead",
      sourceId: source.id,
      status: "MERGING",
      complete: true,
      received: 5,
      startedAt: at(0),
    },
  });
  await pool.query(`CREATE UNLOGGED TABLE inventory_stage_${dead.id}_item (x int)`);
  await deliver(npmSnapshot(since, 0, [CODEX], { serial: "SERIAL-0002" }), now);
  expect(await db.import.findUnique({ where: { id: dead.id }, select: { status: true } })).toEqual({ status: "FAILED" });
  const again = await deliver(npmSnapshot(since, 0, [CODE]), now, { idempotencyKey: "dead" });
  expect(again).toMatchObject({ id: dead.id, status: "DONE", received: 1, error: null });
});

test("many deliveries at once take turns, and each counts", async () => {
  const serials = Array.from({ length: 12 }, (_, index) => `SERIAL-1${index}00`);
  const results = await Promise.all(serials.map((serial) => deliver(npmSnapshot(since, 0, [CODE], { serial }), now)));
  expect(results.map(({ status }) => status)).toEqual(serials.map(() => "DONE"));
  expect([await db.device.count(), await db.installation.count()]).toEqual([12, 12]);
});
