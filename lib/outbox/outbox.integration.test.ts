import { beforeAll, expect, test } from "vitest";
import { runningBan } from "@/lib/bans/exceptions/testing";
import { db, inTransaction } from "@/lib/db";
import { newPerson, newTeam } from "@/lib/testing";
import { cancelNotices, enqueueNotice, releaseNotices } from "./commands";
import { news, ownNotices } from "./queries";
import type { NewNotice } from "./schema";

const now = new Date("2026-07-03T04:00:00Z");
const minutes = (n: number) => new Date(now.getTime() + n * 60_000);

type Person = Awaited<ReturnType<typeof newPerson>>;
let bound: Person;
let other: Person;
let stranger: Person;
let ban: Awaited<ReturnType<typeof runningBan>>;

beforeAll(async () => {
  const { id: teamId } = await newTeam({ name: "Company" });
  bound = await newPerson({ teamId, name: "Wang Fang" });
  other = await newPerson({ teamId, name: "Zhao Min" });
  ban = await runningBan({ teamId, now });
  // Joined after the publication, and nobody has looked yet.
  stranger = await newPerson({ teamId, name: "Somebody new" });
});

const notice = (changes: Partial<NewNotice> = {}): NewNotice =>
  ({
    ...{ topic: "ban.lifted", values: { ban: ban.code, title: { en: "Claude Code" }, reason: "It is fixed." } },
    ...{ personId: bound.id, subjectKind: "ban", subjectId: ban.code, banId: ban.id },
    ...changes,
  }) as NewNotice;
const enqueue = (changes: Partial<NewNotice> = {}, at = now) => inTransaction((tx) => enqueueNotice(tx, notice(changes), at));
const read = async (person: Person) => (await ownNotices(person.viewer, { limit: 50 })).items.map(({ topic }) => topic);

test("a notice leaves when its time has come, once, and to its own reader", async () => {
  await enqueue({ notBefore: minutes(5) });
  await releaseNotices(minutes(4));
  expect(await read(bound)).toEqual([]);
  expect([await releaseNotices(minutes(5)), await releaseNotices(minutes(6))]).toEqual([1, 0]);
  expect([await read(bound), await read(other)]).toEqual([["ban.lifted"], []]);
  expect((await ownNotices(bound.viewer, { limit: 50 })).items[0]).toMatchObject({
    sentAt: minutes(5),
    sentence: { values: { reason: "It is fixed." } },
  });
});

test("what was called back never leaves; what has left stays", async () => {
  await enqueue({ notBefore: minutes(30), topic: "ban.published", values: { ban: ban.code, title: {}, cutoff: "" } });
  await enqueue({ notBefore: minutes(30) });
  const called = await inTransaction((tx) => cancelNotices(tx, { banId: ban.id, topic: "ban.published" }, minutes(20)));
  expect([called, await releaseNotices(minutes(30))]).toEqual([1, 1]);
  expect(await inTransaction((tx) => cancelNotices(tx, { subjectKind: "ban", subjectId: ban.code }, minutes(40)))).toBe(0);
  expect(await read(bound)).toEqual(["ban.lifted", "ban.lifted"]);
});

test("a key tells each person once", async () => {
  const twice = { onceKey: "only once", personId: [other.id, bound.id, other.id] } as const;
  await enqueue(twice);
  await enqueue(twice);
  expect(await db.notice.count({ where: { onceKey: { startsWith: "only once" } } })).toBe(2);
});

test("one for nobody in particular is read by everybody the ban binds, page by page with their own", async () => {
  await enqueue({ personId: null, topic: "ban.suspended", values: { ban: ban.code, title: {}, reason: "x" } }, minutes(60));
  await releaseNotices(minutes(60));
  expect([(await read(bound))[0], (await read(other))[0], await read(stranger)]).toEqual(["ban.suspended", "ban.suspended", []]);
  const all = await read(bound);
  const paged: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await ownNotices(bound.viewer, { limit: 1, cursor });
    paged.push(...page.items.map(({ topic }) => topic));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(paged).toEqual(all);
  expect(await news(bound.viewer, 2, minutes(61))).toHaveLength(2);
  expect(await news(bound.viewer, 2, minutes(60 * 24 * 15))).toEqual([]);
});
