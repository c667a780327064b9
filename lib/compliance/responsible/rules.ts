/** `managerId`: only of an active person. */
export type ManagedTeam = { id: number; parentId: number | null; managerId: number | null };
/** Null: a device that nobody owns. */
export type Member = { personId: number | null; teamId: number };

/**
 * Who answers for a population as a manager, and where that is counted: of every member the nearest active manager above who is somebody else, once,
 * at the topmost team of theirs that the population means (`meant`).
 */
export function managersOf(teams: readonly ManagedTeam[], meant: ReadonlySet<number>, members: readonly Member[]): Map<number, number> {
  const byId = new Map(teams.map((team) => [team.id, team]));
  const upFrom = (id: number | null): ManagedTeam[] => {
    const team = byId.get(id ?? 0);
    return team ? [team, ...upFrom(team.parentId)] : [];
  };
  const places = members.flatMap(({ personId, teamId }) => {
    const above = upFrom(teamId);
    const managed = above.find(({ managerId }) => managerId !== null && managerId !== personId);
    if (!managed || managed.managerId === null) return [];
    // Where the population means only teams below the managed one, the topmost of them on the way to the member.
    const place = above.slice(0, above.indexOf(managed) + 1).findLast(({ id }) => meant.has(id));
    return place ? [{ managerId: managed.managerId, teamId: place.id, level: upFrom(place.id).length }] : [];
  });
  const topmost = places.toSorted((a, b) => b.level - a.level || b.teamId - a.teamId);
  return new Map(topmost.map(({ managerId, teamId }) => [managerId, teamId]));
}
