import { ReleasePanel } from "@/components/releases/release-panel";
import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { newestReleases } from "@/lib/registry/releases/queries";

/** The newest releases, for those who work with the registry. */
export async function ReleasesPart({ viewer, tool }: { viewer: Viewer; tool: { id: number; slug: string } }) {
  if (!can(viewer, "registry:read")) return null;
  const { items, total } = await newestReleases(viewer, tool.id);
  return <ReleasePanel slug={tool.slug} releases={items} total={total} mayWrite={can(viewer, "registry:write")} />;
}
