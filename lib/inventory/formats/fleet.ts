import { Broken, remark, warning } from "@/lib/inventory/ingest/broken";
import { type CutObject, ObjectCutter, parseWithoutList } from "@/lib/inventory/ingest/object-cutter";
import { identityValue, platformOf } from "@/lib/inventory/rules";
import { jetbrainsMatchValue, kindsToBits } from "@/lib/registry/identifiers";
import type { IdentifierKind } from "@/prisma/generated/enums";
import {
  type DeviceFacts,
  emailOf,
  type Format,
  type FormatOptions,
  type InventoryRecord,
  isObject,
  jsonArrayOf,
  plainText,
  type ReadList,
  type Seen,
  type Sink,
  versionInPath,
} from "./record";

type Row = Record<string, unknown>;

const LARGEST_HOST = 32_000_000;

/** What a Fleet host's list covers; what Fleet sees on the platform is cut out of it when it is merged. */
const COVERS = kindsToBits([
  "NPM",
  "PYPI",
  "BREW_FORMULA",
  "BREW_CASK",
  "DEB",
  "RPM",
  "VSCODE",
  "JETBRAINS",
  "CHROME",
  "FIREFOX",
  "MACOS_BUNDLE",
  "WINDOWS_PROGRAM",
]);

/** Fleet's sources are osquery's tables (server/fleet/software.go). The ones missing here are kept as package urls. */
const KINDS: Record<string, IdentifierKind> = {
  npm_packages: "NPM",
  python_packages: "PYPI",
  deb_packages: "DEB",
  rpm_packages: "RPM",
  vscode_extensions: "VSCODE",
  jetbrains_plugins: "JETBRAINS",
  chrome_extensions: "CHROME",
  firefox_addons: "FIREFOX",
  apps: "MACOS_BUNDLE",
  programs: "WINDOWS_PROGRAM",
};

/** Which mapping of a device to a person is believed first. */
const OWNER_SOURCES = ["mdm_idp_accounts", "custom", "google_chrome_profiles"];

function ownerEmail(mapping: unknown): string | null {
  if (!Array.isArray(mapping)) return null;
  const known = mapping
    .filter(isObject)
    .map(({ email, source }) => ({ email: emailOf(email), rank: OWNER_SOURCES.indexOf(String(source)) }));
  const best = known.filter(({ email }) => email !== null).sort((a, b) => (a.rank < 0 ? 99 : a.rank) - (b.rank < 0 ? 99 : b.rank));
  return best[0]?.email ?? null;
}

/** Fleet writes 2000-01-01 or the year 1 for "never". */
function timeOf(value: unknown): number | null {
  if (typeof value !== "string") return null;
  const at = Date.parse(value);
  return Number.isFinite(at) && at > Date.UTC(2001, 0, 1) ? at : null;
}

function deviceOf(host: Row): DeviceFacts {
  return {
    serial: identityValue("SERIAL", host.hardware_serial),
    hardwareUuid: identityValue("HARDWARE_UUID", host.uuid),
    mdmId: null,
    hostName: plainText(host.computer_name, "name") || plainText(host.display_name, "name") || plainText(host.hostname, "name") || null,
    platform: platformOf(host.platform),
    osVersion: plainText(host.os_version, "version") || null,
    ownerEmail: ownerEmail(host.device_mapping),
  };
}

function identified(row: Row, source: string, name: string, path: string): { kind: IdentifierKind; value: string } | null {
  if (source === "homebrew_packages") return { kind: path.includes("/Caskroom/") ? "BREW_CASK" : "BREW_FORMULA", value: name };
  const kind = KINDS[source];
  if (kind === undefined) return { kind: "PURL", value: `pkg:generic/${source}/${name}` };
  if (kind === "JETBRAINS") return { kind, value: jetbrainsMatchValue({ vendor: plainText(row.vendor, "publisher"), name }) };
  if (kind === "MACOS_BUNDLE") return { kind, value: plainText(row.bundle_identifier, "value") || name };
  if (kind !== "CHROME" && kind !== "FIREFOX") return { kind, value: name };
  const id = plainText(row.extension_id, "value") || plainText(row.identifier, "value");
  return id === "" ? null : { kind, value: id };
}

