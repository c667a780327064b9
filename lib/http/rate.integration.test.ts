import { afterAll, expect, test } from "vitest";
import { closeConnections, db } from "@/lib/db";
import { forgetOld, hit, unhit } from "@/lib/http/rate";

afterAll(closeConnections);

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 12, 0, 0) + seconds * 1_000);

test("the sixth hit within a minute waits, wherever the minute began", async () => {
  for (const second of [50, 52, 54, 58, 61]) expect(await hit("signIn", "edge", at(second))).toBeNull();
  const wait = await hit("signIn", "edge", at(62));
  expect(wait).toBe(53);
  expect(await hit("signIn", "edge", at(62 + 52))).not.toBeNull();
  expect(await hit("signIn", "edge", at(62 + 53))).toBeNull();
});

test("hits at the same moment are all counted", async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, () => hit("signIn", "crowd", at(200))));
  expect(answers.filter((wait) => wait === null)).toHaveLength(5);
});

test("keys do not mix, a hit can be taken back, and old rows go", async () => {
  for (let count = 0; count < 5; count++) await hit("signIn", "mine", at(300));
  expect(await hit("signIn", "theirs", at(300))).toBeNull();
  await unhit("signIn", "mine", at(300));
  expect(await hit("signIn", "mine", at(301))).toBeNull();
  await forgetOld(at(300 + 3_700));
  expect(await db.rateWindow.count()).toBe(0);
});
