import { Readable } from "node:stream";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { Refusal } from "@/lib/refusal";
import { recordRelease } from "./commands";
import { importReleases } from "./import/commands";
import { listReleases } from "./queries";
import { recordReleaseSchema, releaseListSchema } from "./schema";

export const CLAUDE = "@anthropic-ai/claude-code";
export const NOW = new Date("2026-07-08T07:00:00Z");

/** A tool known by one npm package. */
export async function toolWithPackage(slug: string): Promise<{ id: number; slug: string }> {
  const vendor = {
    connectOrCreate: { where: { slug: "vendor" }, create: { slug: "vendor", name: "Vendor", confidence: "HIGH" as const } },
  };
  const identifiers = {
    create: [{ kind: "NPM" as const, value: CLAUDE, matchValue: CLAUDE, confidence: "HIGH" as const, source: "test" }],
  };
  const { id } = await db.tool.create({
    data: { slug, name: slug, vendor, category: "coding agent", confidence: "HIGH", identifiers },
    select: { id: true },
  });
  return { id, slug };
}

export const recordAs = (viewer: Viewer, slug: string, input: Record<string, unknown>) =>
  recordRelease(viewer, { slug, ...recordReleaseSchema.parse({ kind: "NPM", source: "Registry", ...input }) }, NOW);

export const listAs = (viewer: Viewer, toolId: number, input: Record<string, unknown> = {}) =>
  listReleases(viewer, toolId, releaseListSchema.parse(input));

export function takeAs(viewer: Viewer, slug: string, content: unknown, fileName: string | null = "packument.json") {
  const bytes = typeof content === "string" || Buffer.isBuffer(content) ? Buffer.from(content) : Buffer.from(JSON.stringify(content));
  return importReleases(viewer, { slug, stream: Readable.from([bytes]), fileName }, NOW);
}

/** What a refusal says; null when there was none. */
export const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? { code: error.code, key: error.reason.key, fields: Object.keys(error.fields) } : error),
  );

export const eventsOf = (slug: string) =>
  db.auditEvent.findMany({
    where: { subjectKind: "tool", subjectId: slug },
    orderBy: { id: "asc" },
    select: { action: true, before: true, after: true, reason: true },
  });

export const packument = (versions: Record<string, object>, time: Record<string, unknown> = {}) => ({ name: CLAUDE, versions, time });
