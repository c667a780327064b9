import type { BanDraft } from "@/lib/bans/schema";
import type { Population } from "@/lib/bans/selector/schema";
import type { VerdictPerson } from "@/lib/registry/rules";

/** Where somebody stands in the company. `teamPath` holds the ids of the teams from the root down. */
export type Standing = Pick<VerdictPerson, "teamPath" | "legalEntity" | "country" | "workerType">;

/** True when a person who stands there is meant: `population_people` of the database for one person. Leaving out wins over taking in. */
export function covers(population: Population, { teamPath, legalEntity, country, workerType }: Standing): boolean {
  const { everyone, include, exclude, legalEntities, countries, workerTypes } = population;
  const teams = new Set(teamPath.split(".").map(Number));
  return (
    (everyone || include.some((id) => teams.has(id))) &&
    !exclude.some((id) => teams.has(id)) &&
    admits(legalEntities, legalEntity) &&
    admits(countries, country) &&
    admits(workerTypes, workerType)
  );
}

function admits<Value>({ include, exclude }: { include: readonly Value[]; exclude: readonly Value[] }, value: Value): boolean {
  return (include.length === 0 || include.includes(value)) && !exclude.includes(value);
}

/** Nobody of the company is left out, wherever and whatever they are. */
export function coversEveryone({ everyone, exclude, legalEntities, countries, workerTypes }: Population): boolean {
  const isOpen = ({ include, exclude: out }: Population["legalEntities"]) => include.length + out.length === 0;
  return everyone && exclude.length === 0 && [legalEntities, countries, workerTypes].every(isOpen);
}

/** Every id that the words of a ban name, whether they take it in or leave it out. */
export function idsIn({ selector, population }: BanDraft) {
  return {
    vendors: [...(selector?.vendors ?? []), ...(selector?.exclude.vendors ?? [])],
    tools: [...(selector?.tools ?? []), ...(selector?.ranges ?? []).map(({ toolId }) => toolId), ...(selector?.exclude.tools ?? [])],
    families: [...(selector?.families ?? []), ...(selector?.exclude.families ?? [])],
    teams: [...(population?.include ?? []), ...(population?.exclude ?? [])],
  };
}

/** True when a ban names this tool itself, be it in some versions only. */
export function isNamed({ selector }: BanDraft, toolId: number): boolean {
  return Boolean(selector?.tools.includes(toolId) || selector?.ranges.some((ranged) => ranged.toolId === toolId));
}
