import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { Broken, remark, warning } from "@/lib/inventory/ingest/broken";
import { identityValue, platformOf } from "@/lib/inventory/rules";
import type { Reason } from "@/lib/refusal";
import { kindsToBits } from "@/lib/registry/identifiers";
import type { IdentifierKind } from "@/prisma/generated/enums";
import { emailOf, type Format, type InventoryRecord, plainText, type Seen } from "./record";

const COVERS = kindsToBits(["WINDOWS_PROGRAM", "MSIX", "MACOS_BUNDLE"]);
const COLUMNS = [
  "ApplicationKey",
  "ApplicationName",
  "ApplicationPublisher",
  "ApplicationShortVersion",
  "ApplicationVersion",
  "DeviceId",
  "DeviceName",
  "OSDescription",
  "OSVersion",
  "Platform",
  "SerialNumber",
  "EmailAddress",
  "UserName",
] as const;
const REQUIRED = [
  "ApplicationName",
  "ApplicationVersion",
  "DeviceId",
  "DeviceName",
  "Platform",
] as const satisfies (typeof COLUMNS)[number][];

type Cell = (column: (typeof COLUMNS)[number]) => string;

function readHeader(header: string[]): Map<string, number> {
  const columns = new Map(header.map((name, index) => [name.trim().toLowerCase(), index]));
  const missing = REQUIRED.filter((column) => !columns.has(column.toLowerCase()));
  if (missing.length > 0) throw new Broken("columns", { columns: missing.join(", ") });
  return columns;
}

/** Package families end in a publisher id of 13 characters; bundle ids are dotted and have no spaces. Everything else is a display name. */
function kindOf(platform: string, name: string): IdentifierKind {
  if (platform === "MACOS") return "MACOS_BUNDLE";
  if (platform !== "WINDOWS") return "PURL";
  return /^[\w.-]+_[a-z0-9]{13}$/i.test(name) ? "MSIX" : "WINDOWS_PROGRAM";
}

function readRow(cell: Cell, line: number, isComplete: boolean, at: number): InventoryRecord | Reason {
  const mdmId = identityValue("MDM_ID", cell("DeviceId"));
  const serial = identityValue("SERIAL", cell("SerialNumber"));
  if (mdmId === null && serial === null) return remark(cell("DeviceName") === "" ? "noIdentity" : "onlyHostName");
  const platform = platformOf(cell("Platform") || cell("OSDescription"));
  const name = plainText(cell("ApplicationName"), "name");
  const kind = kindOf(platform, name);
  const version = plainText((platform === "MACOS" && cell("ApplicationShortVersion")) || cell("ApplicationVersion"), "version");
  const seen: Seen = {
    kind,
    value: kind === "PURL" ? `pkg:generic/${cell("Platform").toLowerCase()}/${name}` : name,
    publisher: kind === "WINDOWS_PROGRAM" ? plainText(cell("ApplicationPublisher"), "publisher") : "",
    version,
    name,
    path: "",
  };
  return {
    line,
    device: {
      serial,
      hardwareUuid: null,
      mdmId,
      hostName: plainText(cell("DeviceName"), "name") || null,
      platform,
      osVersion: plainText(cell("OSVersion"), "version") || null,
      ownerEmail: emailOf(cell("EmailAddress")) ?? emailOf(cell("UserName")),
    },
    at,
    covers: isComplete ? COVERS : 0,
    list: null,
    read: () =>
      name === "" ? { seen: [], left: [warning("noName")], unsure: COVERS, platform } : { seen: [seen], left: [], unsure: 0, platform },
  };
}

/** AppInvRawData, as the export job or the portal writes it. A row is one application on one device. */
export const readIntune: Format = async (chunks, { isComplete, collectedAt }, sink) => {
  const endsOpen = { value: false };
  const source = Readable.from(watched(chunks, endsOpen), { objectMode: false });
  const parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: true, info: true, max_record_size: 1_000_000 });
  source.once("error", (error) => parser.destroy(error));
  let columns: Map<string, number> | null = null;
  let width = 0;
  let short: { line: number; record: string[] } | null = null;
  try {
    for await (const { record, info } of source.pipe(parser) as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (columns === null) {
        columns = readHeader(record);
        width = record.length;
        continue;
      }
      if (short) refuseShort(short);
      short = null;
      if (record.length !== width) {
        short = { line: info.lines, record };
        continue;
      }
      const known = columns;
      const cell: Cell = (column) => record[known.get(column.toLowerCase()) ?? -1]?.trim() ?? "";
      const row = readRow(cell, info.lines, isComplete, collectedAt);
      if ("key" in row) {
        sink.reject(info.lines, row, record.join(","));
        sink.doubtEverything();
        continue;
      }
      const busy = sink.accept(row);
      if (busy) await busy;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Broken(error.code === "CSV_QUOTE_NOT_CLOSED" ? "truncated" : "csv", { line: Number("lines" in error ? error.lines : 0) });
  } finally {
    source.destroy();
  }
  if (columns === null) throw new Broken("empty");
  // The last line is short and has no end: the file breaks off there.
  if (short && endsOpen.value) throw new Broken("truncated");
  if (short) refuseShort(short);

  function refuseShort({ line, record }: { line: number; record: string[] }): void {
    sink.reject(line, remark("cells", { found: record.length, expected: width }), record.join(","));
    sink.doubtEverything();
  }
};

async function* watched(chunks: AsyncIterable<Buffer>, endsOpen: { value: boolean }): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    if (chunk.length > 0) endsOpen.value = chunk.at(-1) !== 0x0a;
    yield chunk;
  }
}
