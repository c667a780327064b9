import { randomUUID } from "node:crypto";
import type { Viewer } from "@/lib/auth/viewer";
import { sentenceOf } from "@/lib/http/sentences";
import { Refusal } from "@/lib/refusal";
import { createTool, type SavedTool } from "@/lib/registry/tools/commands";
import { createToolSchema } from "@/lib/registry/tools/schema";
import { recordClaim, type SavedClaim } from "@/lib/risk/claims/commands";
import { addSource } from "@/lib/risk/claims/documents/commands";
import { addSourceSchema } from "@/lib/risk/claims/documents/schema";
import { recordClaimSchema } from "@/lib/risk/claims/schema";
import { confirmClaim } from "@/lib/risk/claims/settling/commands";
import { confirmSchema } from "@/lib/risk/claims/settling/schema";
import { recordSource, type SavedSource } from "@/lib/risk/sources/commands";
import { recordSourceSchema } from "@/lib/risk/sources/schema";

export const AT = new Date("2026-07-08T07:00:00Z");

/** A tool of a vendor that has to be there. */
export function addTool(viewer: Viewer, vendor: string): Promise<SavedTool> {
  const name = `Tool ${randomUUID()}`;
  return createTool(viewer, createToolSchema.parse({ name, vendor, category: "coding-agent", clients: ["cli"], confidence: "HIGH" }), AT);
}

/** A claim as an officer records one: of a tool, raising the risk, said on 30 June, unless given otherwise. */
export function addClaim(viewer: Viewer, given: Record<string, unknown>): Promise<SavedClaim> {
  const common = { statement: `It does something (${randomUUID()}).`, bearing: "RAISES", reportedOn: "2026-06-30" };
  return recordClaim(viewer, recordClaimSchema.parse({ ...common, ...given }), AT);
}

/** A document of a usually reliable publisher, of 30 June, unless given otherwise. */
export function addDocument(viewer: Viewer, given: Record<string, unknown> = {}): Promise<SavedSource> {
  const common = { publisher: `Publisher ${randomUUID()}`, kind: "PRIMARY", publishedOn: "2026-06-30", reliability: "B" };
  return recordSource(viewer, recordSourceSchema.parse({ ...common, ...given }), AT);
}

export function rest(viewer: Viewer, id: number, given: Record<string, unknown>): Promise<{ sourceId: number }> {
  return addSource(viewer, { id, ...addSourceSchema.parse({ credibility: 2, ...given }) }, AT);
}

export function step(viewer: Viewer, id: number, to: string, given: Record<string, unknown> = {}, now = AT) {
  return confirmClaim(viewer, { id, ...confirmSchema.parse({ to, reason: "It is so.", ...given }) }, now);
}

/** What a refusal says, as people read it: the sentence, and one per field. Null where it was not refused. */
export async function whyNot(work: Promise<unknown>): Promise<{ code: string; detail: string; fields: Record<string, string> } | null> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error === null) return null;
  if (!(error instanceof Refusal)) throw error;
  const fields = Object.fromEntries(Object.entries(error.fields).map(([field, why]) => [field, sentenceOf(why, "en")]));
  return { code: error.code, detail: sentenceOf(error.reason, "en"), fields };
}
