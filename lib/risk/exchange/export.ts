import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { refuse } from "@/lib/refusal";
import { recordFindingExport } from "@/lib/risk/findings/commands";
import { Prisma } from "@/prisma/generated/client";
import { csafDocument } from "./csaf-writing";
import type { Leaving } from "./leaving";
import { openVexDocument } from "./openvex-writing";
import { isForOsv, osvRecord } from "./osv-writing";
import { publisher } from "./publisher";
import type { ExportQuery } from "./schema";

const MOST = 5_000;

export type Exported = { content: object; fileName: string; leftOut: number };

/** Findings as others read them. Who took them out is recorded. */
export async function exportFindings(viewer: Viewer, query: ExportQuery, now: Date): Promise<Exported> {
  must(viewer, "risk:read");
  const { format, finding, ...filters } = query;
  const all = await findingsToLeave(query);
  if (all.length === 0) refuse("not-found", "exchange.export.none");
  if (all.length > MOST) refuse("too-large", "exchange.export.tooMany", { most: MOST });
  const some = format === "osv" ? all.filter(isForOsv) : all;
  const [only] = some.length === 1 && finding !== undefined ? some : [];
  if (some.length === 0) refuse("conflict", "exchange.export.notForOsv");
  const by = publisher();
  const content = {
    osv: () => (only ? osvRecord(only, by) : some.map((one) => osvRecord(one, by))),
    openvex: () => openVexDocument(some, by, now),
    csaf: () => csafDocument(some, by, now),
  }[format]();
  await recordFindingExport(viewer, { subjectId: finding ?? "all", filters, format }, now);
  const what = finding === undefined ? (query.tool ?? "findings") : `F-${finding}`;
  return { content, fileName: `${what}-${now.toISOString().slice(0, 10)}.${format}.json`, leftOut: all.length - some.length };
}

type Row = Omit<Leaving, "recordedAt" | "updatedAt" | "steps"> & {
  recordedAt: Date;
  updatedAt: Date;
  steps: { at: string; reason: string }[];
};

async function findingsToLeave({ tool, status, finding }: ExportQuery): Promise<Leaving[]> {
  const where = Prisma.join(
    [
      Prisma.sql`true`,
      tool === undefined ? Prisma.sql`true` : Prisma.sql`t.slug = ${tool}`,
      status === undefined ? Prisma.sql`true` : Prisma.sql`f.status = ${status}::finding_status`,
      finding === undefined ? Prisma.sql`true` : Prisma.sql`f.id = ${finding}`,
    ],
    " AND ",
  );
  const rows = await db.$queryRaw<Row[]>`
    SELECT f.id, f.title, f.summary, f.behaviour::text, f.version_range AS "versionRange", f.status::text, f.justification, f.action, f.fix::text,
      f.fix_version AS "fixVersion", f.fix_candidates AS "fixCandidates", f.opened_on::text AS "openedOn", f.recorded_at AS "recordedAt",
      f.updated_at AS "updatedAt", o.record_id AS "recordId",
      jsonb_build_object('slug', t.slug, 'name', t.name, 'vendor', v.name) AS tool,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', i.kind, 'value', i.value) ORDER BY i.id), '[]') FROM identifier i WHERE i.tool_id = t.id)
        AS identifiers,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'version', r.version) ORDER BY r.id), '[]') FROM release r
        WHERE r.tool_id = t.id AND f.version_range ~ '[/|](>[^=]|!=)') AS releases,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('at', s.at, 'reason', s.reason) ORDER BY s.id), '[]') FROM finding_step s WHERE s.finding_id = f.id)
        AS steps,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'confirmation', c.confirmation) ORDER BY c.id), '[]') FROM finding_claim l
        JOIN claim c ON c.id = l.claim_id WHERE l.finding_id = f.id) AS claims,
      (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('url', e.url, 'title', coalesce(e.title, e.publisher))), '[]') FROM finding_claim l
        JOIN claim_evidence ce ON ce.claim_id = l.claim_id JOIN evidence_source e ON e.id = ce.source_id
        WHERE l.finding_id = f.id AND e.url IS NOT NULL) AS "references"
    FROM finding f JOIN tool t ON t.id = f.tool_id JOIN vendor v ON v.id = t.vendor_id LEFT JOIN finding_origin o ON o.finding_id = f.id
    WHERE ${where} ORDER BY f.id LIMIT ${MOST + 1}`;
  return rows.map((row) => ({ ...row, steps: row.steps.map(({ at, reason }) => ({ at: new Date(at), reason })) }));
}
