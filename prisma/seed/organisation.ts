import type pg from "pg";
import { chance } from "./chance.ts";
import { runningShares } from "./scenario-time.ts";
import { CITIES, DIVISIONS, type Division, GROUPS, UNITS } from "./team-names.ts";

export type PlannedTeam = {
  id: number;
  parentId: number | null;
  level: number;
  name: string;
  division: Division | null;
  /** The members are the people `firstPerson` … `firstPerson + size - 1`. */
  firstPerson: number;
  size: number;
  /** People of the whole subtree. */
  people: number;
  managerId: number;
};

const PEOPLE_PER_TEAM = 124_000 / 6_000;

/** The org tree for so many people: six levels at full size, fewer below. Parents come before their children. */
export function planTeams(people: number): PlannedTeam[] {
  const teams = withPeople(plantTree(Math.max(3, Math.round(people / PEOPLE_PER_TEAM))), people);
  return teams.map((team) => ({ ...team, managerId: managerOf(team, teams) }));
}

type Planted = Pick<PlannedTeam, "id" | "parentId" | "level" | "name" | "division">;

function plantTree(count: number): Planted[] {
  const teams: Planted[] = [{ id: 1, parentId: null, level: 0, name: "Meridian Group", division: null }];
  let parents = teams.slice();
  for (const [index, size] of levelSizes(count).entries()) {
    const children = level(parents, size, teams.length, index + 1);
    teams.push(...children);
    parents = children;
  }
  return teams;
}

/** How many teams each level below the root has. */
function levelSizes(count: number): number[] {
  const sizes: number[] = [];
  let left = count - 1;
  let wanted = Math.min(DIVISIONS.length, Math.max(2, Math.round(Math.sqrt(count) / 2)));
  for (const fanOut of [6.5, 8, 4, Number.POSITIVE_INFINITY, 1]) {
    const size = Math.min(left, wanted);
    if (size > 0) sizes.push(size);
    left -= size;
    wanted = Math.round(size * fanOut);
  }
  return sizes;
}

function level(parents: Planted[], size: number, planted: number, depth: number): Planted[] {
  if (depth === 1) {
    return DIVISIONS.slice(0, size).map((division, index) => ({
      id: planted + index + 1,
      parentId: 1,
      level: 1,
      name: division.name,
      division,
    }));
  }
  const weights = parents.map(({ id, division }) => (depth === 2 ? (division?.weight ?? 1) : 0.4 + chance(id, "children")));
  const begins = runningShares(weights);
  const taken = new Map<number, number>();
  return Array.from({ length: size }, (_, index) => {
    const share = (index + 0.5) / size;
    const parent = parents[begins.findLastIndex((begin) => begin <= share)] ?? parents[0];
    if (!parent) throw new Error("A level of teams needs a level above it.");
    const nth = taken.get(parent.id) ?? 0;
    taken.set(parent.id, nth + 1);
    return { id: planted + index + 1, parentId: parent.id, level: depth, name: childName(parent, nth), division: parent.division };
  });
}

function childName(parent: Planted, nth: number): string {
  const words = [parent.division?.departments ?? [], GROUPS, UNITS, CITIES][parent.level - 1] ?? CITIES;
  // Each parent begins somewhere else in the list, departments at its start.
  const offset = parent.level === 1 ? 0 : Math.floor(chance(parent.id, "names") * words.length);
  const word = words[(offset + nth) % words.length] ?? "Team";
  const round = Math.floor(nth / words.length);
  const numbered = round === 0 ? word : `${word} ${round + 1}`;
  if (parent.level === 1) return numbered;
  return parent.level === 4 ? `${parent.name}, ${numbered}` : `${parent.name} ${numbered}`;
}

function withPeople(planted: Planted[], people: number): Omit<PlannedTeam, "managerId">[] {
  const parents = new Set(planted.map(({ parentId }) => parentId));
  // A team that has teams below it is its head and a small staff.
  const weights = planted.map(({ id }) => (parents.has(id) ? 0.24 + 0.14 * chance(id, "size") : 0.75 + 0.5 * chance(id, "size")));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  // One member each is certain; the rest is shared out by weight.
  const toShare = people - planted.length;
  if (toShare < 0) throw new Error(`${planted.length} teams need at least as many people.`);
  let before = 0;
  let firstPerson = 1;
  const teams = planted.map((team, index) => {
    const from = Math.floor((before / total) * toShare);
    before += weights[index] ?? 0;
    const until = index === planted.length - 1 ? toShare : Math.floor((before / total) * toShare);
    const size = 1 + until - from;
    const planned = { ...team, firstPerson, size, people: size };
    firstPerson += size;
    return planned;
  });
  for (const team of teams.toReversed()) {
    const parent = team.parentId === null ? undefined : teams[team.parentId - 1];
    if (parent) parent.people += team.people;
  }
  return teams;
}

/** Usually the first member; a few teams are led by somebody of the team above. */
function managerOf(team: Omit<PlannedTeam, "managerId">, teams: Omit<PlannedTeam, "managerId">[]): number {
  const parent = team.parentId === null ? undefined : teams[team.parentId - 1];
  const isLedFromAbove = parent !== undefined && team.level > 3 && parent.size > 2 && chance(team.id, "led from above") < 0.08;
  return isLedFromAbove ? parent.firstPerson + 1 : team.firstPerson;
}

/** Writes the tree. `seed_team` keeps, for this connection, what the people and their devices depend on. */
export async function loadTeams(db: pg.ClientBase, teams: PlannedTeam[]): Promise<void> {
  const rows = teams.map(({ id, parentId, name, division, firstPerson, size, managerId }) => ({
    id,
    parent_id: parentId,
    name,
    division: division?.name ?? "Group",
    developers: division?.developers ?? 0.05,
    abroad: division?.abroad ?? 0.05,
    first_person: firstPerson,
    size,
    manager_id: managerId,
    upper_manager_id: parentId === null ? null : teams[parentId - 1]?.managerId,
  }));
  await db.query(`
    CREATE TEMP TABLE seed_team (
      id int PRIMARY KEY, parent_id int, name text, division text, developers float8, abroad float8,
      first_person int, size int, manager_id int, upper_manager_id int
    )`);
  await db.query("INSERT INTO seed_team SELECT * FROM jsonb_populate_recordset(NULL::seed_team, $1)", [JSON.stringify(rows)]);
  await db.query("ANALYZE seed_team");
  await db.query(`
    INSERT INTO team (id, external_id, name, parent_id)
    SELECT id, 'T' || lpad(id::text, 5, '0'), name, parent_id FROM seed_team ORDER BY id`);
  await db.query("SELECT setval(pg_get_serial_sequence('team', 'id'), (SELECT max(id) FROM team))");
}

/** After the people are there. */
export async function loadTeamManagers(db: pg.ClientBase): Promise<void> {
  await db.query("UPDATE team SET manager_id = planned.manager_id FROM seed_team planned WHERE planned.id = team.id");
}
