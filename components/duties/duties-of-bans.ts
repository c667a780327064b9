import type { PersonDuty } from "@/lib/compliance/queries";

/** What a person owes under one ban. Its duties rest on the same evidence; the one with the nearest deadline speaks for them. */
export type BanDuty = PersonDuty & { kinds: PersonDuty["kind"][] };

export function dutiesByBan(duties: readonly PersonDuty[]): BanDuty[] {
  return [...Map.groupBy(duties, ({ banId }) => banId).values()].flatMap((ofBan) => {
    const [first] = ofBan;
    return first ? [{ ...first, kinds: ofBan.map(({ kind }) => kind) }] : [];
  });
}

const OPEN = ["overdue", "still-found", "due"] as const;

/** Something the person has to do. */
export function isOpen({ group }: PersonDuty): boolean {
  return OPEN.some((one) => one === group);
}

/** Nothing to do, and yet not settled: waits for evidence. */
export function isWaiting({ group }: PersonDuty): boolean {
  return group === "checking" || group === "not-seen";
}

/** Worth a line: it was there and is gone, or an exception holds. Never having had it is no news. */
export function isSettled({ state }: PersonDuty): boolean {
  return state === "PROVED" || state === "EXCEPTED";
}
