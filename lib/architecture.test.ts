import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ROUTES } from "@/lib/auth/permissions";

// Who may import whom, and what every file is. The plan is docs/architecture.md; each exception stands here with its reason.

const root = fileURLToPath(new URL("..", import.meta.url));

type Import = { from: string; isType: boolean; names: string };
type Source = { file: string; text: string; imports: Import[] };

const IMPORT =
  /(?:^|\n)(?:import|export)\s+(type\s+)?([\w*{}\s,$]*?)\s*from\s+"([^"]+)"|(?:^|\n)import\s+"([^"]+)"|\bimport\(\s*(?:\/\*.*?\*\/\s*)?"([^"]+)"\s*\)/g;

function importsOf(text: string): Import[] {
  return [...text.matchAll(IMPORT)].map(([, type, names = "", from, bare, lazy]) => {
    const listed = /^\{([^}]*)\}$/
      .exec(names.trim())?.[1]
      ?.split(",")
      .map((name) => name.trim());
    const isType = Boolean(type) || (listed?.filter(Boolean).every((name) => name.startsWith("type ")) ?? false);
    return { from: from ?? bare ?? lazy ?? "", isType, names };
  });
}

/** Imports by path from the root, without an ending: "lib/bans/rules". */
function resolved(file: string, from: string): string {
  if (from.startsWith("@/")) return from.slice(2).replace(/\.(ts|tsx|mjs)$/, "");
  return from.startsWith(".") ? path.posix.join(path.posix.dirname(file), from).replace(/\.(ts|tsx|mjs)$/, "") : from;
}

function sourcesIn(folder: string): Source[] {
  const names = readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" });
  return names
    .map((name) => path.posix.join(folder, name.split(path.sep).join("/")))
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => {
      const text = readFileSync(path.join(root, file), "utf8");
      return { file, text, imports: importsOf(text).map((one) => ({ ...one, from: resolved(file, one.from) })) };
    });
}

const lib = sourcesIn("lib");
const app = sourcesIn("app");
const components = sourcesIn("components");
const all = [...lib, ...app, ...components];

const isTest = (file: string) => /\.test\.tsx?$/.test(file) || /(^|\/)testing(\.ts|-[\w-]+\.ts|\/)/.test(file);
const roomOf = (file: string) => /^lib\/([\w-]+)\//.exec(file)?.[1] ?? null;

/** The rooms of `lib`, and which other rooms each may import. */
const ROOMS: Record<string, readonly string[]> = {
  // The door looks up who asks; auth reads the request's cookies and counts attempts. Neither knows a domain.
  http: ["auth"],
  auth: ["http", "audit"],
  audit: ["auth", "http"],
  outbox: ["auth", "http"],
  people: ["auth", "http", "audit", "outbox"],
  registry: ["auth", "http", "audit", "outbox"],
  risk: ["auth", "http", "audit", "outbox", "registry"],
  bans: ["auth", "http", "audit", "outbox", "registry", "risk", "people"],
  migration: ["auth", "http", "audit", "outbox", "registry", "risk", "bans"],
  inventory: ["auth", "http", "audit", "outbox", "registry", "people"],
  compliance: ["auth", "http", "audit", "outbox", "registry", "people", "bans", "inventory"],
  continuity: ["auth", "http", "audit", "outbox", "registry"],
};

/** Files that stand in no room: infrastructure without domain words, and the tests of the whole. */
const LOOSE = ["db", "env", "clock", "refusal", "repeat", "progress", "lines", "testing", "architecture.test", "security.test"];

/** What a domain may take from the door: how a list is paged and a table is written, never who asks or what is answered. */
const DOOR_FOR_DOMAINS = ["lib/http/keyset", "lib/http/csv", "lib/http/upload", "lib/http/rate"];

/** [file, import, reason] */
const EXCEPTIONS: readonly (readonly [string, string, string])[] = [
  ["components/ui/action-form.tsx", "lib/http/form-flash", "a form shows what its own post left behind, wherever it stands"],
];

