import type { Role } from "@/lib/auth/permissions";

declare const minted: unique symbol;

/** Who asks. Only `lib/auth` mints one: from a session, an API token, or for the system's own work. */
export type Viewer = {
  readonly [minted]: true;
  readonly kind: "person" | "token" | "system";
  readonly personId: number | null;
  readonly tokenId: number | null;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly scopes: readonly string[];
  /** ltree paths of the teams this person manages; everything below them is theirs to see. */
  readonly managedPaths: readonly string[];
  readonly locale: "en" | "zh-CN";
  /** IANA time zone. */
  readonly zone: string;
  readonly requestId: string | null;
};

/** The one place that makes a Viewer; called by `lib/auth` only (a test of the import rules says so). */
export function mintViewer(facts: Omit<Viewer, typeof minted>): Viewer {
  return facts as Viewer;
}

export const SYSTEM: Viewer = mintViewer({
  kind: "system",
  personId: null,
  tokenId: null,
  name: "Interdict",
  roles: [],
  scopes: [],
  managedPaths: [],
  locale: "en",
  zone: "UTC",
  requestId: null,
});
