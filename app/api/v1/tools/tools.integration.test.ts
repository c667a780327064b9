import { beforeAll, beforeEach, expect, test } from "vitest";
import { GET as PREVIEW } from "@/app/api/v1/tools/[slug]/identifiers/preview/route";
import { POST as ADD } from "@/app/api/v1/tools/[slug]/identifiers/route";
import { POST as MERGE } from "@/app/api/v1/tools/[slug]/merge/route";
import { POST as EDIT, GET, PATCH } from "@/app/api/v1/tools/[slug]/route";
import { POST } from "@/app/api/v1/tools/route";
import { openSession, sessionCookie } from "@/lib/auth/session";
import { newToken } from "@/lib/auth/token-format";
import { db, inTransaction } from "@/lib/db";
import { decodeFlash } from "@/lib/http/form-flash";
import { cookiesOf, get, post, TEST_ORIGIN } from "@/lib/http/testing";
import { newOfficer } from "@/lib/testing";

let token: string;
let cookie: string;

beforeAll(async () => {
  const officer = await newOfficer({ name: "Li Wei" });
  const made = newToken("api");
  const data = {
    name: "Machine",
    prefix: made.prefix,
    secretHash: made.secretHash,
    scopes: ["registry:write", "registry:read", "tools:read"],
  };
  await db.apiToken.create({
    data: { ...data, ownerId: officer.id, createdAt: new Date(), expiresAt: new Date(Date.now() + 3_600_000) },
    select: { id: true },
  });
  token = made.token;
  const id = await inTransaction((tx) => openSession(tx, officer.id, { userAgent: "test", address: "192.0.2.1" }));
  cookie = (await sessionCookie(id)).split(";")[0] ?? "";
  await db.vendor.create({ data: { slug: "makers", name: "Makers", confidence: "HIGH" } });
});

beforeEach(async () => {
  await db.rateWindow.deleteMany();
});

const facts = { vendor: "makers", category: "coding-agent", confidence: "HIGH" };
const create = (json: object) => post(POST, { token, json: { ...facts, ...json } });
const params = (slug: string) => ({ params: { slug } });

test("a machine adds a tool, reads its revision and changes one field", async () => {
  const made = await create({ name: "Agent", aliases: ["The agent"], notes: "Kept" });
  expect([made.status, made.headers.get("etag")]).toEqual([201, '"1"']);
  const request = new Request(`${TEST_ORIGIN}/api/v1/tools/agent`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "if-match": '"1"' },
    body: JSON.stringify({ licence: "MIT" }),
  });
  const changed = await PATCH(request, { params: Promise.resolve({ slug: "agent" }) });
  expect(await changed.json()).toMatchObject({ slug: "agent", revision: 2 });
  expect(await (await get(GET, { token, ...params("agent") })).json()).toMatchObject({
    licence: "MIT",
    notes: "Kept",
    revision: 2,
    mergedFrom: null,
  });
});

test("whoever comes second without scripts gets the form back with what was typed and what it says meanwhile", async () => {
  await create({ name: "Shared page", notes: "First" });
  const form = { ...facts, name: "Shared page", revision: "1" };
  const first = await post(EDIT, {
    cookie,
    form: { ...form, notes: "Words of the first", _returnTo: "/tools/shared-page/edit" },
    ...params("shared-page"),
  });
  expect(first.status).toBe(303);
  const second = await post(EDIT, {
    cookie,
    path: "/api/v1/tools/shared-page",
    form: { ...form, notes: "Words of the second", aliases: "one\ntwo", _returnTo: "/tools/shared-page/edit" },
    ...params("shared-page"),
  });
  expect([second.status, second.headers.get("location")]).toEqual([303, "/tools/shared-page/edit"]);
  const flash = decodeFlash(/flash=([^;]*)/.exec(cookiesOf(second))?.[1]);
  expect(flash).toMatchObject({
    kind: "refused",
    sentence: expect.stringMatching(/^Li Wei changed this tool on /),
    values: { notes: "Words of the second", aliases: "one\ntwo" },
    errors: { notes: ["Meanwhile it says: Words of the first"] },
  });
});

test("too much text is refused with a sentence, as a whole and in one field", async () => {
  const huge = await create({ name: "Huge", notes: "x".repeat(10_000_000) });
  expect([huge.status, (await huge.json()).detail]).toEqual([413, expect.stringContaining("1 MB")]);
  const long = await create({ name: "Long", notes: "x".repeat(5_000), aliases: ["y".repeat(200)] });
  expect(long.status).toBe(422);
  const { errors } = await long.json();
  expect(errors.notes[0]).toMatch(/4,?000 characters/);
  expect(await db.tool.count({ where: { name: { in: ["Huge", "Long"] } } })).toBe(0);
});

test("what looks like a script is a name like any other", async () => {
  const name = "<script>alert(1)</script>";
  const made = await create({ name, slug: "scripted" });
  expect(made.status).toBe(201);
  expect(await (await get(GET, { token, ...params("scripted") })).json()).toMatchObject({ name });
});

test("a machine looks before it adds, and a tool that was merged answers as the other", async () => {
  await create({ name: "Original" });
  await create({ name: "Duplicate" });
  await post(ADD, { token, json: { kind: "NPM", value: "dup", confidence: "HIGH", source: "test" }, ...params("original") });
  const path = "/api/v1/tools/duplicate/identifiers/preview?kind=NPM&value=DUP";
  expect(await (await get(PREVIEW, { token, path, ...params("duplicate") })).json()).toMatchObject({
    matchValue: "dup",
    needsShared: true,
    sharedWith: [{ slug: "original", how: "identifier" }],
  });
  const wrong = await get(PREVIEW, { token, path: "/x?kind=DOMAIN&value=https%3A%2F%2Fexample.com", ...params("duplicate") });
  expect([wrong.status, (await wrong.json()).errors.value[0]]).toEqual([422, expect.stringContaining("host name alone")]);
  const merged = await post(MERGE, { token, json: { into: "original", reason: "The same tool." }, ...params("duplicate") });
  expect(await merged.json()).toMatchObject({ slug: "original", mergedFrom: { slug: "duplicate", name: "Duplicate" } });
  expect(await (await get(GET, { token, ...params("duplicate") })).json()).toMatchObject({
    slug: "original",
    mergedFrom: { slug: "duplicate", name: "Duplicate" },
    aliases: ["Duplicate"],
  });
});
