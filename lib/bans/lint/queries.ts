import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import type { BlastRadius } from "@/lib/bans/blast-radius/queries";
import { gatherFacts } from "@/lib/bans/lint/gather";
import { type Answered, answered, lintFindings } from "@/lib/bans/lint/rules";
import type { Acceptance, LintFinding } from "@/lib/bans/lint/schema";
import { type BanDraft, banDraftSchema } from "@/lib/bans/schema";
import { db, type Tx } from "@/lib/db";
import { refuse } from "@/lib/refusal";
import type { VersionStatus } from "@/prisma/generated/enums";

export type LintedVersion = {
  banId: number;
  code: string;
  versionId: number;
  number: number;
  status: VersionStatus;
  authorId: number;
  editorIds: number[];
  content: BanDraft;
};

export type Lint = {
  version: LintedVersion;
  radius: BlastRadius;
  findings: LintFinding[];
  acceptances: Acceptance[];
  answered: Answered[];
};

/** What the lint says of the version that is worked on, or of the one that binds; with what was accepted. Inside a command, in its transaction. */
export async function lintBan(viewer: Viewer, banId: number, now: Date, tx: Tx | typeof db = db): Promise<Lint> {
  must(viewer, "bans:record");
  const version = await lintedVersion(viewer, banId, tx);
  const [{ facts, radius }, acceptances] = [await gatherFacts(tx, version, viewer.locale, now), await acceptancesOf(tx, version.versionId)];
  const findings = lintFindings(facts, now);
  return { version, radius, findings, acceptances, answered: answered(findings, acceptances) };
}

/** The newest version that was neither rejected nor withdrawn; of a ban that ended before it bound, the newest. */
export async function lintedVersion(viewer: Viewer, banId: number, tx: Tx | typeof db = db): Promise<LintedVersion> {
  must(viewer, "bans:record");
  const [row] = await tx.$queryRaw<(Omit<LintedVersion, "content"> & { content: unknown })[]>`
    SELECT b.id AS "banId", b.code, v.id AS "versionId", v.number, v.status::text AS status, v.author_id AS "authorId", v.editor_ids AS "editorIds", v.content
    FROM ban b JOIN ban_version v ON v.ban_id = b.id WHERE b.id = ${banId}
    ORDER BY v.status IN ('REJECTED', 'WITHDRAWN'), v.number DESC LIMIT 1`;
  if (!row) refuse("not-found", "bans.refusal.notFound");
  return { ...row, content: banDraftSchema.parse(row.content) };
}

export async function acceptancesOf(tx: Tx | typeof db, versionId: number): Promise<Acceptance[]> {
  return tx.$queryRaw<Acceptance[]>`
    SELECT a."check", a.subject, a.said, a.reason, a.accepted_by_id AS "acceptedById", p.name AS "acceptedBy", a.accepted_at AS "acceptedAt"
    FROM lint_acceptance a JOIN person p ON p.id = a.accepted_by_id WHERE a.version_id = ${versionId} ORDER BY a.accepted_at, a.id`;
}
