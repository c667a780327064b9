import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { POST as changePassword } from "@/app/api/v1/me/password/route";
import { POST as endSessions } from "@/app/api/v1/me/sessions/end/route";
import { POST as demo } from "@/app/api/v1/session/demo/route";
import { POST as signOut } from "@/app/api/v1/session/end/route";
import { POST as signIn } from "@/app/api/v1/session/route";
import { GET as listTokens } from "@/app/api/v1/tokens/route";
import { endAccess } from "@/lib/auth/access";
import { hashPassword } from "@/lib/auth/password";
import { hashOf, sessionIdOf, sessionViewerOf } from "@/lib/auth/session";
import { closeConnections, db, inTransaction } from "@/lib/db";
import { cookieOf } from "@/lib/http/cookies";
import { decodeFlash } from "@/lib/http/form-flash";
import { cookiesOf, get, post, TEST_ORIGIN } from "@/lib/http/testing";
import { newAdministrator, newPerson, newTeam } from "@/lib/testing";

const password = "four words and a number 7";
const passwordHash = await hashPassword(password);

afterAll(closeConnections);
beforeEach(async () => {
  await db.rateWindow.deleteMany();
});

async function account(given: Parameters<typeof newPerson>[0] = {}) {
  const person = await newPerson(given);
  await db.person.update({ where: { id: person.id }, data: { passwordHash }, select: { id: true } });
  return person;
}

async function signedIn(email: string) {
  const answer = await post(signIn, { path: "/api/v1/session", json: { email, password } });
  expect(answer.status).toBe(200);
  return cookiesOf(answer);
}

const viewerWith = (cookie: string) => sessionViewerOf(new Request(TEST_ORIGIN, { headers: { cookie } }), "test");
const sessionHash = async (cookie: string) => {
  const id = await sessionIdOf(cookieOf(new Request(TEST_ORIGIN, { headers: { cookie } }), "interdict.session"));
  return hashOf(id ?? "");
};

test("a local account signs in, and the cookie carries nothing but an id that the database knows by hash", async () => {
  const { email, id } = await account({ name: "Li Wei" });
  const answer = await post(signIn, { path: "/api/v1/session", json: { email: email.toUpperCase(), password, next: "/registry" } });
  expect(await answer.json()).toEqual({ seeOther: "/registry" });
  const line = answer.headers.getSetCookie().find((one) => one.startsWith("interdict.session="));
  expect(line).toMatch(/Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/);
  const viewer = await viewerWith(cookiesOf(answer));
  expect(viewer).toMatchObject({ kind: "person", personId: id, name: "Li Wei", roles: ["EMPLOYEE"] });
  expect(await db.session.count({ where: { personId: id } })).toBe(1);
  expect(await db.auditEvent.count({ where: { personId: id, action: "person.signed-in" } })).toBe(1);
});

test("unknown user, wrong password, no password and somebody who left are one answer", async () => {
  const known = await account();
  const left = await account();
  const without = await newPerson();
  await db.person.update({ where: { id: left.id }, data: { active: false }, select: { id: true } });
  const attempts = [
    { email: known.email, password: "wrong" },
    { email: "nobody@example.com", password },
    { email: left.email, password },
    { email: without.email, password },
  ];
  const answers = [];
  for (const json of attempts) {
    const answer = await post(signIn, { json });
    const { instance: _, ...problem } = await answer.json();
    answers.push({ status: answer.status, cookies: answer.headers.getSetCookie(), ...problem });
  }
  expect(answers[0]).toMatchObject({ status: 422, detail: "Email and password do not match. Check both and try again.", cookies: [] });
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
});

