import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import type { DeviceFacts, InventoryRecord, Sink } from "@/lib/inventory/formats/record";
import { isFromTheFuture } from "@/lib/inventory/rules";
import { kindBit } from "@/lib/registry/identifiers";
import type { Reason } from "@/lib/refusal";
import { cell, copyInto } from "./copy-text";
import { Dictionary } from "./dictionary";
import { warning } from "./broken";

/** Part of every digest: raise it when a format reads something else from the same bytes. */
const READING = 1;
const FLUSH_CHARS = 4_000_000;
const BATCH = 500;
const BATCH_BYTES = 4_000_000;
/** Remarks kept per import; the true counts are kept beside them. */
export const MOST_REMARKS = 10_000;
const MOST_DIRTY = 2_000_000;
const DEVICES_HELD = 2_000;

export const STAGE_TABLES = ["device", "report", "software", "item", "remark"] as const;
export type StageTable = (typeof STAGE_TABLES)[number];

export function stageTable(importId: number, table: StageTable): string {
  return `inventory_stage_${importId}_${table}`;
}

/** Unlogged: what was staged before a crash is sent again. */
export async function createStage(client: PoolClient, importId: number): Promise<void> {
  const name = (table: StageTable) => stageTable(importId, table);
  await client.query(`
    CREATE UNLOGGED TABLE ${name("device")} (no int, line int, serial text, hardware_uuid text, mdm_id text, host_name text, platform device_platform, os_version text, email text);
    CREATE UNLOGGED TABLE ${name("report")} (no int, device_no int, line int, at timestamptz(3), covers int, unsure int, has int, items int, digest bytea, unchanged boolean, held boolean);
    CREATE UNLOGGED TABLE ${name("software")} (no int, kind identifier_kind, match_value text, publisher text, version text, name text);
    CREATE UNLOGGED TABLE ${name("item")} (report_no int, software_no int, gone boolean, path text);
    CREATE UNLOGGED TABLE ${name("remark")} (line int, reason text, excerpt text)`);
}

export async function dropStage(client: Pick<PoolClient, "query">, importId: number): Promise<void> {
  await client.query(`DROP TABLE IF EXISTS ${STAGE_TABLES.map((table) => stageTable(importId, table)).join(", ")}`);
}

type Waiting = { record: InventoryRecord; list: Buffer; digest: string };

export type StageOptions = {
  client: PoolClient;
  importId: number;
  sourceId: number;
  format: string;
  /** False for a source's first delivery: nothing can be unchanged. */
  hasHistory: boolean;
  arrivedAt: number;
  onCount: (counts: { received: number; accepted: number; rejected: number }) => Promise<void>;
};

/** Takes what a format reads and carries it into the stage, batch by batch, at flat memory. */
export class Stage implements Sink {
  readonly #options: StageOptions;
  readonly #dictionary = new Dictionary();
  readonly #devices = new Map<string, number>();
  readonly #dirty = new Set<number>();
  #text = { device: "", report: "", item: "", remark: "" };
  #inFlight: Promise<void> = Promise.resolve();
  #batches: Promise<void> = Promise.resolve();
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #nextDevice = 1;
  #nextReport = 1;
  #remarks = 0;
  #counted = 0;
  received = 0;
  accepted = 0;
  rejected = 0;
  isDoubted = false;

  constructor(options: StageOptions) {
    this.#options = options;
  }

  accept(record: InventoryRecord): Promise<void> | undefined {
    this.received += 1;
    this.accepted += 1;
    if (record.list === null || record.covers === 0) this.#write(record, record.list, null, false);
    else if (this.#options.hasHistory) {
      const list = Buffer.from(record.list);
      this.#waiting.push({ record, list, digest: this.#digestOf(record, list) });
      this.#waitingBytes += list.length;
      if (this.#waiting.length >= BATCH || this.#waitingBytes > BATCH_BYTES) return this.#lookUp();
    } else this.#write(record, record.list, this.#digestOf(record, record.list), false);
    return this.#flushWhenFull();
  }

  reject(line: number, reason: Reason, excerpt: string): void {
    this.received += 1;
    this.rejected += 1;
    this.#remark(line, reason, excerpt);
  }

  doubtEverything(): void {
    this.isDoubted = true;
  }

  /** Everything is in the stage when this returns. */
  async finish(): Promise<void> {
    await this.#lookUp();
    await this.#batches;
    this.#flush();
    await this.#inFlight;
    const { client, importId } = this.#options;
    await client.query(`ANALYZE ${STAGE_TABLES.map((table) => stageTable(importId, table)).join(", ")}`);
  }

  #digestOf({ covers, device }: InventoryRecord, list: Buffer): string {
    return createHash("sha256").update(`${READING}/${this.#options.format}/${covers}/${device.platform}/`).update(list).digest("hex").slice(0, 32);
  }

