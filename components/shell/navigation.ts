import { type Capability, can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";

export type Place = { href: string; key: PlaceKey };
export type PlaceKey = "home" | "tools" | "registry" | "risk" | "bans" | "teams" | "imports" | "people" | "audit" | "tokens";

const PLACES: readonly { href: string; key: PlaceKey; needs: Capability }[] = [
  { href: "/", key: "home", needs: "self" },
  { href: "/bans", key: "bans", needs: "bans:read" },
  { href: "/teams", key: "teams", needs: "teams:read" },
  { href: "/tools", key: "tools", needs: "tools:read" },
  { href: "/registry", key: "registry", needs: "registry:read" },
  { href: "/risk", key: "risk", needs: "risk:read" },
  { href: "/imports", key: "imports", needs: "imports:read" },
  { href: "/people", key: "people", needs: "people:read" },
  { href: "/audit", key: "audit", needs: "audit:read" },
  { href: "/tokens", key: "tokens", needs: "tokens:write" },
];

/** Where the viewer may go. Employees have two places and need no rail: they get none. */
export function placesFor(viewer: Viewer): Place[] {
  const open = PLACES.filter(({ needs }) => can(viewer, needs));
  return open.length > 2 ? open.map(({ href, key }) => ({ href, key })) : [];
}
