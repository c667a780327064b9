import type { PoolClient } from "pg";
import type { DeviceFacts, InventoryRecord, ReadList, Sink } from "@/lib/inventory/formats/record";
import { isFromTheFuture } from "@/lib/inventory/rules";
import type { Reason } from "@/lib/refusal";
import { kindBit } from "@/lib/registry/identifiers";
import { warning } from "./broken";
import { CopyBuffer, cell, copyInto } from "./copy-text";
import { Dictionary } from "./dictionary";
import { Recognition } from "./recognition";
import { STAGE_TABLES, type StageTable, stageTable } from "./stage-tables";

const FLUSH_BYTES = 2_000_000;
/** Remarks kept per import; the true counts are kept beside them. */
const MOST_REMARKS = 10_000;
/** Rows of one device mostly stand together. */
const DEVICES_HELD = 2_000;

export type StageOptions = {
  client: PoolClient;
  importId: number;
  sourceId: number;
  format: string;
  /** False for a source's first delivery: nothing can be the same as before. */
  hasHistory: boolean;
  arrivedAt: number;
  onCount: (counts: { received: number; accepted: number; rejected: number }) => Promise<void>;
};

type Buffers = Record<StageTable, CopyBuffer>;

function newBuffers(): Buffers {
  return {
    device: new CopyBuffer(),
    report: new CopyBuffer(),
    software: new CopyBuffer(),
    item: new CopyBuffer(),
    same: new CopyBuffer(),
    remark: new CopyBuffer(),
  };
}

function factsLine({ serial, hardwareUuid, mdmId, hostName, platform, osVersion, ownerEmail }: DeviceFacts): string {
  return `${cell(serial)}\t${cell(hardwareUuid)}\t${cell(mdmId)}\t${cell(hostName)}\t${platform}\t${cell(osVersion)}\t${cell(ownerEmail)}`;
}

/** Lets each item of a list pass once. Mostly the number alone tells them apart. */
class Once {
  readonly #paths = new Map<number, string>();
  readonly #more = new Set<string>();

  get size(): number {
    return this.#paths.size + this.#more.size;
  }

  begin(): void {
    this.#paths.clear();
    this.#more.clear();
  }