test("after five wrong attempts in a minute an account and an address wait, and are told how long", async () => {
  const { email } = await account();
  const attempt = (to: string, from: string, typed = "wrong") =>
    post(signIn, { json: { email: to, password: typed }, headers: { "x-forwarded-for": from } });
  for (let count = 0; count < 5; count++) expect((await attempt(email, `198.51.100.${count}`)).status).toBe(422);
  const account6 = await attempt(email, "198.51.100.99", password);
  expect(account6.status).toBe(429);
  expect(Number(account6.headers.get("retry-after"))).toBeGreaterThan(50);
  for (let count = 0; count < 5; count++) expect((await attempt(`nobody${count}@example.com`, "192.0.2.1")).status).toBe(422);
  expect((await attempt("nobody9@example.com", "192.0.2.1")).status).toBe(429);
});

test("right passwords do not use up the attempts", async () => {
  const { email } = await account();
  for (let count = 0; count < 7; count++) await signedIn(email);
  expect((await post(signIn, { json: { email, password: "wrong" } })).status).toBe(422);
});

test("a crowd of guesses is answered with 429, all but a handful", async () => {
  const { email } = await account();
  const statuses = await Promise.all(
    Array.from({ length: 60 }, () => post(signIn, { json: { email, password: "guess" } }).then(({ status }) => status)),
  );
  expect(statuses.filter((status) => status !== 429)).toHaveLength(5);
});

test("the plain form works without JavaScript and keeps what was typed, never the password", async () => {
  const { email } = await account();
  const wrong = await post(signIn, {
    path: "/api/v1/session",
    form: { email, password: "wrong", _returnTo: "/signin?next=%2Ftools", next: "/tools" },
  });
  expect(wrong.status).toBe(303);
  expect(wrong.headers.get("location")).toBe("/signin?next=%2Ftools");
  const flash = decodeFlash(cookieOf(new Request(TEST_ORIGIN, { headers: { cookie: cookiesOf(wrong) } }), "flash"));
  expect(flash).toMatchObject({ kind: "refused", action: "/api/v1/session", values: { email, next: "/tools" } });
  expect(JSON.stringify(flash)).not.toContain('wrong"');
  const right = await post(signIn, { form: { email, password, next: "https://evil.example" } });
  expect([right.status, right.headers.get("location")]).toEqual([303, "/"]);
});

test("a sign-in ends after an hour without use and twelve hours after it began", async () => {
  const { email } = await account();
  const cookie = await signedIn(email);
  const idHash = await sessionHash(cookie);
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  await db.session.update({ where: { idHash }, data: { createdAt: ago(719), lastSeenAt: ago(59) }, select: { personId: true } });
  expect(await viewerWith(cookie)).not.toBeNull();
  const seen = await db.session.findUniqueOrThrow({ where: { idHash }, select: { lastSeenAt: true } });
  expect(Date.now() - seen.lastSeenAt.getTime()).toBeLessThan(60_000);
  await db.session.update({ where: { idHash }, data: { createdAt: ago(721) }, select: { personId: true } });
  expect(await viewerWith(cookie)).toBeNull();
  await db.session.update({ where: { idHash }, data: { createdAt: ago(100), lastSeenAt: ago(61) }, select: { personId: true } });
  expect(await viewerWith(cookie)).toBeNull();
});

test("roles and teams are looked up with every request, and a deactivated person's next click fails", async () => {
  const team = await newTeam();
  const person = await account({ teamId: team.id });
  const cookie = await signedIn(person.email);
  expect((await viewerWith(cookie))?.roles).toEqual(["EMPLOYEE"]);
  await db.personRole.create({ data: { personId: person.id, role: "AUDITOR" }, select: { role: true } });
  await db.team.update({ where: { id: team.id }, data: { managerId: person.id }, select: { id: true } });
  expect(await viewerWith(cookie)).toMatchObject({ roles: ["EMPLOYEE", "MANAGER", "AUDITOR"], managedPaths: [team.path] });
  await db.person.update({ where: { id: person.id }, data: { active: false }, select: { id: true } });
  expect((await post(signOut, { cookie })).status).toBe(401);
  await inTransaction((tx) => endAccess(tx, [person.id]));
  await db.person.update({ where: { id: person.id }, data: { active: true }, select: { id: true } });
  expect(await viewerWith(cookie)).toBeNull();
});

