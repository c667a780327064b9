import type { PoolClient } from "pg";

/** `same`: lists that are byte for byte the ones before, of devices that are what they were. */
export const STAGE_TABLES = ["device", "report", "software", "item", "same", "remark"] as const;
export type StageTable = (typeof STAGE_TABLES)[number];

export function stageTable(importId: number, table: StageTable): string {
  return `inventory_stage_${importId}_${table}`;
}

/** Unlogged: what was staged before a crash is sent again. */
export async function createStage(client: PoolClient, importId: number): Promise<void> {
  const name = (table: StageTable) => stageTable(importId, table);
  await client.query(`
    CREATE UNLOGGED TABLE ${name("device")} (no int, line int, serial text, hardware_uuid text, mdm_id text, host_name text, platform device_platform, os_version text, email text);
    CREATE UNLOGGED TABLE ${name("report")} (no int, device_no int, line int, at timestamptz(3), covers int, unsure int, has int, items int, digest bytea, held boolean);
    CREATE UNLOGGED TABLE ${name("software")} (no int, kind identifier_kind, match_value text, publisher text, version text, name text);
    CREATE UNLOGGED TABLE ${name("item")} (report_no int, software_no int, gone boolean, path text);
    CREATE UNLOGGED TABLE ${name("same")} (device_id int, at timestamptz(3), digest bytea);
    CREATE UNLOGGED TABLE ${name("remark")} (line int, reason text, excerpt text)`);
}

export async function dropStage(client: Pick<PoolClient, "query">, importId: number): Promise<void> {
  await client.query(`DROP TABLE IF EXISTS ${STAGE_TABLES.map((table) => stageTable(importId, table)).join(", ")}`);
}
