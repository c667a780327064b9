import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { deliver, episodes, npmEvent, npmSnapshot, seedTools } from "./testing";

const since = new Date("2026-07-08T00:00:00Z");
const now = new Date("2026-07-20T00:00:00Z");

/** Then what was found is told, instead of a smaller one being looked for until the test runs out of its time. */
const ENOUGH_MS = 90_000;

beforeAll(async () => {
  await seedTools();
});

async function empty(): Promise<void> {
  await db.$executeRaw`TRUNCATE installation, report, device_identity, device, software_tool, software, import_reject, import, source RESTART IDENTITY CASCADE`;
}

type Said = { packages: number[]; device: number } | { event: "added" | "removed"; package: number; device: number };

const PACKAGES = ["a@1", "b@1", "c@1"];

const device = fc.integer({ min: 1, max: 2 });
const said: fc.Arbitrary<Said> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ packages: fc.subarray([0, 1, 2]), device }) },
  {
    weight: 1,
    arbitrary: fc.record({ event: fc.constantFrom("added" as const, "removed" as const), package: fc.integer({ min: 0, max: 2 }), device }),
  },
);

function lineOf(one: Said, minute: number): string {
  const serial = `SERIAL-000${one.device}`;
  if ("event" in one) return npmEvent(since, minute, one.event, PACKAGES[one.package] ?? "", serial);
  return npmSnapshot(
    since,
    minute,
    one.packages.map((index) => PACKAGES[index] ?? ""),
    { serial },
  );
}

/** What must hold of every history, however it arrived. */
async function contradictions(): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM installation a JOIN installation b USING (device_id, software_id, source_id, path_key)
    WHERE a.first_seen_at < b.first_seen_at AND coalesce(a.gone_at, 'infinity') > b.first_seen_at`;
  return row?.n ?? 0;
}

test("a history gives the same episodes whether it comes report by report, as one log, or in pieces", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(said, { minLength: 1, maxLength: 12 }),
      fc.array(fc.nat({ max: 3 }), { minLength: 12, maxLength: 12 }),
      async (history, cuts) => {
        const lines = history.map((one, index) => lineOf(one, (index + 1) * 10));
        await empty();
        for (const line of lines) await deliver(line, now);
        const oneByOne = await episodes(since, true);
        expect(await contradictions()).toBe(0);

        await empty();
        await deliver(lines.toReversed().join(""), now);
        expect(await episodes(since, true)).toEqual(oneByOne);

        // In order, in deliveries of any length; each comes twice.
        await empty();
        const pieces = Map.groupBy(lines, (_, index) => cuts.slice(0, index + 1).reduce((sum, cut) => sum + (cut === 0 ? 1 : 0), 0));
        for (const piece of pieces.values()) {
          await deliver(piece.join(""), now);
          await deliver(piece.join(""), now);
        }
        expect(await episodes(since, true)).toEqual(oneByOne);
      },
    ),
    { numRuns: 12, interruptAfterTimeLimit: ENOUGH_MS },
  );
});

test("reports out of order contradict nothing, and the newest complete one decides what is there", { timeout: 120_000 }, async () => {
  const shuffled = fc
    .array(fc.record({ packages: fc.subarray([0, 1, 2]), device: fc.constant(1) }), { minLength: 1, maxLength: 8 })
    .chain((history) => fc.tuple(fc.constant(history), fc.shuffledSubarray([...history.keys()], { minLength: history.length })));
  await fc.assert(
    fc.asyncProperty(shuffled, async ([history, order]) => {
      await empty();
      for (const index of order) await deliver(lineOf(history[index] ?? { packages: [], device: 1 }, index * 10), now);
      expect(await contradictions()).toBe(0);
      const present = await db.installation.findMany({ where: { goneAt: null }, select: { softwareId: true } });
      const names = await db.software.findMany({
        where: { id: { in: present.map(({ softwareId }) => softwareId) } },
        orderBy: { name: "asc" },
        select: { name: true },
      });
      expect(names.map(({ name }) => `${name}@1`)).toEqual(history.at(-1)?.packages.map((index) => PACKAGES[index]));
    }),
    { numRuns: 12, interruptAfterTimeLimit: ENOUGH_MS },
  );
});

describe("what is gone and comes back before the list that is the one before", () => {
  const snapshot = (minute: number, serial = "SERIAL-0001") => npmSnapshot(since, minute, ["b@1"], { serial });
  const removal = npmEvent(since, 30, "removed", "b@1", "SERIAL-0001");
  const TWICE = ["b@1 OSQUERY 10–10 gone 30", "b@1 OSQUERY 40–40"];

  test.each([
    ["after", [removal, snapshot(40)]],
    ["before", [snapshot(40), removal]],
  ])("is two episodes, with the list %s it in the delivery", async (_, lines) => {
    await empty();
    await deliver(snapshot(10), now);
    await deliver(lines.join(""), now);
    expect(await episodes(since, true)).toEqual(TWICE);
  });

  test("is two episodes once the delivery comes again, where it is told too late to read the list", async () => {
    await empty();
    await deliver(snapshot(10), now);
    // More lists than are asked about at once.
    const others = Array.from({ length: 600 }, (_, n) =>
      npmSnapshot(since, 20, ["c@1"], { serial: `SERIAL-9${String(n).padStart(3, "0")}` }),
    );
    const body = [snapshot(40), ...others, removal].join("");
    const again = () => deliver(body, now, { idempotencyKey: "told-late", chunk: 100_000 });
    await expect(again()).rejects.toMatchObject({ code: "unavailable", reason: { key: "inventory.broken.overtaken" } });
    expect(await episodes(since, true)).toEqual(["b@1 OSQUERY 10–10"]);
    await again();
    expect((await episodes(since, true)).filter((line) => line.startsWith("b@1"))).toEqual(TWICE);
  });
});
