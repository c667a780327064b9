import "server-only";
import { dateWords } from "@/i18n/date-words";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { broke, inTransaction, type Tx } from "@/lib/db";
import { Refusal, reason, refuse } from "@/lib/refusal";
import { isOvertaken } from "@/lib/risk/hygiene/rules";
import type { GiveAnswer, GiveWeight, SubjectRef } from "@/lib/risk/hygiene/schema";

export type SubjectForAnswer = SubjectRef & { id: number };
export type AnswerInForce = { id: number; answer: string; reason: string; setAt: Date; setById: number | null };

/** Answers a question of a tool or vendor, or takes its own answer back. The id is null where nothing is answered now. */
export async function answerQuestion(viewer: Viewer, ref: SubjectRef, input: GiveAnswer, now: Date): Promise<{ id: number | null }> {
  must(viewer, "risk:write");
  try {
    return await inTransaction(async (tx) => {
      const subject = await subjectForAnswer(tx, ref);
      await refuseUnknownClaims(tx, input.claimIds);
      const inForce = await answerInForce(tx, subject, input.question);
      if (isOvertaken(inForce, input.replaces)) await refuseOvertaken(tx, viewer, inForce);
      if (!inForce && input.answer === "unknown") refuse("conflict", "hygiene.whyNot.nothingAnswered");
      return { id: await replaceAnswer(tx, viewer, { subject, inForce, input }, now) };
    });
  } catch (error) {
    // Two people answered at once; the unique index let one through.
    if (broke(error, "hygiene_answer_of_tool") || broke(error, "hygiene_answer_of_vendor")) refuse("conflict", "hygiene.whyNot.race");
    throw error;
  }
}

/** Gives a question or a category another weight, or takes the company's own back. */
export async function setWeight(
  viewer: Viewer,
  { scope, key, weight, reason: why, replaces }: GiveWeight,
  now: Date,
): Promise<{ id: number | null }> {
  must(viewer, "risk:write");
  try {
    return await inTransaction(async (tx) => {
      const inForce = await tx.hygieneWeight.findFirst({ where: { scope, key, supersededAt: null } });
      if (isOvertaken(inForce, replaces)) await refuseOvertakenWeight(tx, viewer, inForce);
      if (!inForce && weight === "shipped") refuse("conflict", "hygiene.whyNot.shippedAlready");
      if (inForce && inForce.weight === weight) refuse("conflict", "hygiene.whyNot.sameWeight");
      if (inForce) await tx.hygieneWeight.update({ where: { id: inForce.id }, data: { supersededAt: now }, select: { id: true } });
      const made =
        weight === "shipped"
          ? null
          : await tx.hygieneWeight.create({
              data: { scope, key, weight, reason: why, setById: viewer.personId, setAt: now },
              select: { id: true },
            });
      const before = { scope, key, weight: inForce?.weight ?? "shipped" };
      const after = { scope, key, weight };
      await recordAudit(
        tx,
        viewer,
        { action: "hygiene.weight-set", subjectKind: "questionnaire", subjectId: key, before, after, reason: why },
        now,
      );
      return { id: made?.id ?? null };
    });
  } catch (error) {
    if (broke(error, "hygiene_weight_current")) refuse("conflict", "hygiene.whyNot.race");
    throw error;
  }
}

/** Records that somebody took the answers away. */
export async function recordHygieneExport(viewer: Viewer, { kind, slug }: SubjectRef, rows: number, now: Date): Promise<void> {
  must(viewer, "risk:read");
  await inTransaction((tx) =>
    recordAudit(tx, viewer, { action: "risk.exported", subjectKind: kind, subjectId: slug, after: { what: "hygiene", rows } }, now),
  );
}

/** The tool or vendor as it is to be answered for. One that was merged is answered for no more. */
export async function subjectForAnswer(tx: Tx, { kind, slug }: SubjectRef): Promise<SubjectForAnswer> {
  const select = { id: true, mergedInto: { select: { slug: true, name: true } } } as const;
  const found =
    kind === "tool" ? await tx.tool.findUnique({ where: { slug }, select }) : await tx.vendor.findUnique({ where: { slug }, select });
  if (!found) refuse("not-found", `registry.refusal.${kind}`);
  const { id, mergedInto } = found;
  if (mergedInto) refuse("conflict", "hygiene.whyNot.merged", { name: mergedInto.name, address: `/${kind}s/${mergedInto.slug}/hygiene` });
  return { kind, slug, id };
}

