import { expect, test } from "vitest";
import { z } from "zod";
import { decodeCursor, encodeCursor, everyItem, keysetOf } from "@/lib/http/keyset";

const schema = z.tuple([z.string(), z.number().int()]);

test("a cursor comes back as it went out, in letters that an address can carry", () => {
  const cursor = encodeCursor(["通义灵码 & co", 7]);
  expect(cursor).toMatch(/^[\w-]+$/);
  expect(decodeCursor(cursor, schema)).toEqual(["通义灵码 & co", 7]);
});

test("no cursor is the first page; a garbled one is refused", () => {
  expect(decodeCursor(undefined, schema)).toBeNull();
  for (const garbled of ["", "%%%", "bm8", encodeCursor([1, 2]), encodeCursor(["a", 1, 2])]) {
    expect(() => decodeCursor(garbled, schema), garbled).toThrow("http.refusal.cursor");
  }
});

test("the one row too many says that there is a next page and is not shown", () => {
  const rows = [{ id: 1 }, { id: 2 }, { id: 3 }];
  const page = keysetOf(rows, 2, ({ id }) => [id]);
  expect(page.items).toEqual([{ id: 1 }, { id: 2 }]);
  expect(page.next).toBe(encodeCursor([2]));
  expect(keysetOf(rows, 3, ({ id }) => [id]).next).toBeNull();
  expect(keysetOf([], 3, () => []).next).toBeNull();
});

test("every item of a list comes once and in its order, page after page, an empty list included", async () => {
  for (const size of [0, 1, 500, 501, 1_200]) {
    const rows = Array.from({ length: size }, (_, n) => n);
    const asked: number[] = [];
    const list = async ({ cursor, limit }: { cursor: string | undefined; limit: number }) => {
      asked.push(limit);
      const from = decodeCursor(cursor, z.tuple([z.number().int()]));
      return keysetOf(rows.slice(from ? from[0] + 1 : 0).slice(0, limit + 1), limit, (row) => [row]);
    };
    expect(await Array.fromAsync(everyItem(list))).toEqual(rows);
    expect(asked).toHaveLength(Math.max(1, Math.ceil(size / 500)));
  }
});
