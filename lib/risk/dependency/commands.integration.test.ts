import { beforeAll, beforeEach, expect, test } from "vitest";
import { GET as readRoute, POST as setRoute } from "@/app/api/v1/tools/[slug]/dependency/route";
import { openSession, sessionCookie } from "@/lib/auth/session";
import { db, inTransaction } from "@/lib/db";
import { get, post } from "@/lib/http/testing";
import { Refusal } from "@/lib/refusal";
import { setDependency } from "@/lib/risk/dependency/commands";
import { dependencyHistory, dependencyOfTool, usageByTeam, usageOfTool } from "@/lib/risk/dependency/queries";
import { setDependencySchema } from "@/lib/risk/dependency/schema";
import { newAuditor, newOfficer, newPerson, newTeam } from "@/lib/testing";

const now = new Date("2026-07-08T07:00:00Z");
const minute = (n: number) => new Date(now.getTime() + n * 60_000);

let officer: Awaited<ReturnType<typeof newOfficer>>;
let tool: { id: number };
let division: { id: number };

/** Ten people in one division, three of whom have the tool on a device; a fourth has left. */
beforeAll(async () => {
  const company = await newTeam({ name: "Company" });
  division = await newTeam({ name: "Cloud", parentId: company.id });
  const team = await newTeam({ name: "Storage", parentId: division.id });
  officer = await newOfficer({ name: "Zhou Ting", teamId: team.id });
  const people = [officer.id];
  for (let n = 1; n < 10; n++) people.push((await newPerson({ teamId: team.id })).id);
  const gone = await newPerson({ teamId: team.id });
  await db.person.update({ where: { id: gone.id }, data: { active: false }, select: { id: true } });
  const select = { id: true } as const;
  const vendor = await db.vendor.create({ data: { slug: "maker", name: "Maker", confidence: "HIGH" }, select });
  const data = { slug: "helper", name: "Helper", vendorId: vendor.id, category: "ai-ide", confidence: "HIGH" as const };
  tool = await db.tool.create({ data, select });
  const named = { toolId: tool.id, kind: "NPM" as const, value: "helper", matchValue: "helper", confidence: "HIGH" as const, source: "pk" };
  const identifier = await db.identifier.create({ data: named, select });
  const software = await db.software.create({ data: { kind: "NPM", matchValue: "helper", name: "helper", firstSeenAt: now }, select });
  const link = { softwareId: software.id, toolId: tool.id };
  await db.softwareTool.upsert({
    where: { softwareId_toolId: link },
    create: { ...link, identifierId: identifier.id },
    update: {},
    select: { toolId: true },
  });
  const source = await db.source.create({ data: { system: "OSQUERY", instance: "test", periodMinutes: 60 }, select });
  for (const ownerPersonId of [...people.slice(0, 3), gone.id]) {
    const device = await db.device.create({ data: { platform: "LINUX", ownerPersonId, firstSeenAt: now, lastSeenAt: now }, select });
    const seen = { deviceId: device.id, softwareId: software.id, sourceId: source.id, path: "/usr/bin", firstSeenAt: now, lastSeenAt: now };
    for (const pathKey of [1n, 2n]) await db.installation.create({ data: { ...seen, pathKey }, select: { deviceId: true } });
    await db.report.create({ data: { deviceId: device.id, sourceId: source.id, kinds: 1, collectedAt: now }, select: { deviceId: true } });
  }
});

beforeEach(async () => {
  await db.riskInput.deleteMany();
});

const setting = (changes: Record<string, unknown>, at = now) =>
  setDependency(officer.viewer, { slug: "helper", ...setDependencySchema.parse({ reason: "We looked.", ...changes }) }, at);
const refusalOf = async (work: Promise<unknown>) => {
  const error = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof Refusal)) throw error;
  return { code: error.code, key: error.reason.key, values: error.reason.values, fields: error.fields };
};

