/** The inputs of the dependency, each 1 to 4. */
export const DEPENDENCY_KEYS = ["dependence", "penetration", "maturity", "trust", "substitutability"] as const;
export type DependencyKey = (typeof DEPENDENCY_KEYS)[number];

export const LEVELS = [1, 2, 3, 4] as const;
export type Level = (typeof LEVELS)[number];

/** Worst plausible: work rests on it, everybody has it, it is young, nothing speaks for it, and nothing replaces it. */
export const WORST: Record<DependencyKey, Level> = { dependence: 4, penetration: 4, maturity: 1, trust: 1, substitutability: 1 };

/** From which share of active people on the penetration is 2, 3 and 4: one in a hundred, one in ten, four in ten. */
export const PENETRATION_FROM = [0.01, 0.1, 0.4] as const;

/** How many of how many active people have it, by inventories; `asOf`: the newest report that says so. */
export type Usage = { people: number; of: number; asOf: Date };

export function penetrationOf({ people, of }: Pick<Usage, "people" | "of">): Level {
  const share = of === 0 ? 0 : people / of;
  const passed = PENETRATION_FROM.filter((from) => share >= from).length;
  return LEVELS[passed] ?? 4;
}

/** "set" by a person · "measured" from inventories · "assumed": nobody knows, so the worst plausible holds. */
export type InputOrigin = "set" | "measured" | "assumed";
export type DependencyInput = { key: DependencyKey; level: Level; origin: InputOrigin };

/** "light" below 1 · "noticeable" below 4 · "heavy" from 4 on. */
export const BANDS = ["light", "noticeable", "heavy"] as const;
export type Band = (typeof BANDS)[number];

export type Dependency = { inputs: DependencyInput[]; ratio: number; band: Band; substitutability: Level; assumed: DependencyKey[] };

/** What people set; what is not in it is measured where it can be, and else assumed. */
export type SetLevels = Partial<Record<DependencyKey, Level>>;

/**
 * (dependence × penetration) / (maturity × trust), from 1/16 to 16. Substitutability stands beside it and is no factor: a tool that is
 * easily replaced is depended on no less today.
 */
export function dependencyOf(set: SetLevels, usage: Usage | null): Dependency {
  const inputs = DEPENDENCY_KEYS.map((key) => inputOf(key, set[key], usage));
  const level = Object.fromEntries(inputs.map((input) => [input.key, input.level])) as Record<DependencyKey, Level>;
  const ratio = (level.dependence * level.penetration) / (level.maturity * level.trust);
  const assumed = inputs.filter(({ origin }) => origin === "assumed").map(({ key }) => key);
  return { inputs, ratio, band: bandOf(ratio), substitutability: level.substitutability, assumed };
}

function inputOf(key: DependencyKey, set: Level | undefined, usage: Usage | null): DependencyInput {
  if (set !== undefined) return { key, level: set, origin: "set" };
  if (key === "penetration" && usage) return { key, level: penetrationOf(usage), origin: "measured" };
  return { key, level: WORST[key], origin: "assumed" };
}

/** Below 1 more speaks for the tool than rests on it; from 4 on four times as much rests on it as speaks for it. */
export function bandOf(ratio: number): Band {
  if (ratio < 1) return "light";
  return ratio < 4 ? "noticeable" : "heavy";
}

/** What somebody asks for: a level, or to take back what was set. */
export type LevelChange = Level | "unknown";
export type LevelChanges = { [Key in DependencyKey]?: LevelChange | undefined };

/** The levels after a change; what is not named stays. */
export function changedLevels(set: SetLevels, changes: LevelChanges): SetLevels {
  const kept = DEPENDENCY_KEYS.flatMap((key): [DependencyKey, Level][] => {
    const level = changes[key] ?? set[key];
    return level === undefined || level === "unknown" ? [] : [[key, level]];
  });
  return Object.fromEntries(kept);
}

/** The inputs that a change would really change. */
export function changedKeys(set: SetLevels, changes: LevelChanges): DependencyKey[] {
  const after = changedLevels(set, changes);
  return DEPENDENCY_KEYS.filter((key) => set[key] !== after[key]);
}
