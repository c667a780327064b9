import { expect, test } from "vitest";
import { bannedBy } from "@/lib/bans/ranges/rules";

const npm = (version: string) => ({ kind: "NPM", version }) as const;

test("a range bans what lies in it, and lets go what lies outside", () => {
  const isBanned = bannedBy("vers:npm/>=2.1.91|<2.2.0");
  expect(["2.1.90", "2.1.91", "2.1.99", "2.2.0"].map((version) => isBanned(npm(version)))).toEqual([false, true, true, false]);
});

test("what nobody can read counts as banned: another ecosystem, a version without an order, a range in no known form", () => {
  const isBanned = bannedBy("vers:npm/<2.1.91");
  expect(isBanned({ kind: "VSCODE", version: "3.0.0" })).toBe(true);
  expect(isBanned(npm("latest"))).toBe(true);
  expect(bannedBy("below two")(npm("9.0.0"))).toBe(true);
});

test("everything is in a range of everything", () => {
  expect(bannedBy("vers:npm/*")(npm("0.0.1"))).toBe(true);
  expect(bannedBy("vers:none/*")(npm("0.0.1"))).toBe(false);
});
