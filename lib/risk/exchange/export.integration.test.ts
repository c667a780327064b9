import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { GET as exportRoute } from "@/app/api/v1/findings/export/route";
import { closeConnections, db, inTransaction } from "@/lib/db";
import * as environment from "@/lib/env";
import { get } from "@/lib/http/testing";
import { cookieOf } from "@/lib/risk/attachments/testing";
import { recordFinding } from "@/lib/risk/findings/record";
import type { RecordFinding } from "@/lib/risk/findings/schema";
import { newAuditor, newOfficer } from "@/lib/testing";
import { exportFindings } from "./export";
import type { ExportFormat } from "./schema";
import { NOW, newTool, openVexShape, osvShape, standing, take } from "./testing";

let officer: Awaited<ReturnType<typeof newOfficer>>;
const findings: number[] = [];

const FINDING: Omit<RecordFinding, "toolId"> = {
  title: "Reads time zone and proxy settings",
  summary: "Checks them against lists.\n\nSays so in the apostrophe of a prompt.",
  behaviour: "ENVIRONMENT_FINGERPRINTING",
  versionRange: "vers:npm/>=2.1.91|<2.1.199",
  openedOn: "2026-07-01",
  reviewOn: null,
  assessor: null,
  status: "AFFECTED",
  justification: null,
  action: "Remove it by 10 July.",
  fix: "UNCONFIRMED",
  fixVersion: null,
  fixCandidates: ["2.1.198", "2.1.199"],
  origin: "recorded",
  externalId: null,
  claims: [],
  reason: "Acknowledged by the vendor",
};

const OTHERS: Partial<RecordFinding>[] = [
  { status: "UNDER_INVESTIGATION", action: null, fix: "NONE", fixCandidates: [], versionRange: null, title: "中文标题" },
  { status: "NOT_AFFECTED", justification: "vulnerable_code_not_present", action: null, fix: "NONE", fixCandidates: [] },
  { status: "FIXED", fix: "CONFIRMED", fixVersion: "2.1.199", fixCandidates: [], action: null },
  { versionRange: "vers:npm/>=1.0.0|!=1.0.3|<2.0.0", action: null, fix: "NONE", fixCandidates: [] },
  { versionRange: "vers:npm/1.0.0|1.0.2", fix: "NONE", fixCandidates: [] },
  { versionRange: null, fix: "NONE", fixCandidates: [] },
  { versionRange: "vers:vscode-extension/<=2.1.198", fix: "NONE", fixCandidates: [] },
];

/** A finding of each sort about a tool with two packages of one sort and an extension, and one about a tool without any. */
async function recorded(slug: string) {
  const packages = [
    { kind: "NPM", value: `@vendor/${slug}` },
    { kind: "NPM", value: `${slug}-sdk` },
    { kind: "VSCODE", value: `vendor.${slug}` },
    { kind: "DOMAIN", value: `${slug}.example` },
  ] as const;
  const { id: toolId } = await newTool(slug, packages);
  const bare = await newTool(`${slug}-bare`, [{ kind: "DOMAIN", value: `${slug}-bare.example` }]);
  const all = [...[{}, ...OTHERS].map((one) => ({ ...FINDING, ...one, toolId }))];
  const generic = [
    {
      ...FINDING,
      versionRange: "vers:intdot/>=1.2|<1.10",
      fix: "CONFIRMED" as const,
      fixVersion: "1.10",
      fixCandidates: [],
      status: "FIXED" as const,
      action: null,
      toolId: bare.id,
    },
    { ...FINDING, versionRange: null, toolId: bare.id },
  ];
  const ids: number[] = [];
  for (const one of [...all, ...generic]) ids.push((await inTransaction((tx) => recordFinding(tx, officer.viewer, one, NOW))).id);
  await db.release.createMany({
    data: ["1.0.0", "1.0.3", "1.5.0", "2.0.0"].map((version) => ({
      toolId,
      kind: "NPM" as const,
      version,
      source: "test",
      recordedAt: NOW,
    })),
  });
  return ids;
}

const exported = async (format: ExportFormat, more: { finding?: number; tool?: string } = {}) =>
  JSON.parse(JSON.stringify((await exportFindings(officer.viewer, { format, ...more }, NOW)).content));

beforeAll(async () => {
  officer = await newOfficer();
  findings.push(...(await recorded("agent")));
});
afterAll(closeConnections);

