import "server-only";
import { dateWords } from "@/i18n/date-words";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { MATCH_NAME } from "@/lib/bans/drift/matches";
import { type DriftDecision, isDecidable, noteOf, openChange, whyNotLeaveOut, whyNotTakeIn } from "@/lib/bans/drift/rules";
import type { DecideDrift, DriftFilters } from "@/lib/bans/drift/schema";
import { banCode } from "@/lib/bans/rules";
import { type LoadedBan, type LoadedVersion, lockBan, moveBan } from "@/lib/bans/transition";
import { beginVersion } from "@/lib/bans/versions/commands";
import { inTransaction, type Tx } from "@/lib/db";
import { refuse, refuseIf } from "@/lib/refusal";
import type { DriftStatus, VersionStatus } from "@/prisma/generated/enums";

export type Decided = {
  decision: DriftDecision;
  /** How many were decided. */
  count: number;
  /** The bans they belong to; where something came in, with the version that takes it. */
  bans: { code: string; version: number | null }[];
};

type Proposal = {
  id: number;
  banId: number;
  name: string;
  status: DriftStatus;
  decidedAt: Date | null;
  decidedBy: string | null;
  version: { status: VersionStatus } | null;
};

/**
 * Takes new matches into a further version of their bans, or leaves them out with a reason. All of them or none: if somebody decided one in the
 * meantime, the viewer is told who.
 */
export async function decideDrift(viewer: Viewer, input: DecideDrift, now: Date): Promise<Decided> {
  must(viewer, "bans:write");
  const decidedById = viewer.personId ?? refuse("forbidden", "bans.refusal.needsPerson");
  return inTransaction(
    async (tx) => {
      const named = await proposals(tx, input.ids);
      const bans: Decided["bans"] = [];
      // Always in the same order, so that two who decide at once wait for each other instead of for ever.
      for (const banId of [...new Set(named.map((proposal) => proposal.banId))].sort((a, b) => a - b)) {
        const ban = await lockBan(tx, { banId });
        const own = (await proposals(tx, input.ids)).filter((proposal) => proposal.banId === banId);
        for (const proposal of own) if (!isDecidable(proposal, input.decision)) refuseDecided(viewer, proposal);
        const version = input.decision === "accept" ? await takeIn(tx, viewer, ban, own, input, now) : null;
        if (input.decision === "dismiss") await leaveOut(tx, viewer, ban, own, now);
        const settled = {
          status: input.decision === "accept" ? ("ACCEPTED" as const) : ("DISMISSED" as const),
          ...{ decidedById, decidedAt: now, reason: input.reason ?? null, versionId: version?.id ?? null },
        };
        await tx.scopeDrift.updateMany({ where: { id: { in: own.map(({ id }) => id) } }, data: settled });
        const after = { matches: own.map(({ name }) => name), ...(version ? { version: version.number } : {}) };
        const action = input.decision === "accept" ? "ban.drift-accepted" : "ban.drift-dismissed";
        await recordAudit(tx, viewer, { action, subjectKind: "ban", subjectId: ban.code, after, reason: input.reason ?? null }, now);
        bans.push({ code: ban.code, version: version?.number ?? null });
      }
      return { decision: input.decision, count: named.length, bans };
    },
    { timeoutMs: 60_000 },
  );
}

async function proposals(tx: Tx, ids: readonly number[]): Promise<Proposal[]> {
  const found = await tx.$queryRaw<Proposal[]>`
    SELECT d.id, d.ban_id AS "banId", ${MATCH_NAME} AS name, d.status::text, d.decided_at AS "decidedAt", w.name AS "decidedBy",
      CASE WHEN v.id IS NOT NULL THEN jsonb_build_object('status', v.status) END AS version
    FROM scope_drift d JOIN tool t ON t.id = d.tool_id LEFT JOIN model_family f ON f.id = d.family_id
    LEFT JOIN person w ON w.id = d.decided_by_id LEFT JOIN ban_version v ON v.id = d.version_id
    WHERE d.id = ANY (${[...ids]}::int[]) ORDER BY d.id`;
  return found.length === new Set(ids).size ? found : refuse("not-found", "drift.refusal.notFound");
}

function refuseDecided(viewer: Viewer, { name, status, decidedAt, decidedBy }: Proposal): never {
  if (!decidedAt || !decidedBy) refuse("conflict", "drift.refusal.decidedByVersion", { name });
  const time = dateWords(decidedAt, "dateTime", viewer.zone, viewer.locale);
  refuse("conflict", `drift.refusal.${status === "ACCEPTED" ? "accepted" : "dismissed"}`, { name, who: decidedBy, time });
}

async function takeIn(tx: Tx, viewer: Viewer, ban: LoadedBan, own: readonly Proposal[], { reason }: DecideDrift, now: Date) {
  refuseIf("conflict", whyNotTakeIn(ban, viewer, now));
  const draft = openChange(ban.working);
  if (draft) {
    await widen(tx, viewer, ban, draft, now);
    return { id: draft.id, number: draft.number };
  }
  const note = noteOf(
    own.map(({ name }) => name),
    reason,
  );
  const begun = await beginVersion(tx, viewer, ban.id, note, now);
  return { id: begun.versionId, number: begun.version };
}

/** What had come in by a draft goes out of it again. */
async function leaveOut(tx: Tx, viewer: Viewer, ban: LoadedBan, own: readonly Proposal[], now: Date): Promise<void> {
  refuseIf("conflict", whyNotLeaveOut(ban, viewer));
  const draft = openChange(ban.working);
  if (draft && own.some(({ status }) => status === "ACCEPTED")) await widen(tx, viewer, ban, draft, now);
}

/** A draft means something else by now: whoever made it so is one of its authors, and who looked before has to look again. */
async function widen(tx: Tx, viewer: Viewer, ban: LoadedBan, { id, editorIds }: LoadedVersion, now: Date): Promise<void> {
  const contentRevision = await moveBan(tx, viewer, ban, null, {}, now);
  const editors = [...new Set([...editorIds, ...(viewer.personId === null ? [] : [viewer.personId])])];
  await tx.banVersion.update({ where: { id }, data: { contentRevision, editorIds: editors }, select: { id: true } });
}

/** Records that somebody took a list of matches away, and by which filters. */
export async function recordDriftExport(viewer: Viewer, filters: DriftFilters, now: Date): Promise<void> {
  must(viewer, "bans:read");
  const after = { ban: filters.ban === undefined ? null : banCode(filters.ban), status: filters.status ?? null };
  await inTransaction((tx) =>
    recordAudit(tx, viewer, { action: "ban.drift-exported", subjectKind: "drift", subjectId: "list", after }, now),
  );
}
