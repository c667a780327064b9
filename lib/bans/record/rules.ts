import { z } from "zod";
import type { PinnedClaim, PinnedFinding } from "@/lib/bans/basis/queries";
import { CHECK_NAMES, type LintFinding, type LintValue } from "@/lib/bans/lint/schema";
import type { RecordedEvent } from "@/lib/bans/record/parts";
import type { BanRecord } from "@/lib/bans/record/queries";
import { claimCode } from "@/lib/risk/claims/rules";

/** Names the shape, so that whoever keeps records can tell what they hold. */
export const RECORD_FORMAT = "interdict/ban-record/1";

/** A finding of the lint as it was when a version was published, and nobody had mended or accepted it. */
export type Unanswered = { version: number; at: Date } & Pick<LintFinding, "check" | "subject" | "values">;

const noted = z.object({
  version: z.number(),
  unanswered: z.array(z.object({ check: z.enum(CHECK_NAMES), subject: z.string(), values: z.record(z.string(), z.custom<LintValue>()) })),
});

/** The warnings with which versions were published. */
export function unansweredIn(events: readonly Pick<RecordedEvent, "action" | "after" | "at">[]): Unanswered[] {
  return events.flatMap(({ action, after, at }) => {
    const said = action === "ban.published" ? noted.safeParse(after).data : undefined;
    return (said?.unanswered ?? []).map((finding) => ({ version: said?.version ?? 1, at, ...finding }));
  });
}

/** The record as a document that stands by itself: names instead of numbers of rows, and moments in UTC. */
export function recordDocument({ ban, phase, words, resolved, basis, asOf, ...rest }: BanRecord, exportedBy: string) {
  const { code, status, revision, content, zone, cutoffAt, author } = ban;
  const { createdAt, publishedAt, endedAt, endReason, ender: endedBy, supersededBy, suspended, version } = ban;
  return {
    format: RECORD_FORMAT,
    exported: { at: asOf, by: exportedBy },
    ban: {
      ...{
        code,
        status,
        phase,
        revision,
        version,
        title: content.title ?? {},
        author,
        owner: content.owner ?? null,
        contact: content.contact ?? null,
      },
      ...{ zone, cutoffAt, reviewOn: content.reviewOn ?? null, createdAt, publishedAt },
      ...{ suspended, endedAt, endedBy, endReason, supersededBy },
    },
    says: content,
    scope: {
      words: words.sentence,
      tools: resolved?.tools ?? ban.scope.map(({ name, slug, vendor }) => ({ name, slug, vendor, versionRange: null })),
      access: resolved?.access ?? [],
      bound: resolved && { people: resolved.people, devices: resolved.devices, teams: resolved.teams },
    },
    basis: { claims: basis.claims.map(claimOf), findings: basis.findings.map(findingOf) },
    unanswered: unansweredIn(rest.events),
    ...rest,
  };
}

function claimOf({ id, statement, tool, vendor, versionRange, statedAs, atPublication, confirmation, isDisputed, ...claim }: PinnedClaim) {
  const about = tool?.name ?? vendor?.name ?? null;
  const { sources, independentOrigins, reportedOn } = claim;
  const confirmed = { statedAs, atPublication, now: confirmation, isDisputed };
  return { claim: claimCode(id), statement, about, versionRange, reportedOn, sources, independentOrigins, ...confirmed };
}

function findingOf({ code, title, tool, behaviour, versionRange, atPublication, status, fix }: PinnedFinding) {
  return { finding: code, title, about: tool.name, behaviour, versionRange, atPublication, now: status, fix };
}
