import { db } from "@/lib/db";
import { EDITION_NAME, type Edition } from "@/lib/risk/tables/schema";
import { checksumOf } from "@/lib/risk/tables/shipped";
import type { ClaimBearing } from "@/prisma/generated/enums";
import { shippedTables } from "@/scripts/load-tables";

/** The shipped tables in force, as the start of the product leaves them. */
export async function tablesInForce(from: Date): Promise<Edition> {
  const content = shippedTables();
  await db.tableSet.deleteMany();
  await db.tableSet.create({
    data: {
      ...{ name: EDITION_NAME, version: content.version, checksum: new Uint8Array(checksumOf(content)), content, status: "CURRENT" },
      ...{ origin: "shipped", proposedAt: from, currentFrom: from },
    },
  });
  return content;
}

let nth = 0;

export async function newTool(name = "Some tool"): Promise<{ id: number; slug: string }> {
  nth += 1;
  const slug = `tool-${nth}`;
  const vendor = await db.vendor.create({ data: { slug: `maker-${nth}`, name: "Maker", confidence: "HIGH" }, select: { id: true } });
  return db.tool.create({
    data: { slug, name, vendorId: vendor.id, category: "ai-ide", confidence: "HIGH" },
    select: { id: true, slug: true },
  });
}

const day = (date: string) => new Date(`${date}T00:00:00Z`);

/** A claim as the ledger's dates have it, with one source; `acknowledgedOn` when it came to be acknowledged. */
export async function newClaim(
  toolId: number,
  { reportedOn, acknowledgedOn, bearing = "RAISES" }: { reportedOn: string; acknowledgedOn?: string; bearing?: ClaimBearing },
): Promise<number> {
  const source = await db.evidenceSource.create({
    data: { publisher: "A researcher", kind: "PRIMARY", publishedOn: day(reportedOn), reliability: "C", recordedAt: day(reportedOn) },
    select: { id: true },
  });
  const { id } = await db.claim.create({
    data: {
      ...{ toolId, statement: "It reads the time zone.", bearing, reportedOn: day(reportedOn), recordedAt: day(reportedOn) },
      confirmation: acknowledgedOn ? "ACKNOWLEDGED" : "REPORTED",
      evidence: { create: { sourceId: source.id, credibility: 2, addedAt: day(reportedOn) } },
      steps: {
        create: [
          ...(acknowledgedOn
            ? [
                {
                  before: "REPORTED" as const,
                  after: "ACKNOWLEDGED" as const,
                  effectiveOn: day(acknowledgedOn),
                  reason: "So they say.",
                  at: day(acknowledgedOn),
                },
              ]
            : []),
        ],
      },
    },
    select: { id: true },
  });
  return id;
}

export const WORKED_EXAMPLE = {
  ...{ autonomyOfAction: "scoped", toolUse: "operator", selfModification: "tunable", goalDrivenPlanning: "autonomous" },
  ...{ environmentAndAdaptation: "connected", predictabilityAndInfluence: "uncertain", systemicImpact: "significant" },
} as const;
