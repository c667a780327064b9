import { can } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import type { Ending } from "@/lib/bans/endings/schema";
import { TRANSITIONS } from "@/lib/bans/rules";
import { type Reason, reason } from "@/lib/refusal";
import type { BanStatus, DutyKind } from "@/prisma/generated/enums";

/** Where each step leads. */
export const LEADS_TO = {
  suspend: "SUSPENDED",
  resume: "PUBLISHED",
  lift: "LIFTED",
  supersede: "SUPERSEDED",
} as const satisfies Record<Ending, BanStatus>;

const no = (name: string, values?: Record<string, string>) => reason(`endings.whyNot.${name}`, values);

/** What was never published binds nobody, and what ended stays ended. */
export function whyNotEnd(action: Ending, { status }: { status: BanStatus }, viewer: Viewer): Reason | null {
  if (!can(viewer, "bans:write")) return no("officerOnly");
  const isRunning = status === "PUBLISHED" || status === "SUSPENDED";
  if (!isRunning) return no(TRANSITIONS[status].length > 0 ? "notPublished" : "over");
  if (TRANSITIONS[status].includes(LEADS_TO[action])) return null;
  return no(action === "resume" ? "notSuspended" : "suspended");
}

export type Successor = { id: number; code: string; status: BanStatus };

/** Only a ban that binds now can take over: what it asks would otherwise be asked by nobody. */
export function whyNotSuccessor(ban: { id: number }, successor: Successor | null): Reason | null {
  if (successor === null) return no("successorMissing");
  if (successor.id === ban.id) return no("successorItself");
  return successor.status === "PUBLISHED" ? null : no("successorNotPublished", { code: successor.code });
}

/** The steps that a page offers: those that the ban's state allows. */
export function endingsFrom(status: BanStatus): Ending[] {
  const all = Object.keys(LEADS_TO) as Ending[];
  if (status !== "PUBLISHED" && status !== "SUSPENDED") return [];
  return all.filter((action) => TRANSITIONS[status].includes(LEADS_TO[action]));
}

export type DutyEffect = { kind: DutyKind; deadlineAt: Date; open: number; past: number; settled: number };

/** What would change, in figures: as they stand now, or for a suspended ban as they stood then. */
export type EffectFacts = {
  action: Ending;
  status: BanStatus;
  /** Names of the tools that the ban covers now; of a successor's comparison those it would set free. */
  tools: readonly string[];
  /** People who owe something that is not fulfilled, and their obligations. */
  people: number;
  open: number;
  settled: number;
  /** Of the open ones, those past their own deadline, and of how many people. */
  past: number;
  pastPeople: number;
  duties: readonly DutyEffect[];
  /** Exceptions that hold or are asked for. */
  exceptions: number;
  /** Notices that have not left. */
  notices: number;
  /** The number of the version in work. */
  change: number | null;
  successor: (Successor & { title: string; toolsBoth: readonly string[]; both: number; onlyOld: number; onlyNew: number }) | null;
};

const NAMED = 6;

function tools(key: string, names: readonly string[], values: Record<string, string> = {}): Reason {
  const shown = names.slice(0, NAMED);
  return reason(`endings.effect.${key}`, { n: names.length, names: shown.join(" · "), more: names.length - shown.length, ...values });
}

/** What would happen, sentence by sentence; said before anything is done, on the page and by the API alike. */
export function effectSentences(facts: EffectFacts): Reason[] {
  const say = (key: string, values?: Record<string, string | number>) => reason(`endings.effect.${key}`, values);
  const open = { n: facts.open, people: facts.people };
  const stays = say("settledStays", { n: facts.settled });
  const notices = facts.notices > 0 ? [say("noticesCancelled", { n: facts.notices })] : [];
  const freed = facts.status === "PUBLISHED" && facts.tools.length > 0 ? [tools("toolsFree", facts.tools)] : [];
  const exceptions = facts.exceptions > 0 ? [say("exceptionsEnd", { n: facts.exceptions })] : [];
  const withdrawn = facts.change === null ? [] : [say("changeWithdrawn", { version: facts.change })];
  switch (facts.action) {
    case "suspend":
      return [
        ...freed,
        say("openPaused", open),
        stays,
        say("datesStay"),
        ...notices,
        ...(facts.change === null ? [] : [say("changeStays", { version: facts.change })]),
      ];
    case "resume":
      return [
        tools("toolsBanned", facts.tools),
        say("openBack", open),
        say("pastNow", { n: facts.past, people: facts.pastPeople }),
        say("evaluated"),
      ];
    case "lift":
      return [...freed, say("openEnds", open), stays, ...exceptions, ...withdrawn, ...notices, say("forGood")];
    case "supersede": {
      if (!facts.successor) return [];
      const { code: by, toolsBoth, both, onlyOld, onlyNew } = facts.successor;
      return [
        tools("toolsBoth", toolsBoth, { by }),
        ...freed,
        say("peopleBoth", { n: both, by }),
        say("peopleOnlyOld", { n: onlyOld, by }),
        say("peopleOnlyNew", { n: onlyNew, by }),
        say("openEnds", open),
        stays,
        ...exceptions,
        ...withdrawn,
        ...notices,
        say("forGood"),
      ];
    }
  }
}
