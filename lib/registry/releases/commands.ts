import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { broke, inTransaction, type Tx } from "@/lib/db";
import { Refusal, reason, refuse, refuseIf } from "@/lib/refusal";
import { whyNotPublished, whyNotReinstate, whyNotVersion, whyNotWithdraw } from "./rules";
import type { RecordRelease } from "./schema";

type OfRelease = { slug: string; id: number; reason: string };

/** Locks the tool, so that releases of one tool change one after another; a tool that was merged into another takes none. */
export async function toolForReleases(tx: Tx, slug: string): Promise<{ id: number; name: string }> {
  const [tool] = await tx.$queryRaw<{ id: number; name: string }[]>`
    SELECT id, name FROM tool WHERE slug = ${slug} AND merged_into_id IS NULL FOR NO KEY UPDATE`;
  return tool ?? refuse("not-found", "http.refusal.notFound");
}

export async function recordRelease(
  viewer: Viewer,
  { slug, ...input }: { slug: string } & RecordRelease,
  now: Date,
): Promise<{ id: number }> {
  must(viewer, "registry:write");
  const publishedAt = input.publishedAt === undefined ? null : new Date(input.publishedAt);
  const wrongVersion = whyNotVersion(input);
  if (wrongVersion) throw new Refusal("invalid", wrongVersion, { fields: { version: wrongVersion } });
  const wrongDate = whyNotPublished(publishedAt, now);
  if (wrongDate) throw new Refusal("invalid", wrongDate, { fields: { publishedAt: wrongDate } });
  const data = { ...input, publishedAt, note: input.note ?? null };
  try {
    return await inTransaction(async (tx) => {
      const tool = await toolForReleases(tx, slug);
      const created = await tx.release.create({
        data: { ...data, toolId: tool.id, recordedById: viewer.personId, recordedAt: now },
        select: { id: true },
      });
      const after = { ...data, publishedAt: publishedAt?.toISOString() ?? null };
      await recordAudit(tx, viewer, { action: "release.recorded", subjectKind: "tool", subjectId: slug, after }, now);
      return created;
    });
  } catch (error) {
    if (!broke(error, "release_tool_id_kind_version_key")) throw error;
    const known = reason("releases.whyNot.known", { version: input.version });
    throw new Refusal("conflict", known, { fields: { version: known } });
  }
}

async function releaseOf(tx: Tx, slug: string, id: number) {
  const tool = await toolForReleases(tx, slug);
  const release = await tx.release.findFirst({
    where: { id, toolId: tool.id },
    select: { kind: true, version: true, publishedAt: true, isWithdrawn: true, note: true, source: true },
  });
  return release ?? refuse("not-found", "http.refusal.notFound");
}

/** Whoever published it took it back. The reason becomes the note where there is none. */
export async function withdrawRelease(viewer: Viewer, { slug, id, reason: why }: OfRelease, now: Date): Promise<void> {
  must(viewer, "registry:write");
  await inTransaction(async (tx) => {
    const { kind, version, isWithdrawn, note } = await releaseOf(tx, slug, id);
    refuseIf("conflict", whyNotWithdraw({ isWithdrawn }));
    await tx.release.update({ where: { id }, data: { isWithdrawn: true, note: note ?? why }, select: { id: true } });
    const event = { before: { kind, version, isWithdrawn }, after: { kind, version, isWithdrawn: true }, reason: why };
    await recordAudit(tx, viewer, { action: "release.withdrawn", subjectKind: "tool", subjectId: slug, ...event }, now);
  });
}

export async function reinstateRelease(viewer: Viewer, { slug, id, reason: why }: OfRelease, now: Date): Promise<void> {
  must(viewer, "registry:write");
  await inTransaction(async (tx) => {
    const { kind, version, isWithdrawn } = await releaseOf(tx, slug, id);
    refuseIf("conflict", whyNotReinstate({ isWithdrawn }));
    await tx.release.update({ where: { id }, data: { isWithdrawn: false }, select: { id: true } });
    const event = { before: { kind, version, isWithdrawn }, after: { kind, version, isWithdrawn: false }, reason: why };
    await recordAudit(tx, viewer, { action: "release.reinstated", subjectKind: "tool", subjectId: slug, ...event }, now);
  });
}

/** For what was recorded by mistake; a release that was taken back is withdrawn instead. */
export async function removeRelease(viewer: Viewer, { slug, id, reason: why }: OfRelease, now: Date): Promise<void> {
  must(viewer, "registry:write");
  await inTransaction(async (tx) => {
    const release = await releaseOf(tx, slug, id);
    await tx.release.delete({ where: { id }, select: { id: true } });
    const before = { ...release, publishedAt: release.publishedAt?.toISOString() ?? null };
    await recordAudit(tx, viewer, { action: "release.removed", subjectKind: "tool", subjectId: slug, before, reason: why }, now);
  });
}
