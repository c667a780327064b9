import { expect, test } from "vitest";
import { JsonSize } from "@/lib/registry/json-size";

const excess = (text: string, most: { values: number; depth: number }, piece = 3) => {
  const size = new JsonSize(most);
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += piece) {
    const found = size.push(bytes.subarray(from, from + piece));
    if (found) return found;
  }
  return null;
};

test("what lies inside of words does not count, however the text is cut", () => {
  const text = JSON.stringify({ a: '[[[["\\,,,,', 'b"\\': "]]}}{{" });
  for (let piece = 1; piece < 12; piece++) expect(excess(text, { values: 3, depth: 1 }, piece)).toBeNull();
});

test("too many values and too many levels are told", () => {
  expect(excess("[1,2,3,4]", { values: 3, depth: 5 })).toBe("values");
  expect(excess("[1,2,3]", { values: 3, depth: 5 })).toBeNull();
  expect(excess("[[[[]]]]", { values: 100, depth: 3 })).toBe("depth");
  expect(excess("[[],[],[[]]]", { values: 100, depth: 3 })).toBeNull();
});
