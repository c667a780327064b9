import { expect, test } from "vitest";
import { mintViewer, type Viewer } from "@/lib/auth/viewer";
import { acceptanceOf, answered, whyNotAccept, whyNotLint } from "@/lib/bans/lint/rules";
import type { Acceptance, LintFinding } from "@/lib/bans/lint/schema";

const now = new Date("2026-07-02T07:00:00Z");

const warning: LintFinding = { check: "devices-silent", level: "warning", subject: "", values: { devices: 3 }, fixHref: "/" };
const signed: LintFinding = {
  check: "required-elsewhere",
  level: "signed",
  subject: "BAN-3",
  values: { code: "BAN-3", tools: { list: ["Codex"] } },
  fixHref: "/",
};
const blocking: LintFinding = { check: "scope-empty", level: "blocking", subject: "", values: {}, fixHref: "/" };
const accepted = ({ check, subject, values }: LintFinding): Acceptance => ({
  ...{ check, subject, said: values, reason: "Known", acceptedById: 2, acceptedBy: "Chen Wei", acceptedAt: now },
});

test("warnings stop nothing, what blocks stops everything, and a contradiction stops publication until it is signed", () => {
  expect(whyNotLint([warning], [], "submission")).toBeNull();
  expect(whyNotLint([warning], [])).toBeNull();
  expect(whyNotLint([blocking, warning], [], "submission")?.key).toBe("lint.whyNot.blocking");
  expect(whyNotLint([blocking], [accepted(blocking)])?.key).toBe("lint.whyNot.blocking");
  expect(whyNotLint([signed], [], "submission")).toBeNull();
  expect(whyNotLint([signed], [])?.key).toBe("lint.whyNot.unsigned");
  expect(whyNotLint([signed], [accepted(signed)])).toBeNull();
});

test("a signature holds for what was signed, whatever the order of its keys; an accepted warning while its numbers move", () => {
  const again = { ...accepted(signed), said: { tools: { list: ["Codex"] }, code: "BAN-3" } };
  expect(acceptanceOf(signed, [again])).toBe(again);
  expect(acceptanceOf({ ...signed, values: { ...signed.values, tools: { list: ["Codex", "Cursor"] } } }, [again])).toBeNull();
  const known = accepted(warning);
  expect(acceptanceOf({ ...warning, values: { devices: 4 } }, [known])).toBe(known);
  expect(answered([warning, signed, blocking], [accepted(signed)]).map(({ check }) => check)).toEqual([
    "scope-empty",
    "devices-silent",
    "required-elsewhere",
  ]);
});

function viewer(roles: Viewer["roles"], personId = 8): Viewer {
  const who = { kind: "person" as const, personId, tokenId: null, name: "Somebody", roles: ["EMPLOYEE" as const, ...roles], scopes: [] };
  return mintViewer({ ...who, managedPaths: [], locale: "en", zone: "Asia/Shanghai", requestId: null });
}

test("officers accept warnings, approvers who did not write sign contradictions, nobody accepts what blocks or changes what is published", () => {
  const version = { status: "IN_REVIEW" as const, authorId: 1, editorIds: [1, 3] };
  const officer = viewer(["SECURITY_OFFICER"]);
  const approver = viewer(["APPROVER"]);
  const why = (finding: LintFinding, who: Viewer, at = version) => whyNotAccept(at, finding, who)?.key ?? null;
  expect(why(warning, officer)).toBeNull();
  expect(why(warning, approver)).toBe("lint.whyNot.officerOnly");
  expect(why(signed, officer)).toBe("lint.whyNot.approverOnly");
  expect(why(signed, approver)).toBeNull();
  expect(why(signed, viewer(["APPROVER", "SECURITY_OFFICER"], 3))).toBe("lint.whyNot.ownWords");
  expect(why(blocking, officer)).toBe("lint.whyNot.onlyMended");
  for (const status of ["PUBLISHED", "REPLACED", "REJECTED", "WITHDRAWN"] as const)
    expect(whyNotAccept({ ...version, status }, warning, officer)?.key).toBe("lint.whyNot.over");
});
