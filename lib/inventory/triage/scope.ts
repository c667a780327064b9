import { LIKELY_FROM } from "@/lib/inventory/triage/signals/rules";
import { Prisma } from "@/prisma/generated/client";
import type { TriageFilters } from "./schema";

/** The order of the list: likely first, then on many devices, then newest. In these words, since an index holds exactly them. */
export const PLACE = Prisma.sql`coalesce(score, -1)`;
export const ORDER = Prisma.sql`${PLACE} DESC, devices DESC, id DESC`;

/** Not matched, and either waiting for somebody or set aside. */
export function inState(isOpen: boolean): Prisma.Sql {
  return isOpen ? Prisma.sql`NOT matched AND dismissed_at IS NULL` : Prisma.sql`NOT matched AND dismissed_at IS NOT NULL`;
}

/** What the filters name besides the state. */
export function filtered({ kind, q, since, likely }: TriageFilters): Prisma.Sql {
  const all = [
    Prisma.sql`true`,
    kind ? Prisma.sql`kind = ${kind}::identifier_kind` : null,
    q ? Prisma.sql`(name || ' ' || match_value || ' ' || publisher) ILIKE ${`%${q.replace(/[\\%_]/g, "\\$&")}%`}` : null,
    since ? Prisma.sql`first_seen_at >= ${new Date(`${since}T00:00:00Z`)}` : null,
    likely ? Prisma.sql`${PLACE} >= ${LIKELY_FROM}` : null,
  ];
  return Prisma.join(
    all.filter((one) => one !== null),
    " AND ",
  );
}

/** Everything that the filters name, whatever the order. */
export function named(filters: TriageFilters): Prisma.Sql {
  const state = filters.state === "all" ? Prisma.sql`NOT matched` : inState(filters.state === "open");
  return Prisma.sql`${state} AND ${filtered(filters)}`;
}

/** Says which set it was without naming its members: how many, their sum and the newest. */
export const SEEN = Prisma.sql`count(*) || '-' || coalesce(sum(id), 0) || '-' || coalesce(max(id), 0)`;
