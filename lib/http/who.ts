import "server-only";
import { can, ROUTES, type RouteName } from "@/lib/auth/permissions";
import { sessionViewerOf } from "@/lib/auth/session";
import { viewerOfToken } from "@/lib/auth/tokens";
import type { Viewer } from "@/lib/auth/viewer";
import { addressOf, isOwnOrigin } from "@/lib/http/origin";
import { limitRate } from "@/lib/http/rate";
import { localeOf } from "@/lib/http/sentences";
import { refuse } from "@/lib/refusal";

function bearerOf(request: Request): string | null {
  const header = request.headers.get("authorization");
  return header === null ? null : (/^Bearer +(\S+)$/i.exec(header)?.[1] ?? "");
}

/** The viewer of a request: by token where one is sent (a cookie beside it counts for nothing), else by session. */
export async function viewerOf(request: Request, requestId: string): Promise<Viewer | null> {
  const bearer = bearerOf(request);
  if (bearer === null) return sessionViewerOf(request, requestId);
  const viewer = await viewerOfToken(bearer, { requestId, locale: localeOf(request) });
  if (!viewer) await limitRate("failedToken", addressOf(request));
  return viewer;
}

const READS = ["GET", "HEAD", "OPTIONS"];

/** Refuses a write that another site may have caused: a browser adds the cookie by itself, a token is sent on purpose. */
export function refuseForeignWrite(request: Request, viewer: Viewer | null): void {
  if (READS.includes(request.method) || viewer?.kind === "token") return;
  if (!isOwnOrigin(request)) refuse("forbidden", "http.refusal.origin");
}

/** Who may come through this door: refuses nobody (401) and whoever lacks the capability (403). */
export async function admit(request: Request, route: RouteName, requestId: string): Promise<Viewer | null> {
  const needed = ROUTES[route];
  if (needed === "public") {
    refuseForeignWrite(request, null);
    return null;
  }
  const viewer = await viewerOf(request, requestId);
  if (!viewer) refuse("unauthenticated", "http.refusal.unauthenticated");
  refuseForeignWrite(request, viewer);
  if (!can(viewer, needed)) refuse("forbidden", "common.refusal.forbidden");
  return viewer;
}
