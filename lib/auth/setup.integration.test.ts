import { afterAll, beforeEach, expect, test } from "vitest";
import { POST as setUp } from "@/app/api/v1/setup/route";
import { sessionViewerOf } from "@/lib/auth/session";
import { findSetup } from "@/lib/auth/setup";
import { createSetupLink } from "@/lib/auth/setup-link";
import { closeConnections, db } from "@/lib/db";
import { cookiesOf, post, TEST_ORIGIN } from "@/lib/http/testing";
import { newPerson } from "@/lib/testing";

afterAll(closeConnections);
beforeEach(async () => {
  await db.rateWindow.deleteMany();
});

const password = "four words and a number 7";

async function linkFor(personId: number | null, hours = 24) {
  const path = await createSetupLink((data) => db.setupLink.create({ data, select: { createdAt: true } }), { personId, hours });
  return new URL(path, TEST_ORIGIN).searchParams.get("token") ?? "";
}

test("the first link makes an administrator and the company's team, once", async () => {
  const secret = await linkFor(null);
  expect(await findSetup(secret)).toEqual({ kind: "first-administrator" });
  const incomplete = await post(setUp, { json: { setup: secret, password } });
  expect((await incomplete.json()).errors).toEqual({ name: ["Fill in this field."], email: ["Fill in this field."] });
  const json = { setup: secret, name: "Chen Wei", email: "Chen.Wei@example.com", password };
  const answers = await Promise.all([post(setUp, { json }), post(setUp, { json })]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const done = answers.find(({ status }) => status === 200);
  const viewer = await sessionViewerOf(new Request(TEST_ORIGIN, { headers: { cookie: done ? cookiesOf(done) : "" } }), "test");
  expect(viewer).toMatchObject({ name: "Chen Wei", roles: ["EMPLOYEE", "ADMINISTRATOR"] });
  expect(await db.team.findMany({ select: { name: true, parentId: true } })).toEqual([{ name: "Company", parentId: null }]);
  expect(await db.person.count({ where: { email: "chen.wei@example.com" } })).toBe(1);
  expect(await findSetup(secret)).toBeNull();
});

test("a person's link lets that person choose a password and ends what was open", async () => {
  const { id, email } = await newPerson({ name: "Wang Fang" });
  const secret = await linkFor(id);
  expect(await findSetup(secret)).toEqual({ kind: "password", name: "Wang Fang", email });
  const answer = await post(setUp, { form: { setup: secret, password } });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"]);
  expect(await db.session.count({ where: { personId: id } })).toBe(1);
});

test("links that are unknown, past their time or of somebody who left open nothing", async () => {
  const left = await newPerson();
  const [past, orphaned] = [await linkFor(null, -1), await linkFor(left.id)];
  await db.person.update({ where: { id: left.id }, data: { active: false }, select: { id: true } });
  for (const setup of [past, orphaned, "A".repeat(43)]) {
    expect(await findSetup(setup)).toBeNull();
    expect((await post(setUp, { json: { setup, name: "x", email: "x@example.com", password } })).status).toBe(409);
  }
});
