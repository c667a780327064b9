import fc from "fast-check";
import { expect, test } from "vitest";
import { ObjectCutter, parseWithoutList } from "./object-cutter";

function cut(text: string, chunk: number) {
  const found: { whole: unknown; rest: unknown; list: unknown }[] = [];
  const cutter = new ObjectCutter({
    page: "hosts",
    list: "software",
    largestBytes: 1e6,
    onObject: (object) =>
      found.push({
        whole: JSON.parse(object.bytes.toString("utf8", object.from, object.to)),
        rest: parseWithoutList(object),
        list: object.listFrom < 0 ? undefined : JSON.parse(object.bytes.toString("utf8", object.listFrom, object.listTo)),
      }),
  });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunk) cutter.push(bytes.subarray(at, at + chunk));
  return { found, isWhole: cutter.isWhole() };
}

const host = { id: 1, name: 'a "quoted" \\ [name] {', software: [{ name: "x", tags: ["]", "\\"] }], policies: [{ software: [1] }] };

test.each([
  ["one page", JSON.stringify({ meta: {}, hosts: [host, host], next: { hosts: [] } })],
  ["pages one after the other", `${JSON.stringify({ hosts: [host] })}\n${JSON.stringify({ hosts: [host] }, null, 2)}\n`],
  ["an array of pages", JSON.stringify([{ hosts: [host] }, { hosts: [host] }])],
  ["an array of hosts", JSON.stringify([host, host])],
  ["hosts line by line", `${JSON.stringify(host)}\n${JSON.stringify(host)}`],
])("%s gives its hosts, wherever the chunks end", (_shape, text) => {
  for (const chunk of [1, 2, 3, 7, 64, 100_000]) {
    const { found, isWhole } = cut(text, chunk);
    expect(isWhole).toBe(true);
    expect(found).toEqual([0, 1].map(() => ({ whole: host, rest: { ...host, software: null }, list: host.software })));
  }
});

test("an empty page has no hosts and is whole", () => {
  expect(cut('{"hosts":[]}', 4)).toEqual({ found: [], isWhole: true });
});

test("whatever the objects hold, they come out as they went in", () => {
  fc.assert(
    fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue())), fc.integer({ min: 1, max: 50 }), (objects, chunk) => {
      const hosts = objects.map(({ hosts: _, ...rest }) => rest);
      expect(cut(JSON.stringify({ hosts }), chunk).found.map(({ whole }) => whole)).toEqual(JSON.parse(JSON.stringify(hosts)));
    }),
    { numRuns: 500 },
  );
});

test("every shorter beginning of a page is not whole", () => {
  const text = JSON.stringify({ hosts: [host] });
  for (let length = 1; length < text.length; length += 1) expect(cut(text.slice(0, length), 16).isWhole).toBe(false);
});

test("what is no JSON is refused", () => {
  expect(() => cut("<html>", 10)).toThrow("inventory.broken.notJson");
});
