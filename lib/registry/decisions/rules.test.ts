import { describe, expect, test } from "vitest";
import { aBan, aDecision, aPlace } from "@/lib/registry/testing";
import { dueOf, otherAnswers, type PeopleGroup, previewOf, warningsOf, whyNotDecide } from "./rules";
import { decidePageSchema, decideSchema } from "./schema";

const now = new Date("2026-07-08T07:00:00Z");
const plain = { status: "APPROVED", dataClasses: [], conditions: undefined, reviewOn: undefined } as const;

describe("a decision", () => {
  test.each([
    ["an approval with neither conditions nor data classes", { status: "APPROVED_WITH_CONDITIONS" }, ["conditions"]],
    ["one with conditions", { status: "APPROVED_WITH_CONDITIONS", conditions: "no client data" }, []],
    ["one with data classes", { status: "APPROVED_WITH_CONDITIONS", dataClasses: ["PUBLIC"] }, []],
    ["an approval that says what may be put in", { status: "APPROVED", dataClasses: ["PUBLIC"] }, []],
    ["a refusal that says what may be put in", { status: "NOT_APPROVED", dataClasses: ["PUBLIC"] }, ["dataClasses"]],
    ["a review today", { reviewOn: "2026-07-08" }, ["reviewOn"]],
    ["a review tomorrow", { reviewOn: "2026-07-09" }, []],
  ] as const)("%s", (_, changes, fields) => {
    expect(
      Object.keys(whyNotDecide({ ...plain, ...changes, dataClasses: [...("dataClasses" in changes ? changes.dataClasses : [])] }, now)),
    ).toEqual(fields);
  });

  test("warns of a ban that decides and of a review too far away to be remembered", () => {
    const keys = (status: "APPROVED" | "NOT_APPROVED", reviewOn: string | undefined, bans: Parameters<typeof warningsOf>[1]) =>
      warningsOf({ status, reviewOn }, bans, now).map(({ key }) => key);
    expect(keys("APPROVED", "2028-07-08", [])).toEqual([]);
    expect(keys("APPROVED", "2028-07-12", [])).toEqual(["decisions.said.reviewFar"]);
    expect(keys("APPROVED", undefined, [aBan(now)])).toEqual(["decisions.said.banned"]);
    expect(keys("APPROVED", undefined, [aBan(now, { status: "LIFTED" })])).toEqual([]);
    expect(keys("NOT_APPROVED", undefined, [aBan(now)])).toEqual([]);
  });

  test("is due on its day, soon within 30 days of it", () => {
    const due = (day: string | null) => dueOf(day === null ? null : new Date(day), now);
    expect([due(null), due("2026-07-08"), due("2026-07-09"), due("2026-08-07"), due("2026-08-08")]).toEqual([
      "none",
      "overdue",
      "soon",
      "soon",
      "later",
    ]);
  });
});

describe("what is sent", () => {
  test("sorts an audience, takes lists and commas, and refuses what is no country", () => {
    const sent = {
      status: "APPROVED",
      reason: "checked",
      countries: "sg,CN,China",
      workerTypes: ["INTERN", "CONTRACTOR"],
      dataClasses: "CLIENT,PUBLIC",
    };
    expect(decideSchema.parse(sent)).toMatchObject({
      countries: ["CN", "SG"],
      workerTypes: ["CONTRACTOR", "INTERN"],
      dataClasses: ["PUBLIC", "CLIENT"],
    });
    expect(decideSchema.safeParse({ ...sent, countries: "XX" }).error?.issues[0]?.message).toBe("decisions.field.country");
    expect(decideSchema.safeParse({ ...sent, status: "DISCOVERED" }).success).toBe(false);
    expect(decideSchema.safeParse({ ...sent, reason: " " }).error?.issues[0]?.message).toBe("decisions.field.reason");
    expect(decideSchema.safeParse({ ...sent, reviewOn: "soon" }).error?.issues[0]?.message).toBe("decisions.field.date");
  });

  test("an address that means nothing begins with everyone", () => {
    expect(decidePageSchema.parse({ team: "x", countries: "XX", step: "7", q: ["a", "b"] })).toMatchObject({
      team: undefined,
      countries: [],
      q: "b",
    });
  });
});

describe("a preview", () => {
  const groups: PeopleGroup[] = [
    { teamPath: "1.2", workerType: "EMPLOYEE", country: "CN", people: 10 },
    { teamPath: "1.2.3", workerType: "CONTRACTOR", country: "CN", people: 5 },
    { teamPath: "1.4", workerType: "EMPLOYEE", country: "SG", people: 3 },
    { teamPath: "1.5", workerType: "EMPLOYEE", country: "SG", people: 2 },
  ];
  const everyone = aDecision({ id: 1, status: "UNDER_REVIEW" });
  const contractors = aDecision({ id: 2, status: "NOT_APPROVED", workerTypes: ["CONTRACTOR"] });
  const sensitive = [{ name: "Legal", path: "1.4", reason: "" }];
  const facts = { decisions: [everyone, contractors], groups, sensitive };

  test("says who gets the decision, who keeps a nearer one, and where it does not count", () => {
    const candidate = { status: "APPROVED", teamPath: null, workerTypes: [], countries: [] } as const;
    expect(previewOf(candidate, facts, now)).toEqual({
      people: 20,
      rows: [
        { current: everyone, people: 12, outcome: "gets" },
        { current: contractors, people: 5, outcome: "keeps" },
        { current: everyone, people: 3, outcome: "withheld" },
      ],
    });
    expect(previewOf({ ...candidate, status: "NOT_APPROVED" }, facts, now).rows.map(({ outcome }) => outcome)).toEqual(["gets", "keeps"]);
  });

  test("counts only whom the decision is for, and takes the place of one for the same people", () => {
    const rows = previewOf({ status: "APPROVED", teamPath: null, workerTypes: ["CONTRACTOR"], countries: [] }, facts, now);
    expect(rows).toEqual({ people: 5, rows: [{ current: contractors, people: 5, outcome: "gets" }] });
    expect(previewOf({ status: "APPROVED", teamPath: "1.9", workerTypes: [], countries: [] }, facts, now)).toEqual({ people: 0, rows: [] });
  });
});

test("other answers name who has them and what they are, nothing of why", () => {
  const decisions = [
    aDecision({ id: 1, status: "APPROVED" }),
    aDecision({ id: 2, status: "NOT_APPROVED", team: "Payments", teamPath: "1.2", reason: "card data" }),
    aDecision({ id: 3, status: "APPROVED", countries: ["SG"] }),
  ];
  expect(otherAnswers(decisions, aPlace(), "approved")).toEqual([
    { id: 2, team: "Payments", teamPath: "1.2", workerTypes: [], countries: [], kind: "refused" },
  ]);
});
