import { describe, expect, test } from "vitest";
import type { Role } from "@/lib/auth/permissions";
import { mintViewer, type Viewer } from "@/lib/auth/viewer";
import { TRANSITIONS } from "@/lib/bans/rules";
import {
  type ForDecision,
  IN_WORK,
  VERSION_TRANSITIONS,
  whyNotApprove,
  whyNotBegin,
  whyNotCancel,
  whyNotComment,
  whyNotEdit,
  whyNotPublish,
  whyNotRecall,
  whyNotReject,
  whyNotReturn,
  whyNotSubmit,
  whyNotWithdraw,
} from "@/lib/bans/versions/rules";
import { sentenceOf } from "@/lib/http/sentences";
import { type BanStatus, VersionStatus } from "@/prisma/generated/enums";

const NOW = new Date("2026-07-03T07:00:00Z");
const SOON = new Date("2026-07-03T07:03:00Z");
const PAST = new Date("2026-07-03T06:00:00Z");
const content = {};

type State = { name: string; ban: ForDecision };

const working = (number: number, status: (typeof IN_WORK)[number]) => ({ number, status, editorIds: [1], approverIds: [3] });
const binding = (number: number, recallUntil: Date | null) => ({ number, recallUntil });

/** Every state that a ban and its versions can stand in together. */
const STATES: State[] = [
  ...IN_WORK.map((status) => ({ name: status, ban: { status, working: working(1, status), binding: null } })),
  ...(["PUBLISHED", "SUSPENDED"] as const).flatMap((status): State[] => [
    { name: `${status}, version 1 just published`, ban: { status, working: null, binding: binding(1, SOON) } },
    { name: `${status}, version 2 just published`, ban: { status, working: null, binding: binding(2, SOON) } },
    { name: status, ban: { status, working: null, binding: binding(1, PAST) } },
    ...IN_WORK.map((change) => ({
      name: `${status}, change ${change}`,
      ban: { status, working: working(2, change), binding: binding(1, PAST) },
    })),
  ]),
  ...(["LIFTED", "SUPERSEDED"] as const).map((status) => ({ name: status, ban: { status, working: null, binding: binding(1, PAST) } })),
  { name: "CANCELLED", ban: { status: "CANCELLED", working: null, binding: null } },
];

const OFFICER = "Only a security officer can do this.";
const APPROVER = "Only an approver can do this.";
const OVER = "This ban is over. Nothing of it changes any more.";
const NOTHING = "Nothing is being changed. Begin a change first.";
const DRAFT_ONLY = "Only a draft can be changed. Ask an approver to return it first.";
const SUBMIT_ONLY = "Only a draft can be submitted. This was submitted already.";
const INCOMPLETE = "The draft is not complete yet. The list says what is missing.";
const REVIEW_ONLY = "Only what is in review can be approved.";
const RETURN_ONLY = "Only what was submitted can be returned. This is a draft.";
const REJECT_ONLY = "Only what was submitted can be rejected. This is a draft.";
const CANCEL_ONLY = "Only a ban that is not published can be cancelled. Lift a published ban, or withdraw its change.";
const CHANGE_ONLY = "Only a change of a published ban is withdrawn. Cancel this ban instead.";
const PUBLISH_ONLY = "Only what was approved can be published.";
const NOT_PUBLISHED = "This ban is not published yet. Change its draft instead.";
const IN_CHANGE = "Version 2 is already being worked on. Go on with that one, or withdraw it first.";
const RECALLABLE = "This publication can still be called back. A change can begin after 3 July 2026, 07:03.";
const NO_RECALL = "Nothing was published, so there is nothing to call back.";
const TOO_LATE = "It is too late to call this back: people have been told. Change, suspend or lift the ban instead.";
const RESTING = "A suspended ban is not called back. Lift it instead.";

const OPEN = ["DRAFT", "IN_REVIEW", "APPROVED"];

/** What each action answers somebody who has the role for it and did not write the version, by the state; null: it goes through. */
function answerOf(action: Action, { status, working: change, binding: bound }: ForDecision): string | null {
  if (["LIFTED", "SUPERSEDED", "CANCELLED"].includes(status)) return OVER;
  const isOpen = OPEN.includes(status);
  const at = change?.status;
  switch (action) {
    case "begin":
      if (isOpen) return NOT_PUBLISHED;
      if (change) return IN_CHANGE;
      return bound?.recallUntil === SOON ? RECALLABLE : null;
    case "edit":
      return at === undefined ? NOTHING : at === "DRAFT" ? null : DRAFT_ONLY;
    case "submit":
      return at === undefined ? NOTHING : at === "DRAFT" ? INCOMPLETE : SUBMIT_ONLY;
    case "approve":
      return at === undefined ? NOTHING : at === "IN_REVIEW" ? null : REVIEW_ONLY;
    case "return":
      return at === undefined ? NOTHING : at === "DRAFT" ? RETURN_ONLY : null;
    case "reject":
      return at === undefined ? NOTHING : at === "DRAFT" ? REJECT_ONLY : null;
    case "cancel":
      return isOpen ? null : CANCEL_ONLY;
    case "withdraw":
      return isOpen ? CHANGE_ONLY : change ? null : NOTHING;
    case "publish":
      return at === undefined ? NOTHING : at === "APPROVED" ? null : PUBLISH_ONLY;
    case "recall":
      if (isOpen) return NO_RECALL;
      if (bound?.recallUntil !== SOON) return TOO_LATE;
      return status === "SUSPENDED" && bound.number === 1 ? RESTING : null;
    case "comment":
      return null;
  }
}

