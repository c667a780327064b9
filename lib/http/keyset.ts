import { z } from "zod";
import { refuse } from "@/lib/refusal";

/** The query fields of every list of the API: spread them into a `z.strictObject`. */
export const keysetQuery = {
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
};

export type Keyset<T> = { items: T[]; next: string | null };

/** The sort values of the last row shown, opaque to callers. */
export function encodeCursor(values: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

/** The values of a cursor, checked by a schema (`z.tuple([z.string(), z.number().int()])`); null without a cursor; refuses a garbled one. */
export function decodeCursor<T>(cursor: string | undefined, schema: z.ZodType<T>): T | null {
  if (cursor === undefined) return null;
  const parsed = schema.safeParse(jsonOf(cursor));
  return parsed.success ? parsed.data : refuse("invalid", "http.refusal.cursor");
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

/** The answer of a list: ask the database for `limit + 1` rows; the one too many says that there are more. */
export function keysetOf<T>(rows: readonly T[], limit: number, valuesOf: (row: T) => readonly (string | number | null)[]): Keyset<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? encodeCursor(valuesOf(last)) : null };
}

const MOST_AT_ONCE = 500;

/** Every item of a list, asked for page by page: for what is taken away as a whole. */
export async function* everyItem<T>(list: (page: { cursor: string | undefined; limit: number }) => Promise<Keyset<T>>): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const { items, next } = await list({ cursor, limit: MOST_AT_ONCE });
    yield* items;
    cursor = next ?? undefined;
  } while (cursor !== undefined);
}
