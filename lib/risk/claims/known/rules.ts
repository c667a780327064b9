import type { ClaimItem } from "@/lib/risk/claims/queries";

/** What is agreed, what one side denies or another claim contradicts, and what was said and nobody has borne out. */
export type Part = "known" | "disputed" | "open";

type Facts = Pick<ClaimItem, "isDisputed" | "contradictions" | "confirmation" | "independentOrigins">;

/** What was retracted or superseded is in no part: null. */
export function partOf({ isDisputed, contradictions, confirmation, independentOrigins }: Facts): Part | null {
  if (confirmation === "RETRACTED" || confirmation === "SUPERSEDED") return null;
  if (isDisputed || contradictions > 0) return "disputed";
  return confirmation === "REPORTED" && independentOrigins < 2 ? "open" : "known";
}

/** Claims that contradict each other, directly or over others, stand side by side. In the order of the first of each group. */
export function sideBySide<Item extends { id: number }>(items: readonly Item[], pairs: readonly (readonly [number, number])[]): Item[][] {
  const groups: Item[][] = [];
  const placed = new Set<number>();
  for (const item of items) {
    if (placed.has(item.id)) continue;
    const reached = new Set([item.id]);
    for (const id of reached)
      for (const [one, other] of pairs) {
        if (one === id) reached.add(other);
        if (other === id) reached.add(one);
      }
    const group = items.filter(({ id }) => reached.has(id) && !placed.has(id));
    for (const { id } of group) placed.add(id);
    groups.push(group);
  }
  return groups;
}
