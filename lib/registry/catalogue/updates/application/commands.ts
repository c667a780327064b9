import "server-only";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { broke, inTransaction } from "@/lib/db";
import { refuse, refuseIf } from "@/lib/refusal";
import { changeKey, type EntryChange, entryKey } from "@/lib/registry/catalogue/difference/schema";
import { CATALOGUE_LOCK } from "@/lib/registry/catalogue/merge";
import { neededBy } from "@/lib/registry/catalogue/offer/rules";
import { storeSources } from "@/lib/registry/catalogue/proposal";
import type { Sql } from "@/lib/registry/catalogue/sql";
import { type Plan, writePlan } from "@/lib/registry/catalogue/updates/application/write";
import { updateForChange } from "@/lib/registry/catalogue/updates/commands";
import { type Comparison, compareNow } from "@/lib/registry/catalogue/updates/compare";
import { chosenEntries, namesIn, removals, whyNotApply, yieldedFields } from "@/lib/registry/catalogue/updates/rules";
import type { ApplyUpdate } from "@/lib/registry/catalogue/updates/schema";
import { type EntryState, statesOf } from "@/lib/registry/catalogue/updates/state";
import { sqlOfTx } from "@/lib/registry/catalogue/updates/tx-sql";
import { changingIdentifiers, IDENTIFIER_CHANGE_MS } from "@/lib/registry/identifier-change";

export type Applied = { entries: number; added: number; changed: number; removed: number; theirs: number; needed: number };

/** How many names of entries the record of an application carries. */
const MOST_NAMED = 500;

/** Refuses when an entry differs from the registry in another way than was shown: nothing is changed that nobody saw. */
async function refuseUnseen(sql: Sql, id: number, chosen: readonly EntryChange[]): Promise<void> {
  const shown = await sql.rows<{ key: string; changes: EntryChange["changes"] }>(
    "SELECT kind || '/' || slug AS key, changes FROM catalogue_change WHERE update_id = $1::int AND kind || '/' || slug = ANY ($2::text[]) AND applied_at IS NULL",
    id,
    chosen.map(entryKey),
  );
  const known = new Map(shown.map(({ key, changes }) => [key, changes]));
  const unseen = chosen.filter((entry) => !isDeepStrictEqual(known.get(entryKey(entry)) ?? null, entry.changes));
  if (unseen.length > 0)
    refuse("conflict", "catalogue.whyNot.changedMeanwhile", { names: namesIn(unseen.map(({ name }) => name)), n: unseen.length });
}

const theirsOf = (entry: EntryChange, theirs: readonly string[]) =>
  entry.changes.filter((change) => change.is === "conflict" && theirs.includes(changeKey(entry, change)));

type Marked = { before: Map<string, EntryState>; touched: readonly EntryChange[] };

/** Notes at every entry that it was applied, how it was before and what tells its new state apart. */
async function markApplied(sql: Sql, id: number, { before, touched }: Marked, now: Date): Promise<number[]> {
  const after = await statesOf(sql, touched.map(entryKey));
  const rows = touched.map((entry) => ({
    kind: entry.kind,
    slug: entry.slug,
    before: before.get(entryKey(entry))?.state ?? null,
    after: after.get(entryKey(entry))?.mark ?? null,
  }));
  for (let from = 0; from < rows.length; from += 1_000) {
    await sql.run(
      `UPDATE catalogue_change c SET applied_at = $3::timestamptz, before = nullif(r.before, 'null'), after = r.after
       FROM jsonb_to_recordset($2::jsonb) AS r (kind text, slug text, before jsonb, after text)
       WHERE c.update_id = $1::int AND c.kind = r.kind AND c.slug = r.slug`,
      id,
      JSON.stringify(rows.slice(from, from + 1_000)),
      now,
    );
  }
  return touched.flatMap((entry) => newDecisions(before.get(entryKey(entry)), after.get(entryKey(entry))));
}

/** The decisions an entry has got: undoing takes them away, and no others. */
function newDecisions(before: EntryState | undefined, after: EntryState | undefined): number[] {
  const idsOf = (state: EntryState | undefined) => decisionIds.safeParse(state?.state.decision).data ?? [];
  const known = new Set(idsOf(before).map(({ id }) => id));
  return idsOf(after).flatMap(({ id }) => (known.has(id) ? [] : [id]));
}

