import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { Arrival } from "@/lib/inventory/ingest/arrival";
import { fixture } from "@/lib/inventory/testing-fixtures";
import type { Reason } from "@/lib/refusal";
import { bitsToKinds, matchValueFor } from "@/lib/registry/identifiers";
import { readFleet } from "./fleet";
import { readIntune } from "./intune";
import { readOsquery } from "./osquery";
import { tableOfQuery } from "./osquery-tables";
import type { DeviceFacts, Format, Sink } from "./record";

type Taken = { line: number; device: DeviceFacts; at: string; covers: string[]; seen: string[]; left: Reason[]; platform: string };

async function read(format: Format, body: Buffer | string, { isComplete = true, chunk = 64 } = {}) {
  const taken: Taken[] = [];
  const rejected: { line: number; key: string }[] = [];
  let isDoubted = false;
  const sink: Sink = {
    accept({ line, device, at, covers, list, read: readList }) {
      const { seen, left, unsure, platform } = readList(list && Buffer.from(list));
      const items = seen.map((one) => `${one.isGone ? "-" : ""}${one.kind} ${matchValueFor(one.kind, one.value)}@${one.version}`);
      taken.push({ line, device, at: new Date(at).toISOString(), covers: bitsToKinds(covers & ~unsure), seen: items, left, platform });
      return undefined;
    },
    reject: (line, { key }) => rejected.push({ line, key }),
    doubtEverything() {
      isDoubted = true;
    },
  };
  const bytes = Buffer.from(body);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, n) => bytes.subarray(n * chunk, (n + 1) * chunk));
  const arrival = new Arrival(Readable.from(chunks), { sha256: null });
  await format(arrival, { isComplete, collectedAt: Date.UTC(2026, 6, 8) }, sink);
  return { taken, rejected, isDoubted };
}

test("snapshots list whole tables, of a Mac known by serial and uuid", async () => {
  const { taken, rejected } = await read(readOsquery, fixture("osquery-snapshots.ndjson"));
  expect(rejected).toEqual([]);
  expect(taken.map(({ covers, seen }) => [covers, seen])).toEqual([
    [["NPM"], ["NPM @anthropic-ai/claude-code@2.1.196"]],
    [["VSCODE"], ["VSCODE anthropic.claude-code@2.1.196", "VSCODE anthropic.claude-code@2.1.190"]],
    [["BREW_FORMULA", "BREW_CASK"], ["BREW_CASK claude-code@2.1.181"]],
    [["JETBRAINS"], ["JETBRAINS anthropic pbc/claude code [beta]@0.1.14-beta"]],
    [["PATH"], ["PATH ~/.local/share/claude/versions/<version>@2.1.196", "PATH ~/.local/bin/claude@2.1.196"]],
  ]);
  expect(taken[0]?.device).toMatchObject({ serial: "c02example01", hardwareUuid: "4740d59f-699e-5b29-960b-979aaf9bbeeb" });
  expect(taken[0]).toMatchObject({ at: "2026-07-08T02:13:20.000Z", platform: "MACOS" });
});

test("an empty snapshot is a list with nothing in it", async () => {
  const { taken } = await read(readOsquery, fixture("osquery-empty-snapshot.ndjson"));
  expect(taken).toMatchObject([{ covers: ["NPM"], seen: [] }]);
});

test("events say what came and what went, and list nothing", async () => {
  const { taken } = await read(readOsquery, fixture("osquery-events.ndjson"));
  expect(taken.map(({ covers, seen }) => [covers, seen])).toEqual([
    [[], ["PROCESS claude@2.1.196"]],
    [[], ["-PROCESS claude@2.1.196"]],
  ]);
});

test("snapshots as events, and the strings of the documentation, are single sightings", async () => {
  const { taken, rejected } = await read(readOsquery, fixture("osquery-snapshot-events.ndjson"));
  expect(rejected).toEqual([]);
  expect(taken.map(({ covers, seen }) => [covers, seen])).toEqual([
    [[], ["NPM @anthropic-ai/claude-code@2.1.196"]],
    [[], ["NPM @openai/codex@0.141.0"]],
  ]);
  expect(taken[1]).toMatchObject({ device: { hostName: "ci-runner-04", serial: "vmw-example-04" }, at: "2026-07-08T02:13:20.000Z" });
});

test("a batch of differences has both sides", async () => {
  const { taken } = await read(readOsquery, fixture("osquery-batch.ndjson"));
  expect(taken).toMatchObject([{ covers: [], seen: ["-NPM @openai/codex@0.140.0", "NPM @openai/codex@0.141.0"] }]);
});

test("the body of the TLS logger is read, wrapped over lines or in one", async () => {
  const body = fixture("osquery-tls-body.json").toString("utf8");
  for (const text of [body, JSON.stringify(JSON.parse(body))]) {
    const { taken, rejected } = await read(readOsquery, text);
    expect([taken.length, rejected]).toEqual([6, []]);
  }
});

test("ai_tools of agentic-detector gives sightings and proves nothing", async () => {
  const { taken } = await read(readOsquery, fixture("osquery-ai-tools.json"));
  expect(taken).toMatchObject([{ covers: [], seen: ["PROCESS claude@2.1.196", "PURL pkg:generic/mcp_server/filesystem@"] }]);
});

test("a query of an unknown name lists a part, by its columns", async () => {
  const line = JSON.parse(fixture("osquery-snapshots.ndjson").toString("utf8").split("\n")[0] ?? "");
  const { taken } = await read(readOsquery, JSON.stringify({ ...line, name: "pack_own_some-tools" }));
  expect(taken).toMatchObject([{ covers: [], seen: ["NPM @anthropic-ai/claude-code@2.1.196"] }]);
  expect(tableOfQuery("pack/Global/npm_packages")).toBe("npm");
  expect(tableOfQuery("ban-2026-07-cc:npm")).toBe("npm");
  expect(tableOfQuery("ai_npm_diff")).toBeNull();
});

