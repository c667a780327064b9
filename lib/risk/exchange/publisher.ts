import "server-only";
import { env } from "@/lib/env";
import { prefixOf } from "./rules";

/** Who publishes what leaves. */
export type Publisher = { name: string; namespace: string; prefix: string };

export function publisher(): Publisher {
  const { NEXTAUTH_URL: url, ADVISORY_PUBLISHER: name, ADVISORY_PREFIX: prefix } = env();
  const { origin, host } = new URL(url);
  return { name: name ?? host, namespace: origin, prefix: prefixOf({ prefix, url }) };
}
