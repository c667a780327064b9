import { warning } from "@/lib/inventory/ingest/broken";
import { platformOfPath } from "@/lib/inventory/rules";
import type { Reason } from "@/lib/refusal";
import { jetbrainsMatchValue, kindsToBits } from "@/lib/registry/identifiers";
import type { DevicePlatform, IdentifierKind } from "@/prisma/generated/enums";
import { isObject, plainText, type ReadList, type Seen, versionInPath } from "./record";

export type Row = Record<string, unknown>;

type Table = {
  /** What a complete list of the table proves. */
  kinds: IdentifierKind[];
  platform?: DevicePlatform;
  /** The names, after the pack's, of queries that list the table whole. */
  queries: string[];
  /** Columns that only this table has, for queries of other names. */
  isLike?: (row: Row) => boolean;
  read: (row: Row) => Seen[] | null;
};

const text = (row: Row, column: string, longest: Parameters<typeof plainText>[1] = "name") => plainText(row[column], longest);

function seen(kind: IdentifierKind, row: Row, value: string, more: Partial<Seen> = {}): Seen[] | null {
  if (value === "") return null;
  return [
    {
      kind,
      value,
      publisher: "",
      version: text(row, "version", "version"),
      name: text(row, "name") || value,
      path: text(row, "path", "path"),
      ...more,
    },
  ];
}

const byName = (kind: IdentifierKind) => (row: Row) => seen(kind, row, text(row, "name", "value"));
const byIdentifier = (kind: IdentifierKind) => (row: Row) => seen(kind, row, text(row, "identifier", "value"));

function readHomebrew(row: Row): Seen[] | null {
  const isCask = text(row, "type") === "cask" || text(row, "path", "path").includes("/Caskroom/");
  const version = text(row, "version", "version");
  return seen(isCask ? "BREW_CASK" : "BREW_FORMULA", row, text(row, "name", "value"), {
    version: isCask ? (version.split(",")[0] ?? "") : version,
  });
}

function readApp(row: Row): Seen[] | null {
  const name = (text(row, "bundle_name") || text(row, "name")).replace(/\.app$/, "");
  const version = text(row, "bundle_short_version", "version") || text(row, "bundle_version", "version");
  return seen("MACOS_BUNDLE", row, text(row, "bundle_identifier", "value") || name, { name, version });
}

function readProgram(row: Row): Seen[] | null {
  const family = text(row, "package_family_name", "value");
  const path = text(row, "install_location", "path");
  if (family !== "") return seen("MSIX", row, family, { path });
  return seen("WINDOWS_PROGRAM", row, text(row, "name", "value"), { publisher: text(row, "publisher", "publisher"), path });
}

function readJetbrains(row: Row): Seen[] | null {
  const name = text(row, "name", "value");
  return name === "" ? null : seen("JETBRAINS", row, jetbrainsMatchValue({ vendor: text(row, "vendor", "publisher"), name }));
}

/** An extension loaded from a folder has an id of its own; the store's id is the referenced one. */
function readChrome(row: Row): Seen[] | null {
  const ids = new Set([text(row, "identifier", "value"), text(row, "referenced_identifier", "value")].filter(Boolean));
  const path =
    text(row, "path", "path") || [text(row, "browser_type"), text(row, "username"), text(row, "profile")].filter(Boolean).join("/");
  return ids.size === 0 ? null : [...ids].flatMap((id) => seen("CHROME", row, id, { path }) ?? []);
}

function readFile(row: Row): Seen[] | null {
  const path = text(row, "path", "path");
  const version = versionInPath(path) || versionInPath(text(row, "symlink_target_path", "path")) || text(row, "product_version", "version");
  return seen("PATH", row, path, { version, name: text(row, "filename") || path.slice(path.search(/[^\\/]*$/)) });
}

function readProcess(row: Row): Seen[] | null {
  const path = text(row, "path", "path");
  return seen("PROCESS", row, text(row, "name", "value"), { version: versionInPath(path) });
}

/** `ai_tools` of agentic-detector: what it calls the find says which kind can hold it. */
function readAiTool(row: Row): Seen[] | null {
  const type = text(row, "type");
  const id = text(row, "identifier", "value") || text(row, "name", "value");
  if (id === "") return null;
  if (type === "browser_extension" && /^[a-p]{32}$/.test(id)) return seen("CHROME", row, id);
  if (type === "ide_plugins" && /^[\w-]+\.[\w.-]+$/.test(id)) return seen("VSCODE", row, id);
  if (type === "apps" && /^[\w-]+(\.[\w-]+){2,}$/.test(id)) return seen("MACOS_BUNDLE", row, id);
  if (type === "agents") return seen("PROCESS", row, id);
  return seen("PURL", row, `pkg:generic/${type || "ai_tools"}/${id}`);
}

