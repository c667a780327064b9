import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { type Around, aroundRadius } from "@/lib/bans/blast-radius/around/queries";
import { type ChannelRow, channelRows } from "@/lib/bans/blast-radius/channels/rules";
import { type Counted, countRadius } from "@/lib/bans/blast-radius/counts";
import { type RadiusScope, radiusScope } from "@/lib/bans/blast-radius/scope";
import type { BanDraft } from "@/lib/bans/schema";
import { db, type Tx } from "@/lib/db";
import type { AccessMode } from "@/prisma/generated/enums";

/** Third-party tools, not banned themselves, that reach what is banned. One with edges of several modes counts in each of them. */
export type Reach = {
  tools: number;
  edges: number;
  people: number;
  devices: number;
  modes: { mode: AccessMode; tools: number; edges: number }[];
};

export type BlastRadius = Omit<Counted, "tools" | "reached" | "reachedBy"> &
  Around & {
    tools: (Counted["tools"][number] & { name: string; slug: string; versionRange: string | null })[];
    reach: Reach;
    channels: ChannelRow[];
    /** The day of the cutoff in its own zone; null without one. */
    cutoffDay: string | null;
  };

/** What publishing this draft would touch, counted now. With a ban, what somebody dismissed for it is left out. */
export async function blastRadius(viewer: Viewer, content: BanDraft, now: Date, banId: number | null = null): Promise<BlastRadius> {
  must(viewer, "bans:record");
  return radiusOf(db, await radiusScope(db, content, banId, now), content, now);
}

/** The same inside a command, which has asked whether the viewer may. */
export async function radiusOf(tx: Tx | typeof db, scope: RadiusScope, content: BanDraft, now: Date): Promise<BlastRadius> {
  const { tools, reached, reachedBy: _, ...counted } = await countRadius(tx, scope);
  const { toolFacts, anyService, anyWeights, ...around } = await aroundRadius(tx, scope, now);
  const duties = (content.duties ?? []).map(({ kind }) => kind);
  const counts = new Map(tools.map((tool) => [tool.id, tool]));
  const nothing = { people: 0, devices: 0, installations: 0, versions: 0 };
  return {
    ...counted,
    ...around,
    tools: scope.tools
      .map(({ vendor: _vendor, ...tool }) => ({ ...(counts.get(tool.id) ?? nothing), ...tool }))
      .toSorted((a, b) => b.devices - a.devices || a.name.localeCompare(b.name)),
    reach: { ...reachOf(scope), ...reached },
    channels: channelRows({ tools: toolFacts, edges: scope.access, duties, anyService, anyWeights }),
    cutoffDay: scope.cutoffDay,
  };
}

const MODES = ["DEFAULT", "AUTO_ROUTED", "SELECTABLE", "UNKNOWN", "DISABLED_BY_POLICY"] as const satisfies readonly AccessMode[];

function reachOf({ access, reachIds }: RadiusScope): Omit<Reach, "people" | "devices"> {
  const modes = MODES.map((mode) => {
    const edges = access.filter((edge) => edge.mode === mode);
    return { mode, tools: new Set(edges.map(({ toolId }) => toolId)).size, edges: edges.length };
  });
  return { tools: reachIds.length, edges: access.length, modes: modes.filter(({ edges }) => edges > 0) };
}
