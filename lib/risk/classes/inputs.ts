import "server-only";
import { dateWords } from "@/i18n/date-words";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { broke, inTransaction, type Tx } from "@/lib/db";
import { Refusal, reason, refuse } from "@/lib/refusal";
import { type ClassChange, reclassify } from "@/lib/risk/classes/commands";
import type { SetInput } from "@/lib/risk/classes/schema";
import type { RiskClass } from "@/prisma/generated/enums";

export type ToolForClass = { id: number; slug: string; name: string };

/** The tool, held until the transaction ends so that two changes of its class follow one another. */
export async function toolForClass(tx: Tx, slug: string): Promise<ToolForClass> {
  // The same order as everywhere: tables first, then tools.
  await tx.$queryRaw`SELECT FROM table_set WHERE status = 'CURRENT' FOR SHARE`;
  await tx.$queryRaw`SELECT FROM tool WHERE slug = ${slug} FOR NO KEY UPDATE`;
  const tool = await tx.tool.findUnique({
    where: { slug },
    select: { id: true, slug: true, name: true, mergedInto: { select: { name: true, slug: true } } },
  });
  if (!tool) refuse("not-found", "registry.refusal.tool");
  const { mergedInto, ...found } = tool;
  if (mergedInto) refuse("conflict", "classes.whyNot.merged", { tool: mergedInto.name, address: `/tools/${mergedInto.slug}/class` });
  return found;
}

export type InputSet = { id: number; class: RiskClass; changed: ClassChange | null };

/** Sets one input of a tool's class. What was set before stays as history, and the class follows at once. */
export async function setInput(viewer: Viewer, { slug, ...given }: SetInput & { slug: string }, now: Date): Promise<InputSet> {
  must(viewer, "risk:write");
  try {
    return await inTransaction(async (tx) => {
      const tool = await toolForClass(tx, slug);
      await refuseForeignClaims(tx, tool.id, given.claims);
      const before = await tx.riskInput.findFirst({
        where: { toolId: tool.id, axis: "class", key: given.input, supersededAt: null },
        select: { id: true, value: true, setAt: true, setById: true },
      });
      if (given.replaces !== undefined && given.replaces !== (before?.id ?? 0)) await refuseOvertaken(tx, viewer, before);
      if (before) await tx.riskInput.update({ where: { id: before.id }, data: { supersededAt: now }, select: { id: true } });
      const { id } = await tx.riskInput.create({
        data: {
          ...{ toolId: tool.id, axis: "class", key: given.input, value: given.value, reason: given.reason },
          ...{ evidence: given.evidence ?? null, claimIds: given.claims, setById: viewer.personId, setAt: now },
        },
        select: { id: true },
      });
      await recordAudit(
        tx,
        viewer,
        {
          ...{ action: "class.input-set", subjectKind: "tool", subjectId: slug, reason: given.reason },
          before: { input: given.input, value: before?.value ?? null },
          after: { input: given.input, value: given.value, claims: given.claims },
        },
        now,
      );
      const [changed = null] = await reclassify(tx, viewer, [tool.id], "inputs", now);
      const { class: held } = await tx.classification.findFirstOrThrow({
        where: { toolId: tool.id, untilAt: null },
        select: { class: true },
      });
      return { id, class: held, changed };
    });
  } catch (error) {
    // Two people set the same input at once; the unique index let one through.
    if (broke(error, "risk_input_current")) refuse("conflict", "classes.whyNot.race");
    throw error;
  }
}

/** A value rests on claims about this tool or its vendor, not on those about another. */
async function refuseForeignClaims(tx: Tx, toolId: number, claims: readonly number[]): Promise<void> {
  if (claims.length === 0) return;
  const wanted = [...new Set(claims)];
  const known = await tx.$queryRaw<{ id: number }[]>`
    SELECT c.id FROM claim c WHERE c.id = ANY(${wanted}::int[])
      AND (c.tool_id = ${toolId} OR c.vendor_id = (SELECT vendor_id FROM tool WHERE id = ${toolId}))`;
  const foreign = wanted.find((one) => !known.some((claim) => claim.id === one));
  if (foreign === undefined) return;
  const fields = { claims: reason("classes.field.claims", { id: String(foreign) }) };
  throw new Refusal("invalid", reason("http.refusal.fields", { count: 1 }), { fields });
}

type Held = { value: string; setAt: Date; setById: number | null } | null;

async function refuseOvertaken(tx: Tx, viewer: Viewer, held: Held): Promise<never> {
  if (!held) refuse("conflict", "classes.whyNot.race");
  const by = held.setById === null ? null : await tx.person.findUnique({ where: { id: held.setById }, select: { name: true } });
  const time = dateWords(held.setAt, "dateTime", viewer.zone, viewer.locale);
  const fields = { value: reason("classes.whyNot.valueNow", { value: held.value }) };
  throw new Refusal("conflict", reason("classes.whyNot.overtaken", { who: by?.name ?? "–", time, value: held.value }), { fields });
}