const ACTIONS = {
  begin: (ban: ForDecision, viewer: Viewer) => whyNotBegin(ban, viewer, NOW),
  edit: whyNotEdit,
  submit: (ban: ForDecision, viewer: Viewer) => whyNotSubmit({ ...ban, content }, viewer),
  approve: whyNotApprove,
  return: whyNotReturn,
  reject: whyNotReject,
  cancel: whyNotCancel,
  withdraw: whyNotWithdraw,
  publish: whyNotPublish,
  recall: (ban: ForDecision, viewer: Viewer) => whyNotRecall(ban, viewer, NOW),
  comment: whyNotComment,
};
type Action = keyof typeof ACTIONS;

const FOR_APPROVERS: readonly Action[] = ["approve", "return", "reject"];

const EVERY_ROLE: Role[][] = [
  [],
  ["MANAGER"],
  ["SECURITY_OFFICER"],
  ["APPROVER"],
  ["AUDITOR"],
  ["ADMINISTRATOR"],
  ["SECURITY_OFFICER", "APPROVER"],
];

/** Who wrote the version, who has approved it, and somebody else. */
const PEOPLE = { author: 1, somebody: 2, approved: 3 } as const;

function viewerOf(roles: Role[], personId: number): Viewer {
  const common = { kind: "person" as const, tokenId: null, name: "Test", scopes: [], managedPaths: [], locale: "en" as const, zone: "UTC" };
  return mintViewer({ ...common, personId, roles: ["EMPLOYEE", ...roles], requestId: null });
}

function expected(action: Action, ban: ForDecision, roles: Role[], who: keyof typeof PEOPLE): string | null {
  if (action === "comment") {
    const may = roles.includes("SECURITY_OFFICER") || roles.includes("APPROVER");
    return may ? answerOf(action, ban) : "Only those who write or approve bans can comment.";
  }
  const needed = FOR_APPROVERS.includes(action) ? "APPROVER" : "SECURITY_OFFICER";
  if (!roles.includes(needed)) return needed === "APPROVER" ? APPROVER : OFFICER;
  const answer = answerOf(action, ban);
  if (action !== "approve" || answer !== null) return answer;
  if (who === "author") return "You wrote part of this. Somebody who did not has to approve it.";
  return who === "approved" ? "You have approved this already. Now it waits for somebody else." : null;
}

describe("every state × every action × every role answers yes, or why not in one sentence", () => {
  const cases = STATES.flatMap((state) => (Object.keys(ACTIONS) as Action[]).map((action) => ({ ...state, action })));

  test.each(cases)("$action: $name", ({ action, ban }) => {
    for (const roles of EVERY_ROLE) {
      for (const who of Object.keys(PEOPLE) as (keyof typeof PEOPLE)[]) {
        const whyNot = ACTIONS[action](ban, viewerOf(roles, PEOPLE[who]));
        const said = whyNot && sentenceOf(whyNot, "en");
        expect(said, `${roles.join(" + ") || "EMPLOYEE"}, ${who}`).toBe(expected(action, ban, roles, who));
        if (whyNot) expect(sentenceOf(whyNot, "zh-CN")).toMatch(/\p{Script=Han}/u);
      }
    }
  });

  test("and every state of a ban is among them", () => {
    expect(new Set(STATES.map(({ ban }) => ban.status))).toEqual(new Set(Object.keys(TRANSITIONS) as BanStatus[]));
  });
});

describe("the states of a version", () => {
  const into = (status: VersionStatus) => Object.values(VersionStatus).filter((from) => VERSION_TRANSITIONS[from].includes(status));

  test("no way leads to publication but through approval, or back from what replaced it", () => {
    expect(into("PUBLISHED")).toEqual(["APPROVED", "REPLACED"]);
    expect(into("APPROVED")).toEqual(["IN_REVIEW", "PUBLISHED"]);
  });

  test("what was rejected or withdrawn stays so", () => {
    for (const end of ["REJECTED", "WITHDRAWN"] as const) expect(VERSION_TRANSITIONS[end]).toEqual([]);
  });

  test("a call back is open to the very millisecond before notices leave, and a change begins at that instant", () => {
    const officer = viewerOf(["SECURITY_OFFICER"], 2);
    const ban: ForDecision = { status: "PUBLISHED", working: null, binding: binding(1, SOON) };
    const before = new Date(SOON.getTime() - 1);
    expect(whyNotRecall(ban, officer, before)).toBeNull();
    expect(whyNotBegin(ban, officer, before)?.key).toBe("versions.whyNot.beginAfterRecall");
    expect(whyNotRecall(ban, officer, SOON)?.key).toBe("versions.whyNot.recallTooLate");
    expect(whyNotBegin(ban, officer, SOON)).toBeNull();
  });
});
