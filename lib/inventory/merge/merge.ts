import "server-only";
import type { Tx } from "@/lib/db";
import { mergeDevices } from "./devices";
import { forgetDigests, insertForNewDevices, mergeRound } from "./episodes";
import { prepareRounds } from "./rounds";
import { confirmSame, countSame, refuseReturned } from "./same";
import { mergeSoftware } from "./software";
import { type Delivery, staged } from "./stage-names";

export type Merged = { devices: number; matched: number; unmatched: number; changed: number };

/** Sightings of the delivery whose software is a known tool, and the others. Lists that were not read again count as they stand. */
async function countItems(tx: Tx, delivery: Delivery): Promise<Omit<Merged, "changed">> {
  const [read] = await tx.$queryRaw<{ matched: number; total: number }[]>`
    SELECT (count(*) FILTER (WHERE w.matched))::int AS matched, count(*)::int AS total
    FROM ${staged(delivery.importId, "item")} i JOIN m_software w ON w.no = i.software_no`;
  const [devices] = await tx.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM (SELECT device_id FROM m_device UNION SELECT device_id FROM ${staged(delivery.importId, "same")}) d`;
  const same = await countSame(tx, delivery);
  const matched = (read?.matched ?? 0) + same.matched;
  return { devices: devices?.n ?? 0, matched, unmatched: (read?.total ?? 0) + same.total - matched };
}

async function notePartial(tx: Tx, { sourceId }: Delivery): Promise<void> {
  await tx.$executeRaw`
    UPDATE source s SET partial_kinds = s.partial_kinds | k.bits FROM (SELECT coalesce(bit_or(has & ~kinds), 0) AS bits FROM m_report WHERE NOT held) k
    WHERE s.id = ${sourceId} AND s.partial_kinds | k.bits <> s.partial_kinds`;
}

/** After a first delivery the planner knows nothing of the new rows, and what follows would compare each with each. */
async function analyzeWhenGrown(tx: Tx): Promise<void> {
  const [grown] = await tx.$queryRaw<{ much: boolean }[]>`
    SELECT n > 500 AND n > 0.1 * (SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = 'device'::regclass) AS much
    FROM (SELECT count(*) AS n FROM m_device WHERE is_new) new_devices`;
  if (grown?.much) await tx.$executeRaw`ANALYZE device, device_identity, report, installation, software, software_tool`;
}

/** What follows from changed installations, in the same transaction: obligations of the people concerned, and who holds which tool. */
async function settle(tx: Tx, { now }: Delivery): Promise<number> {
  await tx.$executeRaw`INSERT INTO m_touched SELECT device_id FROM m_changed UNION SELECT device_id FROM m_new_owner UNION SELECT device_id FROM m_device WHERE is_new`;
  const [touched] = await tx.$queryRaw<{ n: number }[]>`SELECT count(DISTINCT device_id)::int AS n FROM m_touched`;
  if (touched?.n) {
    await tx.$queryRaw`
      SELECT reevaluate_devices(ARRAY(SELECT DISTINCT device_id FROM m_touched), ${now},
        ARRAY(SELECT DISTINCT old_owner FROM m_new_owner WHERE old_owner IS NOT NULL))`;
  }
  await tx.$queryRaw`
    SELECT refresh_tool_presence(tools, ${now})::text FROM (
      SELECT array_agg(DISTINCT t.tool_id) AS tools FROM software_tool t
      WHERE t.software_id IN (
        SELECT software_id FROM m_changed
        UNION SELECT software_id FROM m_software WHERE matched AND EXISTS (SELECT FROM m_device WHERE is_new)
        UNION SELECT i.software_id FROM installation i JOIN m_new_owner o USING (device_id) WHERE i.gone_at IS NULL)
    ) named WHERE tools IS NOT NULL`;
  await noteForTriage(tx);
  return touched?.n ?? 0;
}

/** Whose devices have to be counted again: appended, since an update per piece of software would cost what the merge saves. */
async function noteForTriage(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO triage_touch (software_id)
    SELECT software_id FROM m_changed UNION SELECT software_id FROM m_software WHERE NOT matched AND EXISTS (SELECT FROM m_device WHERE is_new)`;
}

/** The stage becomes the inventory, by sets, in the transaction of the caller. Merges take turns: what one clears may be another source's. */
export async function mergeInventory(tx: Tx, given: Omit<Delivery, "othersPartial">): Promise<Merged> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('inventory-merge'))`;
  const others = await tx.source.count({ where: { id: { not: given.sourceId }, partialKinds: { not: 0 } } });
  const delivery: Delivery = { ...given, othersPartial: others > 0 };
  await tx.$executeRaw`SET LOCAL work_mem = '96MB'`;
  await tx.$executeRaw`CREATE TEMP TABLE m_changed (device_id int, software_id int) ON COMMIT DROP`;
  await tx.$executeRaw`CREATE TEMP TABLE m_touched (device_id int) ON COMMIT DROP`;
  await confirmSame(tx, delivery);
  await mergeSoftware(tx, delivery);
  await mergeDevices(tx, delivery);
  await refuseReturned(tx, delivery);
  const { last, isSimple } = await prepareRounds(tx, delivery);
  await notePartial(tx, delivery);
  if (isSimple) await insertForNewDevices(tx, delivery);
  for (let round = 1; round <= last; round += 1) await mergeRound(tx, delivery, round, isSimple);
  await forgetDigests(tx, delivery);
  await analyzeWhenGrown(tx);
  const counts = await countItems(tx, delivery);
  return { ...counts, changed: await settle(tx, delivery) };
}
