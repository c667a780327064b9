import "server-only";
import { must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import type { ForDecision } from "@/lib/bans/versions/rules";
import { db, type Tx } from "@/lib/db";

/** Who could approve what these have written. */
export async function approversBeside(editorIds: readonly number[], tx: Tx | typeof db = db): Promise<number[]> {
  const others = { active: true, id: { notIn: [...editorIds] }, roles: { some: { role: "APPROVER" as const } } };
  return (await tx.person.findMany({ where: others, select: { id: true }, orderBy: { id: "asc" } })).map(({ id }) => id);
}

/** How many could approve the version in work of a ban. */
export async function countApprovers(viewer: Viewer, { working }: Pick<ForDecision, "working">): Promise<number> {
  must(viewer, "bans:write");
  return (await approversBeside(working?.editorIds ?? [])).length;
}
