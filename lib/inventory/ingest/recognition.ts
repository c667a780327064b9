import { createHash, hash } from "node:crypto";
import type { DeviceFacts, InventoryRecord } from "@/lib/inventory/formats/record";
import type { StageOptions } from "./stage";

/** Part of every digest: raise it when a format reads something else from the same bytes. */
const READING = 1;
const BATCH = 500;
const BATCH_BYTES = 2_000_000;
const MOST_CHANGED = 2_000_000;

type Waiting = { record: InventoryRecord; digest: string };

type Outcome = {
  same: (deviceId: number, at: number, digest: string) => void;
  other: (record: InventoryRecord, digest: string) => void;
};

/**
 * Recognises lists that are the ones a source gave last, of devices that are what they were: those are not read, staged or compared again.
 * A list that differs makes later lists of the same device in the delivery be read, whatever they are, and so does the word that
 * something is gone: it was there again by then.
 */
export class Recognition {
  readonly #options: StageOptions;
  readonly #outcome: Outcome;
  readonly #changed = new Set<number>();
  /** Devices of which the delivery said that something is gone: few, mostly none. */
  readonly #told = new Set<string | null>();
  #waiting: Waiting[] = [];
  #bytes = 0;
  #asking: Promise<void> = Promise.resolve();

  constructor(options: StageOptions, outcome: Outcome) {
    this.#options = options;
    this.#outcome = outcome;
  }

  digestOf({ covers, list }: InventoryRecord, facts: string): string {
    const of = `${READING}/${this.#options.format}/${covers}/${facts}`;
    return createHash("sha256")
      .update(of)
      .update(list ?? "")
      .digest("hex")
      .slice(0, 32);
  }

  /** Answers a promise when a batch is asked about: wait for it before the next. */
  add(record: InventoryRecord, facts: string): Promise<void> | undefined {
    // The bytes belong to the reader; they are kept until the batch is asked about.
    const list = record.list && Buffer.from(record.list);
    this.#waiting.push({ record: { ...record, list }, digest: this.digestOf(record, facts) });
    this.#bytes += list?.length ?? 0;
    return this.#waiting.length >= BATCH || this.#bytes > BATCH_BYTES ? this.finish() : undefined;
  }

  /** From here on every list of the device is read. */
  readFrom(device: DeviceFacts): void {
    this.#told.add(identityOf(device));
  }

  finish(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#bytes = 0;
    this.#asking = this.#asking.then(() => this.#ask(waiting));
    this.#asking.catch(() => {});
    return this.#asking;
  }

  async #ask(waiting: Waiting[]): Promise<void> {
    if (waiting.length === 0) return;
    const known = await this.#known(waiting);
    for (const [index, { record, digest }] of waiting.entries()) {
      const key = keyOf(record);
      const isChanged = this.#changed.has(key) || this.#changed.size >= MOST_CHANGED || this.#told.has(identityOf(record.device));
      const deviceId = known.get(index + 1);
      if (deviceId !== undefined && !isChanged) this.#outcome.same(deviceId, record.at, digest);
      else {
        this.#changed.add(key);
        this.#outcome.other(record, digest);
      }
    }
  }

  /** Where an owner is named whom nobody knew, the device is looked at again: they may have joined since. */
  async #known(waiting: Waiting[]): Promise<Map<number, number>> {
    const devices = waiting.map(({ record }) => record.device);
    const { rows } = await this.#options.client.query<{ n: number; device_id: number }>(
      `SELECT q.n::int AS n, d.id AS device_id
       FROM unnest($1::device_id_kind[], $2::text[], $3::text[], $4::timestamptz[], $5::boolean[]) WITH ORDINALITY AS q(kind, value, digest, at, owned, n)
         JOIN device_identity i ON i.kind = q.kind AND i.value = q.value JOIN device d ON d.id = i.device_id
         JOIN report r ON r.device_id = d.id AND r.source_id = $6 AND NOT r.held AND r.digest = decode(q.digest, 'hex') AND r.collected_at <= q.at
       WHERE d.owner_person_id IS NOT NULL OR NOT q.owned`,
      [
        devices.map(({ serial, hardwareUuid }) => (serial ? "SERIAL" : hardwareUuid ? "HARDWARE_UUID" : "MDM_ID")),
        devices.map(identityOf),
        waiting.map(({ digest }) => digest),
        waiting.map(({ record }) => new Date(record.at)),
        devices.map(({ ownerEmail }) => ownerEmail !== null),
        this.#options.sourceId,
      ],
    );
    return new Map(rows.map(({ n, device_id }) => [n, device_id]));
  }
}

function identityOf({ serial, hardwareUuid, mdmId }: DeviceFacts): string | null {
  return serial ?? hardwareUuid ?? mdmId;
}

/** A number that stands for a device and what was covered. Two that share one are only read once more. */
function keyOf({ device, covers }: InventoryRecord): number {
  return hash("sha256", `${identityOf(device)}/${covers}`, "buffer").readUIntBE(0, 6);
}
