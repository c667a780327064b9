import "server-only";
import { createHash } from "node:crypto";
import { db } from "@/lib/db";
import type { Registry } from "@/lib/inventory/triage/known/rules";
import { RULES_VERSION } from "@/lib/inventory/triage/signals/rules";

export type ReadRegistry = Registry & { fingerprint: number };

/** What likeness is judged against, for the job that rates; the fingerprint changes with anything that a rating rests on. */
export async function readRegistry(): Promise<ReadRegistry> {
  const [row] = await db.$queryRaw<[Registry]>`/* triage's own clock */
    SELECT
      (SELECT coalesce(jsonb_agg(jsonb_build_object('slug', slug, 'name', name, 'legalName', legal_name) ORDER BY id), '[]')
        FROM vendor WHERE merged_into_id IS NULL) AS vendors,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('slug', t.slug, 'name', t.name, 'aliases', coalesce(t.aliases, '{}'), 'homepage', t.homepage,
        'vendorSlug', v.slug) ORDER BY t.id), '[]') FROM tool t JOIN vendor v ON v.id = t.vendor_id WHERE t.merged_into_id IS NULL) AS tools,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', i.kind, 'value', i.value, 'matchValue', i.match_value, 'toolSlug', t.slug) ORDER BY i.id), '[]')
        FROM identifier i JOIN tool t ON t.id = i.tool_id) AS identifiers`;
  const { vendors, tools, identifiers } = row;
  const fingerprint = createHash("sha256")
    .update(JSON.stringify([RULES_VERSION, vendors, tools, identifiers]))
    .digest()
    .readInt32BE();
  return { vendors, tools, identifiers, fingerprint };
}
