import { notFound, permanentRedirect } from "next/navigation";
import { cache } from "react";
import type { Viewer } from "@/lib/auth/viewer";
import { findTool } from "@/lib/registry/queries";

/** Once for the title and the page. */
export const toolNamed = cache(findTool);

/** The tool of the address; one that was merged leads on to the other. */
export async function askedTool(viewer: Viewer, slug: string, rest = "") {
  const tool = (await toolNamed(viewer, slug)) ?? notFound();
  if (tool.slug !== slug) permanentRedirect(`/tools/${tool.slug}/releases${rest}`);
  return tool;
}
