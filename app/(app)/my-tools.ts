import type { MyTool } from "@/components/home/my-tools";
import type { Viewer } from "@/lib/auth/viewer";
import { banFactsFor } from "@/lib/bans/queries";
import { installationsOfPerson } from "@/lib/inventory/queries";
import { decisionsInForce, findTool, ownPlace } from "@/lib/registry/queries";
import { decideVerdict } from "@/lib/registry/rules";

/** The tools present on the viewer's own devices, each with its verdict for them. */
export async function myTools(viewer: Viewer, now: Date): Promise<MyTool[]> {
  if (viewer.personId === null) return [];
  const [installations, person] = await Promise.all([installationsOfPerson(viewer, viewer.personId), ownPlace(viewer)]);
  const present = new Map(
    installations.filter(({ goneAt }) => goneAt === null).flatMap(({ tools }) => tools.map((tool) => [tool.slug, tool.name] as const)),
  );
  const found = await Promise.all([...present.keys()].map((slug) => findTool(viewer, slug)));
  const tools = found.flatMap((tool) => (tool ? [tool] : []));
  const ids = tools.map(({ id }) => id);
  const [decisions, bans] = await Promise.all([decisionsInForce(ids), banFactsFor(viewer, ids, person)]);
  return tools
    .map(({ id, slug, name }) => ({
      slug,
      name,
      verdict: decideVerdict({ decisions: decisions.get(id) ?? [], bans: bans.get(id) ?? [] }, person, now),
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}
