import "server-only";
import { dateWords } from "@/i18n/date-words";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction, type Tx } from "@/lib/db";
import { Refusal, reason, refuse } from "@/lib/refusal";
import { subjectForAnswer } from "@/lib/risk/hygiene/commands";
import { nextReviewOf, whyNotReviewOn } from "@/lib/risk/reviews/rules";
import type { ReviewClass, ReviewFilters } from "@/lib/risk/reviews/schema";
import type { RiskClass } from "@/prisma/generated/enums";

/** Somebody has looked over a tool's class as a whole. It stays as it is; only the day of the next look is new. */
export async function reviewClass(
  viewer: Viewer,
  { slug, note, reviewOn, seen }: ReviewClass & { slug: string },
  now: Date,
): Promise<{ reviewOn: string; class: RiskClass }> {
  must(viewer, "risk:write");
  return inTransaction(async (tx) => {
    const tool = await subjectForAnswer(tx, { kind: "tool", slug });
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`review ${tool.id}`}))::text`;
    const riskClass = await classInForce(tx, tool.id, now);
    if (!riskClass) refuse("conflict", "reviews.whyNot.unclassified");
    const last = await tx.riskReview.findUnique({ where: { toolId: tool.id } });
    if (seen !== undefined && seen !== (last?.reviewedAt.toISOString() ?? "never")) await refuseOvertaken(tx, viewer, last);
    const next = reviewOn ?? nextReviewOf(riskClass, now);
    const whyNot = whyNotReviewOn(next, riskClass, now);
    if (whyNot) throw new Refusal("invalid", reason("http.refusal.fields", { count: 1 }), { fields: { reviewOn: whyNot } });
    const said = { reviewOn: new Date(`${next}T00:00:00Z`), reviewedById: viewer.personId, reviewedAt: now, note };
    await tx.riskReview.upsert({
      where: { toolId: tool.id },
      create: { toolId: tool.id, ...said },
      update: said,
      select: { toolId: true },
    });
    await recordAudit(
      tx,
      viewer,
      {
        ...{ action: "risk.reviewed" as const, subjectKind: "tool", subjectId: slug, reason: note },
        before: { reviewOn: last?.reviewOn.toISOString().slice(0, 10) ?? null },
        after: { class: riskClass, reviewOn: next },
      },
      now,
    );
    return { reviewOn: next, class: riskClass };
  });
}

/** Records that somebody took the queue away. */
export async function recordReviewExport(viewer: Viewer, filters: ReviewFilters, rows: number, now: Date): Promise<void> {
  must(viewer, "risk:read");
  const after = { what: "reviews", filters: { ...filters }, rows };
  await inTransaction((tx) => recordAudit(tx, viewer, { action: "risk.exported", subjectKind: "tools", subjectId: "reviews", after }, now));
}

async function classInForce(tx: Tx, toolId: number, now: Date): Promise<RiskClass | null> {
  const override = await tx.classOverride.findFirst({
    where: { toolId, status: "ACCEPTED", endedAt: null, untilAt: { gt: now } },
    select: { class: true },
  });
  const computed = await tx.classification.findFirst({ where: { toolId, untilAt: null }, select: { class: true } });
  return computed && (override?.class ?? computed.class);
}

async function refuseOvertaken(tx: Tx, viewer: Viewer, last: { reviewedAt: Date; reviewedById: number | null } | null): Promise<never> {
  if (!last) refuse("conflict", "reviews.overtaken.gone");
  const by = last.reviewedById === null ? null : await tx.person.findUnique({ where: { id: last.reviewedById }, select: { name: true } });
  refuse("conflict", "reviews.overtaken.by", {
    who: by?.name ?? "–",
    time: dateWords(last.reviewedAt, "dateTime", viewer.zone, viewer.locale),
  });
}
