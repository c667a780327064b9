import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import type { ForDecision } from "@/lib/bans/versions/rules";
import { db, type Tx } from "@/lib/db";

/** How many people could approve what these have written. */
export function approversBeside(editorIds: readonly number[], tx: Tx | typeof db = db): Promise<number> {
  return tx.person.count({ where: { active: true, id: { notIn: [...editorIds] }, roles: { some: { role: "APPROVER" } } } });
}

/** The same for the version in work of a ban. */
export function countApprovers(viewer: Viewer, { working }: Pick<ForDecision, "working">): Promise<number> {
  must(viewer, "bans:write");
  return approversBeside(working?.editorIds ?? []);
}