  /** Asks in one go which lists are the ones this source gave last. */
  #lookUp(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#batches = this.#batches.then(async () => {
      if (waiting.length === 0) return;
      const same = await this.#unchanged(waiting);
      for (const [index, { record, list, digest }] of waiting.entries()) {
        const key = dirtyKey(record);
        const isUnchanged = same.has(index) && !this.#dirty.has(key) && this.#dirty.size < MOST_DIRTY;
        if (!isUnchanged) this.#dirty.add(key);
        this.#write(record, list, digest, isUnchanged);
      }
      await this.#flushWhenFull();
    });
    this.#batches.catch(() => {});
    return this.#batches;
  }

  async #unchanged(waiting: Waiting[]): Promise<Set<number>> {
    const kinds = waiting.map(({ record: { device } }) => (device.serial ? "SERIAL" : device.hardwareUuid ? "HARDWARE_UUID" : "MDM_ID"));
    const values = waiting.map(({ record: { device } }) => device.serial ?? device.hardwareUuid ?? device.mdmId);
    await this.#inFlight;
    const { rows } = await this.#options.client.query<{ n: number }>(
      `SELECT q.n::int AS n FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) WITH ORDINALITY AS q(kind, value, digest, at, n)
         JOIN device_identity i ON i.kind = q.kind::device_id_kind AND i.value = q.value
         JOIN report r ON r.device_id = i.device_id AND r.source_id = $5 AND NOT r.held AND r.digest = decode(q.digest, 'hex') AND r.collected_at <= q.at`,
      [kinds, values, waiting.map(({ digest }) => digest), waiting.map(({ record }) => new Date(record.at)), this.#options.sourceId],
    );
    return new Set(rows.map(({ n }) => n - 1));
  }

  #write(record: InventoryRecord, list: Buffer | null, digest: string | null, isUnchanged: boolean): void {
    const isHeld = isFromTheFuture(record.at, this.#options.arrivedAt);
    const nothing = { seen: [], left: [], unsure: 0, platform: record.device.platform };
    const { seen, left, unsure, platform } = isHeld || isUnchanged ? nothing : record.read(list);
    if (isHeld) this.#remark(record.line, warning("future", { at: new Date(record.at).toISOString() }), record.device.hostName ?? "");
    for (const reason of left) this.#remark(record.line, reason, record.device.hostName ?? "");
    const device = this.#deviceNumber(record.device.platform === "UNKNOWN" ? { ...record.device, platform } : record.device, record.line);
    const report = this.#nextReport++;
    this.#dictionary.betweenLists();
    const listed = new Set<string>();
    let has = 0;
    for (const one of seen) {
      const software = this.#dictionary.numberOf(one);
      const key = `${software}\t${one.isGone ? "t" : "f"}\t${cell(one.path)}\n`;
      if (listed.has(key)) continue;
      listed.add(key);
      has |= kindBit(one.kind);
      this.#text.item += `${report}\t${key}`;
    }
    const kept = digest === null || unsure !== 0 || isHeld ? "\\N" : `\\\\x${digest}`;
    this.#text.report += `${report}\t${device}\t${record.line}\t${new Date(record.at).toISOString()}\t${record.covers & ~unsure}\t${unsure}\t${has}\t${listed.size}\t${kept}\t${isUnchanged}\t${isHeld}\n`;
  }

  #deviceNumber(facts: DeviceFacts, line: number): number {
    const row = [facts.serial, facts.hardwareUuid, facts.mdmId, facts.hostName, facts.platform, facts.osVersion, facts.ownerEmail].map(cell).join("\t");
    const known = this.#devices.get(row);
    if (known !== undefined) return known;
    if (this.#devices.size >= DEVICES_HELD) this.#devices.clear();
    const number = this.#nextDevice++;
    this.#devices.set(row, number);
    this.#text.device += `${number}\t${line}\t${row}\n`;
    return number;
  }

  #remark(line: number, reason: Reason, excerpt: string): void {
    this.#remarks += 1;
    if (this.#remarks > MOST_REMARKS) return;
    const clean = excerpt.replaceAll("\0", "").slice(0, 200);
    this.#text.remark += `${line}\t${cell(JSON.stringify(reason))}\t${cell(clean)}\n`;
  }

  #flushWhenFull(): Promise<void> | undefined {
    const { device, report, item } = this.#text;
    if (device.length + report.length + item.length < FLUSH_CHARS) return undefined;
    return this.#flush();
  }

  /** Sends what is gathered while the next is read; the promise is the sending before this one. */
  #flush(): Promise<void> {
    const { client, importId, onCount } = this.#options;
    const text = { ...this.#text, software: this.#dictionary.text };
    this.#text = { device: "", report: "", item: "", remark: "" };
    this.#dictionary.text = "";
    const before = this.#inFlight;
    this.#inFlight = before.then(async () => {
      for (const table of STAGE_TABLES) await copyInto(client, stageTable(importId, table), text[table]);
      if (this.received - this.#counted < 20_000) return;
      this.#counted = this.received;
      await onCount({ received: this.received, accepted: this.accepted, rejected: this.rejected });
    });
    this.#inFlight.catch(() => {});
    return before;
  }
}

/** A number that stands for a device and what was covered; two that share one are only read once more. */
function dirtyKey({ device, covers }: InventoryRecord): number {
  const bytes = createHash("sha256").update(`${device.serial ?? device.hardwareUuid ?? device.mdmId}/${covers}`).digest();
  return bytes.readUIntBE(0, 6);
}
