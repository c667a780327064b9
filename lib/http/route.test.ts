import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import type { Done } from "@/lib/http/done";
import { decodeFlash } from "@/lib/http/form-flash";
import { done, type RouteFacts, type RouteOptions, route } from "@/lib/http/route";
import { cookiesOf, get, post, TEST_ORIGIN } from "@/lib/http/testing";
import { Refusal, reason } from "@/lib/refusal";

// A public address needs no database, so that the door is tried here by itself.

beforeAll(() => {
  process.env.DATABASE_URL ??= "postgresql://localhost/none";
  process.env.NEXTAUTH_SECRET ??= "a secret for tests only, nothing it signs leaves them";
  process.env.NEXTAUTH_URL ??= TEST_ORIGIN;
});
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterAll(() => vi.restoreAllMocks());

const body = z.strictObject({
  title: z.string().min(1).max(20),
  teams: z.array(z.coerce.number().int()).default([]),
  note: z.string().optional(),
});
type Body = RouteFacts<"POST /api/v1/session", undefined, undefined, typeof body>;

function door(handler: (facts: Body) => Promise<Done | Response>, options: RouteOptions<undefined, undefined, typeof body> = {}) {
  return route("POST /api/v1/session", { body, ...options }, handler);
}

const echo = door(async ({ body: parsed }) => done({ data: parsed, say: reason("auth.password.changed"), seeOther: "/next" }));

function flashOf(answer: Response) {
  const cookie = cookiesOf(answer).replace(/^flash=/, "");
  return decodeFlash(decodeURIComponent(cookie));
}

test("fetch gets the data, the sentence and the next page", async () => {
  const answer = await post(echo, { json: { title: "A", teams: [1] } });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({
    title: "A",
    teams: [1],
    message: "Your password is changed. All other sign-ins have ended.",
    seeOther: "/next",
  });
});

test("a plain form goes to the next page, also where machines are told where the new thing is", async () => {
  const create = door(async () => done({ data: { id: 7 }, status: 201, seeOther: "/things/7", headers: { location: "/api/v1/things/7" } }));
  const form = await post(create, { form: { title: "A" } });
  expect([form.status, form.headers.get("location")]).toEqual([303, "/things/7"]);
  const machine = await post(create, { json: { title: "A" } });
  expect([machine.status, machine.headers.get("location")]).toEqual([201, "/api/v1/things/7"]);
});

test("a plain form gets the next page and the sentence there", async () => {
  const answer = await post(echo, {
    path: "/api/v1/bans",
    form: { title: "A", teams: "7", note: "", _returnTo: "/bans", _idempotency: "x" },
  });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/next"]);
  expect(flashOf(answer)).toMatchObject({
    kind: "done",
    action: "/api/v1/bans",
    sentence: "Your password is changed. All other sign-ins have ended.",
  });
});

test("a form sent by fetch is answered as JSON, also as multipart", async () => {
  const form = new FormData();
  form.append("title", "通义灵码");
  form.append("teams", "1");
  form.append("teams", "2");
  const sent = new Request(`${TEST_ORIGIN}/api/v1/bans`, {
    method: "POST",
    body: form,
    headers: { origin: TEST_ORIGIN, accept: "application/json" },
  });
  expect(await (await echo(sent, { params: Promise.resolve({}) })).json()).toMatchObject({ title: "通义灵码", teams: [1, 2] });
});

test("a refused form comes back with what was typed and a sentence per field, in the reader's language", async () => {
  const form: [string, string][] = [
    ["title", "far too long a title for this"],
    ["teams", "3"],
    ["teams", "x"],
    ["_returnTo", "//evil.example"],
  ];
  const answer = await post(echo, { form, headers: { referer: `${TEST_ORIGIN}/bans?state=open`, "accept-language": "zh-CN" } });
  expect(answer.headers.get("location")).toBe("/bans?state=open");
  expect(flashOf(answer)).toMatchObject({
    kind: "refused",
    sentence: "有 2 项需要修改。",
    values: { title: "far too long a title for this", teams: ["3", "x"] },
    errors: { title: ["最多 20 个字符。"], "teams.1": ["请填写数字。"] },
  });
});

test("an expected no is a sentence with its status and its fields", async () => {
  const refusing = door(async () => {
    throw new Refusal("conflict", reason("auth.token.alreadyRevoked"), { fields: { title: reason("validation.required") } });
  });
  const answer = await post(refusing, { json: { title: "A" } });
  expect(answer.status).toBe(409);
  expect(await answer.json()).toMatchObject({ detail: "This token was already revoked.", errors: { title: ["Fill in this field."] } });
});

test("a bug shows an id and nothing of itself; the log holds both", async () => {
  const broken = door(async () => {
    throw new Error("Invalid `db.person.findMany()`\n\nsecret value 42\n\nrelation is gone");
  });
  const answer = await post(broken, { json: { title: "A" } });
  const text = await answer.text();
  expect(answer.status).toBe(500);
  expect(text).not.toMatch(/relation|secret|person/);
  const line = String(vi.mocked(console.error).mock.calls.at(-1)?.[0]);
  expect(line).toContain(answer.headers.get("x-request-id") ?? "none");
  expect(line).toContain("relation is gone");
  expect(line).not.toContain("secret value");
});

