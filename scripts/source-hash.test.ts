import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { schemaHash, sourceHash } from "./source-hash.ts";

let root: string;

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "interdict-hash-"));
  write("app/page.tsx", "one");
  write("package-lock.json", "{}");
  write("prisma/schema/base.prisma", "model");
});
afterEach(() => rmSync(root, { recursive: true }));

test.each([
  ["app/page.tsx", "two"],
  ["package-lock.json", "{ }"],
  ["a-new-folder/file.ts", ""],
  ["prisma/schema/base.prisma", "model two"],
  ["prisma/catalogue/tools.json", "[]"],
])("a change of %s leads to a build", (path, content) => {
  const before = sourceHash(root);
  write(path, content);
  expect(sourceHash(root)).not.toBe(before);
});

test.each([
  "app/page.test.tsx",
  "scripts/demo.ts",
  "README.md",
  "docs/tour.html",
  "prisma/seed/people.ts",
  ".data/demo/lock",
  "node_modules/a.js",
])("a change of %s does not", (path) => {
  const before = sourceHash(root);
  write(path, "changed");
  expect(sourceHash(root)).toBe(before);
});

test("a file that moves without changing leads to a build", () => {
  const before = sourceHash(root);
  rmSync(join(root, "app/page.tsx"));
  write("app/home.tsx", "one");
  expect(sourceHash(root)).not.toBe(before);
});

test("the client is generated again only when the schema or a package changes", () => {
  const before = schemaHash(root);
  write("app/page.tsx", "two");
  expect(schemaHash(root)).toBe(before);
  write("prisma/schema/base.prisma", "model two");
  expect(schemaHash(root)).not.toBe(before);
});