type Published = (name: string) => ((content: unknown) => unknown) | null;

type Failure = { name: string; errors: unknown[]; isValid: boolean };
type Check = (checks: unknown[], document: unknown) => Promise<{ isValid: boolean; tests: Failure[] }>;

/** The BSI's validator: the schema of OASIS and the mandatory tests of the specification, as its package ships them without types. */
async function csafValidator(): Promise<{ checks: unknown[]; validate: Check }> {
  const part = (name: string) => import(/* @vite-ignore */ `@secvisogram/csaf-validator-lib/${name}.js`);
  const [schema, mandatory, whole] = await Promise.all(["schemaTests", "mandatoryTests", "validate"].map(part));
  return { checks: [...Object.values(schema), ...Object.values(mandatory)], validate: whole.default };
}

/** The published schemas themselves, where a folder with them is given: they are not ours to ship. */
const published: Published = (name) => {
  const file = path.join(process.env.PUBLISHED_SCHEMAS ?? "", `${name}.json`);
  if (!process.env.PUBLISHED_SCHEMAS || !existsSync(file)) return null;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addFormat("iri", (text) => URL.canParse(text));
  const check = ajv.compile(JSON.parse(readFileSync(file, "utf8")));
  return (content) => (check(content) ? null : check.errors);
};

describe("what leaves fits what is published", () => {
  test("OSV: every record, and of one finding the record alone", async () => {
    const records = await exported("osv");
    expect(records).toHaveLength(8);
    const check = published("osv");
    for (const record of records) {
      expect(osvShape.safeParse(record).error?.issues ?? []).toEqual([]);
      expect(check?.(record) ?? null).toBeNull();
    }
    const one = await exported("osv", { finding: findings[0] ?? 0 });
    expect(one).toEqual(records[0]);
    expect(one.affected).toEqual(
      ["@vendor/agent", "agent-sdk"].map((name) => ({
        package: { ecosystem: "npm", name, purl: `pkg:npm/${name.replace("@", "%40")}` },
        ranges: [{ type: "SEMVER", events: [{ introduced: "2.1.91" }, { fixed: "2.1.199" }] }],
        database_specific: { tool: "agent", name: "agent" },
      })),
    );
    // Events know no exclusion: such versions are named, as far as they are known.
    expect(records[2].affected[0]).toMatchObject({ versions: ["1.0.0", "1.5.0"] });
  });

  test("OpenVEX: one document", async () => {
    const document = await exported("openvex");
    expect(openVexShape.safeParse(document).error?.issues ?? []).toEqual([]);
    expect(published("openvex")?.(document) ?? null).toBeNull();
    expect(document.statements.map(({ status }: { status: string }) => status)).toEqual([
      "affected",
      "under_investigation",
      "not_affected",
      "affected",
      "fixed",
      "affected",
      "affected",
      "affected",
      "affected",
      "affected",
      "fixed",
      "affected",
    ]);
  });

  test("CSAF 2.0: the schema and every mandatory test of the specification, for all and for each", async () => {
    const { checks, validate } = await csafValidator();
    expect(checks.length).toBeGreaterThan(35);
    const documents = [await exported("csaf"), await exported("csaf", { tool: "agent" })];
    for (const finding of findings) documents.push(await exported("csaf", { finding }));
    for (const document of documents) {
      const { isValid, tests } = await validate(checks, document);
      expect(tests.filter((one) => !one.isValid).map(({ name, errors }) => ({ name, errors }))).toEqual([]);
      expect(isValid).toBe(true);
    }
  });

  test("CSAF 2.0: the product tree holds the ranges, and every status what it has to say", async () => {
    const [affected, , spared, fixed] = findings;
    const of = async (finding: number | undefined) => (await exported("csaf", { finding: finding ?? 0 })).vulnerabilities[0];
    expect((await of(affected)).product_status).toEqual({ known_affected: [`F-${affected}-range`] });
    expect((await of(affected)).remediations).toEqual([
      { category: "mitigation", details: "Remove it by 10 July.", product_ids: [`F-${affected}-range`] },
    ]);
    expect((await of(affected)).notes.at(-1).text).toBe("A fix is reported and not confirmed. Candidates: 2.1.198, 2.1.199.");
    expect((await of(spared)).flags).toEqual([{ label: "vulnerable_code_not_present", product_ids: [`F-${spared}-range`] }]);
    expect((await of(fixed)).product_status).toEqual({ known_affected: [`F-${fixed}-range`], fixed: [`F-${fixed}-fixed`] });
    const { product_tree: tree } = await exported("csaf", { finding: fixed ?? 0 });
    expect(tree.branches[0].branches[0].branches.map(({ category, name }: Record<string, string>) => [category, name])).toEqual([
      ["product_version_range", "vers:npm/>=2.1.91|<2.1.199"],
      ["product_version", "2.1.199"],
    ]);
  });
});

