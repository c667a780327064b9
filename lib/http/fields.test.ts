import { expect, test } from "vitest";
import { z } from "zod";
import { fieldsObject } from "@/lib/http/fields";

const schema = z.strictObject({
  name: z.string().trim().optional(),
  teams: z.array(z.coerce.number()).default([]),
  tools: z.preprocess((value) => value, z.array(z.string()).optional()),
});

test("an empty field is an absent one", () => {
  expect(
    fieldsObject(
      [
        ["name", "  "],
        ["teams", ""],
      ],
      schema,
    ),
  ).toEqual({});
});

test("a list is a list with one entry too, also behind defaults and preprocessing", () => {
  expect(
    fieldsObject(
      [
        ["teams", "4"],
        ["tools", "a"],
      ],
      schema,
    ),
  ).toEqual({ teams: ["4"], tools: ["a"] });
});

test("a single field that was sent twice is refused by its schema", () => {
  expect(
    schema.safeParse(
      fieldsObject(
        [
          ["name", "a"],
          ["name", "b"],
        ],
        schema,
      ),
    ).success,
  ).toBe(false);
});

test("fields of a union are known too", () => {
  const either = z.union([z.strictObject({ all: z.literal("true") }), z.strictObject({ ids: z.array(z.string()) })]);
  expect(fieldsObject([["ids", "1"]], either)).toEqual({ ids: ["1"] });
});

test("names of the prototype are plain names", () => {
  const object = fieldsObject(
    [
      ["__proto__", "x"],
      ["constructor", "y"],
    ],
    undefined,
  );
  expect(Object.getPrototypeOf(object)).not.toBe("x");
  expect(schema.safeParse(object).success).toBe(false);
});
