import { type Reason, reason } from "@/lib/refusal";

export type BanNaming = { code: string; title: string };

/** `bans`: those that are not over and name the tool that would go. What they cover was agreed on and is frozen. */
export function whyNotMerge(loser: { id: number; name: string }, winner: { id: number }, bans: readonly BanNaming[]): Reason | null {
  if (loser.id === winner.id) return reason("tools.merge.whyNot.same");
  const [first] = bans;
  if (!first) return null;
  return reason("tools.merge.whyNot.ban", { tool: loser.name, ban: first.code, title: first.title, others: bans.length - 1 });
}

/** Something of which a tool has at most one: by kind and value, by family and channel, by kind and version, by audience. */
export type Keyed = { id: number; key: string };

/** What the winner lacks moves; what it has already stays as it is there. */
export function parted<One extends Keyed>(loser: readonly One[], winner: readonly Keyed[]): { moved: One[]; left: One[] } {
  const keys = new Set(winner.map(({ key }) => key));
  return { moved: loser.filter(({ key }) => !keys.has(key)), left: loser.filter(({ key }) => keys.has(key)) };
}
