import pg from "pg";
import { createSetupLink } from "../lib/auth/setup-link.ts";

/** The path of a one-time link that makes the first administrator, or null when there is one. Earlier links of the kind stop working. */
export async function linkForFirstAdministrator(databaseUrl: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      "SELECT EXISTS (SELECT FROM person_role JOIN person ON person.id = person_id WHERE role = 'ADMINISTRATOR' AND active) AS there",
    );
    if (rows[0].there) return null;
    await client.query("DELETE FROM setup_link WHERE person_id IS NULL AND used_at IS NULL");
    return await createSetupLink(({ personId, secretHash, createdAt, expiresAt }) =>
      client.query("INSERT INTO setup_link (person_id, secret_hash, created_at, expires_at) VALUES ($1, $2, $3, $4)", [
        personId,
        secretHash,
        createdAt,
        expiresAt,
      ]),
    );
  } finally {
    await client.end();
  }
}
