import { Readable } from "node:stream";
import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { importFindings } from "./commands";
import { getFindingImport } from "./queries";

export const NOW = new Date("2026-07-08T07:00:00Z");

type Package = { kind: "NPM" | "PYPI" | "VSCODE" | "DOMAIN"; value: string };

/** A tool with its packages. */
export async function newTool(slug: string, packages: readonly Package[]): Promise<{ id: number; slug: string }> {
  const vendor = {
    connectOrCreate: { where: { slug: "vendor" }, create: { slug: "vendor", name: "Vendor", confidence: "HIGH" as const } },
  };
  const known = { confidence: "HIGH" as const, source: "test" };
  const identifiers = { create: packages.map((one) => ({ ...one, matchValue: one.value, ...known })) };
  const data = { slug, name: slug, vendor, category: "coding agent", confidence: "HIGH" as const, identifiers };
  return { id: (await db.tool.create({ data, select: { id: true } })).id, slug };
}

export async function take(viewer: Viewer, content: unknown, now = NOW) {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  const imported = await importFindings(viewer, { stream: Readable.from([Buffer.from(text)]), fileName: "file.json" }, now);
  const report = await getFindingImport(viewer, { id: imported.id });
  return { ...imported, rows: report?.rows ?? [] };
}

/** What of a finding an exchange has to keep. */
export async function standing(id: number | null | undefined) {
  const found = await db.finding.findUniqueOrThrow({
    where: { id: id ?? 0 },
    select: {
      title: true,
      summary: true,
      behaviour: true,
      versionRange: true,
      status: true,
      justification: true,
      action: true,
      fix: true,
      fixVersion: true,
      fixCandidates: true,
      toolId: true,
    },
  });
  const { toolId, ...rest } = found;
  const { slug } = await db.tool.findUniqueOrThrow({ where: { id: toolId }, select: { slug: true } });
  return { ...rest, tool: slug };
}

type Event = Partial<Record<"introduced" | "fixed" | "last_affected", string>>;

export function osv(
  id: string,
  packages: readonly [ecosystem: string, name: string, events: Event[]][],
  more: Record<string, unknown> = {},
) {
  return {
    schema_version: "1.7.0",
    id,
    modified: "2026-07-03T00:00:00Z",
    published: "2026-07-01T00:00:00Z",
    summary: `What ${id} says`,
    details: "At length.",
    affected: packages.map(([ecosystem, name, events]) => ({ package: { ecosystem, name }, ranges: [{ type: "SEMVER", events }] })),
    ...more,
  };
}

export function openVex(statements: readonly Record<string, unknown>[]) {
  return {
    "@context": "https://openvex.dev/ns/v0.2.0",
    "@id": "https://example.com/vex/1",
    author: "Example",
    timestamp: "2026-07-05T00:00:00Z",
    version: 1,
    statements,
  };
}

const instant = z.iso.datetime();
const address = z.url();

/** What the OSV schema 1.7 demands of what we write, in our own words; anything beside is a fault. */
export const osvShape = z.strictObject({
  schema_version: z.literal("1.7.0"),
  id: z.string().regex(/^x_[A-Za-z0-9_.-]+-F-\d+$/),
  modified: instant,
  published: instant,
  aliases: z.array(z.string()).optional(),
  summary: z.string(),
  details: z.string(),
  affected: z.array(
    z.strictObject({
      package: z
        .strictObject({ ecosystem: z.enum(["npm", "PyPI", "VSCode"]), name: z.string(), purl: z.string().startsWith("pkg:").optional() })
        .optional(),
      ranges: z
        .array(
          z.strictObject({
            type: z.enum(["SEMVER", "ECOSYSTEM"]),
            // One beginning, and at most one end.
            events: z
              .tuple([z.strictObject({ introduced: z.string() })])
              .rest(z.union([z.strictObject({ fixed: z.string() }), z.strictObject({ last_affected: z.string() })])),
          }),
        )
        .optional(),
      versions: z.array(z.string()).optional(),
      database_specific: z.record(z.string(), z.unknown()),
    }),
  ),
  references: z.array(z.strictObject({ type: z.literal("WEB"), url: address })).optional(),
  credits: z.array(z.strictObject({ name: z.string(), contact: z.array(z.string()), type: z.literal("ANALYST") })),
  database_specific: z.record(z.string(), z.unknown()),
});

const product = z.strictObject({
  "@id": z.string().startsWith("pkg:"),
  identifiers: z.strictObject({ purl: z.string().startsWith("pkg:") }),
});
const shared = {
  vulnerability: z.strictObject({
    "@id": address,
    name: z.string().min(1),
    description: z.string(),
    aliases: z.array(z.string()).optional(),
  }),
  timestamp: instant,
  products: z.array(product).min(1),
  status_notes: z.string(),
};

/** What the OpenVEX 0.2.0 schema demands of what we write, in our own words. */
export const openVexShape = z.strictObject({
  "@context": z.literal("https://openvex.dev/ns/v0.2.0"),
  "@id": address,
  author: z.string().min(1),
  role: z.string(),
  timestamp: instant,
  version: z.int().min(1),
  tooling: z.string(),
  statements: z
    .array(
      z.discriminatedUnion("status", [
        z.strictObject({
          ...shared,
          status: z.literal("affected"),
          action_statement: z.string().min(1),
          action_statement_timestamp: instant.optional(),
        }),
        z.strictObject({
          ...shared,
          status: z.literal("not_affected"),
          justification: z.enum([
            "component_not_present",
            "vulnerable_code_not_present",
            "vulnerable_code_not_in_execute_path",
            "vulnerable_code_cannot_be_controlled_by_adversary",
            "inline_mitigations_already_exist",
          ]),
        }),
        z.strictObject({ ...shared, status: z.literal("fixed") }),
        z.strictObject({ ...shared, status: z.literal("under_investigation") }),
      ]),
    )
    .min(1),
});
