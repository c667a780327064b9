import type pg from "pg";

/** A number in [0, 1) that depends on nothing but its arguments: the same scenario every time. */
export function chance(id: number, salt: string): number {
  let hash = 2166136261 ^ id;
  for (let index = 0; index < salt.length; index++) hash = Math.imul(hash ^ salt.charCodeAt(index), 16777619);
  hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
  hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** The same for statements: `pg_temp.chance(person.id, 'second device')`. Lives as long as the connection. */
export async function createChance(db: pg.ClientBase): Promise<void> {
  await db.query(`
    CREATE FUNCTION pg_temp.chance(id int, salt text) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (hashint4extended(id, hashtextextended(salt, 0)) & 2147483647)::float8 / 2147483648`);
}
