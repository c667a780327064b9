import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const sheet = readFileSync(new URL("./styles/tokens.css", import.meta.url), "utf8");

type Tokens = Record<string, string>;

function tokensOf(selector: string): Tokens {
  const start = sheet.indexOf(`${selector} {`);
  const block = sheet.slice(start, sheet.indexOf("}", start));
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = "", value = ""]) => [name, value]));
}

const themes = { light: tokensOf(":root"), dark: tokensOf(':root[data-theme="dark"]') };

/** Relative luminance and contrast as in WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => {
    const channel = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ["canvas", "surface", "hover", "selected", "sunken"];
const statuses = ["ok", "limits", "review", "due", "banned", "exempt"];

/** Foreground, background and the least contrast: 4.5 for text, 3 for marks, rings and the borders of controls. */
const pairs: [string, string, number][] = [
  ...["text", "text-2", "text-3", "link"].flatMap((ink) => grounds.map((ground): [string, string, number] => [ink, ground, 4.5])),
  ...["border-strong", "focus"].flatMap((mark) => grounds.map((ground): [string, string, number] => [mark, ground, 3])),
  ["on-accent", "accent", 4.5],
  ["on-accent", "accent-hover", 4.5],
  ...statuses.flatMap((status): [string, string, number][] => [
    [`st-${status}-fg`, `st-${status}-bg`, 4.5],
    [`st-${status}-fg`, "surface", 4.5],
    [`st-${status}-fg`, "canvas", 4.5],
    [`st-${status}-solid`, "surface", 3],
    // Notices carry ordinary text on the tint.
    ["text", `st-${status}-bg`, 4.5],
    ["link", `st-${status}-bg`, 4.5],
  ]),
];

test.each(Object.entries(themes))("the %s theme keeps text at 4.5 and marks at 3", (_, tokens) => {
  const tooFaint = pairs
    .map(([ink, ground, least]) => ({ ink, ground, least, ratio: contrast(tokens[ink] ?? "#000000", tokens[ground] ?? "#000000") }))
    .filter(({ ratio, least }) => ratio < least);
  expect(Object.keys(tokens).length).toBe(38);
  expect(tooFaint).toEqual([]);
});

test("white stands on the solid red of Overdue in both themes", () => {
  for (const tokens of Object.values(themes)) expect(contrast("#ffffff", tokens["st-banned-solid"] ?? "")).toBeGreaterThanOrEqual(4.5);
});

test("the system's dark theme is the chosen dark theme", () => {
  expect(tokensOf(":root:not([data-theme])")).toEqual(themes.dark);
});
