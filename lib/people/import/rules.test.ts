import { describe, expect, test } from "vitest";
import { isReason, readHeader, readPerson, whyNotConfirmAbsent } from "./rules";
import { PEOPLE_COLUMNS } from "./schema";

const header = readHeader([...PEOPLE_COLUMNS]);
const columns = "columns" in header ? header.columns : new Map();
const GOOD = [
  "P1",
  " Li Wei ",
  "Li.Wei@Example.com",
  "T1",
  "Search",
  "T0",
  "P0",
  "T1; T2",
  "Meridian",
  "cn",
  "employee",
  "zh-CN",
  "Asia/Shanghai",
  "2026-07-06",
  "2026-07-17",
];
const read = (changes: Record<number, string> = {}) => readPerson(Object.assign([...GOOD], changes), columns);

describe("the header", () => {
  test("takes columns in any order and leaves unknown ones alone", () => {
    expect(readHeader([" Email", "badge", "PERSON_ID", "name", "team_id", "legal_entity", "country", "worker_type"])).toHaveProperty(
      "columns",
    );
  });
  test("names what is missing or stands twice", () => {
    expect(readHeader(["person_id", "name"])).toEqual({
      whyNot: { key: "people.reject.columnsMissing", values: { columns: "email, team_id, legal_entity, country, worker_type" } },
    });
    expect(readHeader([...PEOPLE_COLUMNS, "email"])).toHaveProperty("whyNot.key", "people.reject.columnTwice");
  });
});

describe("a line", () => {
  test("is folded where the rule says so", () => {
    expect(read()).toMatchObject({
      name: "Li Wei",
      email: "li.wei@example.com",
      country: "CN",
      workerType: "EMPLOYEE",
      manages: ["T1", "T2"],
    });
    expect(read({ 11: "", 12: "" })).toMatchObject({ locale: "en", zone: "UTC" });
  });
  test("says when somebody is away, that nobody is, or nothing", () => {
    expect(read()).toMatchObject({ leave: { from: "2026-07-06", until: "2026-07-17" } });
    expect(read({ 13: "", 14: "" })).toMatchObject({ leave: null });
    const without = new Map([...columns].filter(([column]) => !column.startsWith("leave")));
    expect(readPerson(GOOD, without)).toMatchObject({ leave: undefined });
  });
  test.each([
    [{ 0: " " }, "empty"],
    [{ 1: "x".repeat(201) }, "tooLong"],
    [{ 1: "a\0b" }, "nul"],
    [{ 2: "nobody" }, "email"],
    [{ 9: "China" }, "country"],
    [{ 10: "robot" }, "workerType"],
    [{ 11: "fr" }, "locale"],
    [{ 12: "Mars/Olympus" }, "zone"],
    [{ 13: "6 July" }, "leaveDay"],
    [{ 13: "2026-02-30" }, "leaveDay"],
    [{ 14: "" }, "leaveDay"],
    [{ 14: "2026-07-05" }, "leaveOrder"],
    [{ 5: "T1" }, "ownParent"],
  ])("%j is refused as %s", (changes, why) => {
    const answer = read(changes);
    expect(isReason(answer) && answer.key).toBe(`people.reject.${why}`);
  });
});

test("a confirmation holds only for the count that was shown", () => {
  expect(whyNotConfirmAbsent({ status: "AWAITING_CONFIRMATION", absent: 3 }, 3)).toBeNull();
  expect(whyNotConfirmAbsent({ status: "AWAITING_CONFIRMATION", absent: 4 }, 3)?.key).toBe("people.whyNot.countChanged");
  expect(whyNotConfirmAbsent({ status: "DONE", absent: 3 }, 3)?.key).toBe("people.whyNot.nothingToConfirm");
});