test("every answer carries its id and may not be kept, framed or taken for something else", async () => {
  const plain = door(async () => new Response("a,b", { headers: { "content-type": "text/csv" } }));
  for (const answer of [await post(plain, { json: { title: "A" } }), await post(plain, { json: {} })]) {
    expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  }
});

test("what is too large is refused, whatever length it claims", async () => {
  const small = door(async () => done(), { maxBytes: 1_000 });
  expect((await post(small, { json: { title: "A", note: "x".repeat(2_000) } })).status).toBe(413);
  expect((await post(small, { json: { title: "A" }, headers: { "content-length": "5000" } })).status).toBe(413);
  expect((await post(small, { json: { title: "A" } })).status).toBe(204);
});

test("unknown fields, broken JSON and other kinds of body are refused", async () => {
  expect((await (await post(echo, { json: { title: "A", admin: true } })).json()).errors).toEqual({
    admin: ["This field is not known here. Leave it out."],
  });
  const sent = (text: string, type: string) =>
    echo(new Request(`${TEST_ORIGIN}/x`, { method: "POST", body: text, headers: { origin: TEST_ORIGIN, "content-type": type } }), {
      params: Promise.resolve({}),
    });
  expect((await sent("{", "application/json")).status).toBe(422);
  expect((await sent("x", "text/plain")).status).toBe(422);
  expect((await sent("--x--", "multipart/form-data; boundary=y")).status).toBe(422);
});

test("an id that cannot be one is the id of nothing", async () => {
  const one = route("POST /api/v1/session", { params: z.strictObject({ id: z.coerce.number().int() }) }, async () => done());
  expect((await post(one, { params: { id: "x" } })).status).toBe(404);
  expect((await post(one, { params: { id: "7" } })).status).toBe(204);
});

test("a form that another site posts gets a refusal and no page of ours", async () => {
  const answer = await post(echo, { form: { title: "A" }, headers: { origin: "https://evil.example" } });
  expect([answer.status, answer.headers.get("location")]).toEqual([403, null]);
});

test("large numbers of the database travel as text", async () => {
  const big = door(async () => done({ data: { id: 9_007_199_254_740_993n } }));
  expect(await (await post(big, { json: { title: "A" } })).json()).toEqual({ id: "9007199254740993" });
});

test("what was read and has not changed is not sent again", async () => {
  let name = "Codex";
  const read = route("GET /api/health", {}, async () => done({ data: { name } }));
  const first = await get(read, {});
  const tag = first.headers.get("etag") ?? "";
  expect([first.status, await first.json()]).toEqual([200, { name: "Codex" }]);
  const again = await get(read, { headers: { "if-none-match": `"other", ${tag}` } });
  expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", tag]);
  name = "Qoder";
  expect((await get(read, { headers: { "if-none-match": tag } })).status).toBe(200);
});

test("a machine says in If-Match which revision it changes", async () => {
  const edit = route("POST /api/v1/session", { body: z.strictObject({ revision: z.int(), title: z.string() }) }, async (facts) =>
    done({ data: facts.body }),
  );
  const sent = (headers: Record<string, string>, json: object) => post(edit, { json, headers }).then((answer) => answer.json());
  expect(await sent({ "if-match": '"7"' }, { title: "A" })).toEqual({ revision: 7, title: "A" });
  expect(await sent({ "if-match": '"7"' }, { title: "A", revision: 8 })).toEqual({ revision: 8, title: "A" });
  expect(await sent({ "if-match": 'W/"x"' }, { title: "A" })).toMatchObject({
    status: 422,
    errors: { revision: [expect.stringContaining("If-Match")] },
  });
  expect(await sent({ "if-match": "*" }, { title: "A", revision: 8 })).toEqual({ revision: 8, title: "A" });
});

test("a character that the database cannot keep is refused by its field", async () => {
  const answer = await post(echo, { json: { title: "A\0", teams: [] } });
  expect(answer.status).toBe(422);
  expect((await answer.json()).errors).toEqual({ title: [expect.stringContaining("U+0000")] });
  const half = await post(echo, { json: { title: "A\ud800", teams: [] } });
  expect(half.status).toBe(422);
  expect((await half.json()).errors).toEqual({ title: [expect.stringContaining("half of a character")] });
});

test("a body of the wrong shape is told so in plain words, however deep it is", async () => {
  const whole = await post(echo, { json: [] });
  expect([whole.status, (await whole.json()).detail]).toEqual([422, "Send fields by name, as one JSON object."]);
  const sent = (text: string) =>
    new Request(`${TEST_ORIGIN}/api/v1/test`, {
      method: "POST",
      body: text,
      headers: { "content-type": "application/json", accept: "application/json", origin: TEST_ORIGIN },
    });
  const deep = await echo(sent(`{"title":${"[".repeat(100_000)}${"]".repeat(100_000)}}`), { params: Promise.resolve({}) });
  expect([deep.status, (await deep.json()).errors]).toEqual([422, { title: ["Give text here."] }]);
});
