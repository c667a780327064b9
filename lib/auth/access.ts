import "server-only";
import type { Tx } from "@/lib/db";

/** Ends every session and token of people, in the transaction that deactivates them. Being inactive already refuses both; this keeps them ended. */
export async function endAccess(tx: Tx, personIds: readonly number[]): Promise<void> {
  const ids = [...personIds];
  await tx.$executeRaw`DELETE FROM session WHERE person_id = ANY(${ids}::int[])`;
  await tx.$executeRaw`UPDATE api_token SET revoked_at = ${new Date()} WHERE owner_id = ANY(${ids}::int[]) AND revoked_at IS NULL`;
}