function seenIn(row: Row, put: (seen: Seen) => void): boolean {
  const name = plainText(row.name, "name");
  const source = plainText(row.source, "name");
  if (name === "" || source === "") return false;
  const paths = Array.isArray(row.installed_paths) ? row.installed_paths.map((path) => plainText(path, "path")).filter(Boolean) : [];
  const reported = plainText(row.version, "version");
  const publisher = source === "programs" ? plainText(row.vendor, "publisher") : "";
  for (const path of paths.length === 0 ? [""] : paths) {
    const what = identified(row, source, name, path);
    if (what === null) return false;
    const version = what.kind === "BREW_CASK" ? (reported.split(",")[0] ?? "") : reported || versionInPath(path);
    put({ ...what, publisher, version, name, path });
  }
  return true;
}

function readSoftware(list: Buffer | null, platform: DeviceFacts["platform"]): ReadList {
  const rows = jsonArrayOf(list);
  if (rows === null) return { seen: [], left: [warning("listNotJson")], unsure: COVERS, platform };
  const result: ReadList = { seen: [], left: [], unsure: 0, platform };
  for (const row of rows) {
    if (isObject(row) && seenIn(row, (seen) => result.seen.push(seen))) continue;
    const source = isObject(row) ? plainText(row.source, "name") : "";
    result.left.push(warning("software", { source }));
    result.unsure |=
      source === "homebrew_packages" ? kindsToBits(["BREW_FORMULA", "BREW_CASK"]) : KINDS[source] ? kindsToBits([KINDS[source]]) : COVERS;
  }
  return result;
}

function readHost(cut: CutObject, { isComplete }: FormatOptions): InventoryRecord | { whyNot: ReturnType<typeof remark>; excerpt: string } {
  const parsed = parseWithoutList(cut);
  if (!isObject(parsed))
    return { whyNot: remark("notJson"), excerpt: cut.bytes.toString("utf8", cut.from, Math.min(cut.to, cut.from + 200)) };
  const host = isObject(parsed.host) ? parsed.host : parsed;
  const device = deviceOf(host);
  const excerpt = JSON.stringify({ id: host.id, hostname: host.hostname, uuid: host.uuid, hardware_serial: host.hardware_serial });
  if (device.serial === null && device.hardwareUuid === null) {
    return { whyNot: remark(device.hostName === null ? "noIdentity" : "onlyHostName"), excerpt };
  }
  const nested = Array.isArray(host.software) ? Buffer.from(JSON.stringify(host.software)) : null;
  const list = cut.listFrom >= 0 ? cut.bytes.subarray(cut.listFrom, cut.listTo) : nested;
  // `software_updated_at` is when the list was taken; without a list the host says only that it exists.
  const at = timeOf(host.software_updated_at) ?? timeOf(host.detail_updated_at) ?? (list === null ? timeOf(host.seen_time) : null);
  if (at === null) return { whyNot: remark("noTime"), excerpt };
  return {
    line: cut.ordinal,
    device,
    at,
    covers: list !== null && isComplete ? COVERS : 0,
    list,
    read: (kept) => readSoftware(kept, device.platform),
  };
}

/** `GET /api/v1/fleet/hosts` with software: one page, many pages one after the other, or an array of them. A row is a host, counted from 1. */
export const readFleet: Format = async (chunks, options, sink: Sink) => {
  let waiting: Promise<void>[] = [];
  const cutter = new ObjectCutter({
    page: "hosts",
    list: "software",
    largestBytes: LARGEST_HOST,
    onObject: (cut) => {
      const record = readHost(cut, options);
      if ("whyNot" in record) return sink.reject(cut.ordinal, record.whyNot, record.excerpt);
      const busy = sink.accept(record);
      if (busy) waiting.push(busy);
    },
  });
  for await (const chunk of chunks) {
    cutter.push(chunk);
    if (waiting.length > 0) await Promise.all(waiting);
    waiting = [];
  }
  if (!cutter.isWhole()) throw new Broken("truncated");
};