export const TABLES = {
  npm: {
    kinds: ["NPM"],
    queries: ["npm", "npm_packages"],
    isLike: (row) => /package\.json$/.test(text(row, "path", "path")),
    read: byName("NPM"),
  },
  python: {
    kinds: ["PYPI"],
    queries: ["python", "python_packages", "pypi"],
    isLike: (row) => /\.(dist|egg)-info/.test(text(row, "path", "path")),
    read: byName("PYPI"),
  },
  homebrew: {
    kinds: ["BREW_FORMULA", "BREW_CASK"],
    platform: "MACOS",
    queries: ["homebrew", "homebrew_packages", "brew"],
    isLike: (row) => /\/(Cellar|Caskroom)\//.test(text(row, "path", "path")),
    read: readHomebrew,
  },
  apps: {
    kinds: ["MACOS_BUNDLE"],
    platform: "MACOS",
    queries: ["apps"],
    isLike: (row) => "bundle_identifier" in row,
    read: readApp,
  },
  programs: {
    kinds: ["WINDOWS_PROGRAM", "MSIX"],
    platform: "WINDOWS",
    queries: ["programs"],
    isLike: (row) => "install_location" in row || "identifying_number" in row || "package_family_name" in row,
    read: readProgram,
  },
  deb: { kinds: ["DEB"], platform: "LINUX", queries: ["deb", "deb_packages"], read: byName("DEB") },
  rpm: { kinds: ["RPM"], platform: "LINUX", queries: ["rpm", "rpm_packages"], read: byName("RPM") },
  vscode: {
    kinds: ["VSCODE"],
    queries: ["vscode", "vscode_extensions"],
    isLike: (row) => "vscode_edition" in row || "publisher_id" in row,
    read: byName("VSCODE"),
  },
  jetbrains: {
    kinds: ["JETBRAINS"],
    queries: ["jetbrains", "jetbrains_plugins"],
    isLike: (row) => "product_type" in row,
    read: readJetbrains,
  },
  chrome: {
    kinds: ["CHROME"],
    queries: ["chrome", "chrome_extensions"],
    isLike: (row) => "browser_type" in row || "from_webstore" in row,
    read: readChrome,
  },
  firefox: { kinds: ["FIREFOX"], queries: ["firefox", "firefox_addons"], read: byIdentifier("FIREFOX") },
  files: { kinds: ["PATH"], queries: ["native_claude", "native_claude_win"], isLike: (row) => "filename" in row, read: readFile },
  processes: { kinds: ["PROCESS"], queries: ["processes"], isLike: (row) => "pid" in row && "cmdline" in row, read: readProcess },
  aiTools: { kinds: [], queries: ["ai_tools"], isLike: (row) => "risk_flags" in row && "category" in row, read: readAiTool },
  heartbeat: {
    kinds: [],
    queries: ["heartbeat", "system_info", "os_version", "osquery_info", "platform_info"],
    isLike: (row) => "hardware_serial" in row || "osquery_version" in row,
    read: () => [],
  },
} as const satisfies Record<string, Table>;

export type TableName = keyof typeof TABLES;

const tables: Record<TableName, Table> = TABLES;
const NAMES = Object.keys(TABLES) as TableName[];
const BY_QUERY = NAMES.flatMap((table) => tables[table].queries.map((query) => ({ query, table }))).sort(
  (a, b) => b.query.length - a.query.length,
);

/** The table that a query of this name lists whole; null for names we do not know (they may list a part). `pack_<pack>_<query>`, `pack/<pack>/<query>`. */
export function tableOfQuery(name: string): TableName | null {
  const low = name.toLowerCase();
  const known = BY_QUERY.find(
    ({ query }) => low === query || (low.endsWith(query) && /[_/:.]/.test(low.charAt(low.length - query.length - 1))),
  );
  return known?.table ?? null;
}

function tableOfRow(row: Row): TableName | null {
  return NAMES.find((table) => tables[table].isLike?.(row)) ?? null;
}

export function coversOf(table: TableName | null): number {
  return table === null ? 0 : kindsToBits(tables[table].kinds);
}

export type Rows = { row: unknown; isGone?: boolean }[];

export function readRows(rows: Rows, named: TableName | null): ReadList {
  const result: ReadList = { seen: [], left: [], unsure: 0, platform: named ? (tables[named].platform ?? "UNKNOWN") : "UNKNOWN" };
  for (const { row, isGone } of rows) {
    const table = isObject(row) ? (named ?? tableOfRow(row)) : null;
    const found = isObject(row) && table ? tables[table].read(row) : null;
    if (found === null || table === null) {
      result.left.push(unread(named, isObject(row) ? row : {}));
      result.unsure |= coversOf(named);
      continue;
    }
    for (const one of found) result.seen.push(isGone ? { ...one, isGone } : one);
    if (result.platform === "UNKNOWN") result.platform = tables[table].platform ?? platformOfPath(found[0]?.path ?? "");
  }
  return result;
}

function unread(named: TableName | null, row: Row): Reason {
  return named === null
    ? warning("unknownTable", { columns: Object.keys(row).slice(0, 8).join(", ") })
    : warning("software", { source: named });
}
