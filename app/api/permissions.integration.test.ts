import { existsSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { answerOf, type Cell, cellWords, isPage, isWrite, MATRIX, type Relation, ROLES } from "@/e2e/matrix";
import { type Role, SCOPES } from "@/lib/auth/permissions";
import { openSession, sessionCookie } from "@/lib/auth/session";
import { newToken } from "@/lib/auth/token-format";
import { closeConnections, db, inTransaction } from "@/lib/db";
import { TEST_ORIGIN } from "@/lib/http/testing";
import { newPerson, newTeam } from "@/lib/testing";

// Walks every address of the API as everybody: each cell of the matrix is one request against the real handlers and a real database.

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
type Actor = { id: number; token: string };
type Rows = Record<"people" | "teams" | "devices", Record<Relation, number>>;

const actors = new Map<Role, Actor>();
const rows = new Map<Role, Rows>();

afterAll(closeConnections);
beforeEach(async () => {
  await db.rateWindow.deleteMany();
});

async function newDevice(ownerPersonId: number): Promise<number> {
  const at = new Date("2026-07-08T07:00:00Z");
  const { id } = await db.device.create({
    data: { hostName: "laptop", platform: "MACOS", ownerPersonId, firstSeenAt: at, lastSeenAt: at },
    select: { id: true },
  });
  return id;
}

async function tokenFor(ownerId: number): Promise<string> {
  const made = newToken("api");
  const expiresAt = new Date(Date.now() + 3_600_000);
  const data = {
    name: "Matrix",
    prefix: made.prefix,
    secretHash: made.secretHash,
    scopes: SCOPES,
    ownerId,
    createdAt: new Date(),
    expiresAt,
  };
  await db.apiToken.create({ data, select: { id: true } });
  return made.token;
}

beforeAll(async () => {
  const [root, elsewhere] = [await newTeam({ name: "Company" }), await newTeam({ name: "Elsewhere" })];
  const stranger = await newPerson({ teamId: elsewhere.id, name: "A stranger" });
  for (const role of ROLES) {
    const team = await newTeam({ name: `Team of ${role}`, parentId: root.id });
    const below = await newTeam({ name: "Below", parentId: team.id });
    const isGiven = role !== "EMPLOYEE" && role !== "MANAGER";
    const person = await newPerson({ teamId: team.id, roles: isGiven ? [role] : [], manages: role === "MANAGER" ? [team.id] : [] });
    const colleague = await newPerson({ teamId: below.id });
    actors.set(role, { id: person.id, token: await tokenFor(person.id) });
    rows.set(role, {
      people: { own: person.id, subtree: colleague.id, foreign: stranger.id },
      teams: { own: team.id, subtree: below.id, foreign: elsewhere.id },
      devices: { own: await newDevice(person.id), subtree: await newDevice(colleague.id), foreign: await newDevice(stranger.id) },
    });
  }
});

/** The parameters of an address: the row that the cell speaks of, else names of nothing. */
function paramsOf({ path: address, role, relation }: Cell): Record<string, string> {
  const kind = /\/(people|teams|devices)\/\{id\}/.exec(address)?.[1] as keyof Rows | undefined;
  const id = kind && role && relation ? rows.get(role)?.[kind][relation] : undefined;
  return { id: String(id ?? 2_000_000_000), slug: "no-such-slug", number: "1" };
}

const fileOf = (address: string) => path.join("app", address.replaceAll(/\{(\w+)\}/g, "[$1]"), "route.ts");

async function handlerOf({ method, path: address }: Cell): Promise<Handler> {
  const exported: Record<string, Handler> = await import(/* @vite-ignore */ path.resolve(fileOf(address)));
  const handler = exported[method];
  if (!handler) throw new Error(`${fileOf(address)} does not export ${method}.`);
  return handler;
}

/** A session of its own for every request, because some requests end it. */
async function credentials({ role, by }: Cell): Promise<Record<string, string>> {
  const actor = role && actors.get(role);
  if (!actor) return {};
  if (by === "token") return { authorization: `Bearer ${actor.token}` };
  const id = await inTransaction((tx) => openSession(tx, actor.id, { userAgent: "matrix", address: "192.0.2.1" }));
  return { cookie: (await sessionCookie(id)).split(";")[0] ?? "" };
}

async function ask(cell: Cell, headers: Record<string, string> = { origin: TEST_ORIGIN }): Promise<Response> {
  const params = paramsOf(cell);
  const address = cell.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? "");
  const sent = { accept: "application/json", "content-type": "application/json", ...headers, ...(await credentials(cell)) };
  const request = new Request(`${TEST_ORIGIN}${address}`, { method: cell.method, headers: sent, ...(isWrite(cell) ? { body: "{}" } : {}) });
  const used = Object.fromEntries(Object.entries(params).filter(([name]) => cell.path.includes(`{${name}}`)));
  return (await handlerOf(cell))(request, { params: Promise.resolve(used) });
}

const cells = MATRIX.filter((cell) => !isPage(cell) && existsSync(fileOf(cell.path)));

/** A read answers exactly; a write with an empty body may also find nothing to change, which is neither 401 nor 403. */
function isAsExpected(cell: Cell, status: number): boolean {
  const answer = answerOf(status);
  if (cell.expected === answer) return true;
  const isVague = isWrite(cell) || cell.relation === null;
  return isVague && ["open", "hidden"].includes(cell.expected) && ["open", "hidden"].includes(answer);
}

test("every address of the API answers everybody as the table of permissions says", async () => {
  const wrong: string[] = [];
  for (const cell of cells) {
    const { status, body } = await ask(cell);
    // A stream that nobody reads would keep its transaction.
    await body?.cancel();
    if (!isAsExpected(cell, status) || status >= 500) wrong.push(`${cellWords(cell)}, but ${status}`);
  }
  expect(wrong).toEqual([]);
  expect(cells.length).toBeGreaterThan(300);
}, 300_000);

test("a row of somebody else and a row that does not exist are one answer", async () => {
  const hidden = cells.filter(({ expected, method }) => expected === "hidden" && method === "GET");
  for (const cell of hidden) {
    const [foreign, missing] = [await (await ask(cell)).json(), await (await ask({ ...cell, relation: null })).json()];
    expect({ ...foreign, instance: "" }, cellWords(cell)).toEqual({ ...missing, instance: "" });
  }
}, 120_000);

test("no write by session goes through without our own origin", async () => {
  const writes = cells.filter((cell) => isWrite(cell) && cell.by === "session" && cell.expected === "open");
  const foreign = [{}, { origin: "null" }, { origin: "https://evil.example" }, { origin: TEST_ORIGIN, "sec-fetch-site": "cross-site" }];
  for (const cell of writes) {
    for (const headers of foreign)
      expect((await ask(cell, headers as Record<string, string>)).status, `${cellWords(cell)} ${JSON.stringify(headers)}`).toBe(403);
  }
}, 300_000);

test("a wrong token opens nothing, also beside a good cookie", async () => {
  const reads = cells.filter(
    ({ method, by, role, expected }) => method === "GET" && by === "session" && role === "ADMINISTRATOR" && expected === "open",
  );
  for (const cell of reads.filter(({ entry }) => entry !== "GET /api/health")) {
    const { cookie = "" } = await credentials(cell);
    const used = { ...cell, role: null, by: null };
    expect((await ask(used, { cookie, authorization: "Bearer idt_api_x" })).status, cellWords(cell)).toBe(401);
    await db.rateWindow.deleteMany();
  }
}, 120_000);
