import { z } from "zod";

/** Columns of the people file, by header. `docs/people-file.md` describes them to whoever produces the file. */
export const PEOPLE_COLUMNS = [
  "person_id",
  "name",
  "email",
  "team_id",
  "team_name",
  "parent_team_id",
  "manager_id",
  "manages",
  "legal_entity",
  "country",
  "worker_type",
  "locale",
  "zone",
  "leave_from",
  "leave_until",
] as const;

export type PeopleColumn = (typeof PEOPLE_COLUMNS)[number];

export const REQUIRED_PEOPLE_COLUMNS = [
  "person_id",
  "name",
  "email",
  "team_id",
  "legal_entity",
  "country",
  "worker_type",
] as const satisfies PeopleColumn[];

export type PersonRow = {
  externalId: string;
  name: string;
  email: string;
  teamExternalId: string;
  teamName: string | null;
  parentTeamExternalId: string | null;
  managerExternalId: string | null;
  /** External ids of the teams this person manages. */
  manages: string[];
  legalEntity: string;
  country: string;
  workerType: "EMPLOYEE" | "CONTRACTOR" | "INTERN";
  locale: "en" | "zh-CN";
  zone: string;
  /** The first and the last day away; null: none. Undefined: the file does not say. */
  leave: { from: string; until: string } | null | undefined;
};

export const importPeopleQuery = z.strictObject({
  complete: z.stringbool().prefault("true"),
});

export const confirmAbsentSchema = z.strictObject({
  /** The count that was shown to whoever confirms. */
  absent: z.coerce.number().int().min(0),
});
