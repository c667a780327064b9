import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { citationsFrom, evidenceClaimsOf } from "@/lib/risk/claims/ledger";
import { independentOrigins, type Origins } from "@/lib/risk/claims/origins";
import { type ClaimItem, claimsNamed } from "@/lib/risk/claims/queries";
import { type Day, type Evidence, evidenceOfClaim, evidenceOn } from "@/lib/risk/claims/rules";
import type { Confirmation, EvidenceKind } from "@/prisma/generated/enums";

/** A document with what it says of one claim. */
export type ClaimSource = {
  id: number;
  publisher: string;
  title: string | null;
  url: string | null;
  kind: EvidenceKind;
  publishedOn: Day;
  /** A to F of the Admiralty scale. */
  reliability: string;
  /** 1 to 6 of the Admiralty scale. */
  credibility: number;
  quote: string | null;
  addedBy: string | null;
  addedAt: string;
};

export type ClaimStepItem = {
  before: Confirmation | null;
  after: Confirmation;
  effectiveOn: Day;
  reason: string;
  party: string | null;
  by: string | null;
  at: string;
};

export type Contradiction = { reason: string | null; by: string | null; claim: ClaimItem };

/** What the claim does to the evidence input of the tool that it is about. */
export type EvidenceEffect = {
  /** Of the tool today, with this claim and without it. */
  now: Evidence;
  without: Evidence;
  /** What this claim alone gives. */
  own: Evidence;
};

export type ClaimDetail = ClaimItem & {
  /** Send it with an edit: whoever was faster is told of. */
  revision: number;
  note: string | null;
  dispute: { words: string; by: string; url: string | null; on: Day } | null;
  supersededBy: ClaimItem | null;
  supersedes: ClaimItem[];
  recordedBy: string | null;
  recordedAt: Date;
  steps: ClaimStepItem[];
  evidence: ClaimSource[];
  origins: Origins;
  /** Documents in which the groups have their origin, those of no claim too. */
  originNames: { id: number; publisher: string; title: string | null }[];
  contradicting: Contradiction[];
  findings: { id: number; title: string; status: string }[];
  effect: EvidenceEffect | null;
};

type Row = Pick<ClaimDetail, "revision" | "note" | "dispute" | "recordedBy" | "recordedAt" | "steps" | "evidence" | "findings"> & {
  toolId: number | null;
  supersededById: number | null;
  supersedesIds: number[];
  links: { other: number; reason: string | null; by: string | null }[];
};

/** A claim with its sources by origin, its history, what contradicts it and what rests on it. `today` where the reader is. */
export async function getClaim(viewer: Viewer, id: number, today: Day): Promise<ClaimDetail | null> {
  must(viewer, "risk:read");
  const [row] = await db.$queryRaw<Row[]>`
    SELECT c.revision, c.note, c.tool_id AS "toolId", c.superseded_by_id AS "supersededById", w.name AS "recordedBy", c.recorded_at AS "recordedAt",
      CASE WHEN c.disputed_on IS NOT NULL THEN
        jsonb_build_object('words', c.dispute_words, 'by', c.disputed_by, 'url', c.dispute_url, 'on', c.disputed_on) END AS dispute,
      ARRAY(SELECT o.id FROM claim o WHERE o.superseded_by_id = c.id ORDER BY 1) AS "supersedesIds",
      coalesce((SELECT jsonb_agg(jsonb_build_object('before', s.before, 'after', s.after, 'effectiveOn', s.effective_on, 'reason', s.reason,
          'party', s.party, 'by', p.name, 'at', s.at) ORDER BY s.effective_on, s.id)
        FROM claim_step s LEFT JOIN person p ON p.id = s.by_id WHERE s.claim_id = c.id AND s.before IS NOT NULL), '[]') AS steps,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', s.id, 'publisher', s.publisher, 'title', s.title, 'url', s.url, 'kind', s.kind,
          'publishedOn', s.published_on, 'reliability', s.reliability, 'credibility', e.credibility, 'quote', e.quote, 'addedBy', p.name, 'addedAt', e.added_at)
          ORDER BY s.published_on, s.id)
        FROM claim_evidence e JOIN evidence_source s ON s.id = e.source_id LEFT JOIN person p ON p.id = e.added_by_id WHERE e.claim_id = c.id), '[]') AS evidence,
      coalesce((SELECT jsonb_agg(jsonb_build_object('other', CASE WHEN x.one_id = c.id THEN x.other_id ELSE x.one_id END, 'reason', x.reason, 'by', p.name)
          ORDER BY x.at) FROM claim_contradiction x LEFT JOIN person p ON p.id = x.by_id WHERE c.id IN (x.one_id, x.other_id)), '[]') AS links,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', f.id, 'title', f.title, 'status', f.status) ORDER BY f.id)
        FROM finding_claim l JOIN finding f ON f.id = l.finding_id WHERE l.claim_id = c.id), '[]') AS findings
    FROM claim c LEFT JOIN person w ON w.id = c.recorded_by_id WHERE c.id = ${id}`;
  if (!row) return null;
  const { toolId, supersededById, supersedesIds, links, ...own } = row;
  const ids = own.evidence.map((source) => source.id);
  const [items, citations, effect] = await Promise.all([
    claimsNamed(viewer, [id, ...supersedesIds, ...links.map(({ other }) => other), ...(supersededById === null ? [] : [supersededById])]),
    citationsFrom(db, ids),
    toolId === null ? null : effectOf(id, toolId, today),
  ]);
  const itemOf = new Map(items.map((item) => [item.id, item]));
  const item = itemOf.get(id);
  if (!item) return null;
  const origins = independentOrigins(ids, citations);
  return {
    ...item,
    ...own,
    supersededBy: itemOf.get(supersededById ?? 0) ?? null,
    supersedes: items.filter((one) => supersedesIds.includes(one.id)),
    origins,
    originNames: await namesOf(origins.groups.flatMap((group) => group.origins)),
    contradicting: links.flatMap(({ other, ...link }) => {
      const claim = itemOf.get(other);
      return claim ? [{ ...link, claim }] : [];
    }),
    effect,
  };
}

async function effectOf(id: number, toolId: number, today: Day): Promise<EvidenceEffect> {
  const claims = await evidenceClaimsOf(db, [toolId]);
  const [own, others] = [claims.find((claim) => claim.id === id), claims.filter((claim) => claim.id !== id)];
  return { now: evidenceOn(claims, today), without: evidenceOn(others, today), own: own ? evidenceOfClaim(own, today) : "none" };
}

function namesOf(ids: readonly number[]): Promise<ClaimDetail["originNames"]> {
  return db.evidenceSource.findMany({ where: { id: { in: [...ids] } }, select: { id: true, publisher: true, title: true } });
}

export type ClaimEvent = { id: number; at: Date; who: string; action: string; reason: string | null };

const MOST_EVENTS = 100;

/** What people did with a claim or a document, the last first. */
export async function ledgerEvents(viewer: Viewer, subjectKind: "claim" | "source", id: number): Promise<ClaimEvent[]> {
  must(viewer, "risk:read");
  const events = await db.auditEvent.findMany({
    where: { subjectKind, subjectId: String(id) },
    select: { id: true, at: true, actorName: true, action: true, reason: true },
    orderBy: { id: "desc" },
    take: MOST_EVENTS,
  });
  return events.map(({ id: event, actorName, ...rest }) => ({ ...rest, id: Number(event), who: actorName }));
}
