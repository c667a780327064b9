import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

// What no page is made of. Everything else counts, so that a new folder leads to a build too many rather than one too few.
const OUTSIDE_THE_BUILD = new Set([
  "node_modules",
  "docs",
  "e2e",
  "bench",
  "scripts",
  "test-results",
  "playwright-report",
  "next-env.d.ts",
]);
const OUTSIDE_PRISMA = new Set(["generated", "migrations", "seed"]);
const isTest = (name: string) => /\.test\.tsx?$|\.md$|\.tsbuildinfo$|\.log$/.test(name);

function* filesBelow(folder: string, root: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    const inPrisma = relative(root, folder) === "prisma";
    if (entry.name.startsWith(".") || OUTSIDE_THE_BUILD.has(relative(root, path)) || (inPrisma && OUTSIDE_PRISMA.has(entry.name))) continue;
    if (entry.isDirectory()) yield* filesBelow(path, root);
    else if (entry.isFile() && !isTest(entry.name)) yield path;
  }
}

function hashOf(files: Iterable<string>, root: string): string {
  const hash = createHash("sha256");
  for (const path of files) hash.update(`${relative(root, path)}\0`).update(createHash("sha256").update(readFileSync(path)).digest());
  return hash.digest("hex");
}

/** Changes when a build would come out differently. */
export const sourceHash = (root: string): string => hashOf(filesBelow(root, root), root);

/** Changes when the generated client would come out differently. */
export const schemaHash = (root: string): string =>
  hashOf([...filesBelow(join(root, "prisma/schema"), root), join(root, "package-lock.json")], root);