  isNew(number: number, path: string): boolean {
    const known = this.#paths.get(number);
    if (known === undefined) {
      this.#paths.set(number, path);
      return true;
    }
    const key = `${number}\t${path}`;
    if (known === path || this.#more.has(key)) return false;
    this.#more.add(key);
    return true;
  }
}

/** Takes what a format reads and carries it into the stage, batch by batch, at flat memory. */
export class Stage implements Sink {
  readonly #options: StageOptions;
  readonly #dictionary = new Dictionary();
  readonly #recognition: Recognition;
  readonly #devices = new Map<string, number>();
  readonly #once = new Once();
  #filling = newBuffers();
  #sending = newBuffers();
  #inFlight: Promise<void> = Promise.resolve();
  #turn: Promise<void> | null = null;
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
    this.#recognition = new Recognition(options, {
      same: (deviceId, at, digest) => this.#filling.same.add(`${deviceId}\t${new Date(at).toISOString()}\t\\\\x${digest}\n`),
      other: (record, digest) => this.#write(record, digest),
    });
  }

  accept(record: InventoryRecord): Promise<void> | undefined {
    this.received += 1;
    this.accepted += 1;
    const isHeld = isFromTheFuture(record.at, this.#options.arrivedAt);
    if (isHeld || record.list === null || record.covers === 0) this.#write(record, null);
    else if (this.#options.hasHistory) {
      const asking = this.#recognition.add(record, factsLine(record.device));
      if (asking) return asking.then(() => this.#flushWhenFull());
    } else this.#write(record, this.#recognition.digestOf(record, factsLine(record.device)));
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
    await this.#recognition.finish();
    await this.#flush();
    // What came while the turn was waited for.
    await this.#flush();
    await this.#inFlight;
    const { client, importId } = this.#options;
    await client.query(`ANALYZE ${STAGE_TABLES.map((table) => stageTable(importId, table)).join(", ")}`);
  }

  #write(record: InventoryRecord, digest: string | null): void {
    const isHeld = isFromTheFuture(record.at, this.#options.arrivedAt);
    const nothing: ReadList = { seen: [], left: [], unsure: 0, platform: "UNKNOWN" };
    const { seen, left, unsure, platform } = isHeld ? nothing : record.read(record.list);
    if (isHeld) this.#remark(record.line, warning("future", { at: new Date(record.at).toISOString() }), record.device.hostName ?? "");
    for (const reason of left) this.#remark(record.line, reason, record.device.hostName ?? "");
    if (seen.some(({ isGone }) => isGone)) this.#recognition.readFrom(record.device);
    const device = this.#deviceNumber(record.device.platform === "UNKNOWN" ? { ...record.device, platform } : record.device, record.line);
    const report = this.#nextReport++;
    this.#dictionary.betweenLists();
    this.#once.begin();
    let has = 0;
    for (const one of seen) {
      const software = this.#dictionary.numberOf(one, this.#filling.software);
      const isGone = one.isGone ?? false;
      if (!this.#once.isNew(isGone ? -software : software, one.path)) continue;
      has |= kindBit(one.kind);
      this.#filling.item.add(`${report}\t${software}\t${isGone ? "t" : "f"}\t${cell(one.path)}\n`);
    }
    const kept = digest === null || unsure !== 0 ? "\\N" : `\\\\x${digest}`;
    this.#filling.report.add(
      `${report}\t${device}\t${record.line}\t${new Date(record.at).toISOString()}\t${record.covers & ~unsure}\t${unsure}\t${has}\t${this.#once.size}\t${kept}\t${isHeld}\n`,
    );
  }

  #deviceNumber(facts: DeviceFacts, line: number): number {
    const row = factsLine(facts);
    const known = this.#devices.get(row);
    if (known !== undefined) return known;
    if (this.#devices.size >= DEVICES_HELD) this.#devices.clear();
    const number = this.#nextDevice++;
    this.#devices.set(row, number);
    this.#filling.device.add(`${number}\t${line}\t${row}\n`);
    return number;
  }

  #remark(line: number, reason: Reason, excerpt: string): void {
    this.#remarks += 1;
    if (this.#remarks > MOST_REMARKS) return;
    const clean = excerpt.replaceAll("\0", "").slice(0, 200);
    this.#filling.remark.add(`${line}\t${cell(JSON.stringify(reason))}\t${cell(clean)}\n`);
  }

  #flushWhenFull(): Promise<void> | undefined {
    const { device, report, item, same } = this.#filling;
    return device.length + report.length + item.length + same.length < FLUSH_BYTES ? undefined : this.#flush();
  }

  /** Sends what is gathered while the next is read; the promise is the sending before this one. */
  #flush(): Promise<void> {
    this.#turn ??= this.#takeTurn().finally(() => {
      this.#turn = null;
    });
    return this.#turn;
  }

  async #takeTurn(): Promise<void> {
    await this.#inFlight;
    const full = this.#filling;
    this.#filling = this.#sending;
    this.#sending = full;
    this.#inFlight = this.#send(full);
    // Whoever sends next, or finishes, meets the error.
    this.#inFlight.catch(() => {});
  }

  async #send(full: Buffers): Promise<void> {
    const { client, importId, onCount } = this.#options;
    for (const table of STAGE_TABLES) {
      await copyInto(client, stageTable(importId, table), full[table].take());
      full[table].clear();
    }
    if (this.received - this.#counted < 20_000) return;
    this.#counted = this.received;
    await onCount({ received: this.received, accepted: this.accepted, rejected: this.rejected });
  }
}