const decisionIds = z.array(z.object({ id: z.int() }));

function planOf(
  { content }: Pick<Plan, "content">,
  comparison: Comparison,
  input: ApplyUpdate,
): { plan: Plan; touched: EntryChange[]; counts: Applied } {
  const { differing, offer, registry } = comparison;
  const wanted = chosenEntries(differing, input);
  const chosen = neededBy(wanted, offer, registry);
  const removed = removals(
    differing.filter((entry) => entry.state === "removed" || chosen.has(entryKey(entry))),
    new Set(input.remove),
  );
  const isRemoved = new Set(removed.entries.map(entryKey));
  const touched = differing.filter((entry) => chosen.has(entryKey(entry)) || isRemoved.has(entryKey(entry)));
  const count = (state: EntryChange["state"]) => touched.filter((entry) => entry.state === state).length;
  const counts = {
    entries: touched.filter(({ state }) => state !== "settled").length,
    added: count("added"),
    changed: count("changed"),
    removed: count("removed") + removed.parts.length,
    theirs: touched.reduce((sum, entry) => sum + theirsOf(entry, input.theirs).length, 0),
    needed: chosen.size - wanted.size,
  };
  return {
    plan: { content, comparison, chosen, yielded: yieldedFields(touched, new Set(input.theirs), registry), removed },
    touched,
    counts,
  };
}

/**
 * Applies chosen entries of an update, and what they need: one transaction, by the same merge as the first load. What was edited here stays,
 * except where the catalogue's value was chosen. Other entries of the update can be applied later.
 */
export async function applyUpdate(viewer: Viewer, input: ApplyUpdate, now: Date): Promise<Applied> {
  must(viewer, "registry:write");
  try {
    return await inTransaction(
      async (tx) => {
        const sql = sqlOfTx(tx);
        await sql.rows(CATALOGUE_LOCK);
        const update = await updateForChange(tx, input.id);
        refuseIf("conflict", whyNotApply(update));
        const [stamps] = await sql.rows<{ isFresh: boolean }>(
          `SELECT stamp = registry_stamp() AS "isFresh" FROM catalogue_update WHERE id = $1::int`,
          input.id,
        );
        const { plan, touched, counts } = planOf(update, await compareNow(sql, update.content), input);
        if (counts.entries === 0) refuse("invalid", "catalogue.whyNot.nothingChosen");
        await refuseUnseen(sql, input.id, touched);
        const before = await statesOf(sql, touched.map(entryKey));
        await changingIdentifiers(tx, now, () => writePlan(sql, plan));
        await storeSources(sql, update.content.sources);
        const decisions = await markApplied(sql, input.id, { before, touched }, now);
        await sql.run(
          `UPDATE catalogue_update SET status = 'APPLIED', settled_at = $2::timestamptz, settled_by_id = $3::int, applied = $4::jsonb || jsonb_build_object('decisions', coalesce(applied->'decisions', '[]') || $6::jsonb),
             stamp = CASE WHEN $5::boolean THEN registry_stamp() ELSE stamp END WHERE id = $1::int`,
          input.id,
          now,
          viewer.personId,
          JSON.stringify(counts),
          stamps?.isFresh ?? false,
          JSON.stringify(decisions),
        );
        const names = touched.filter(({ state }) => state !== "settled").map(entryKey);
        const after = { name: update.name, ...counts, named: names.slice(0, MOST_NAMED), theirsOf: input.theirs, removed: input.remove };
        await recordAudit(tx, viewer, { action: "catalogue.applied", subjectKind: "catalogue-update", subjectId: input.id, after }, now);
        return counts;
      },
      { timeoutMs: IDENTIFIER_CHANGE_MS },
    );
  } catch (error) {
    // Together with what is here, the file's owners or successors would go in a circle.
    if (broke(error, "vendor_cycle")) refuse("conflict", "catalogue.whyNot.vendorCycle");
    if (broke(error, "tool_successor_cycle")) refuse("conflict", "catalogue.whyNot.successorCycle");
    throw error;
  }
}
