import "server-only";
import { z } from "zod";
import { isUnlimited, must } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { type Difference, differences, type Names, type ScopeChange, scopeDifferences } from "@/lib/bans/diff/rules";
import type { PeopleChange } from "@/lib/bans/diff/schema";
import type { BanDraft } from "@/lib/bans/schema";
import { resolveScope, type Scope } from "@/lib/bans/selector/queries";
import { getVersion, type VersionDetail } from "@/lib/bans/versions/queries";
import { db } from "@/lib/db";
import { decodeCursor, type Keyset, keysetOf } from "@/lib/http/keyset";
import { Prisma } from "@/prisma/generated/client";

export type VersionDifference = {
  number: number;
  /** The version that it follows; null for the first, of which everything is new. */
  from: number | null;
  words: Difference[];
  scope: Record<"tools" | "access", ScopeChange>;
  people: { gained: number; lost: number /** Counted now, because the version is not published. */; isLive: boolean };
};

/** What changes with a version against the one that was published before it. Null where there is no such version for the viewer. */
export async function versionDifference(viewer: Viewer, banId: number, number: number): Promise<VersionDifference | null> {
  const [version, before] = await Promise.all([getVersion(viewer, banId, number), versionBefore(viewer, banId, number)]);
  if (!version) return null;
  const from = before?.number ?? null;
  const [names, was, is, people] = await Promise.all([
    namesFor([before?.content ?? {}, version.content]),
    before ? scopeOf(banId, before) : { tools: [], access: [] },
    scopeOf(banId, version),
    peopleChanged(version, before),
  ]);
  return { number, from, words: differences(before?.content ?? {}, version.content, names), scope: scopeDifferences(was, is), people };
}

async function versionBefore(viewer: Viewer, banId: number, number: number): Promise<VersionDetail | null> {
  must(viewer, "bans:read");
  const earlier = { banId, number: { lt: number }, status: { in: ["PUBLISHED" as const, "REPLACED" as const] } };
  const found = await db.banVersion.findFirst({ where: earlier, select: { number: true }, orderBy: { number: "desc" } });
  return found && getVersion(viewer, banId, found.number);
}

/** As it was at publication; of what is not published, as it would be now. */
async function scopeOf(banId: number, { resolved, content }: VersionDetail): Promise<Scope> {
  if (resolved) return resolved;
  return content.selector ? resolveScope(db, content.selector, banId) : { tools: [], access: [] };
}

const NOBODY = { everyone: false, include: [], exclude: [] };
const populationOf = (content: BanDraft | undefined) => JSON.stringify(content?.population ?? NOBODY);

async function peopleChanged(version: VersionDetail, before: VersionDetail | null): Promise<VersionDifference["people"]> {
  if (version.resolved) return { gained: version.resolved.gained, lost: version.resolved.lost, isLive: false };
  const [is, was] = [populationOf(version.content), populationOf(before?.content)];
  const [counts] = await db.$queryRaw<[{ gained: number; lost: number }]>`
    WITH now AS MATERIALIZED (SELECT person_id FROM population_people(${is}::jsonb)), was AS MATERIALIZED (SELECT person_id FROM population_people(${was}::jsonb))
    SELECT (SELECT count(*)::int FROM now WHERE person_id NOT IN (SELECT person_id FROM was)) AS gained,
      (SELECT count(*)::int FROM was WHERE person_id NOT IN (SELECT person_id FROM now)) AS lost`;
  return { ...counts, isLive: true };
}

export type ChangedPerson = { id: number; name: string; teamId: number; team: string };

const cursorSchema = z.tuple([z.string(), z.number().int()]);

/** Whom a version that is not published would bind, and the one before does not, or the other way round, by name. */
export async function changedPeople(
  viewer: Viewer,
  banId: number,
  number: number,
  { change, cursor, limit }: PeopleChange,
): Promise<Keyset<ChangedPerson> | null> {
  must(viewer, "bans:read");
  if (!isUnlimited(viewer, "bans:read")) return null;
  const [version, before] = await Promise.all([getVersion(viewer, banId, number), versionBefore(viewer, banId, number)]);
  if (!version || version.resolved) return null;
  const sides = [populationOf(version.content), populationOf(before?.content)] as const;
  const [more, less] = change === "gained" ? sides : [sides[1], sides[0]];
  const after = decodeCursor(cursor, cursorSchema);
  const rows = await db.$queryRaw<ChangedPerson[]>`
    WITH less AS MATERIALIZED (SELECT person_id FROM population_people(${less}::jsonb))
    SELECT p.id, p.name, t.id AS "teamId", t.name AS team
    FROM population_people(${more}::jsonb) m JOIN person p ON p.id = m.person_id JOIN team t ON t.id = p.team_id
    WHERE m.person_id NOT IN (SELECT person_id FROM less) AND ${after ? Prisma.sql`(p.name, p.id) > (${after[0]}, ${after[1]})` : Prisma.sql`true`}
    ORDER BY p.name, p.id LIMIT ${limit + 1}`;
  return keysetOf(rows, limit, ({ name, id }) => [name, id]);
}

/** What everything that these versions name is called. */
async function namesFor(contents: readonly BanDraft[]): Promise<Names> {
  const ids = (of: (content: BanDraft) => readonly (number | null | undefined)[]) => [
    ...new Set(contents.flatMap(of).filter((id) => typeof id === "number")),
  ];
  const called = async (table: "vendor" | "tool" | "model_family" | "team" | "person" | "claim" | "finding", wanted: number[]) => {
    if (wanted.length === 0) return new Map<number, string>();
    const name = table === "claim" ? Prisma.sql`statement` : table === "finding" ? Prisma.sql`title` : Prisma.sql`name`;
    const rows = await db.$queryRaw<{ id: number; name: string }[]>`
      SELECT id, ${name} AS name FROM ${Prisma.raw(table)} WHERE id = ANY (${wanted}::int[])`;
    return new Map(rows.map((row) => [row.id, row.name]));
  };
  const replacement = (one: BanDraft["replacement"]) => (one && "toolId" in one ? [one.toolId] : []);
  const [vendors, tools, families, teams, people, claims, findings] = await Promise.all([
    called(
      "vendor",
      ids(({ selector }) => [...(selector?.vendors ?? []), ...(selector?.exclude.vendors ?? [])]),
    ),
    called(
      "tool",
      ids(({ selector, replacement: main, useCases = [] }) => [
        ...(selector?.tools ?? []),
        ...(selector?.exclude.tools ?? []),
        ...(selector?.ranges.map(({ toolId }) => toolId) ?? []),
        ...replacement(main),
        ...useCases.flatMap((useCase) => replacement(useCase.replacement)),
      ]),
    ),
    called(
      "model_family",
      ids(({ selector }) => [...(selector?.families ?? []), ...(selector?.exclude.families ?? [])]),
    ),
    called(
      "team",
      ids(({ population, duties = [] }) => [
        ...(population?.include ?? []),
        ...(population?.exclude ?? []),
        ...duties.flatMap(({ teams: own }) => own.map(({ teamId }) => teamId)),
      ]),
    ),
    called(
      "person",
      ids(({ duties = [] }) => duties.map(({ ownerId }) => ownerId)),
    ),
    called(
      "claim",
      ids(({ claims: pinned = [] }) => pinned.map(({ id }) => id)),
    ),
    called(
      "finding",
      ids(({ findings: pinned = [] }) => pinned),
    ),
  ]);
  return { vendors, tools, families, teams, people, claims, findings };
}
