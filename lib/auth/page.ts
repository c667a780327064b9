import "server-only";
import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import { can, type PagePath, ROUTES } from "@/lib/auth/permissions";
import { getViewer } from "@/lib/auth/session";
import type { Viewer } from "@/lib/auth/viewer";
import { PATH_HEADER } from "@/lib/http/internal-headers";
import { ownPath } from "@/lib/http/own-path";

export function signInPath(next: string | null): string {
  return next && next !== "/" ? `/signin?${new URLSearchParams({ next })}` : "/signin";
}

/**
 * The viewer of a page, by its entry in ROUTES: `const viewer = await requireViewer("/registry")`.
 * Nobody is sent to sign in and comes back here; somebody without the permission reads a sentence with status 403.
 */
export const requireViewer = cache(async (path: PagePath): Promise<Viewer> => {
  const viewer = await getViewer();
  if (!viewer) redirect(signInPath(ownPath((await headers()).get(PATH_HEADER))));
  const needed = ROUTES[`GET ${path}`];
  if (needed !== "public" && !can(viewer, needed)) forbidden();
  return viewer;
});
