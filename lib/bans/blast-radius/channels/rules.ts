import { type ChannelKind, channelOf } from "@/lib/registry/models/channels";
import type { AccessMode, DutyKind, IdentifierKind } from "@/prisma/generated/enums";

export type ChannelTool = { id: number; name: string; clients: readonly string[]; kinds: readonly IdentifierKind[] };
export type ChannelEdge = { toolId: number; tool: string; channel: string; mode: AccessMode };

/** What would close a channel: it is gone from devices, blocked in the network, switched off in the other tool, or by policy already. */
export type Control = "inventory" | "network" | "third-party" | "policy" | "none";

export type ChannelRow = {
  key: string;
  /** A client of what is banned, a channel of the access graph, or tools that reach whatever they are pointed at. */
  kind: "client" | ChannelKind | "any-service" | "any-weights";
  label: string;
  tools: string[];
  controls: Control[];
  /** At least one of the tools stays within reach this way. */
  isOpen: boolean;
};

type Known = {
  tools: readonly ChannelTool[];
  edges: readonly ChannelEdge[];
  duties: readonly DutyKind[];
  /** Tools, not banned, that reach any service their user names; asked for where a family is banned. */
  anyService: readonly string[];
  /** Tools that run any open weights; asked for where a family with open weights is banned. */
  anyWeights: readonly string[];
};

/** Nothing of these is on a managed device that could be removed. */
const REMOTE = ["web", "api", "cloud", "saas", "mobile"];
/** What a network can be told to stop. */
const ADDRESSES: readonly IdentifierKind[] = ["DOMAIN", "IP"];
/** What no inventory lists. */
const UNSEEN: readonly IdentifierKind[] = [...ADDRESSES, "ENV", "PURL", "MACOS_TEAM", "MACOS_SIGNING", "WINDOWS_PUBLISHER"];

/** Every way in which what is banned can be reached, with what this ban does about it. What stays open comes first. */
export function channelRows({ tools, edges, duties, anyService, anyWeights }: Known): ChannelRow[] {
  const rows = new Map<string, ChannelRow>();
  const put = (row: Pick<ChannelRow, "key" | "kind" | "label">, tool: string, control: Control) => {
    const known = rows.get(row.key) ?? { ...row, tools: [], controls: [], isOpen: false };
    rows.set(row.key, {
      ...known,
      tools: known.tools.includes(tool) ? known.tools : [...known.tools, tool],
      controls: known.controls.includes(control) ? known.controls : [...known.controls, control],
      isOpen: known.isOpen || control === "none",
    });
  };
  const blocks = duties.includes("BLOCK_NETWORK");
  for (const tool of tools)
    for (const client of tool.clients)
      put({ key: `client:${client}`, kind: "client", label: client }, tool.name, controlOf(tool, client, blocks));
  for (const { tool, channel, mode } of edges) {
    const { key, kind, label } = channelOf(channel);
    const control = mode === "DISABLED_BY_POLICY" ? "policy" : duties.includes("DISABLE_IN_THIRD_PARTY") ? "third-party" : "none";
    put({ key, kind, label }, tool, control);
  }
  for (const tool of anyService) put({ key: "any-service", kind: "any-service", label: "" }, tool, blocks ? "network" : "none");
  // Weights that somebody has downloaded run without any network.
  for (const tool of anyWeights) put({ key: "any-weights", kind: "any-weights", label: "" }, tool, "none");
  return [...rows.values()].toSorted(
    (a, b) => Number(b.isOpen) - Number(a.isOpen) || b.tools.length - a.tools.length || a.key.localeCompare(b.key),
  );
}

function controlOf({ kinds }: ChannelTool, client: string, blocks: boolean): Control {
  if (!REMOTE.includes(client) && kinds.some((kind) => !UNSEEN.includes(kind))) return "inventory";
  return blocks && kinds.some((kind) => ADDRESSES.includes(kind)) ? "network" : "none";
}
