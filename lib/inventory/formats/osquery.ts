import { Broken, remark, warning } from "@/lib/inventory/ingest/broken";
import { linesOf } from "@/lib/inventory/ingest/lines";
import { type CutObject, ObjectCutter, parseWithoutList } from "@/lib/inventory/ingest/object-cutter";
import { identityValue, platformOf } from "@/lib/inventory/rules";
import type { Reason } from "@/lib/refusal";
import { coversOf, type Row, type Rows, readRows, type TableName, tableOfQuery } from "./osquery-tables";
import {
  type DeviceFacts,
  emailOf,
  type Format,
  type InventoryRecord,
  isObject,
  jsonArrayOf,
  plainText,
  type ReadList,
  type Sink,
} from "./record";

/** osquery's own limit is 1 MiB a line; a snapshot of a large machine in one line is still read. */
const LONGEST_LINE = 16 * 1024 * 1024;
const LARGEST_RESULT = 32_000_000;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

function first(facts: Row[], names: string[]): unknown {
  for (const name of names) {
    for (const fact of facts) if (fact[name] !== undefined && fact[name] !== null && fact[name] !== "") return fact[name];
  }
  return undefined;
}

/** Decorations may stand beside the result (`decorations_top_level`); a heartbeat's own columns name the machine too. */
function deviceOf(result: Row, own: Row): DeviceFacts {
  const facts = [isObject(result.decorations) ? result.decorations : {}, own, result];
  const host = plainText(first([result], ["hostIdentifier", "hostname", "host_identifier"]), "name");
  const uuid = first(facts, ["host_uuid", "hardware_uuid", "system_uuid", "uuid"]);
  return {
    serial: identityValue("SERIAL", first(facts, ["hardware_serial", "serial_number", "serial"])),
    hardwareUuid: identityValue("HARDWARE_UUID", uuid) ?? (UUID.test(host) ? identityValue("HARDWARE_UUID", host) : null),
    mdmId: null,
    hostName: plainText(first(facts, ["computer_name", "hostname", "host_name"]), "name") || (UUID.test(host) || host === "" ? null : host),
    platform: platformOf(first(facts, ["platform", "os_platform", "platform_like"])),
    osVersion: plainText(first([facts[0] ?? {}, own], ["os_version"]), "version") || null,
    ownerEmail: emailOf(first(facts.slice(0, 2), ["email", "user_email", "upn"])),
  };
}

/** The docs show strings, the wire has numbers; both carry seconds. */
function timeOf({ unixTime, calendarTime }: Row): number | null {
  const seconds =
    typeof unixTime === "number" || (typeof unixTime === "string" && /^\d+(\.\d+)?$/.test(unixTime)) ? Number(unixTime) : Number.NaN;
  if (seconds > 0 && seconds < 1e11) return Math.round(seconds * 1000);
  const at = typeof calendarTime === "string" ? Date.parse(calendarTime) : Number.NaN;
  return Number.isFinite(at) ? at : null;
}

type Shape = { table: TableName | null; isSnapshot: boolean; rows: Rows; hasList: boolean };

function rowsOfDiff(diff: Row): Rows {
  const side = (name: string) => (Array.isArray(diff[name]) ? diff[name] : []);
  return [...side("removed").map((row) => ({ row, isGone: true })), ...side("added").map((row) => ({ row }))];
}

/** The four shapes: snapshot, snapshot as events, event, batch. Only the first says what is not there. */
function shapeOf(result: Row, hasList: boolean): Shape | null {
  const table = tableOfQuery(plainText(result.name, "name"));
  const counted = { table, isSnapshot: false, hasList: false };
  if (hasList) return { table, isSnapshot: true, rows: [], hasList };
  if (isObject(result.columns)) return { ...counted, rows: [{ row: result.columns, isGone: result.action === "removed" }] };
  return isObject(result.diffResults) ? { ...counted, rows: rowsOfDiff(result.diffResults) } : null;
}

