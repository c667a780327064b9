import { type Reason, reason } from "@/lib/refusal";
import { PEOPLE_COLUMNS, type PeopleColumn, type PersonRow, REQUIRED_PEOPLE_COLUMNS } from "./schema";

const EMAIL = /^[^\s@"<>]+@[^\s@"<>]+\.[^\s@"<>]+$/;
const WORKER_TYPES = new Set(["EMPLOYEE", "CONTRACTOR", "INTERN"]);
const LONGEST = 200;

const knownZones = new Map<string, boolean>();

function isZone(zone: string): boolean {
  const known = knownZones.get(zone);
  if (known !== undefined) return known;
  let valid = true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
  } catch {
    valid = false;
  }
  knownZones.set(zone, valid);
  return valid;
}

/** Where each known column stands; refuses a header without a required column or with one twice. Unknown columns are left alone. */
export function readHeader(header: string[]): { columns: Map<PeopleColumn, number> } | { whyNot: Reason } {
  const columns = new Map<PeopleColumn, number>();
  for (const [index, name] of header.entries()) {
    const column = PEOPLE_COLUMNS.find((known) => known === name.trim().toLowerCase());
    if (!column) continue;
    if (columns.has(column)) return { whyNot: reason("people.reject.columnTwice", { column }) };
    columns.set(column, index);
  }
  const missing = REQUIRED_PEOPLE_COLUMNS.filter((column) => !columns.has(column));
  if (missing.length > 0) return { whyNot: reason("people.reject.columnsMissing", { columns: missing.join(", ") }) };
  return { columns };
}

/** One line of the file as a person, or why it cannot be one. */
export function readPerson(cells: string[], columns: Map<PeopleColumn, number>): PersonRow | Reason {
  const cell = (column: PeopleColumn) => {
    const index = columns.get(column);
    return index === undefined ? "" : (cells[index] ?? "").trim();
  };
  for (const column of REQUIRED_PEOPLE_COLUMNS) if (cell(column) === "") return reason("people.reject.empty", { column });
  for (const column of PEOPLE_COLUMNS) {
    if (column !== "manages" && cell(column).length > LONGEST) return reason("people.reject.tooLong", { column, longest: LONGEST });
    if (cell(column).includes("\0")) return reason("people.reject.nul", { column });
  }
  const email = cell("email").toLowerCase();
  if (!EMAIL.test(email)) return reason("people.reject.email", { value: email });
  const country = cell("country").toUpperCase();
  if (!/^[A-Z]{2}$/.test(country)) return reason("people.reject.country", { value: country });
  const workerType = cell("worker_type").toUpperCase();
  if (!WORKER_TYPES.has(workerType)) return reason("people.reject.workerType", { value: workerType });
  const locale = cell("locale") || "en";
  if (locale !== "en" && locale !== "zh-CN") return reason("people.reject.locale", { value: locale });
  const zone = cell("zone") || "UTC";
  if (!isZone(zone)) return reason("people.reject.zone", { value: zone });
  const leave = readLeave(cell("leave_from"), cell("leave_until"));
  if (leave && "key" in leave) return leave;
  if (cell("parent_team_id") === cell("team_id")) return reason("people.reject.ownParent", { team: cell("team_id") });
  return {
    externalId: cell("person_id"),
    name: cell("name"),
    email,
    teamExternalId: cell("team_id"),
    teamName: cell("team_name") || null,
    parentTeamExternalId: cell("parent_team_id") || null,
    managerExternalId: cell("manager_id") || null,
    manages: cell("manages")
      .split(";")
      .map((team) => team.trim())
      .filter(Boolean),
    legalEntity: cell("legal_entity"),
    country,
    workerType: workerType as PersonRow["workerType"],
    locale,
    zone,
    leave: columns.has("leave_from") && columns.has("leave_until") ? leave : undefined,
  };
}

/** A leave has a first and a last day. */
function readLeave(from: string, until: string): PersonRow["leave"] | Reason {
  if (from === "" && until === "") return null;
  const wrong = [from, until].find((day) => !isDay(day));
  if (wrong !== undefined) return reason("people.reject.leaveDay", { value: wrong });
  return from <= until ? { from, until } : reason("people.reject.leaveOrder", { from, until });
}

function isDay(day: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) === true;
}

export function isReason(row: PersonRow | Reason): row is Reason {
  return "key" in row;
}

type ForConfirmation = { status: string; absent: number };

export function whyNotConfirmAbsent(delivery: ForConfirmation, confirmed: number): Reason | null {
  if (delivery.status !== "AWAITING_CONFIRMATION") return reason("people.whyNot.nothingToConfirm");
  if (delivery.absent !== confirmed) return reason("people.whyNot.countChanged", { shown: confirmed, now: delivery.absent });
  return null;
}
