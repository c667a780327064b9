import type { BanDraft } from "@/lib/bans/schema";
import { db } from "@/lib/db";

/** The blast radius as somebody would work it out with the raw tables and a pencil: nothing of the product's SQL, one loop after another. */
export async function naiveRadius(content: BanDraft, now: Date, cutoffDay: string) {
  const [vendors, tools, families, edges] = [
    await db.vendor.findMany(),
    await db.tool.findMany(),
    await db.modelFamily.findMany(),
    await db.modelAccess.findMany(),
  ];
  const [people, teams, devices, installations, matches, software, reports, sources] = [
    await db.person.findMany(),
    await db.$queryRaw<{ id: number; parentId: number | null }[]>`SELECT id, parent_id AS "parentId" FROM team`,
    await db.device.findMany(),
    await db.installation.findMany(),
    await db.softwareTool.findMany(),
    await db.software.findMany(),
    await db.report.findMany(),
    await db.source.findMany(),
  ];
  const { selector, population } = content;
  if (!selector || !population) throw new Error("A whole draft is needed.");

  const owned = new Set(selector.vendors);
  for (let grew = true; grew; ) {
    const more = vendors.filter(({ id, parentId }) => parentId !== null && owned.has(parentId) && !owned.has(id));
    for (const { id } of more) owned.add(id);
    grew = more.length > 0;
  }
  const left = new Set(selector.exclude.tools);
  const banned = new Set(
    tools
      .filter(
        ({ id, vendorId, mergedIntoId }) => mergedIntoId === null && (owned.has(vendorId) || selector.tools.includes(id)) && !left.has(id),
      )
      .map(({ id }) => id),
  );
  const bannedFamilies = new Set(
    families.filter(({ vendorId, id }) => owned.has(vendorId) || selector.families.includes(id)).map(({ id }) => id),
  );
  const reach = edges.filter(({ toolId, familyId }) => bannedFamilies.has(familyId) && !banned.has(toolId) && !left.has(toolId));

  const above = (team: number): number[] => {
    const parent = teams.find(({ id }) => id === team)?.parentId ?? null;
    return parent === null ? [team] : [team, ...above(parent)];
  };
  const isInTeams = (team: number) =>
    (population.everyone || above(team).some((id) => population.include.includes(id))) &&
    !above(team).some((id) => population.exclude.includes(id));
  const members = people.filter(
    ({ active, teamId, country, workerType }) =>
      active &&
      isInTeams(teamId) &&
      (population.countries.include.length === 0 || population.countries.include.includes(country)) &&
      !population.countries.exclude.includes(country) &&
      !population.workerTypes.exclude.includes(workerType),
  );
  const company = teams.find(({ parentId }) => parentId === null)?.id ?? 0;
  const narrows = population.countries.include.length > 0;
  const machines = devices.flatMap((device) => {
    const member = members.find(({ id }) => id === device.ownerPersonId);
    if (member) return [{ ...device, personId: member.id as number | null, team: member.teamId }];
    const owner = people.find(({ id }) => id === device.ownerPersonId);
    if ((owner?.active ?? false) || narrows) return [];
    const team = device.ownerTeamId ?? owner?.teamId ?? company;
    return isInTeams(team) ? [{ ...device, personId: null, team }] : [];
  });
  const isSilent = (device: { lastSeenAt: Date }) => device.lastSeenAt.getTime() < now.getTime() - 7 * 86_400_000;
  const toolsOf = (softwareId: number) => matches.filter((match) => match.softwareId === softwareId).map(({ toolId }) => toolId);
  const rows = installations
    .filter(({ goneAt }) => goneAt === null)
    .flatMap((installation) => {
      const machine = machines.find(({ id }) => id === installation.deviceId);
      return machine ? [{ ...installation, machine, tools: toolsOf(installation.softwareId) }] : [];
    });
  const found = rows.filter(({ machine, tools: named }) => !isSilent(machine) && named.some((id) => banned.has(id)));
  const foundDevices = unique(found.map(({ machine }) => machine.id)).map((id) => pick(machines, id));
  const foundPeople = unique(foundDevices.flatMap(({ personId }) => personId ?? []));
  const reachIds = new Set(reach.map(({ toolId }) => toolId));
  const reached = rows.filter(({ machine, tools: named }) => !isSilent(machine) && named.some((id) => reachIds.has(id)));
  const away = members.filter(
    ({ leaveFrom, leaveUntil }) => leaveFrom && leaveUntil && day(leaveFrom) <= cutoffDay && cutoffDay <= day(leaveUntil),
  );
  const perTool = [...banned].map((id) => {
    const own = found.filter(({ tools: named }) => named.includes(id));
    return {
      id,
      people: unique(own.flatMap(({ machine }) => machine.personId ?? [])).length,
      devices: unique(own.map(({ machine }) => machine.id)).length,
      installations: own.length,
      versions: unique(own.map(({ softwareId }) => pick(software, softwareId).version)).length,
    };
  });
  const enabled = new Set(sources.filter((source) => source.enabled).map(({ id }) => id));
  const slowest = foundDevices.flatMap(({ id }) => {
    const own = unique(found.filter(({ machine }) => machine.id === id).map(({ sourceId }) => sourceId)).filter((source) =>
      enabled.has(source),
    );
    return own.length > 0 ? [Math.max(...own.map((source) => pick(sources, source).periodMinutes))] : [];
  });
  const modes = unique(reach.map(({ mode }) => mode)).map((mode) => {
    const own = reach.filter((edge) => edge.mode === mode);
    return { mode, tools: unique(own.map(({ toolId }) => toolId)).length, edges: own.length };
  });
  return {
    population: {
      people: members.length,
      devices: machines.filter(({ personId }) => personId === null).length,
      teams: unique([
        ...members.map(({ teamId }) => teamId),
        ...machines.filter(({ personId }) => personId === null).map(({ team }) => team),
      ]).length,
      withoutDevice: members.filter(({ id }) => !machines.some(({ personId }) => personId === id)).length,
    },
    found: {
      people: foundPeople.length,
      teams: unique(foundDevices.map(({ team }) => team)).length,
      devices: foundDevices.length,
      installations: found.length,
      versions: perTool.reduce((sum, { versions }) => sum + versions, 0),
    },
    silent: {
      devices: machines.filter(isSilent).length,
      withTool: unique(
        rows
          .filter(({ machine, tools: named }) => isSilent(machine) && named.some((id) => banned.has(id)))
          .map(({ machine }) => machine.id),
      ).length,
    },
    unmanaged: machines.filter(({ id }) => !reports.some(({ deviceId, sourceId }) => deviceId === id && enabled.has(sourceId))).length,
    onLeave: { people: away.length, found: away.filter(({ id }) => foundPeople.includes(id)).length },
    ownerless: foundDevices.filter(({ personId }) => personId === null).length,
    ci: foundDevices.filter(({ purpose }) => purpose === "CI").length,
    kiosks: foundDevices.filter(({ purpose }) => purpose === "SHARED").length,
    perTool,
    periods: unique(slowest).map((periodMinutes) => ({ periodMinutes, devices: slowest.filter((one) => one === periodMinutes).length })),
    reach: {
      tools: reachIds.size,
      edges: reach.length,
      people: unique(reached.flatMap(({ machine }) => machine.personId ?? [])).length,
      devices: unique(reached.map(({ machine }) => machine.id)).length,
    },
    modes,
    reachTools: unique(reach.map(({ toolId }) => pick(tools, toolId).name)),
  };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

function pick<Row extends { id: number }>(rows: readonly Row[], id: number): Row {
  const row = rows.find((one) => one.id === id);
  if (!row) throw new Error(`There is no row ${id}.`);
  return row;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
