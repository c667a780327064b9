import type { LeftOut, Stepped } from "@/lib/inventory/triage/commands";
import type { Undone } from "@/lib/inventory/triage/undo/commands";
import { type Reason, reason } from "@/lib/refusal";

const MOST_NAMES = 5;

function names(list: readonly string[]): string {
  const more = list.length - MOST_NAMES;
  return more > 0 ? `${list.slice(0, MOST_NAMES).join(", ")} (+${more})` : list.join(", ");
}

function left(leftOut: readonly LeftOut[]) {
  const of = (isMeant: (key: string) => boolean) => leftOut.filter(({ why }) => isMeant(why.key)).map(({ name }) => name);
  const matched = of((key) => key === "triage.whyNot.matched");
  const kind = of((key) => key === "triage.whyNot.kind");
  const state = of((key) => !["triage.whyNot.matched", "triage.whyNot.kind"].includes(key));
  return {
    ...{ matched: matched.length, matchedNames: names(matched), kind: kind.length, kindNames: names(kind) },
    ...{ state: state.length, stateNames: names(state) },
  };
}

/** What a step did, in one sentence, and what it left out. */
export function saidOf({ deed, items, tool, identifiers, held, leftOut }: Stepped): Reason {
  if (deed === "dismissed" || deed === "reopened") return reason(`triage.said.${deed}`, { items, ...left(leftOut) });
  const [only] = held.bans;
  const list = held.bans.length === 1 ? (only?.code ?? "") : held.bans.map(({ code, people }) => `${code} (${people})`).join(", ");
  const bans = { bans: held.bans.length, people: only?.people ?? 0, list };
  return reason("triage.said.assigned", { identifiers, tool: tool?.name ?? "", devices: held.devices, ...bans, ...left(leftOut) });
}

/** What undoing a step took back, and what stays because somebody has built on it. */
export function undoneOf({ items, removed, kept, tool }: Undone): Reason {
  if (!tool && removed === 0 && kept.length === 0) return reason("triage.said.undone", { items });
  const fate = tool?.isGone ? "gone" : (tool?.keptBy ?? "other");
  return reason("triage.said.withdrawn", { removed, kept: kept.length, values: names(kept), tool: fate, name: tool?.name ?? "" });
}
