import { expect, test } from "vitest";
import type { LeftOut, Stepped } from "@/lib/inventory/triage/commands";
import { reason } from "@/lib/refusal";
import { saidOf, undoneOf } from "./rules";

const left = (name: string, why: string): LeftOut => ({ id: 1, name, why: reason(why) });

const stepped = (changes: Partial<Stepped>): Stepped => ({
  ...{ id: 1, deed: "assigned", items: 2, tool: { slug: "cursor", name: "Cursor" }, identifiers: 3, leftOut: [] },
  held: { devices: 7, bans: [] },
  ...changes,
});

test("what a step left out is counted by why, with at most five names", () => {
  const names = ["a", "b", "c", "d", "e", "f", "g"];
  const leftOut = [
    ...names.map((name) => left(name, "triage.whyNot.matched")),
    left("k", "triage.whyNot.kind"),
    left("s", "triage.whyNot.other"),
  ];
  expect(saidOf(stepped({ deed: "dismissed", leftOut }))).toMatchObject({
    key: "triage.said.dismissed",
    values: { items: 2, matched: 7, matchedNames: "a, b, c, d, e (+2)", kind: 1, kindNames: "k", state: 1, stateNames: "s" },
  });
});

test("one ban is named by its code, several with the people of each", () => {
  const bans = (...codes: string[]) => stepped({ held: { devices: 7, bans: codes.map((code, at) => ({ code, people: at + 4 })) } });
  expect(saidOf(bans("BAN-1")).values).toMatchObject({ tool: "Cursor", devices: 7, bans: 1, people: 4, list: "BAN-1" });
  expect(saidOf(bans("BAN-1", "BAN-2")).values).toMatchObject({ bans: 2, list: "BAN-1 (4), BAN-2 (5)" });
});

test("undoing says what became of a tool that the step had made", () => {
  const undone = { items: 2, removed: 1, kept: ["x"], tool: null };
  expect(undoneOf({ ...undone, removed: 0, kept: [] }).key).toBe("triage.said.undone");
  const tool = { name: "Cursor", slug: "cursor", isGone: true, keptBy: null };
  expect(undoneOf({ ...undone, tool }).values).toMatchObject({ removed: 1, kept: 1, values: "x", tool: "gone", name: "Cursor" });
  expect(undoneOf({ ...undone, tool: { ...tool, isGone: false } }).values).toMatchObject({ tool: "other" });
});