export async function refuseUnknownClaims(tx: Tx, claimIds: readonly number[]): Promise<void> {
  if (claimIds.length === 0) return;
  const found = await tx.claim.findMany({ where: { id: { in: [...claimIds] } }, select: { id: true } });
  const unknown = claimIds.filter((id) => !found.some((claim) => claim.id === id));
  if (unknown.length === 0) return;
  const fields = { claimIds: reason("hygiene.field.claims", { ids: unknown.join(", "), count: unknown.length }) };
  throw new Refusal("invalid", reason("http.refusal.fields", { count: 1 }), { fields });
}

/** What the subject itself answered; locked, so that a second answer waits and then sees the first. */
async function answerInForce(tx: Tx, { kind, id }: SubjectForAnswer, question: string): Promise<AnswerInForce | null> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`hygiene ${kind} ${id}`}))::text`;
  return tx.hygieneAnswer.findFirst({
    where: { ...(kind === "tool" ? { toolId: id } : { vendorId: id }), question, supersededAt: null },
    select: { id: true, answer: true, reason: true, setAt: true, setById: true },
  });
}

export type Answering = { subject: SubjectForAnswer; inForce: AnswerInForce | null; input: Omit<GiveAnswer, "replaces"> };

/** Ends the answer in force and writes the new one, unless it only takes the old one back. */
export async function replaceAnswer(tx: Tx, viewer: Viewer, { subject, inForce, input }: Answering, now: Date): Promise<number | null> {
  const { question, answer, reason: why, evidence, claimIds } = input;
  if (inForce) await tx.hygieneAnswer.update({ where: { id: inForce.id }, data: { supersededAt: now }, select: { id: true } });
  const of = subject.kind === "tool" ? { toolId: subject.id } : { vendorId: subject.id };
  const made =
    answer === "unknown"
      ? null
      : await tx.hygieneAnswer.create({
          data: { ...of, question, answer, reason: why, evidence: evidence ?? null, claimIds, setById: viewer.personId, setAt: now },
          select: { id: true },
        });
  await recordAudit(
    tx,
    viewer,
    {
      ...{ action: "hygiene.answered" as const, subjectKind: subject.kind, subjectId: subject.slug, reason: why },
      before: { question, answer: inForce?.answer ?? "unknown" },
      after: { question, answer, evidence: evidence ?? null, claims: claimIds },
    },
    now,
  );
  return made?.id ?? null;
}

async function whoAndWhen(tx: Tx, viewer: Viewer, { setAt, setById }: { setAt: Date; setById: number | null }) {
  const by = setById === null ? null : await tx.person.findUnique({ where: { id: setById }, select: { name: true } });
  return { who: by?.name ?? "–", time: dateWords(setAt, "dateTime", viewer.zone, viewer.locale) };
}

async function refuseOvertaken(tx: Tx, viewer: Viewer, inForce: AnswerInForce | null): Promise<never> {
  if (!inForce) refuse("conflict", "hygiene.overtaken.takenBack");
  const fields = { answer: reason("hygiene.overtaken.answer", { answer: inForce.answer, reason: inForce.reason }) };
  throw new Refusal("conflict", reason("hygiene.overtaken.by", await whoAndWhen(tx, viewer, inForce)), { fields });
}

type InForceWeight = { weight: number; setAt: Date; setById: number | null };

async function refuseOvertakenWeight(tx: Tx, viewer: Viewer, inForce: InForceWeight | null): Promise<never> {
  if (!inForce) refuse("conflict", "hygiene.overtaken.takenBack");
  const fields = { weight: reason("hygiene.overtaken.weight", { weight: String(inForce.weight) }) };
  throw new Refusal("conflict", reason("hygiene.overtaken.weightBy", await whoAndWhen(tx, viewer, inForce)), { fields });
}
