import { expect, test } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { changingIdentifiers } from "@/lib/registry/identifier-change";
import { newPerson } from "@/lib/testing";
import type { IdentifierKind } from "@/prisma/generated/enums";

const AT = new Date("2026-07-08T07:00:00Z");

/** A tool that nothing recognises yet, and somebody whose laptop holds a package of its name. */
async function foundSoftware(name: string) {
  const vendor = await db.vendor.create({ data: { slug: name, name, confidence: "HIGH" } });
  const data = { slug: name, name, vendorId: vendor.id, category: "coding-agent", confidence: "HIGH" as const };
  const tool = await db.tool.create({ data });
  const owner = await newPerson();
  const device = await db.device.create({ data: { platform: "MACOS", ownerPersonId: owner.id, firstSeenAt: AT, lastSeenAt: AT } });
  const software = await db.software.create({ data: { kind: "NPM", matchValue: name, version: "1.0.0", name, firstSeenAt: AT } });
  const source = await db.source.upsert({
    where: { system_instance: { system: "OSQUERY", instance: "default" } },
    create: { system: "OSQUERY", instance: "default", periodMinutes: 240 },
    update: {},
  });
  await db.installation.create({
    data: { deviceId: device.id, softwareId: software.id, sourceId: source.id, pathKey: 1n, path: "/a", firstSeenAt: AT, lastSeenAt: AT },
  });
  return { tool, software };
}

const identifier = (toolId: number, kind: IdentifierKind, value: string) =>
  ({ toolId, kind, value, matchValue: value, confidence: "HIGH", source: "test" }) as const;

test("a new identifier names what was seen before, and counts and triage follow", async () => {
  const { tool, software } = await foundSoftware("agent-one");
  const item = () => db.triageItem.findFirstOrThrow({ where: { matchValue: "agent-one" }, select: { matched: true } });
  expect(await item()).toEqual({ matched: false });
  await inTransaction((tx) => changingIdentifiers(tx, AT, () => tx.identifier.create({ data: identifier(tool.id, "NPM", "agent-one") })));
  expect(await db.softwareTool.findMany({ where: { softwareId: software.id }, select: { toolId: true } })).toEqual([{ toolId: tool.id }]);
  expect(await db.toolPresence.findUnique({ where: { toolId: tool.id }, select: { devices: true, people: true } })).toEqual({
    devices: 1,
    people: 1,
  });
  expect(await item()).toEqual({ matched: true });
  await inTransaction((tx) => changingIdentifiers(tx, AT, () => tx.identifier.deleteMany({ where: { toolId: tool.id } })));
  expect(await db.toolPresence.findUnique({ where: { toolId: tool.id }, select: { devices: true } })).toEqual({ devices: 0 });
  expect(await item()).toEqual({ matched: false });
});

test("a transaction that takes too long is refused in words, and nothing of it is done", async () => {
  const work = inTransaction(
    async (tx) => {
      await tx.catalogueUpdate.create({
        data: { origin: "uploaded", name: "slow", contentHash: new Uint8Array(), content: {}, createdAt: new Date() },
      });
      await tx.$queryRaw`SELECT pg_sleep(0.4)::text`;
      await tx.$queryRaw`SELECT 1`;
    },
    { timeoutMs: 200 },
  );
  await expect(work).rejects.toMatchObject({ code: "unavailable", reason: { key: "http.refusal.tookTooLong", values: { seconds: 0.2 } } });
  expect(await db.catalogueUpdate.count()).toBe(0);
});
