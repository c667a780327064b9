import { expect, test } from "vitest";
import { managersOf } from "@/lib/compliance/responsible/rules";

/** 1 is above 2 and 3, 2 above 4; the managers are 10, 20 and 40. */
const TEAMS = [
  { id: 1, parentId: null, managerId: 10 },
  { id: 2, parentId: 1, managerId: 20 },
  { id: 3, parentId: 1, managerId: null },
  { id: 4, parentId: 2, managerId: 40 },
];
const ALL = new Set([1, 2, 3, 4]);
const answers = (meant: ReadonlySet<number>, ...members: [personId: number | null, teamId: number][]) =>
  Object.fromEntries(
    managersOf(
      TEAMS,
      meant,
      members.map(([personId, teamId]) => ({ personId, teamId })),
    ),
  );

test("the nearest manager above answers, whoever is between has none", () => {
  expect(answers(ALL, [100, 4], [101, 3])).toEqual({ 40: 4, 10: 1 });
});

test("nobody answers for themselves", () => {
  expect(answers(ALL, [40, 4])).toEqual({ 20: 2 });
  expect(answers(ALL, [10, 1])).toEqual({});
});

test("somebody answers for a device that nobody owns", () => {
  expect(answers(ALL, [null, 2])).toEqual({ 20: 2 });
});

test("each manager answers once, at the topmost of their teams that the population means", () => {
  expect(answers(ALL, [100, 3], [101, 1])).toEqual({ 10: 1 });
  expect(answers(new Set([3]), [100, 3])).toEqual({ 10: 3 });
});
