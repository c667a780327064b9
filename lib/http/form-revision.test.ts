import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { decodeFlash } from "@/lib/http/form-flash";
import { done, route } from "@/lib/http/route";
import { cookiesOf, post, TEST_ORIGIN } from "@/lib/http/testing";
import { type RefusalCode, refuse } from "@/lib/refusal";

beforeAll(() => {
  process.env.DATABASE_URL ??= "postgresql://localhost/none";
  process.env.NEXTAUTH_SECRET ??= "a secret for tests only, nothing it signs leaves them";
  process.env.NEXTAUTH_URL ??= TEST_ORIGIN;
});

const body = z.strictObject({ note: z.string().max(5), revision: z.coerce.number() });

async function keptBy(code: RefusalCode | null, note: string) {
  const edit = route("POST /api/v1/session", { body }, async () => (code ? refuse(code, "http.refusal.notFound") : done()));
  const answer = await post(edit, { path: "/api/v1/session", form: { note, revision: "7" } });
  return decodeFlash(decodeURIComponent(cookiesOf(answer).replace(/^flash=/, "")))?.values;
}

test("a form that is refused goes on from the revision it was opened at", async () => {
  expect(await keptBy(null, "too long")).toEqual({ note: "too long", revision: "7" });
  expect(await keptBy("invalid", "fine")).toEqual({ note: "fine", revision: "7" });
});

test("a form whose sender was told what changed goes on from there", async () => {
  expect(await keptBy("conflict", "fine")).toEqual({ note: "fine" });
});
