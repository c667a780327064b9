import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { inTransaction } from "@/lib/db";
import { refuse, refuseIf } from "@/lib/refusal";
import { entryKey, type State } from "@/lib/registry/catalogue/difference/schema";
import { CATALOGUE_LOCK } from "@/lib/registry/catalogue/merge";
import type { Sql } from "@/lib/registry/catalogue/sql";
import { updateForChange } from "@/lib/registry/catalogue/updates/commands";
import { namesIn, whyNotUndo } from "@/lib/registry/catalogue/updates/rules";
import { statesOf } from "@/lib/registry/catalogue/updates/state";
import { sqlOfTx } from "@/lib/registry/catalogue/updates/tx-sql";
import { restore, type Undone } from "@/lib/registry/catalogue/updates/undoing/restore";
import { changingIdentifiers, IDENTIFIER_CHANGE_MS } from "@/lib/registry/identifier-change";

type AppliedEntry = Undone & { name: string; state: State; after: string | null };

function appliedEntries(sql: Sql, id: number): Promise<AppliedEntry[]> {
  return sql.rows<AppliedEntry>(
    `SELECT kind, slug, name, state, before, after FROM catalogue_change
     WHERE update_id = $1::int AND applied_at IS NOT NULL AND undone_at IS NULL ORDER BY position`,
    id,
  );
}

/** Those that nobody has changed since they were applied. */
async function untouched(sql: Sql, entries: readonly AppliedEntry[]): Promise<AppliedEntry[]> {
  const now = await statesOf(sql, entries.map(entryKey));
  return entries.filter((entry) => (now.get(entryKey(entry))?.mark ?? null) === entry.after);
}

/**
 * Puts every row back as it was before the update. Where somebody has changed one since, nothing happens unless `rest` says to undo the
 * others: then those stay as they are now.
 */
export async function undoUpdate(
  viewer: Viewer,
  { id, rest }: { id: number; rest: boolean },
  now: Date,
): Promise<{ undone: number; kept: number }> {
  must(viewer, "registry:write");
  return inTransaction(
    async (tx) => {
      const sql = sqlOfTx(tx);
      await sql.rows(CATALOGUE_LOCK);
      const update = await updateForChange(tx, id);
      const applied = await appliedEntries(sql, id);
      refuseIf("conflict", whyNotUndo({ status: update.status, undoable: applied.length }));
      const free = await untouched(sql, applied);
      const isFree = new Set(free.map(entryKey));
      const changed = applied.filter((entry) => !isFree.has(entryKey(entry)));
      if (changed.length > 0 && !rest) refuseChanged(changed);
      const [came] = await sql.rows<{ ids: number[] }>(
        `SELECT coalesce(applied->'decisions', '[]') AS ids FROM catalogue_update WHERE id = $1::int`,
        id,
      );
      const kept = await changingIdentifiers(tx, now, () => restore(sql, free, came?.ids ?? []));
      const used = free.filter((entry) => kept.includes(entryKey(entry)));
      if (used.length > 0 && !rest)
        refuse("conflict", "catalogue.whyNot.inUseSince", { names: namesIn(used.map(({ name }) => name)), n: used.length });
      const undone = free.filter((entry) => !kept.includes(entryKey(entry)));
      if (undone.length === 0) refuse("conflict", "catalogue.whyNot.nothingToUndo");
      await markUndone(sql, id, undone, viewer.personId, now);
      const counts = { undone: count(undone), kept: count(changed) + count(used) };
      const after = { name: update.name, ...counts, left: [...changed, ...used].map(entryKey).slice(0, 500) };
      await recordAudit(tx, viewer, { action: "catalogue.undone", subjectKind: "catalogue-update", subjectId: id, after }, now);
      return counts;
    },
    { timeoutMs: IDENTIFIER_CHANGE_MS },
  );
}

const count = (entries: readonly AppliedEntry[]) => entries.filter(({ state }) => state !== "settled").length;

function refuseChanged(changed: readonly AppliedEntry[]): never {
  return refuse("conflict", "catalogue.whyNot.changedSince", { names: namesIn(changed.map(({ name }) => name)), n: changed.length });
}

async function markUndone(sql: Sql, id: number, undone: readonly AppliedEntry[], personId: number | null, now: Date): Promise<void> {
  await sql.run(
    "UPDATE catalogue_change SET undone_at = $3::timestamptz WHERE update_id = $1::int AND kind || '/' || slug = ANY ($2::text[])",
    id,
    undone.map(entryKey),
    now,
  );
  await sql.run(
    "UPDATE catalogue_update SET status = 'UNDONE', settled_at = $2::timestamptz, settled_by_id = $3::int WHERE id = $1::int",
    id,
    now,
    personId,
  );
}
