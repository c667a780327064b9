import { randomBytes, randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { decodeFlash, encodeFlash, type Flash, flashCookie, keptValues } from "@/lib/http/form-flash";

beforeAll(() => {
  process.env.DATABASE_URL ??= "postgresql://localhost/none";
  process.env.NEXTAUTH_SECRET ??= "a secret for tests only, nothing it signs leaves them";
  process.env.NEXTAUTH_URL ??= "http://localhost:3000";
});

const flash: Flash = {
  kind: "refused",
  action: "/api/v1/bans",
  sentence: "请填写此项。",
  values: { title: "Claude Code", tools: ["1", "2"] },
  errors: { reason: ["Fill in this field."] },
};

test("a flash comes back as it went out", () => {
  expect(decodeFlash(encodeFlash(flash))).toEqual(flash);
});

test("nobody else writes sentences for us", () => {
  const cookie = encodeFlash(flash);
  const forged = `${Buffer.from(JSON.stringify({ ...flash, sentence: "Call 555" })).toString("base64url")}.${cookie.split(".")[1]}`;
  for (const other of [forged, cookie.slice(0, -1), "", null, undefined, "x", "x.y"]) expect(decodeFlash(other)).toBeNull();
});

test("secrets, hidden fields and files are not kept", () => {
  const file = new File(["x"], "people.csv");
  expect(
    keptValues({
      email: "a@example.com",
      password: "x",
      newPassword: "x",
      setupToken: "x",
      secret: "x",
      _returnTo: "/",
      file,
      list: ["a", file],
    }),
  ).toEqual({
    email: "a@example.com",
    list: ["a"],
  });
});

test("a cookie never outgrows what browsers keep: the longest text goes first, the sentence stays", () => {
  const long = { ...flash, values: { title: "short", reason: randomBytes(3_000).toString("base64") } };
  const cookie = flashCookie(long, "Enter it again.");
  expect(cookie.length).toBeLessThan(4_096);
  const read = decodeFlash(encodeFlash(long, "Enter it again."));
  expect(read?.values).toEqual({ title: "short" });
  expect(read?.errors).toEqual({ reason: ["Fill in this field.", "Enter it again."] });
  expect(read?.sentence).toBe(flash.sentence);
  const many = { ...flash, errors: Object.fromEntries(Array.from({ length: 300 }, (_, row) => [`field${row}`, [randomUUID()]])) };
  expect(encodeFlash(many).length).toBeLessThan(4_000);
});
