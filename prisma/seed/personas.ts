import type { PlannedTeam } from "./organisation.ts";

export type Persona = {
  /** How the demonstration names the account. */
  role: string;
  name: string;
  personId: number;
  roles: readonly ("SECURITY_OFFICER" | "APPROVER" | "AUDITOR" | "ADMINISTRATOR")[];
};

export type Cast = {
  employee: Persona;
  /** Attested and was sighted again; has no account. */
  contradicted: Persona;
  idle: Persona;
  manager: Persona;
  departmentHead: Persona;
  officer: Persona;
  secondOfficer: Persona;
  approver: Persona;
  secondApprover: Persona;
  auditor: Persona;
  administrator: Persona;
};

/** The people of the story, each taken from a team where somebody like that would sit. */
export function castPersonas(teams: readonly PlannedTeam[]): Cast {
  const taken = new Set<number>();
  const play = (personId: number, role: string, name: string, roles: Persona["roles"] = []): Persona => {
    taken.add(personId);
    return { personId, role, name, roles };
  };
  const leading = new Set(teams.map(({ managerId }) => managerId));
  const memberOf = (wanted: (team: PlannedTeam) => boolean): number => {
    for (const team of [...teams.filter(wanted), ...teams]) {
      for (let id = team.firstPerson; id < team.firstPerson + team.size; id++) if (!taken.has(id) && !leading.has(id)) return id;
    }
    throw new Error("There are too few people for the scenario.");
  };

  const led = ledTeam(teams);
  const above = teams.find(({ id }) => id === led.parentId) ?? led;
  const manager = play(led.managerId, "Manager", "He Jing");
  const head = above.managerId === led.managerId ? undefined : play(above.managerId, "Department head", "Zhou Qiang");
  const inLed = (team: PlannedTeam) => isBelow(team, led, teams);
  const inDepartment = (name: string) => (team: PlannedTeam) => team.name.startsWith(name);
  const security = teams.find(({ name }) => name === "Security");
  return {
    manager,
    departmentHead: head ?? play(memberOf(inLed), "Department head", "Zhou Qiang"),
    employee: play(memberOf(inLed), "Employee with a duty", "Liu Yang"),
    contradicted: play(memberOf(inLed), "Employee, contradicted", "Wang Fang"),
    idle: play(memberOf(inLed), "Employee with nothing to do", "Zhang Min"),
    approver: play(
      security && !taken.has(security.managerId) ? security.managerId : memberOf(inDepartment("Security")),
      "Approver",
      "Chen Wei",
      ["APPROVER"],
    ),
    officer: play(memberOf(inDepartment("Risk and Governance")), "Security officer", "Li Wei", ["SECURITY_OFFICER"]),
    secondOfficer: play(memberOf(inDepartment("Detection and Response")), "Second security officer", "Gao Lin", ["SECURITY_OFFICER"]),
    auditor: play(memberOf(inDepartment("Internal Audit")), "Auditor", "Anna Keller", ["AUDITOR"]),
    administrator: play(memberOf(inDepartment("Endpoint Security")), "Administrator", "Zhao Lei", ["ADMINISTRATOR"]),
    secondApprover: play(memberOf(inDepartment("Legal")), "Second approver", "Tang Yue", ["APPROVER"]),
  };
}

/** The manager's team: a middle team of about 170 people, in Search where there is one, that has teams below it. */
function ledTeam(teams: readonly PlannedTeam[]): PlannedTeam {
  const parents = new Set(teams.map(({ parentId }) => parentId));
  const wanted = Math.min(170, (teams[0]?.people ?? 0) / 3);
  const distance = (team: PlannedTeam) =>
    Math.abs(team.people - wanted) + (team.name.startsWith("Search") ? 0 : wanted) + (parents.has(team.id) ? 0 : wanted);
  const [best] = teams.filter(({ level }) => level > 0).toSorted((one, other) => distance(one) - distance(other));
  if (!best) throw new Error("There are too few teams for the scenario.");
  return best;
}

function isBelow(team: PlannedTeam, top: PlannedTeam, teams: readonly PlannedTeam[]): boolean {
  for (let at: PlannedTeam | undefined = team; at; at = at.parentId === null ? undefined : teams[at.parentId - 1])
    if (at.id === top.id) return true;
  return false;
}
