import { expect, test } from "vitest";
import { shippedCatalogue } from "@/scripts/load-catalogue";
import { entriesOf, mistakesOf } from "./rules";

const shipped = shippedCatalogue();

test("the shipped catalogue is sorted and holds what it promises", () => {
  const { vendors, families, tools, identifiers } = entriesOf(shipped);
  expect([vendors.length, families.length, tools.length, identifiers.length]).toEqual([76, 29, 107, 601]);
  for (const rows of [vendors, families, tools]) {
    const slugs = rows.map(({ slug }) => slug);
    expect(slugs).toEqual(slugs.toSorted());
  }
});

test("tools that reach any service or any weights say so instead of naming a family", () => {
  const count = (key: "anyService" | "anyWeights") => shipped.tools.filter((tool) => tool[key].length > 0).length;
  expect([count("anyService"), count("anyWeights")]).toEqual([29, 22]);
});

test("platform packages are identifiers of their tool", () => {
  const packages = entriesOf(shipped).identifiers.filter(
    ({ tool, kind, value }) => tool === "claude-code" && kind === "NPM" && /-(darwin|linux|win32)-/.test(String(value)),
  );
  expect(packages).toHaveLength(8);
});

test("a JetBrains plugin whose publisher is known is compared by publisher and name", () => {
  const plugin = entriesOf(shipped).identifiers.find(({ value }) => value === "com.anthropic.code.plugin");
  expect(plugin?.matchValue).toBe("anthropic pbc/claude code [beta]");
});

test("a team id that signs other software carries a note that says so", () => {
  const google = entriesOf(shipped).identifiers.find(({ value }) => value === "EQHXZ8M8AV");
  expect(google?.note).toContain("Chrome");
});

test("repeated names and names of nothing are refused in words", () => {
  const [tool] = shipped.tools;
  if (!tool) throw new Error("The catalogue is empty.");
  const broken = { ...shipped, tools: [...shipped.tools, { ...tool, vendor: "nobody", source: "hearsay", successor: "nothing" }] };
  expect(mistakesOf(broken)).toEqual(
    expect.arrayContaining([
      `The tool ${tool.slug} is there twice.`,
      "There is no vendor nobody.",
      "There is no source hearsay.",
      "There is no successor nothing.",
    ]),
  );
});
