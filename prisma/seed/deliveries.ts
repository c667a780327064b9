import { createHash } from "node:crypto";
import type pg from "pg";
import { recordAll } from "./audit.ts";
import type { Cast } from "./personas.ts";

type Delivery = {
  id: number;
  started_at: Date;
  kind: "INVENTORY" | "PEOPLE";
  received: number;
  accepted: number;
  rejected: number;
  devices: number;
};

/** Writes what was delivered in the days before: the people file of 1 July, then each source at its own pace. */
export async function loadDeliveries(db: pg.ClientBase, cast: Cast, people: number, tokenId: number): Promise<void> {
  const { rows: sources } = await db.query<{ id: number; devices: number; items: number }>(`
    SELECT source_id AS id, count(*)::int AS devices,
      (SELECT count(*)::int FROM installation WHERE installation.source_id = report.source_id AND gone_at IS NULL) AS items
    FROM report GROUP BY source_id ORDER BY source_id`);
  const rows = [peopleFile(people, cast), ...sources.flatMap(inventories(tokenId, cast))];
  const { rows: written } = await db.query<Delivery>(
    `INSERT INTO import (kind, source_id, format, idempotency_key, content_hash, status, complete, received,
      accepted, rejected, matched, unmatched, devices,
       person_id, token_id, started_at, finished_at)
     SELECT kind::import_kind, source_id, format, idempotency_key, decode(content_hash, 'hex'), 'DONE', complete, received,
      accepted, rejected, matched, unmatched, devices,
       person_id, token_id, started_at, finished_at
     FROM jsonb_populate_recordset(NULL::seed_import, $1) ORDER BY started_at
     RETURNING id, started_at, kind, received, accepted, rejected, devices`,
    [JSON.stringify(rows)],
  );
  await db.query(`
    INSERT INTO import_reject (import_id, line, reason, excerpt)
    SELECT id, 1000 * n + id, '{"key":"inventory.reject.onlyHostName"}', '{"hostname":"unnamed-' || n || '"}' FROM import CROSS JOIN generate_series(1, 3) AS n
    WHERE rejected > 0 AND n <= rejected`);
  const { administrator, officer } = cast;
  await recordAll(
    db,
    written.map(({ id, started_at, kind, received, accepted, rejected, devices }) => ({
      at: started_at,
      ...(kind === "PEOPLE"
        ? { personId: administrator.personId, actorName: administrator.name }
        : { tokenId, personId: officer.personId, actorName: "Inventory deliveries" }),
      action: kind === "PEOPLE" ? ("people.imported" as const) : ("inventory.imported" as const),
      subjectKind: "import",
      subjectId: id,
      after: { received, accepted, rejected, devices },
    })),
  );
}

export async function createDeliveries(db: pg.ClientBase): Promise<void> {
  await db.query(`
    CREATE TEMP TABLE seed_import (
      kind text, source_id int, format text, idempotency_key text, content_hash text, complete boolean, received int, accepted int, rejected int,
      matched int, unmatched int, devices int, person_id int, token_id int, started_at timestamptz, finished_at timestamptz
    )`);
}

function delivery(key: string, startedAt: Date, seconds: number) {
  return {
    idempotency_key: key,
    content_hash: createHash("sha256").update(key).digest("hex"),
    started_at: startedAt,
    finished_at: new Date(startedAt.getTime() + seconds * 1000),
  };
}

function peopleFile(people: number, { administrator }: Cast) {
  const counts = { received: people, accepted: people, rejected: 0, matched: 0, unmatched: 0, devices: 0 };
  return {
    kind: "PEOPLE",
    format: "people-csv",
    complete: true,
    ...counts,
    person_id: administrator.personId,
    ...delivery("people-2026-07-01", new Date("2026-07-01T08:00:00+08:00"), 21),
  };
}

const FORMATS = ["fleet", "osquery", "intune"];
const HOUR_MS = 3_600_000;

/** A token's deliveries are its owner's too. */
function inventories(tokenId: number, { officer }: Cast) {
  return ({ id, devices, items }: { id: number; devices: number; items: number }) => {
    const format = FORMATS[id - 1] ?? "osquery";
    const hours = format === "intune" ? 24 : 4;
    const until = new Date("2026-07-08T14:30:00+08:00").getTime() - id * 420_000;
    return Array.from({ length: format === "intune" ? 7 : 16 }, (_, back) => {
      const at = new Date(until - back * hours * HOUR_MS);
      const rejected = (id * 7 + back * 3) % 5 === 0 ? 1 + (back % 3) : 0;
      const received = Math.max(1, Math.round(items * (0.975 + 0.02 * Math.cos(back))));
      const matched = Math.round(received * 0.17);
      const counts = {
        received,
        accepted: received - rejected,
        rejected,
        matched,
        unmatched: received - rejected - matched,
        devices: Math.round(devices * (0.9 + 0.03 * Math.sin(back))),
      };
      return {
        kind: "INVENTORY",
        source_id: id,
        format,
        complete: true,
        ...counts,
        person_id: officer.personId,
        token_id: tokenId,
        ...delivery(`${format}-${at.toISOString()}`, at, 4 + Math.round(received / 60_000)),
      };
    });
  };
}
