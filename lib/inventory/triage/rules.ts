import { type Reason, reason } from "@/lib/refusal";
import { namesSoftware } from "@/lib/registry/tools/identifiers/rules";
import type { Confidence, IdentifierKind } from "@/prisma/generated/enums";

export type ForStep = {
  id: number;
  kind: IdentifierKind;
  matchValue: string;
  name: string;
  isDismissed: boolean;
  /** The tool that an identifier says it is; null: nothing matches it. */
  tool: string | null;
};

/** Why an item cannot be part of a tool; null where it can. */
export function whyNotAssign({ kind, name, isDismissed, tool }: ForStep): Reason | null {
  if (tool !== null) return reason("triage.whyNot.matched", { name, tool });
  if (isDismissed) return reason("triage.whyNot.dismissed", { name });
  return namesSoftware(kind) ? null : reason("triage.whyNot.kind", { name });
}

/** Why an item cannot be set aside. */
export function whyNotDismiss({ name, isDismissed, tool }: ForStep): Reason | null {
  if (tool !== null) return reason("triage.whyNot.matched", { name, tool });
  return isDismissed ? reason("triage.whyNot.alreadyDismissed", { name }) : null;
}

/** Why an item cannot be put back in the list. */
export function whyNotReopen({ name, isDismissed, tool }: ForStep): Reason | null {
  if (tool !== null) return reason("triage.whyNot.matched", { name, tool });
  return isDismissed ? null : reason("triage.whyNot.notDismissed", { name });
}

/** What identifiers that triage adds say of where they come from. Also how undoing knows its own. */
export const SOURCE = "seen in our inventories";

export type Added = {
  id: number;
  toolId: number;
  kind: IdentifierKind;
  value: string;
  confidence: Confidence;
  source: string;
  note: string | null;
};

/** True while an identifier says what the step wrote: nobody has worked on it since. */
export function isUnchanged(added: Added, step: { toolId: number; confidence: Confidence | null }, values: ReadonlySet<string>): boolean {
  return (
    added.toolId === step.toolId &&
    added.confidence === step.confidence &&
    added.source === SOURCE &&
    added.note === null &&
    values.has(`${added.kind} ${added.value}`)
  );
}

/** What else points at a tool, by how often. */
export type References = Record<"identifiers" | "decisions" | "access" | "releases" | "bans" | "requests" | "tools" | "steps", number>;

/** The first thing that keeps a tool that triage made; null: it can go. */
export function whatKeeps(references: References): keyof References | null {
  const kept = Object.entries(references).find(([, n]) => n > 0);
  return kept ? (kept[0] as keyof References) : null;
}

/** Where people's home folders are, people's names are: what is shown of a path begins behind them. */
export function anonymousPath(path: string): string {
  return path
    .replace(/^(\/Users|\/home|\/export\/home|\/var\/home)\/(?!Shared\/)[^/]+/i, "~")
    .replace(/^[a-z]:[\\/](Users|Documents and Settings)[\\/](?!Public[\\/])[^\\/]+/i, "~")
    .replace(/^(\/Volumes\/[^/]+)\/Users\/[^/]+/i, "$1/~")
    .replace(/^[\\/]{2}.*([\\/][^\\/]*)$/, "…$1");
}

/** "Chatbox 1.19.3" is called "Chatbox", `com.example.app` stays as it is. */
export function nameForTool(name: string): string {
  const bare = name
    .replace(/\s*\([^)]*\)/g, "")
    .replace(/\s+v?\d+(\.\d+)+\S*/g, "")
    .trim();
  return bare === "" ? name : bare;
}
