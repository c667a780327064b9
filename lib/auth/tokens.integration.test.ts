import { afterAll, beforeEach, expect, test } from "vitest";
import { GET, POST } from "@/app/api/v1/tokens/route";
import { can } from "@/lib/auth/permissions";
import type { CreateToken } from "@/lib/auth/schema";
import { createToken, listTokens, revokeToken, viewerOfToken } from "@/lib/auth/tokens";
import { closeConnections, db } from "@/lib/db";
import { get, post } from "@/lib/http/testing";
import { newAdministrator, newOfficer } from "@/lib/testing";

afterAll(closeConnections);
beforeEach(async () => {
  await db.rateWindow.deleteMany();
});

const now = new Date("2026-07-08T07:00:00Z");
const asked = { requestId: "test", locale: "en" as const };

async function tokenOf({ scopes = ["inventory:write"] }: { scopes?: CreateToken["scopes"] } = {}) {
  const administrator = await newAdministrator();
  const made = await createToken(administrator.viewer, { name: "Nightly", kind: "inventory", scopes, days: 30 }, now);
  return { ...made, administrator };
}

test("a token is shown once; the database holds its hash", async () => {
  const { token, id, administrator } = await tokenOf();
  const row = await db.apiToken.findUniqueOrThrow({ where: { id } });
  expect(JSON.stringify(row)).not.toContain(token.slice(20));
  expect((await listTokens(administrator.viewer)).find((one) => one.id === id)).toMatchObject({
    prefix: token.slice(0, 18),
    state: "holds",
    lastUsedAt: null,
  });
  expect(await db.auditEvent.count({ where: { action: "token.created", subjectId: String(id) } })).toBe(1);
});

test("a token may what its scopes and its owner's roles both allow", async () => {
  const { token } = await tokenOf({ scopes: ["inventory:write", "bans:write", "people:read"] });
  const viewer = await viewerOfToken(token, asked);
  if (!viewer) throw new Error("The token has to hold.");
  expect(viewer).toMatchObject({ kind: "token", name: "Nightly" });
  const may = (["inventory:write", "people:read", "bans:write", "audit:read", "tokens:write", "self"] as const).filter((one) =>
    can(viewer, one),
  );
  expect(may).toEqual(["inventory:write", "people:read"]);
});

test("losing a role narrows the token at once", async () => {
  const { token, administrator } = await tokenOf();
  await db.personRole.deleteMany({ where: { personId: administrator.id } });
  const viewer = await viewerOfToken(token, asked);
  expect(viewer && can(viewer, "inventory:write")).toBe(false);
});

test("a revoked, expired or orphaned token is refused with the next request", async () => {
  const [revoked, expired, orphaned] = [await tokenOf(), await tokenOf(), await tokenOf()];
  await revokeToken(revoked.administrator.viewer, revoked.id, now);
  await db.apiToken.update({ where: { id: expired.id }, data: { expiresAt: new Date() }, select: { id: true } });
  await db.person.update({ where: { id: orphaned.administrator.id }, data: { active: false }, select: { id: true } });
  for (const { token } of [revoked, expired, orphaned]) expect(await viewerOfToken(token, asked)).toBeNull();
  await expect(revokeToken(revoked.administrator.viewer, revoked.id, now)).rejects.toThrow("auth.token.alreadyRevoked");
  await expect(revokeToken(revoked.administrator.viewer, 2_000_000_000, now)).rejects.toThrow("not-found");
});

test("the last use is noted, at most once a minute", async () => {
  const { token, id } = await tokenOf();
  const used = async () => (await db.apiToken.findUniqueOrThrow({ where: { id }, select: { lastUsedAt: true } })).lastUsedAt;
  await viewerOfToken(token, asked);
  const first = await used();
  await viewerOfToken(token, asked);
  expect(first).not.toBeNull();
  expect(await used()).toEqual(first);
});

test("only an administrator makes tokens, and no token makes another", async () => {
  const officer = await newOfficer();
  await expect(createToken(officer.viewer, { name: "x", kind: "api", scopes: ["bans:read"], days: 1 }, now)).rejects.toThrow("forbidden");
  const { token } = await tokenOf();
  expect((await get(GET, { token })).status).toBe(403);
  expect((await post(POST, { token, json: { name: "x", scopes: ["bans:read"], days: 1 } })).status).toBe(403);
});

test("wrong tokens are refused with how to sign in, and too many of them wait", async () => {
  const first = await get(GET, { token: "idt_api_x", headers: { "x-forwarded-for": "203.0.113.9" } });
  expect([first.status, first.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="Interdict"']);
  const statuses = [];
  for (let count = 0; count < 35; count++)
    statuses.push((await get(GET, { token: "idt_api_x", headers: { "x-forwarded-for": "203.0.113.9" } })).status);
  expect(statuses.filter((status) => status === 429)).toHaveLength(6);
});

test("a header that is no token does not fall back to a cookie", async () => {
  const answer = await get(GET, { headers: { authorization: "Basic eDp5", cookie: "interdict.session=x" } });
  expect(answer.status).toBe(401);
});
