import type { MyTool } from "@/components/home/my-tools";
import type { Viewer } from "@/lib/auth/viewer";
import { banFactsFor } from "@/lib/bans/queries";
import { ownTools } from "@/lib/registry/queries";
import { decideVerdict } from "@/lib/registry/rules";

/** The tools present on the viewer's own devices, each with its verdict for them. */
export async function myTools(viewer: Viewer, now: Date): Promise<MyTool[]> {
  if (viewer.personId === null) return [];
  const { person, tools } = await ownTools(viewer);
  if (tools.length === 0) return [];
  const bans = await banFactsFor(
    viewer,
    tools.map(({ id }) => id),
    person,
  );
  return tools
    .map(({ id, slug, name, decisions }) => ({ slug, name, verdict: decideVerdict({ decisions, bans: bans.get(id) ?? [] }, person, now) }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}
