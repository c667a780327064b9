import { expect, test } from "vitest";
import { stillNeeded, whyNotQuorum } from "@/lib/bans/approval/rules";

test("nobody waits for more approvers than there are", () => {
  expect(whyNotQuorum(2, 2)).toBeNull();
  expect(whyNotQuorum(3, 2)).toEqual({ key: "versions.whyNot.quorum", values: { n: 2 } });
});

test("approvals that are more than needed leave none open", () => {
  expect([stillNeeded(2, 0), stillNeeded(2, 1), stillNeeded(2, 2), stillNeeded(1, 2)]).toEqual([2, 1, 0, 0]);
});
