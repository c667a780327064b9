import type { Tx } from "@/lib/db";
import { kindsProvedForOthers, visibleKinds } from "@/lib/inventory/rules";
import { Prisma } from "@/prisma/generated/client";
import { DevicePlatform, type SourceSystem } from "@/prisma/generated/enums";
import { type Delivery, staged } from "./stage-names";

/** Per platform: what the system can prove for itself, and what also for others. */
export function masks(system: SourceSystem, isDoubted: boolean): Prisma.Sql {
  const rows = Object.values(DevicePlatform).map((platform) => {
    const [own, others] = isDoubted ? [0, 0] : [visibleKinds(system, platform), kindsProvedForOthers(system, platform)];
    return Prisma.sql`(${platform}::device_platform, ${own}::int, ${others}::int)`;
  });
  return Prisma.join(rows);
}

/**
 * The reports of the delivery, cut to what the source can see on the platform. A list with a hole proves nothing about the kinds of the hole,
 * whichever row of the same device and time the hole is in.
 */
async function gatherReports(tx: Tx, { importId, system, isDoubted }: Delivery): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMP TABLE m_report (no int, device_id int, is_new boolean, at timestamptz(3), held boolean, kinds int, proves int, has int, items int, digest bytea, round int)
    ON COMMIT DROP`;
  await tx.$executeRaw`
    INSERT INTO m_report
    SELECT r.no, m.device_id, m.is_new, r.at, r.held, r.covers & mask.own, r.covers & mask.others, r.has, r.items, r.digest, 1
    FROM ${staged(importId, "report")} r JOIN m_device m ON m.no = r.device_no JOIN device d ON d.id = m.device_id
    JOIN (VALUES ${masks(system, isDoubted)}) AS mask(platform, own, others) ON mask.platform = d.platform`;
  await tx.$executeRaw`
    UPDATE m_report r SET kinds = r.kinds & ~u.bits, proves = r.proves & ~u.bits, digest = NULL
    FROM (
      SELECT m.device_id, s.at, bit_or(s.unsure) AS bits FROM ${staged(importId, "report")} s JOIN m_device m ON m.no = s.device_no
      WHERE s.unsure <> 0 GROUP BY m.device_id, s.at
    ) u
    WHERE u.device_id = r.device_id AND u.at = r.at`;
  await tx.$executeRaw`ANALYZE m_report`;
}

/** What was sighted, with the numbers of the inventory. Sightings of new devices in a simple delivery go straight into the inventory instead. */
async function gatherSightings(tx: Tx, { importId }: Delivery, isSimple: boolean): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMP TABLE m_sighting (device_id int, software_id int, bit int, path_key bigint, path text, at timestamptz(3), covered boolean, is_gone boolean, round int) ON COMMIT DROP`;
  await tx.$executeRaw`
    INSERT INTO m_sighting
    SELECT r.device_id, w.software_id, w.bit, hashtextextended(i.path, 0), i.path, r.at, r.kinds & w.bit <> 0, i.gone, 1
    FROM ${staged(importId, "item")} i JOIN m_report r ON r.no = i.report_no JOIN m_software w ON w.no = i.software_no
    WHERE NOT r.held AND NOT (${isSimple} AND r.is_new)`;
  await tx.$executeRaw`CREATE INDEX ON m_sighting (device_id, software_id)`;
  await tx.$executeRaw`ANALYZE m_sighting`;
}

/**
 * A log can hold many reports of one device. They are merged in rounds, one complete report of a kind after the other, by their time. Reports
 * of kinds that do not touch share rounds; where sets of kinds overlap in part, all reports of the device take turns.
 */
