import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { getTool } from "@/lib/registry/queries";

import { getVendor, listVendors } from "@/lib/registry/vendors/queries";
import { vendorListSchema } from "@/lib/registry/vendors/schema";
import { newOfficer, newPerson, testDatabaseUrl } from "@/lib/testing";
import { loadShippedCatalogue } from "@/scripts/load-catalogue";

let officer: Awaited<ReturnType<typeof newOfficer>>;

beforeAll(async () => {
  await loadShippedCatalogue(testDatabaseUrl(), new Date());
  officer = await newOfficer();
});

test("a vendor shows what it owns, whom it belongs to, and who else reaches its models", async () => {
  expect(await getVendor(officer.viewer, "microsoft")).toMatchObject({ owned: [{ slug: "github", name: "GitHub" }], owners: [] });
  expect(await getVendor(officer.viewer, "github")).toMatchObject({ owners: [{ slug: "microsoft", name: "Microsoft" }], owned: [] });
  const anthropic = await getVendor(officer.viewer, "anthropic");
  expect(anthropic).toMatchObject({ legalName: "Anthropic, PBC", hqCountry: "US", countriesNotServed: ["CN"] });
  const [claude] = anthropic?.families ?? [];
  expect(claude?.reachedBy).toContainEqual({ slug: "cursor", name: "Cursor" });
  expect(claude?.reachedBy.map(({ slug }) => slug)).not.toContain("claude-code");
  expect(claude?.offers).toContainEqual(expect.objectContaining({ service: "Amazon Bedrock", confidence: "HIGH" }));
});

test("vendors are searched and walked by name", async () => {
  const { items } = await listVendors(officer.viewer, vendorListSchema.parse({ q: "PBC" }));
  expect(items).toMatchObject([{ slug: "anthropic", families: 1 }]);
  const first = await listVendors(officer.viewer, vendorListSchema.parse({ limit: "70" }));
  const rest = await listVendors(officer.viewer, vendorListSchema.parse({ limit: "70", cursor: first.next ?? "" }));
  expect([first.items.length, rest.items.length, rest.next]).toEqual([70, 6, null]);
});

test("employees read tools and no vendors", async () => {
  const { viewer } = await newPerson();
  expect((await getTool(viewer, "cursor"))?.identifiers.length).toBeGreaterThan(5);
  await expect(getVendor(viewer, "anthropic")).rejects.toThrow("forbidden");
});

test("a tool says which of its fields were edited here", async () => {
  await db.tool.update({ where: { slug: "poe" }, data: { notes: "Ours." }, select: { id: true } });
  expect((await getTool(officer.viewer, "poe"))?.editedFields).toEqual(["notes"]);
  expect((await getTool(officer.viewer, "cursor"))?.editedFields).toEqual([]);
});

test("a tool that is not there is nothing", async () => {
  expect(await getTool(officer.viewer, "no-such-tool")).toBeNull();
  expect(await getVendor(officer.viewer, "no-such-vendor")).toBeNull();
});
