import type pg from "pg";
import { type IDENTIFIER_KINDS, matchValueFor } from "../../lib/registry/identifiers.ts";
import { ORDINARY_SOFTWARE } from "./ordinary-software.ts";
import { TOOL_SOFTWARE } from "./tool-software.ts";

type Kind = (typeof IDENTIFIER_KINDS)[number];

/** One entry of the dictionary: a product in one version. */
export type Entry = { id: number; kind: string; matchValue: string; publisher: string; version: string; name: string };

/** Claude Code as it was shipped from the first version of the finding on; the last one came out on the morning of the notice. */
const CLAUDE_PATCHES = [
  91, 96, 101, 104, 110, 116, 121, 126, 131, 137, 142, 148, 153, 158, 163, 168, 172, 176, 180, 184, 187, 190, 192, 194, 195, 196, 197, 198,
  199,
];
export const CLAUDE_VERSIONS = CLAUDE_PATCHES.map((patch) => `2.1.${patch}`);

const CLAUDE_IDENTIFIERS: readonly [Kind, string][] = [
  ["NPM", "@anthropic-ai/claude-code"],
  ["NPM", "@anthropic-ai/claude-code-darwin-arm64"],
  ["NPM", "@anthropic-ai/claude-code-win32-x64"],
  ["NPM", "@anthropic-ai/claude-code-linux-x64"],
  ["BREW_CASK", "claude-code"],
  ["VSCODE", "anthropic.claude-code"],
  ["PATH", "~/.local/bin/claude"],
];

const QODER_IDENTIFIERS: readonly [Kind, string, string, readonly string[]][] = [
  ["MACOS_BUNDLE", "com.qoder.ide", "Qoder", ["1.9.0", "1.8.2"]],
  ["NPM", "@qoder-ai/qodercli", "@qoder-ai/qodercli", ["1.0.21", "1.0.17"]],
  ["PATH", "~/.qoder", "~/.qoder", [""]],
];

/** The dictionary of everything the inventories of the scenario report. */
export function planSoftware(): Entry[] {
  const entries: Omit<Entry, "id">[] = [];
  const add = (kind: string, value: string, publisher: string, versions: readonly string[], name: string) => {
    const matchValue = matchValueFor(kind as Kind, value);
    for (const version of versions) entries.push({ kind, matchValue, publisher, version, name });
  };
  for (const { kind, value, publisher, versions, name } of ORDINARY_SOFTWARE) add(kind, value, publisher, versions, name);
  for (const { kind, value, versions, name } of TOOL_SOFTWARE) add(kind, value, "", versions, name);
  for (const [kind, value] of CLAUDE_IDENTIFIERS) add(kind, value, "", CLAUDE_VERSIONS, value);
  for (const [kind, value, name, versions] of QODER_IDENTIFIERS) add(kind, value, "", versions, name);
  return entries.map((entry, index) => ({ id: index + 1, ...entry }));
}

/** Writes the dictionary and says which entry is which tool, by the catalogue's identifiers alone. */
export async function loadSoftware(db: pg.ClientBase, entries: readonly Entry[]): Promise<void> {
  await db.query(
    `INSERT INTO software (id, kind, match_value, publisher, version, name, first_seen_at)
     SELECT id, kind::identifier_kind, "matchValue", publisher, version, name,
       timestamptz '2026-07-01T10:00+08:00' - power(pg_temp.chance(id, 'first seen'), 2) * interval '300 days'
     FROM jsonb_to_recordset($1) AS entry(id int, kind text, "matchValue" text, publisher text, version text, name text)`,
    [JSON.stringify(entries)],
  );
  await db.query("SELECT setval(pg_get_serial_sequence('software', 'id'), (SELECT max(id) FROM software))");
  await db.query("SELECT match_software(ARRAY(SELECT id FROM software))");
  await db.query("ANALYZE software, software_tool");
}
