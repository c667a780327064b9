import "server-only";
import { dateWords } from "@/i18n/date-words";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { broke, inTransaction, type Tx } from "@/lib/db";
import { type Reason, Refusal, reason, refuse } from "@/lib/refusal";
import { changedKeys, type DependencyKey, type SetLevels } from "@/lib/risk/dependency/rules";
import type { SetDependency } from "@/lib/risk/dependency/schema";
import { refuseUnknownClaims, subjectForAnswer } from "@/lib/risk/hygiene/commands";

type Stored = { id: number; key: string; value: string; setAt: Date; setById: number | null };

/** Sets inputs of the dependency of a tool, or takes them back; each keeps who, when, why and what it rests on. */
export async function setDependency(
  viewer: Viewer,
  { slug, reason: why, evidence, claimIds, seen, ...changes }: SetDependency & { slug: string },
  now: Date,
): Promise<{ changed: DependencyKey[] }> {
  must(viewer, "risk:write");
  try {
    return await inTransaction(async (tx) => {
      const tool = await subjectForAnswer(tx, { kind: "tool", slug });
      await refuseUnknownClaims(tx, claimIds);
      const inForce = await inputsInForce(tx, tool.id);
      const set = levelsOf(inForce);
      const newest = inForce.toSorted((a, b) => b.id - a.id)[0] ?? null;
      if (seen !== undefined && seen !== (newest?.id ?? 0)) await refuseOvertaken(tx, viewer, newest, { set, changes });
      const changed = changedKeys(set, changes);
      if (changed.length === 0) refuse("conflict", "dependency.whyNot.nothing");
      const ended = inForce.filter(({ key }) => changed.some((one) => one === key)).map(({ id }) => id);
      await tx.riskInput.updateMany({ where: { id: { in: ended } }, data: { supersededAt: now } });
      const made = changed.flatMap((key) => {
        const value = changes[key];
        const said = { reason: why, evidence: evidence ?? null, claimIds, setById: viewer.personId, setAt: now };
        return value === undefined || value === "unknown"
          ? []
          : [{ toolId: tool.id, axis: "dependency", key, value: String(value), ...said }];
      });
      await tx.riskInput.createMany({ data: made });
      const before = Object.fromEntries(changed.map((key) => [key, set[key] ?? "unknown"]));
      const after = Object.fromEntries(changed.map((key) => [key, changes[key] ?? "unknown"]));
      await recordAudit(
        tx,
        viewer,
        {
          action: "dependency.input-set",
          subjectKind: "tool",
          subjectId: slug,
          before,
          after: { ...after, claims: claimIds },
          reason: why,
        },
        now,
      );
      return { changed };
    });
  } catch (error) {
    if (broke(error, "risk_input_current")) refuse("conflict", "hygiene.whyNot.race");
    throw error;
  }
}

/** Locked, so that a second change waits and then sees the first. */
async function inputsInForce(tx: Tx, toolId: number): Promise<Stored[]> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`dependency ${toolId}`}))::text`;
  const select = { id: true, key: true, value: true, setAt: true, setById: true } as const;
  return tx.riskInput.findMany({ where: { toolId, axis: "dependency", supersededAt: null }, select });
}

function levelsOf(rows: readonly Stored[]): SetLevels {
  return Object.fromEntries(rows.map(({ key, value }) => [key, Number(value)]));
}

type Wanted = { set: SetLevels; changes: Omit<SetDependency, "reason" | "evidence" | "claimIds" | "seen"> };

async function refuseOvertaken(tx: Tx, viewer: Viewer, newest: Stored | null, { set, changes }: Wanted): Promise<never> {
  if (!newest) refuse("conflict", "hygiene.overtaken.takenBack");
  const by = newest.setById === null ? null : await tx.person.findUnique({ where: { id: newest.setById }, select: { name: true } });
  const fields = changedKeys(set, changes).map((key): [string, Reason] => [
    key,
    set[key] ? reason("dependency.overtaken.field", { level: set[key] }) : reason("dependency.overtaken.fieldEmpty"),
  ]);
  const time = dateWords(newest.setAt, "dateTime", viewer.zone, viewer.locale);
  throw new Refusal("conflict", reason("dependency.overtaken.by", { who: by?.name ?? "–", time }), { fields: Object.fromEntries(fields) });
}