const isException = (file: string, from: string) => EXCEPTIONS.some(([one, other]) => one === file && other === from);

/** Every wrong import as "file → import". */
function wrong(sources: readonly Source[], isWrong: (source: Source, one: Import) => boolean): string[] {
  return sources.flatMap((source) =>
    source.imports
      .filter((one) => isWrong(source, one) && !isException(source.file, one.from))
      .map(({ from }) => `${source.file} → ${from}`),
  );
}

test("every file below lib belongs to a room", () => {
  const homeless = lib
    .map(({ file }) => file)
    .filter((file) => {
      const room = roomOf(file);
      return room === null ? !LOOSE.includes(file.replace(/^lib\//, "").replace(/\.tsx?$/, "")) : !(room in ROOMS);
    });
  expect(homeless).toEqual([]);
});

test("rooms import only what the plan allows", () => {
  const product = lib.filter(({ file }) => !isTest(file));
  expect(
    wrong(product, ({ file }, { from }) => {
      const [own, other] = [roomOf(file), roomOf(`${from}.ts`)];
      return own !== null && other !== null && own !== other && !(ROOMS[own]?.includes(other) ?? false);
    }),
  ).toEqual([]);
});

test("infrastructure knows no domain", () => {
  const loose = lib.filter(({ file }) => roomOf(file) === null && !isTest(file));
  expect(wrong(loose, (_, { from }) => roomOf(`${from}.ts`) !== null && !from.startsWith("lib/auth/"))).toEqual([]);
});

test("a domain takes from the door only what lists and files need", () => {
  const domains = lib.filter(({ file }) => !isTest(file) && roomOf(file) !== null && !["http", "auth"].includes(roomOf(file) ?? ""));
  expect(wrong(domains, (_, { from, isType }) => from.startsWith("lib/http/") && !isType && !DOOR_FOR_DOMAINS.includes(from))).toEqual([]);
});

test("lib imports neither pages nor pictures, and pictures import no pages", () => {
  const outside = /^(app|components)\//;
  expect(
    wrong(
      lib.filter(({ file }) => !isTest(file)),
      (_, { from }) => outside.test(from),
    ),
  ).toEqual([]);
  expect(wrong(components, (_, { from }) => from.startsWith("app/"))).toEqual([]);
});

test("no page, route or picture reaches the database or its client", () => {
  const database = /^(lib\/db|prisma\/generated\/(client|models|internal).*|pg|pg-copy-streams)$/;
  const doors = [...app, ...components].filter(({ file }) => !isTest(file));
  expect(wrong(doors, (_, { from, isType }) => database.test(from) && !isType)).toEqual([]);
});

test("pictures take data as props: queries and commands only by type", () => {
  const asking = /^lib\/.*\/(queries|commands|sign-in|session|setup|tokens)$|^lib\/http\/(?!keyset$)/;
  expect(
    wrong(
      components.filter(({ file }) => !isTest(file)),
      (_, { from, isType }) => asking.test(from) && !isType,
    ),
  ).toEqual([]);
});

test("primitives know no domain", () => {
  const primitives = components.filter(({ file }) => file.startsWith("components/ui/"));
  expect(
    wrong(primitives, (_, { from, isType }) => /^components\/(?!ui\/)/.test(from) || (/^lib\/(?!http\/)/.test(from) && !isType)),
  ).toEqual([]);
});

test("rules are pure: no database, no clock, no waiting", () => {
  const rules = lib.filter(({ file }) => file.endsWith("/rules.ts"));
  expect(rules.length).toBeGreaterThan(0);
  expect(wrong(rules, (_, { from }) => ["lib/db", "lib/clock", "server-only"].includes(from))).toEqual([]);
  expect(rules.filter(({ text }) => /\basync\b|\bawait\b|new Date\(\)|Date\.now\(/.test(text)).map(({ file }) => file)).toEqual([]);
});

test("queries and commands stay on the server", () => {
  // The start script loads the catalogue in plain Node, where `server-only` throws.
  const server = lib.filter(({ file }) => /\/(queries|commands)\.ts$/.test(file) && file !== "lib/registry/catalogue/commands.ts");
  expect(server.filter(({ imports }) => !imports.some(({ from }) => from === "server-only")).map(({ file }) => file)).toEqual([]);
});

test("only auth mints a viewer", () => {
  // Tests begin with people who have signed in.
  const minters = all.filter(({ file, text }) => text.includes("mintViewer") && !file.startsWith("lib/auth/") && !isTest(file));
  expect(minters.map(({ file }) => file).filter((file) => file !== "lib/architecture.test.ts")).toEqual([]);
});

test("tests' own helpers stay in tests", () => {
  expect(
    wrong(
      all.filter(({ file }) => !isTest(file)),
      (_, { from }) => isTest(`${from}.ts`),
    ),
  ).toEqual([]);
});

test("a file is short, named in kebab-case and no barrel", () => {
  // Next's own names for segments: [id], (group), [...rest].
  const name = /^[a-z0-9]+(-[a-z0-9]+)*(\.(integration|e2e))?(\.test)?\.tsx?$/;
  expect(all.map(({ file }) => file).filter((file) => !name.test(path.basename(file)) || /\/index\.tsx?$/.test(file))).toEqual([]);
  expect(all.filter(({ text }) => text.split("\n").length > 301).map(({ file, text }) => `${file}: ${text.split("\n").length}`)).toEqual(
    [],
  );
});

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/** next-auth answers at its own addresses, and 404 while no identity provider is configured: see lib/auth/next-auth.ts. */
const NOT_OURS = "/api/auth/{...nextauth}";

function addressOf(file: string): string {
  const segments = file
    .replace(/^app/, "")
    .replace(/\/(page|route)\.tsx?$/, "")
    .split("/")
    .filter((segment) => segment !== "" && !/^\(.*\)$/.test(segment));
  return `/${segments.map((segment) => segment.replace(/^\[(.*)\]$/, "{$1}")).join("/")}`;
}

function entriesOf({ file, text }: Source): string[] {
  const address = addressOf(file);
  if (file.endsWith("/page.tsx")) return [`GET ${address}`];
  const exported = METHODS.filter((method) =>
    new RegExp(`export const ${method}\\b|export (async )?function ${method}\\b|export \\{[^}]*\\b${method}\\b`).test(text),
  );
  return exported.map((method) => `${method} ${address}`);
}

const doors = app.filter(({ file }) => /\/(page\.tsx|route\.tsx?)$/.test(file));
const found = doors.flatMap(entriesOf).filter((entry) => !entry.endsWith(NOT_OURS));

test("every page and API address says in ROUTES what it needs", () => {
  expect(found.filter((entry) => !(entry in ROUTES))).toEqual([]);
});

test("every entry of ROUTES has its page or route", () => {
  expect(Object.keys(ROUTES).filter((entry) => !found.includes(entry))).toEqual([]);
});

test("every API route stands behind the door under its own name", () => {
  const api = doors.filter(({ file }) => file.endsWith("route.ts") && !addressOf(file).endsWith(NOT_OURS));
  const unguarded = api.flatMap((source) =>
    entriesOf(source).filter((entry) => !source.text.includes(`route("${entry}"`) && !source.text.includes(`route(\n  "${entry}"`)),
  );
  expect(unguarded).toEqual([]);
});

test("every page behind sign-in asks for its viewer by its own address", () => {
  const pages = doors.filter(({ file }) => file.endsWith("/page.tsx"));
  const open = pages.filter(({ file, text }) => {
    const needed = Object.entries(ROUTES).find(([entry]) => entry === `GET ${addressOf(file)}`)?.[1];
    return needed !== "public" && !text.includes(`requireViewer("${addressOf(file)}")`);
  });
  expect(open.map(({ file }) => file)).toEqual([]);
});