test("usage counts active people once, however many places hold the tool, and names the rows", async () => {
  expect(await usageOfTool(officer.viewer, tool.id)).toEqual({ people: 3, of: 10, asOf: now });
  expect(await usageByTeam(officer.viewer, tool.id)).toEqual([{ id: division.id, name: "Cloud", people: 3, of: 10 }]);
  const { dependency } = await dependencyOfTool(officer.viewer, tool.id);
  expect(dependency.inputs.find(({ key }) => key === "penetration")).toEqual({ key: "penetration", level: 3, origin: "measured" });
});

test("usage is unknown of a tool that no inventory could see", async () => {
  const data = { slug: "in-browser", name: "In browser", category: "web-assistant", confidence: "HIGH" as const };
  const vendor = await db.vendor.findUniqueOrThrow({ where: { slug: "maker" }, select: { id: true } });
  const other = await db.tool.create({ data: { ...data, vendorId: vendor.id }, select: { id: true } });
  const named = { toolId: other.id, kind: "DOMAIN" as const, value: "example.com", matchValue: "example.com", confidence: "HIGH" as const };
  await db.identifier.create({ data: { ...named, source: "pk" }, select: { id: true } });
  expect(await usageOfTool(officer.viewer, other.id)).toBeNull();
  expect((await dependencyOfTool(officer.viewer, other.id)).dependency).toMatchObject({
    ratio: 16,
    assumed: expect.arrayContaining(["penetration"]),
  });
});

test("inputs are set with who, why and when; what was set before is kept", async () => {
  expect(await setting({ dependence: "2", maturity: 3, trust: "3", evidence: "A document" })).toEqual({
    changed: ["dependence", "maturity", "trust"],
  });
  await setting({ trust: "unknown", dependence: 4, reason: "It broke." }, minute(1));
  const { dependency, set } = await dependencyOfTool(officer.viewer, tool.id);
  expect(dependency).toMatchObject({ ratio: 4, band: "heavy", assumed: ["trust", "substitutability"] });
  expect(set.dependence).toMatchObject({ level: 4, reason: "It broke.", by: "Zhou Ting", at: minute(1) });
  const past = await dependencyHistory(officer.viewer, tool.id);
  expect(past.map(({ key, level }) => `${key} ${level}`).sort()).toEqual(["dependence 2", "trust 3"]);
  const event = await db.auditEvent.findFirst({ where: { action: "dependency.input-set" }, orderBy: { id: "desc" } });
  expect(event).toMatchObject({ subjectId: "helper", before: { dependence: 2, trust: 3 }, after: { dependence: 4, trust: "unknown" } });
});

test("who changes second is told who was faster and what it is now; nothing changed is no change", async () => {
  const { seen } = await dependencyOfTool(officer.viewer, tool.id);
  await setting({ trust: 2, seen });
  const refused = await refusalOf(setting({ trust: 4, seen }, minute(1)));
  expect(refused).toMatchObject({ code: "conflict", key: "dependency.overtaken.by", values: { who: "Zhou Ting" } });
  expect(refused.fields.trust?.values).toEqual({ level: 2 });
  expect((await refusalOf(setting({ trust: 2 }))).key).toBe("dependency.whyNot.nothing");
  const auditor = await newAuditor();
  const input = { slug: "helper", ...setDependencySchema.parse({ trust: 1, reason: "Because." }) };
  expect((await refusalOf(setDependency(auditor.viewer, input, now))).code).toBe("forbidden");
});

test("at the door: read, set, and refuse what is no level", async () => {
  const session = await inTransaction((tx) => openSession(tx, officer.id, { userAgent: "test", address: "192.0.2.1" }));
  const cookie = (await sessionCookie(session)).split(";")[0] ?? "";
  const at = { path: "/api/v1/tools/helper/dependency", params: { slug: "helper" }, cookie };
  const wrong = await post(setRoute, { ...at, json: { trust: 5, reason: "Because." } });
  expect(wrong.status).toBe(422);
  expect(Object.keys((await wrong.json()).errors)).toEqual(["trust"]);
  expect((await post(setRoute, { ...at, json: { trust: 3, maturity: 4, reason: "Because." } })).status).toBe(200);
  const read = await (await get(readRoute, at)).json();
  expect(read).toMatchObject({ ratio: 1, band: "noticeable", usage: { people: 3 } });
});