describe("what leaves comes back", () => {
  test("here as nothing new", async () => {
    for (const format of ["osv", "openvex"] as const) {
      const report = await take(officer.viewer, await exported(format, { tool: "agent" }));
      expect([report.added, report.updated, report.rejected], format).toEqual([0, 0, 0]);
      expect(report.unchanged).toBe(format === "osv" ? 6 : 8);
    }
    expect(await db.finding.count()).toBe(findings.length);
    const [first = 0] = findings;
    const before = await exported("openvex", { finding: first });
    const record = { ...(await exported("osv", { finding: first })), summary: "Another title" };
    const report = await take(officer.viewer, record);
    expect(report.rows.map(({ outcome, said }) => [outcome, said.map(({ key }) => key)])).toEqual([
      ["rejected", ["exchange.reject.ownDiffers", "exchange.kept.title"]],
    ]);
    expect(await exported("openvex", { finding: first })).toEqual(before);
  });

  test.each(["osv", "openvex"] as const)("elsewhere as the same findings, by %s, and the second time as nothing new", async (format) => {
    const out = await exported(format);
    const real = environment.env();
    vi.spyOn(environment, "env").mockImplementation(() => ({ ...real, ADVISORY_PREFIX: "SOMEBODY-ELSE" }));
    try {
      const report = await take(officer.viewer, out);
      const expected = format === "osv" ? findings.slice(0, 8).filter((_, nr) => nr !== 1 && nr !== 2) : findings;
      // OSV needs a package, and two of these have none.
      expect([report.added, report.updated, report.rejected]).toEqual([expected.length, 0, format === "osv" ? 2 : 0]);
      const added = report.rows.flatMap(({ outcome, findingId }) => (outcome === "added" ? [findingId] : []));
      for (const [nr, id] of added.entries()) {
        const [here, there] = [await standing(expected[nr]), await standing(id)];
        // OpenVEX has no word for a behaviour or for candidates of a fix, and its notes say the fix besides.
        const lost =
          format === "osv" ? {} : { behaviour: "VULNERABILITY", ...(here.fix === "UNCONFIRMED" ? { fix: "NONE", fixCandidates: [] } : {}) };
        const { summary, ...rest } = there;
        expect(rest).toEqual({ ...here, ...lost, summary: undefined });
        expect(summary.startsWith(here.summary)).toBe(true);
      }
      const again = await take(officer.viewer, out);
      expect([again.added, again.updated, again.unchanged]).toEqual([0, 0, expected.length]);
      await db.finding.deleteMany({ where: { id: { in: added.flatMap((id) => id ?? []) } } });
    } finally {
      vi.restoreAllMocks();
    }
  });
});

describe("at the door", () => {
  test("it is a download that is recorded, and nothing to export is said", async () => {
    const cookie = await cookieOf((await newAuditor()).id);
    const ask = (query: string) => get(exportRoute, { path: `/api/v1/findings/export?${query}`, cookie });
    const answer = await ask("format=osv&tool=agent");
    expect([answer.status, answer.headers.get("content-disposition"), answer.headers.get("x-left-out")]).toEqual([
      200,
      expect.stringMatching(/^attachment; filename="agent-[\d-]+\.osv\.json"$/),
      "2",
    ]);
    expect(await answer.json()).toHaveLength(6);
    expect(
      await db.auditEvent.count({ where: { action: "findings.exported", after: { path: ["filters", "tool"], equals: "agent" } } }),
    ).toBeGreaterThan(0);
    expect((await ask("format=csaf&tool=no-such-tool")).status).toBe(404);
    expect((await ask(`format=osv&finding=${findings[1]}`)).status).toBe(409);
    expect((await ask("format=sarif")).status).toBe(422);
    expect((await get(exportRoute, { path: "/api/v1/findings/export?format=osv", cookie: await cookieOf(officer.id) })).status).toBe(200);
  });
});