test("a heartbeat names the machine and lists nothing", async () => {
  const heartbeat = {
    name: "pack_ai-tools_heartbeat",
    snapshot: [
      {
        uuid: "4740D59F-699E-5B29-960B-979AAF9BBEEB",
        hardware_serial: "C02EXAMPLE01",
        computer_name: "liwei-mbp",
        platform: "darwin",
        os_version: "26.6",
      },
    ],
    action: "snapshot",
    hostIdentifier: "liwei-mbp",
    unixTime: 1783476800,
  };
  const { taken } = await read(readOsquery, JSON.stringify(heartbeat));
  expect(taken).toMatchObject([
    {
      covers: [],
      seen: [],
      device: {
        serial: "c02example01",
        hardwareUuid: "4740d59f-699e-5b29-960b-979aaf9bbeeb",
        hostName: "liwei-mbp",
        platform: "MACOS",
        osVersion: "26.6",
      },
    },
  ]);
});

test.each(["fleet-hosts.json", "fleet-pages.ndjson"])("%s gives its hosts with their software and people", async (name) => {
  for (const body of [fixture(name), gzipSync(fixture(name))]) {
    const { taken, rejected } = await read(readFleet, body);
    expect(rejected).toEqual([]);
    expect(taken.map(({ line, device, seen }) => [line, device.hostName, device.platform, device.ownerEmail, seen])).toEqual([
      [
        1,
        "liwei-mbp",
        "MACOS",
        "li.wei@example.com",
        [
          "NPM @anthropic-ai/claude-code@2.1.196",
          "VSCODE anthropic.claude-code@2.1.196",
          "VSCODE anthropic.claude-code@2.1.190",
          "JETBRAINS anthropic pbc/claude code [beta]@0.1.14-beta",
          "BREW_CASK claude-code@2.1.181",
          "MACOS_BUNDLE com.anthropic.claudefordesktop@1.17282.0",
          "CHROME fcoeoabgfenejglbffodgkkbkcdhcgfn@1.0.81",
        ],
      ],
      [2, "ci-runner-04", "LINUX", null, ["NPM @anthropic-ai/claude-code@2.1.196", "DEB cursor@1.9.3"]],
      [3, "DESKTOP-7Q2", "WINDOWS", "zhang.min@example.com", ["WINDOWS_PROGRAM claude@1.17282.0", "WINDOWS_PROGRAM cursor (user)@1.9.3"]],
      [4, "chenyu-mbp", "MACOS", "chen.yu@example.com", [expect.stringContaining("MACOS_BUNDLE")]],
    ]);
    expect(taken[0]?.at).toBe("2026-07-08T02:10:11.000Z");
  }
});

test("a Fleet host without a list, without an identity or without a time", async () => {
  const base = {
    hardware_serial: "SERIAL-1",
    uuid: "",
    platform: "darwin",
    software_updated_at: "2026-07-08T02:00:00Z",
    seen_time: "2026-07-08T03:00:00Z",
  };
  const hosts = [
    { ...base },
    { ...base, software: [] },
    { ...base, hardware_serial: "", hostname: "only-a-name", software: [] },
    { ...base, software_updated_at: "2000-01-01T00:00:00Z", software: [] },
    { ...base, software: [{ version: "1", source: "npm_packages" }] },
  ];
  const { taken, rejected } = await read(readFleet, JSON.stringify({ hosts }));
  expect(taken.map(({ line, covers, left }) => [line, covers.length > 0, left.length])).toEqual([
    [1, false, 0],
    [2, true, 0],
    [5, true, 1],
  ]);
  expect(taken[2]?.covers).not.toContain("NPM");
  expect(rejected).toEqual([
    { line: 3, key: "inventory.reject.onlyHostName" },
    { line: 4, key: "inventory.reject.noTime" },
  ]);
  expect((await read(readFleet, JSON.stringify({ hosts }), { isComplete: false })).taken.every(({ covers }) => covers.length === 0)).toBe(
    true,
  );
});

test("Intune's rows are applications of a device, with a byte order mark and quotes", async () => {
  const { taken, rejected } = await read(readIntune, fixture("intune-AppInvRawData.csv"));
  expect(rejected).toEqual([]);
  expect(taken.map(({ line, device, seen }) => [line, device.mdmId?.slice(-2), device.platform, device.ownerEmail, seen[0]])).toEqual([
    [2, "13", "WINDOWS", "zhang.min@example.com", "WINDOWS_PROGRAM claude@1.17282.0"],
    [3, "15", "WINDOWS", "sun.li@example.com", "WINDOWS_PROGRAM claude@1.24012.11.0"],
    [4, "13", "WINDOWS", "zhang.min@example.com", "WINDOWS_PROGRAM cursor (user)@1.9.3"],
    [5, "11", "MACOS", "li.wei@example.com", "MACOS_BUNDLE com.anthropic.claudefordesktop@1.17282.0"],
    [6, "16", "MACOS", null, "MACOS_BUNDLE chatgpt@1.2026.160"],
  ]);
});

test("a row of Intune that cannot be placed makes every list doubtful", async () => {
  const lines = fixture("intune-AppInvRawData.csv").toString("utf8").split("\r\n");
  lines.splice(2, 0, '"0000a2","Claude"');
  const { taken, rejected, isDoubted } = await read(readIntune, lines.join("\r\n"));
  expect([taken.length, rejected, isDoubted]).toEqual([5, [{ line: 3, key: "inventory.reject.cells" }], true]);
});
