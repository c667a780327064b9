import "server-only";
import { Readable } from "node:stream";
import { mintViewer } from "@/lib/auth/viewer";
import { db } from "@/lib/db";
import { receiveInventory, type Sent } from "@/lib/inventory/ingest";
import { jetbrainsMatchValue, matchValueFor } from "@/lib/registry/identifiers";
import type { IdentifierKind } from "@/prisma/generated/enums";

export const COLLECTOR = mintViewer({
  kind: "system",
  personId: null,
  tokenId: null,
  name: "Collector",
  roles: [],
  scopes: [],
  managedPaths: [],
  locale: "en",
  zone: "UTC",
  requestId: null,
});

const CLAUDE_CODE: [IdentifierKind, string][] = [
  ["NPM", "@anthropic-ai/claude-code"],
  ["NPM", "@anthropic-ai/claude-code-darwin-arm64"],
  ["BREW_CASK", "claude-code"],
  ["VSCODE", "anthropic.claude-code"],
  ["PATH", "~/.local/bin/claude"],
  ["PATH", "~/.local/share/claude/versions/<version>"],
  ["PROCESS", "claude"],
  ["WINDOWS_PUBLISHER", "Anthropic, PBC"],
];

/** Two tools as the registry keeps them, and whoever owns the fixtures' first device. */
export async function seedTools(): Promise<{ claudeCode: number; codex: number; owner: number }> {
  const vendor = await db.vendor.create({ data: { slug: "anthropic", name: "Anthropic", confidence: "HIGH" } });
  const team = await db.team.create({ data: { externalId: "T1", name: "Engineering" }, select: { id: true } });
  const owner = await db.person.create({
    data: {
      externalId: "P1",
      name: "Li Wei",
      email: "li.wei@example.com",
      teamId: team.id,
      legalEntity: "Example",
      country: "CN",
      workerType: "EMPLOYEE",
    },
  });
  const tool = async (slug: string, identifiers: [IdentifierKind, string][]) => {
    const created = await db.tool.create({ data: { slug, name: slug, vendorId: vendor.id, category: "coding agent", confidence: "HIGH" } });
    await db.identifier.createMany({
      data: identifiers.map(([kind, value]) => ({
        toolId: created.id,
        kind,
        value,
        matchValue: matchValueFor(kind, value),
        confidence: "HIGH",
        source: "test",
      })),
    });
    return created.id;
  };
  const claudeCode = await tool("claude-code", CLAUDE_CODE);
  const vendorAndName = jetbrainsMatchValue({ vendor: "Anthropic PBC", name: "Claude Code [Beta]" });
  await db.identifier.create({
    data: {
      toolId: claudeCode,
      kind: "JETBRAINS",
      value: "com.anthropic.code.plugin",
      matchValue: vendorAndName,
      confidence: "HIGH",
      source: "test",
    },
  });
  return { claudeCode, codex: await tool("codex", [["NPM", "@openai/codex"]]), owner: owner.id };
}

let keys = 0;

/** Delivers as the API does, at a moment of the test's choice. */
export async function deliver(body: Buffer | string, now: Date, sent: Partial<Omit<Sent, "stream">> & { chunk?: number } = {}) {
  const bytes = Buffer.from(body);
  const chunk = sent.chunk ?? 1_000;
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, n) => bytes.subarray(n * chunk, (n + 1) * chunk));
  keys += 1;
  const { importId, isKnown } = await receiveInventory(
    COLLECTOR,
    {
      system: "OSQUERY",
      instance: "default",
      idempotencyKey: `key-${keys}`,
      isComplete: true,
      collectedAt: now,
      stated: { rows: null, sha256: null },
      bytes: null,
      ...sent,
      stream: Readable.from(chunks),
    },
    now,
  );
  const row = await db.import.findUniqueOrThrow({ where: { id: importId } });
  const remarks = await db.importReject.findMany({ where: { importId }, orderBy: { line: "asc" }, select: { line: true, reason: true } });
  return { ...row, isKnown, remarks: remarks.map(({ line, reason }) => ({ line, ...(JSON.parse(reason) as { key: string }) })) };
}

export type Episode = { name: string; version: string; source: string; device: string; first: string; last: string; gone: string | null };

/** Every episode, in words a test can read: minutes since `since`. The last sighting as stored, or as a reader counts it: the newest list had it. */
export async function episodes(since: Date, asRead = false): Promise<string[]> {
  const rows = await db.$queryRaw<{ value: string; version: string; system: string; first: number; last: number; gone: number | null }[]>`
    SELECT s.match_value AS value, s.version, o.system::text,
      (extract(epoch FROM i.first_seen_at - ${since}::timestamptz) / 60)::int AS first, (extract(epoch FROM CASE WHEN i.gone_at IS NULL AND ${asRead} THEN greatest(i.last_seen_at, (
        SELECT max(r.collected_at) FROM report r WHERE r.device_id = i.device_id AND r.source_id = i.source_id AND NOT r.held AND r.kinds & kind_bit(s.kind) <> 0))
        ELSE i.last_seen_at END - ${since}::timestamptz) / 60)::int AS last,
      (extract(epoch FROM i.gone_at - ${since}::timestamptz) / 60)::int AS gone
    FROM installation i JOIN software s ON s.id = i.software_id JOIN source o ON o.id = i.source_id 
    ORDER BY (SELECT min(d.value) FROM device_identity d WHERE d.device_id = i.device_id), 1, 2, 3, 4`;
  return rows.map(
    ({ value, version, system, first, last, gone }) =>
      `${value}@${version} ${system} ${first}–${last}${gone === null ? "" : ` gone ${gone}`}`,
  );
}

/** A line of osquery's log: a snapshot of npm packages of one device, `minute` minutes after `since`. */
export function npmSnapshot(since: Date, minute: number, packages: string[], { serial = "SERIAL-0001", uuid = "" } = {}): string {
  return `${JSON.stringify({
    snapshot: packages.map((spec) => {
      const at = spec.lastIndexOf("@");
      const name = spec.slice(0, at);
      return { name, version: spec.slice(at + 1), path: `/usr/local/lib/node_modules/${name}/package.json`, directory: "/usr/local/lib" };
    }),
    action: "snapshot",
    name: "pack_ai-tools_npm",
    hostIdentifier: uuid || "host-1",
    unixTime: Math.round(since.getTime() / 1000) + minute * 60,
    decorations: { ...(serial ? { hardware_serial: serial } : {}), platform: "darwin" },
  })}\n`;
}

/** A line of osquery's log that says one package came or went. */
export function npmEvent(since: Date, minute: number, action: "added" | "removed", spec: string, serial = "SERIAL-0001"): string {
  const at = spec.lastIndexOf("@");
  const name = spec.slice(0, at);
  return `${JSON.stringify({
    columns: { name, version: spec.slice(at + 1), path: `/usr/local/lib/node_modules/${name}/package.json`, directory: "/usr/local/lib" },
    action,
    name: "pack_ai-tools_npm_changes",
    hostIdentifier: "host-1",
    unixTime: Math.round(since.getTime() / 1000) + minute * 60,
    decorations: { hardware_serial: serial },
  })}\n`;
}