test("sign-out ends this session, ending the others leaves it", async () => {
  const { email } = await account();
  const [one, two] = [await signedIn(email), await signedIn(email)];
  expect((await post(endSessions, { cookie: one })).status).toBe(200);
  expect(await viewerWith(two)).toBeNull();
  expect(await viewerWith(one)).not.toBeNull();
  const out = await post(signOut, { cookie: one, form: {} });
  expect(out.headers.get("location")).toBe("/signin");
  expect(out.headers.getSetCookie()[0]).toMatch(/^interdict\.session=; .*Max-Age=0/);
  expect(await viewerWith(one)).toBeNull();
});

test("nobody ends a session of somebody else", async () => {
  const [mine, theirs] = [await account(), await account()];
  const [cookie, other] = [await signedIn(mine.email), await signedIn(theirs.email)];
  await post(endSessions, { cookie, json: { session: (await sessionHash(other)).toString("hex") } });
  expect(await viewerWith(other)).not.toBeNull();
});

test("a new password needs the old one and ends all other sign-ins", async () => {
  const { email } = await account();
  const [one, two] = [await signedIn(email), await signedIn(email)];
  const wrong = await post(changePassword, { cookie: one, json: { currentPassword: "wrong", newPassword: "another few words 12" } });
  expect([wrong.status, (await wrong.json()).errors]).toEqual([422, { currentPassword: ["This is not your current password."] }]);
  const short = await post(changePassword, { cookie: one, json: { currentPassword: password, newPassword: "short" } });
  expect((await short.json()).errors).toEqual({ newPassword: ["Use at least 12 characters. Three or four words work well."] });
  expect(
    (await post(changePassword, { cookie: one, json: { currentPassword: password, newPassword: "another few words 12" } })).status,
  ).toBe(200);
  expect(await viewerWith(one)).not.toBeNull();
  expect(await viewerWith(two)).toBeNull();
  expect((await post(signIn, { json: { email, password } })).status).toBe(422);
});

test("a foreign cookie, a forged one and another purpose's are nobody's", async () => {
  for (const value of ["", "x", "eyJhbGciOiJkaXIifQ..a.b.c"]) expect(await viewerWith(`interdict.session=${value}`)).toBeNull();
});

test("one click signs in as a persona, in a demonstration only and only as one of its people", async () => {
  const [persona, other] = [await account(), await account()];
  expect((await post(demo, { json: { email: persona.email } })).status).toBe(404);
  const file = join(await mkdtemp(join(tmpdir(), "interdict-")), "demo.json");
  await writeFile(file, JSON.stringify({ url: TEST_ORIGIN, accounts: [{ role: "EMPLOYEE", email: persona.email, password: "x" }] }));
  const { env } = await import("@/lib/env");
  env().DEMO_FILE = file;
  const answer = await post(demo, { form: { email: persona.email, next: "/tools" } });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/tools"]);
  expect((await viewerWith(cookiesOf(answer)))?.personId).toBe(persona.id);
  expect((await post(demo, { json: { email: other.email } })).status).toBe(404);
  env().DEMO_FILE = undefined;
});

test("a write by cookie has to come from our own page", async () => {
  const administrator = await newAdministrator();
  await db.person.update({ where: { id: administrator.id }, data: { passwordHash }, select: { id: true } });
  const cookie = await signedIn(administrator.email);
  const foreign: Record<string, string | null>[] = [
    { origin: null },
    { origin: "null" },
    { origin: "https://evil.example" },
    { origin: "http://localhost:3001" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "none" },
  ];
  for (const headers of foreign) {
    expect((await post(signOut, { cookie, headers })).status, JSON.stringify(headers)).toBe(403);
    expect((await post(signOut, { cookie, form: {}, headers })).status, JSON.stringify(headers)).toBe(403);
    expect((await post(signIn, { json: { email: administrator.email, password }, headers })).status).toBe(403);
  }
  expect(await viewerWith(cookie)).not.toBeNull();
  expect((await get(listTokens, { cookie, headers: { origin: "https://evil.example" } })).status).toBe(200);
});