function readResult(cut: CutObject, line: number): InventoryRecord | { whyNot: Reason } {
  const result = parseWithoutList(cut);
  if (!isObject(result)) return { whyNot: remark("notJson") };
  // Status lines share the log; they say how osquery is, not what is installed.
  const isStatus = result.name === undefined && "severity" in result;
  const shape = isStatus ? { table: null, isSnapshot: false, rows: [], hasList: false } : shapeOf(result, cut.listFrom >= 0);
  if (shape === null) return { whyNot: remark("noResult") };
  const list = shape.hasList ? cut.bytes.subarray(cut.listFrom, cut.listTo) : null;
  const own = shape.table === "heartbeat" ? heartbeatRow(shape, list) : {};
  const device = deviceOf(result, own);
  if (device.serial === null && device.hardwareUuid === null)
    return { whyNot: remark(device.hostName === null ? "noIdentity" : "onlyHostName") };
  const at = timeOf(result);
  if (at === null) return { whyNot: remark("noTime") };
  const read = (kept: Buffer | null): ReadList => {
    const listed = shape.hasList ? jsonArrayOf(kept) : null;
    if (shape.hasList && listed === null)
      return { seen: [], left: [warning("listNotJson")], unsure: coversOf(shape.table), platform: "UNKNOWN" };
    return readRows(listed ? listed.map((row) => ({ row })) : shape.rows, shape.table);
  };
  return { line, device, at, covers: shape.isSnapshot ? coversOf(shape.table) : 0, list, read };
}

function heartbeatRow({ rows }: Shape, list: Buffer | null): Row {
  const row = list ? jsonArrayOf(list)?.[0] : rows[0]?.row;
  return isObject(row) ? row : {};
}

/** A body of the TLS logger or a file that a person wrapped over lines: values in a row instead of a value per line. */
function isDocument(start: string): boolean {
  return start.startsWith("[") || /[{[,]$/.test(start);
}

/** Result logs: one JSON object per line, or the body of osquery's TLS logger. A row is a result. */
export const readOsquery: Format = async (chunks, _options, sink: Sink) => {
  let line = 0;
  let cuts = 0;
  let waiting: Promise<void>[] = [];
  const cutter = new ObjectCutter({
    page: "data",
    list: "snapshot",
    largestBytes: LARGEST_RESULT,
    onObject: (cut) => {
      cuts += 1;
      const at = line || cut.ordinal;
      const record = readResult(cut, at);
      if ("whyNot" in record) return sink.reject(at, record.whyNot, cut.bytes.toString("utf8", cut.from, Math.min(cut.to, cut.from + 200)));
      const busy = sink.accept(record);
      if (busy) waiting.push(busy);
    },
  });
  let inDocument: boolean | null = null;
  for await (const { number, bytes, isEnded, isTooLong } of linesOf(chunks, LONGEST_LINE)) {
    if (inDocument === null && isBlank(bytes)) continue;
    inDocument ??= isDocument(
      bytes.toString("latin1", 0, 1) === "[" ? "[" : bytes.toString("latin1", Math.max(0, bytes.length - 50)).trimEnd(),
    );
    if (inDocument) {
      if (isTooLong) throw new Broken("objectTooLarge", { megabytes: LONGEST_LINE / 1024 / 1024 });
      cutter.push(bytes);
      cutter.push(NEWLINE);
    } else {
      line = number;
      const whyNot = isTooLong ? remark("lineTooLong", { megabytes: LONGEST_LINE / 1024 / 1024 }) : readLine(bytes);
      // A last line that has no end and is no whole value: the delivery breaks off there.
      if (whyNot && !isEnded) throw new Broken("truncated");
      if (whyNot) sink.reject(number, whyNot, bytes.toString("utf8", 0, 200));
    }
    if (waiting.length > 0) await Promise.all(waiting);
    waiting = [];
  }
  if (inDocument && !cutter.isWhole()) throw new Broken("truncated");

  function readLine(bytes: Buffer): Reason | null {
    if (isBlank(bytes)) return null;
    cuts = 0;
    try {
      cutter.push(bytes);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      cutter.reset();
      return remark("notJson");
    }
    const isGood = cutter.isWhole() && (cuts > 0 || isEmptyPage(bytes));
    if (!isGood) cutter.reset();
    return isGood ? null : remark("notJson");
  }
};

const NEWLINE = Buffer.from("\n");

function isBlank(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte !== 0x20 && byte !== 0x0d && byte !== 0x09) return false;
  return true;
}

/** `{"node_key": …, "data": []}` holds no result and is no mistake. */
function isEmptyPage(bytes: Buffer): boolean {
  return bytes.includes('"data"');
}
