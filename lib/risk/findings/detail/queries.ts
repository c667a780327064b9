import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { newestFirst } from "@/lib/registry/releases/rules";
import type { Day } from "@/lib/risk/claims/rules";
import type { FindingStatus, FixState, ProposalStatus } from "@/prisma/generated/enums";
import { type FindingItem, ITEM, ITEM_FROM } from "../queries";
import { findingCode } from "../rules";

type Named = { id: number; name: string };

export type FindingStep = {
  before: FindingStatus | null;
  after: FindingStatus;
  fix: FixState;
  effectiveOn: Day;
  reason: string;
  by: string | null;
  at: Date;
};
export type TrustStep = {
  id: number;
  status: ProposalStatus;
  reason: string;
  proposedById: number;
  proposedBy: Named | null;
  proposedAt: Date;
  settledBy: Named | null;
  settledAt: Date | null;
  settleReason: string | null;
};

export type FindingDetail = Omit<FindingItem, "claims"> & {
  toolId: number;
  summary: string;
  justification: string | null;
  action: string | null;
  externalId: string | null;
  origin: string;
  recordedAt: Date;
  recordedBy: string | null;
  updatedAt: Date;
  claimIds: number[];
  /** The newest first. */
  steps: FindingStep[];
  restorations: TrustStep[];
};

type Own = Omit<FindingDetail, "code" | "steps" | "restorations">;

/** One finding with everything that was decided of it. Its claims, exposure and lags are asked for by themselves. */
export async function getFinding(viewer: Viewer, id: number): Promise<FindingDetail | null> {
  must(viewer, "risk:read");
  const [[own], steps, restorations] = await Promise.all([
    db.$queryRaw<(Own & { claims: number })[]>`
      SELECT ${ITEM}, f.tool_id AS "toolId", f.summary, f.justification, f.action, f.external_id AS "externalId", f.origin, f.recorded_at AS "recordedAt",
        w.name AS "recordedBy", f.updated_at AS "updatedAt",
        ARRAY(SELECT c.claim_id FROM finding_claim c WHERE c.finding_id = f.id ORDER BY c.claim_id) AS "claimIds"
      FROM ${ITEM_FROM} LEFT JOIN person w ON w.id = f.recorded_by_id WHERE f.id = ${id}`,
    db.$queryRaw<FindingStep[]>`
      SELECT s.before::text, s.after::text, s.fix::text, s.effective_on::text AS "effectiveOn", s.reason, p.name AS by, s.at
      FROM finding_step s LEFT JOIN person p ON p.id = s.by_id WHERE s.finding_id = ${id} ORDER BY s.id DESC`,
    db.$queryRaw<TrustStep[]>`
      SELECT r.id, r.status::text, r.reason, r.proposed_by_id AS "proposedById", r.proposed_at AS "proposedAt", r.settled_at AS "settledAt", r.settle_reason AS "settleReason",
        jsonb_build_object('id', r.proposed_by_id, 'name', coalesce(p.name, '–')) AS "proposedBy",
        CASE WHEN r.settled_by_id IS NOT NULL THEN jsonb_build_object('id', r.settled_by_id, 'name', coalesce(s.name, '–')) END AS "settledBy"
      FROM trust_restoration r LEFT JOIN person p ON p.id = r.proposed_by_id LEFT JOIN person s ON s.id = r.settled_by_id
      WHERE r.finding_id = ${id} ORDER BY r.id DESC`,
  ]);
  if (!own) return null;
  const { claims: _counted, ...finding } = own;
  return { ...finding, code: findingCode(id), steps, restorations };
}

/** Who may answer for a finding: officers who are active. */
export async function assessors(viewer: Viewer): Promise<Named[]> {
  must(viewer, "risk:read");
  const where = { active: true, roles: { some: { role: "SECURITY_OFFICER" } } } as const;
  return db.person.findMany({ where, select: { id: true, name: true }, orderBy: [{ name: "asc" }, { id: "asc" }], take: 500 });
}

const MOST_VERSIONS = 12;

/** The newest releases of a tool: what a fix can be. */
export async function fixChoices(viewer: Viewer, toolId: number): Promise<string[]> {
  must(viewer, "risk:read");
  const releases = await db.release.findMany({ where: { toolId, isWithdrawn: false }, select: { kind: true, version: true } });
  return [...new Set(newestFirst(releases).map(({ version }) => version))].slice(0, MOST_VERSIONS);
}

/** Every tool by name, for a form's suggestions. */
export async function toolSuggestions(viewer: Viewer): Promise<{ slug: string; name: string }[]> {
  must(viewer, "risk:read");
  return db.tool.findMany({ where: { mergedIntoId: null }, select: { slug: true, name: true }, orderBy: { name: "asc" }, take: 2_000 });
}
