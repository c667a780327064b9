import type pg from "pg";
import { type IDENTIFIER_KINDS, kindsToBits } from "../../lib/registry/identifiers.ts";

type Kind = (typeof IDENTIFIER_KINDS)[number];
export type Platform = "MACOS" | "WINDOWS" | "LINUX";

/** In the order of their ids. Daily: a demonstration that runs for two days keeps its proofs. */
export const SOURCES = [
  { id: 1, system: "FLEET", instance: "default", periodMinutes: 1440 },
  { id: 2, system: "OSQUERY", instance: "default", periodMinutes: 1440 },
  { id: 3, system: "INTUNE", instance: "default", periodMinutes: 1440 },
] as const;

const [FLEET, OSQUERY, INTUNE] = [1, 2, 3];

/** `agent`, `paths` and `intune` report at moments of their own. */
type Reporter = { reporter: "agent" | "paths" | "intune"; source: number; kinds: readonly Kind[] };
type Mix = { name: string; platform: Platform; share: number; reporters: readonly Reporter[] };

const EVERYWHERE = ["NPM", "PYPI", "VSCODE", "JETBRAINS", "CHROME", "FIREFOX"] as const;
const MAC = [...EVERYWHERE, "BREW_FORMULA", "BREW_CASK", "MACOS_BUNDLE"] as const;
const LINUX = [...EVERYWHERE, "DEB", "RPM"] as const;
const PROGRAMS = ["WINDOWS_PROGRAM", "MSIX"] as const;

// What a query pack adds to a device manager: files in known places, which no inventory of packages lists.
const paths: Reporter = { reporter: "paths", source: OSQUERY, kinds: ["PATH"] };
const fleet = (kinds: readonly Kind[]): Reporter => ({ reporter: "agent", source: FLEET, kinds });
const osquery = (kinds: readonly Kind[]): Reporter => ({ reporter: "agent", source: OSQUERY, kinds: [...kinds, "PATH"] });
const intune: Reporter = { reporter: "intune", source: INTUNE, kinds: PROGRAMS };

/** Which agents a device carries. No two of one device see the same kind, so that no source contradicts another. */
export const MIXES: readonly Mix[] = [
  { name: "fleet and paths", platform: "MACOS", share: 0.915, reporters: [fleet(MAC), paths] },
  { name: "fleet", platform: "MACOS", share: 0.05, reporters: [fleet(MAC)] },
  { name: "osquery", platform: "MACOS", share: 0.03, reporters: [osquery(MAC)] },
  { name: "none", platform: "MACOS", share: 0.005, reporters: [] },
  { name: "osquery and intune", platform: "WINDOWS", share: 0.915, reporters: [osquery(EVERYWHERE), intune] },
  { name: "osquery", platform: "WINDOWS", share: 0.03, reporters: [osquery([...EVERYWHERE, ...PROGRAMS])] },
  { name: "intune", platform: "WINDOWS", share: 0.03, reporters: [intune] },
  // Sees everything but npm packages.
  {
    name: "fleet and intune",
    platform: "WINDOWS",
    share: 0.02,
    reporters: [fleet(["PYPI", "VSCODE", "JETBRAINS", "CHROME", "FIREFOX"]), intune],
  },
  { name: "none", platform: "WINDOWS", share: 0.005, reporters: [] },
  { name: "fleet and paths", platform: "LINUX", share: 0.84, reporters: [fleet(LINUX), paths] },
  { name: "osquery", platform: "LINUX", share: 0.11, reporters: [osquery(LINUX)] },
  { name: "fleet", platform: "LINUX", share: 0.04, reporters: [fleet(LINUX)] },
  { name: "none", platform: "LINUX", share: 0.01, reporters: [] },
];

/** Writes the sources; `seed_reporter` and `seed_sight` keep who reports what of which kind of device. */
export async function loadSources(db: pg.ClientBase): Promise<void> {
  const sources = SOURCES.map(({ id, system, instance, periodMinutes }) => ({ id, system, instance, period_minutes: periodMinutes }));
  await db.query(
    `INSERT INTO source (id, system, instance, period_minutes)
     SELECT id, system::source_system, instance, period_minutes
     FROM jsonb_to_recordset($1) AS source(id int, system text, instance text, period_minutes int)`,
    [JSON.stringify(sources)],
  );
  await db.query("SELECT setval(pg_get_serial_sequence('source', 'id'), (SELECT max(id) FROM source))");

  const reporters = MIXES.flatMap(({ name, platform, reporters }, index) =>
    reporters.map(({ reporter, source, kinds }) => ({
      mix: index,
      platform,
      name,
      reporter,
      source_id: source,
      kinds: kindsToBits(kinds),
      kind_names: kinds,
    })),
  );
  await db.query(`
    CREATE TEMP TABLE seed_reporter (mix int, platform text, name text, reporter text, source_id int, kinds int, kind_names text[])`);
  await db.query("INSERT INTO seed_reporter SELECT * FROM jsonb_populate_recordset(NULL::seed_reporter, $1)", [JSON.stringify(reporters)]);
  await db.query(`
    CREATE TEMP TABLE seed_sight AS
    SELECT mix, platform, reporter, source_id, kind FROM seed_reporter CROSS JOIN LATERAL unnest(kind_names) AS kind`);
  await db.query("ANALYZE seed_reporter, seed_sight");
}
