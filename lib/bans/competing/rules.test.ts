import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contradictionsIn, type Demand, resolveDeadlines } from "@/lib/bans/competing/rules";
import { DutyKind } from "@/prisma/generated/enums";

const [CLAUDE, CODEX, QODER] = [1, 2, 3];
const day = (n: number) => new Date(Date.UTC(2026, 6, n, 16));

function demand(banId: number, more: Partial<Demand> = {}): Demand {
  return {
    obligationId: banId * 10,
    banId,
    code: `BAN-${banId}`,
    kind: "UNINSTALL",
    toolIds: [CLAUDE],
    deadlineAt: day(9),
    zone: "Asia/Shanghai",
    reliefs: [],
    replacementToolId: null,
    replacementAvailableOn: null,
    ...more,
  };
}

const codes = (demands: Demand[]) =>
  resolveDeadlines(demands).map(({ toolIds, wins, loses }) => [
    toolIds,
    wins.demand.code,
    wins.at,
    loses.map(({ demand: { code } }) => code),
  ]);

describe("several bans that ask the same of one person", () => {
  test("the earliest date counts and the others are listed", () => {
    expect(codes([demand(2, { deadlineAt: day(12) }), demand(5), demand(7, { deadlineAt: day(20) })])).toEqual([
      [[CLAUDE], "BAN-5", day(9), ["BAN-2", "BAN-7"]],
    ]);
  });

  test("dates compete per duty and per tool, and tools of which the same is to be said stand together", () => {
    const vendor = demand(2, { toolIds: [CLAUDE, CODEX, QODER], deadlineAt: day(12) });
    expect(codes([vendor, demand(5), demand(6, { kind: "REVOKE_ACCOUNTS", deadlineAt: day(1) })])).toEqual([
      [[CLAUDE], "BAN-6", day(1), []],
      [[CLAUDE], "BAN-5", day(9), ["BAN-2"]],
      [[CODEX, QODER], "BAN-2", day(12), []],
    ]);
  });

  test("of equal dates the older ban speaks", () => {
    expect(codes([demand(5), demand(2)])).toEqual([[[CLAUDE], "BAN-2", day(9), ["BAN-5"]]]);
  });

  test("an exception moves the date of its own ban only: the other ban's date counts then", () => {
    const exempt = demand(2, { reliefs: [{ until: day(30), dueAfter: day(31), toolIds: [] }] });
    const [date] = resolveDeadlines([exempt, demand(5, { deadlineAt: day(12) })]);
    expect(date).toMatchObject({
      wins: { demand: { code: "BAN-5" }, at: day(12), exceptedUntil: null },
      loses: [{ demand: { code: "BAN-2" }, at: day(31), exceptedUntil: day(30) }],
    });
  });

  test("an exception for one tool leaves the dates of the others", () => {
    const partly = demand(2, { toolIds: [CLAUDE, CODEX], reliefs: [{ until: day(30), dueAfter: day(30), toolIds: [CODEX] }] });
    expect(codes([partly])).toEqual([
      [[CLAUDE], "BAN-2", day(9), []],
      [[CODEX], "BAN-2", day(30), []],
    ]);
  });

  test("nothing inherits another's exception, whatever is asked", () => {
    const kind = fc.constantFrom(...Object.values(DutyKind));
    const asked = fc.record({
      kind,
      toolIds: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1 }),
      on: fc.integer({ min: 1, max: 25 }),
    });
    const relief = fc.record({
      until: fc.integer({ min: 2, max: 40 }),
      longer: fc.nat({ max: 5 }),
      toolIds: fc.uniqueArray(fc.integer({ min: 1, max: 4 })),
    });
    fc.assert(
      fc.property(fc.array(asked, { minLength: 1, maxLength: 6 }), relief, (all, { until, longer, toolIds }) => {
        const before = all.map(({ on, ...rest }, n) => demand(n + 1, { ...rest, deadlineAt: day(on) }));
        const [first, ...others] = before;
        if (!first) return;
        const reliefs = [{ until: day(until), dueAfter: day(until + longer), toolIds }];
        const after = resolveDeadlines([{ ...first, reliefs }, ...others]);
        for (const { kind: ofKind, toolIds: tools, wins, loses } of after) {
          const rivals = before.filter((one) => one.kind === ofKind && tools.some((tool) => one.toolIds.includes(tool)));
          // Everybody who asks is heard, and the date that counts is the smallest of theirs.
          expect([wins, ...loses].map(({ demand: { banId } }) => banId).sort()).toEqual(rivals.map(({ banId }) => banId).sort());
          expect(loses.every(({ at }) => at >= wins.at)).toBe(true);
          for (const one of [wins, ...loses]) {
            const untouched = one.demand.banId !== 1 || (toolIds.length > 0 && !tools.some((tool) => toolIds.includes(tool)));
            if (untouched) expect(one).toMatchObject({ at: one.demand.deadlineAt, exceptedUntil: null });
            expect(one.at >= one.demand.deadlineAt).toBe(true);
          }
        }
      }),
    );
  });
});

describe("what cannot all be followed at once", () => {
  test("a replacement that another ban forbids", () => {
    const sent = demand(2, { replacementToolId: QODER });
    expect(contradictionsIn([sent, demand(5, { toolIds: [QODER] })])).toMatchObject([
      { kind: "REPLACEMENT_BANNED", demand: { code: "BAN-2" }, other: { code: "BAN-5" }, toolId: QODER },
    ]);
    expect(contradictionsIn([sent, demand(5, { toolIds: [QODER], kind: "BLOCK_NETWORK" })])).toEqual([]);
  });

  test("a replacement that comes after the date", () => {
    const late = { replacementToolId: QODER, deadlineAt: new Date("2026-07-09T16:00:00Z") };
    expect(contradictionsIn([demand(2, { ...late, replacementAvailableOn: "2026-07-10" })])).toEqual([]);
    expect(contradictionsIn([demand(2, { ...late, replacementAvailableOn: "2026-07-11" })])).toMatchObject([
      { kind: "REPLACEMENT_LATE", availableOn: "2026-07-11" },
    ]);
  });

  test("an exception that another ban's date overtakes is said once", () => {
    const reliefs = [{ until: day(30), dueAfter: day(30), toolIds: [] }];
    const both = [demand(2, { toolIds: [CLAUDE, CODEX], reliefs }), demand(5, { toolIds: [CLAUDE, CODEX], deadlineAt: day(12) })];
    expect(contradictionsIn(both)).toMatchObject([
      { kind: "EXCEPTION_OVERTAKEN", demand: { code: "BAN-2" }, other: { code: "BAN-5" }, until: day(30) },
    ]);
    expect(contradictionsIn([both[0] as Demand, demand(5, { deadlineAt: day(31) })])).toEqual([]);
  });
});