async function numberRounds(tx: Tx): Promise<number> {
  await tx.$executeRaw`
    CREATE TEMP TABLE m_mixed ON COMMIT DROP AS
    SELECT device_id FROM (SELECT DISTINCT device_id, kinds FROM m_report WHERE kinds <> 0 AND NOT held) k
    GROUP BY device_id HAVING sum(bit_count(kinds::bit(32))) > bit_count(bit_or(kinds)::bit(32))`;
  await tx.$executeRaw`
    CREATE TEMP TABLE m_set ON COMMIT DROP AS
    SELECT DISTINCT r.device_id, r.kinds, CASE WHEN x.device_id IS NULL THEN r.kinds ELSE 0 END AS class
    FROM m_report r LEFT JOIN m_mixed x USING (device_id) WHERE r.kinds <> 0 AND NOT r.held`;
  await tx.$executeRaw`
    CREATE TEMP TABLE m_placed ON COMMIT DROP AS
    SELECT DISTINCT s.device_id, s.bit, CASE WHEN x.device_id IS NOT NULL THEN 0 ELSE coalesce(k.class, s.bit) END AS class
    FROM (SELECT DISTINCT device_id, bit FROM m_sighting) s LEFT JOIN m_mixed x USING (device_id)
    LEFT JOIN m_set k ON k.device_id = s.device_id AND k.kinds & s.bit <> 0`;
  await tx.$executeRaw`
    CREATE TEMP TABLE m_closer ON COMMIT DROP AS
    SELECT device_id, class, at, dense_rank() OVER (PARTITION BY device_id, class ORDER BY at)::int AS round
    FROM (
      SELECT r.device_id, k.class, r.at FROM m_report r JOIN m_set k ON k.device_id = r.device_id AND k.kinds = r.kinds WHERE NOT r.held
      UNION
      SELECT s.device_id, p.class, s.at FROM m_sighting s JOIN m_placed p ON p.device_id = s.device_id AND p.bit = s.bit WHERE s.is_gone
    ) c`;
  await tx.$executeRaw`CREATE INDEX ON m_closer (device_id, class, at)`;
  await tx.$executeRaw`ANALYZE m_closer, m_set, m_placed`;
  await tx.$executeRaw`
    UPDATE m_report r SET round = c.round FROM m_set k, m_closer c
    WHERE k.device_id = r.device_id AND k.kinds = r.kinds AND c.device_id = r.device_id AND c.class = k.class AND c.at = r.at AND c.round > 1`;
  await tx.$executeRaw`
    UPDATE m_sighting s SET round = n.round
    FROM m_placed p, LATERAL (
      SELECT coalesce(min(c.round) FILTER (WHERE c.at >= s0.at), max(c.round) + 1, 1) AS round, s0.at
      FROM (SELECT DISTINCT m.at FROM m_sighting m WHERE m.device_id = p.device_id AND m.bit = p.bit) s0
      LEFT JOIN m_closer c ON c.device_id = p.device_id AND c.class = p.class
      GROUP BY s0.at
    ) n
    WHERE p.device_id = s.device_id AND p.bit = s.bit AND n.at = s.at AND n.round > 1`;
  await tx.$executeRaw`CREATE INDEX ON m_sighting (round)`;
  await tx.$executeRaw`CREATE INDEX ON m_report (round)`;
  await tx.$executeRaw`ANALYZE m_sighting, m_report`;
  const [last] = await tx.$queryRaw<{ round: number }[]>`
    SELECT greatest((SELECT max(round) FROM m_report), (SELECT max(round) FROM m_sighting), 1)::int AS round`;
  return last?.round ?? 1;
}

/** Single sightings alone need no order: nothing between them says that anything was gone. */
async function hasClosers(tx: Tx): Promise<boolean> {
  const [closers] = await tx.$queryRaw<{ any: boolean }[]>`
    SELECT EXISTS (SELECT FROM m_report WHERE kinds <> 0 AND NOT held) OR EXISTS (SELECT FROM m_sighting WHERE is_gone) AS any`;
  return closers?.any ?? false;
}

export type Rounds = { last: number; isSimple: boolean };

/** Prepares `m_report` and `m_sighting`, each with its round. Simple: no device has two reports that share a kind. */
export async function prepareRounds(tx: Tx, delivery: Delivery): Promise<Rounds> {
  await gatherReports(tx, delivery);
  const [repeated] = await tx.$queryRaw<{ any: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM m_report WHERE NOT held GROUP BY device_id
      HAVING count(*) > 1 AND sum(bit_count((kinds | has)::bit(32))) > bit_count(bit_or(kinds | has)::bit(32))
    ) AS any`;
  const isSimple = !repeated?.any;
  await gatherSightings(tx, delivery, isSimple);
  return { isSimple, last: isSimple || !(await hasClosers(tx)) ? 1 : await numberRounds(tx) };
}
