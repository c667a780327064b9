import { type Day, type EvidenceClaim, evidenceOn } from "@/lib/risk/claims/rules";
import { classify, type GivenInputs, type Result } from "@/lib/risk/classes/rules";
import type { ClassInput, Edition } from "@/lib/risk/tables/schema";

/** An input and the days from which and until which its value was set; in the order in which they were set. */
export type DatedInput = { input: ClassInput; value: string; from: Day; until: Day | null };

/** An edition of the tables and the days on which it was in force, the oldest first. */
export type DatedEdition = { version: string; content: Edition; from: Day; until: Day | null };

export type Ledger = { claims: readonly EvidenceClaim[]; inputs: readonly DatedInput[]; editions: readonly DatedEdition[] };

export type DayResult = Result & { edition: string };

/** The edition of a day. Before the first one came into force nothing better is known than that one. */
function editionOn(editions: readonly DatedEdition[], day: Day): DatedEdition | undefined {
  return editions.findLast(({ from }) => from <= day) ?? editions[0];
}

function inputsOn(inputs: readonly DatedInput[], day: Day): GivenInputs {
  const held = inputs.filter(({ from, until }) => from <= day && (until === null || until > day));
  return Object.fromEntries(held.map(({ input, value }) => [input, value]));
}

/** The class of a day by the dates of the ledger: inputs set, claims made and tables in force by then. Null: nothing was known yet. */
export function classOnDay({ claims, inputs, editions }: Ledger, day: Day): DayResult | null {
  const edition = editionOn(editions, day);
  const given = inputsOn(inputs, day);
  const isKnown = Object.keys(given).length > 0 || claims.some(({ reportedOn }) => reportedOn <= day);
  if (!edition || !isKnown) return null;
  return { ...classify(edition.content, given, evidenceOn(claims, day)), edition: edition.version };
}

export type Turn = DayResult & { day: Day };

/** Every day up to `today` on which class, evidence or edition became another, the newest first. */
export function turnsOf(ledger: Ledger, today: Day): Turn[] {
  const days = new Set([
    ...ledger.claims.flatMap(({ reportedOn, steps, sources }) => [
      reportedOn,
      ...steps.map(({ effectiveOn }) => effectiveOn),
      ...sources.map(({ publishedOn }) => publishedOn),
    ]),
    ...ledger.inputs.flatMap(({ from, until }) => (until ? [from, until] : [from])),
    ...ledger.editions.map(({ from }) => from),
  ]);
  const turns: Turn[] = [];
  for (const day of [...days].filter((one) => one <= today).sort()) {
    const result = classOnDay(ledger, day);
    const last = turns.at(-1);
    if (!result || (last && signature(last) === signature(result))) continue;
    turns.push({ ...result, day });
  }
  return turns.reverse();
}

function signature({ class: held, inputs, edition }: DayResult): string {
  return `${held} ${inputs.exploitation.value} ${edition}`;
}
