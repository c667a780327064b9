import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { getTeamAndBelow, listPeople, listTeams } from "@/lib/people/queries";
import { peopleListSchema, teamListSchema } from "@/lib/people/schema";
import { newOfficer, newPerson, newTeam } from "@/lib/testing";

const { viewer } = await newOfficer({ name: "Somebody else" });

async function differences(): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM team t WHERE t.active_people <> (SELECT count(*) FROM person p WHERE p.team_id = t.id AND p.active)`;
  return row?.n ?? -1;
}

test("the people of a team are counted along with whatever happens to them", async () => {
  const company = await newTeam({ name: "Company" });
  const [a, b] = [await newTeam({ name: "A", parentId: company.id }), await newTeam({ name: "B", parentId: company.id })];
  const people = await Promise.all([a, a, a, b].map(({ id }) => newPerson({ teamId: id })));
  const counts = async () => {
    const { items } = await listTeams(viewer, teamListSchema.parse({ parent: String(company.id) }));
    return items.map(({ people }) => people);
  };
  expect(await counts()).toEqual([3, 1]);

  const [first, second, third] = people.map(({ id }) => id);
  await db.person.update({ where: { id: first ?? 0 }, data: { active: false } });
  await db.person.updateMany({ where: { id: { in: [second ?? 0] } }, data: { teamId: b.id } });
  expect(await counts()).toEqual([1, 2]);
  await db.person.updateMany({ where: { teamId: { in: [a.id, b.id] } }, data: { active: true } });
  await db.person.delete({ where: { id: third ?? 0 } });
  expect(await counts()).toEqual([1, 2]);
  await db.$executeRaw`
    INSERT INTO person (external_id, name, email, team_id, legal_entity, country, worker_type)
    SELECT external_id, 'Renamed', email, ${a.id}, legal_entity, country, worker_type FROM person WHERE id = ${second}
    ON CONFLICT (external_id) DO UPDATE SET name = excluded.name, team_id = excluded.team_id`;
  expect(await counts()).toEqual([2, 1]);
  expect(await differences()).toBe(0);

  const found = await getTeamAndBelow(viewer, company.id);
  expect(found?.teams.map(({ name, people, teams }) => ({ name, people, teams }))).toEqual([
    { name: "A", people: 2, teams: 0 },
    { name: "B", people: 1, teams: 0 },
  ]);
});

test("a search names first whose name begins with it, then whose second word does, page by page, each once", async () => {
  const { id: teamId } = await newTeam();
  const names = ["Quan Wei", "quan Ling", "Ada Quan", "Bo Quan", "Quan Wei", "Zoe Quantock", "Nobody"];
  for (const [index, name] of names.entries()) await newPerson({ teamId, name, email: `p${index}@example.org` });
  await newPerson({ teamId, name: "By Address", email: "quan.yi@example.org" });
  const ask = (limit: number, cursor?: string) => listPeople(viewer, peopleListSchema.parse({ q: "Quan", limit: String(limit), cursor }));

  const all = ["quan Ling", "Quan Wei", "Quan Wei", "Ada Quan", "Bo Quan", "Zoe Quantock", "By Address"];
  expect((await ask(50)).items.map(({ name }) => name)).toEqual(all);
  for (const limit of [1, 2, 3, 4]) {
    const seen: { id: number; name: string }[] = [];
    let cursor: string | undefined;
    do {
      const { items, next } = await ask(limit, cursor);
      seen.push(...items);
      cursor = next ?? undefined;
    } while (cursor);
    expect(seen.map(({ name }) => name)).toEqual(all);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(all.length);
  }
});
