import { describe, expect, test } from "vitest";
import type { Role } from "@/lib/auth/permissions";
import { mintViewer } from "@/lib/auth/viewer";
import { isDecidable, noteOf, whyNotLeaveOut, whyNotTakeIn } from "@/lib/bans/drift/rules";
import type { ForDecision } from "@/lib/bans/versions/rules";
import { BanStatus, DriftStatus, VersionStatus } from "@/prisma/generated/enums";

const now = new Date("2026-07-08T07:00:00Z");
const ROLES = ["EMPLOYEE", "MANAGER", "SECURITY_OFFICER", "APPROVER", "AUDITOR", "ADMINISTRATOR"] as const satisfies readonly Role[];
const viewerOf = (role: Role) =>
  mintViewer({
    ...{ kind: "person", personId: 7, tokenId: null, name: "Li Wei", roles: ["EMPLOYEE", role], scopes: [], managedPaths: [] },
    ...{ locale: "en", zone: "Asia/Shanghai", requestId: null },
  });

const WORKING = [null, "DRAFT", "IN_REVIEW", "APPROVED"] as const satisfies readonly (VersionStatus | null)[];
const banOf = (status: BanStatus, working: VersionStatus | null): ForDecision => ({
  status,
  working: working && { number: 2, status: working, editorIds: [], approverIds: [] },
  binding: { number: 1, recallUntil: null },
});

describe.each(ROLES)("as %s", (role) => {
  const viewer = viewerOf(role);
  test.each(Object.values(BanStatus).flatMap((status) => WORKING.map((working) => [status, working] as const)))(
    "a match of a ban %s with a version %s",
    (status, working) => {
      const ban = banOf(status, working);
      const binds = status === "PUBLISHED" || status === "SUSPENDED";
      const officer = role === "SECURITY_OFFICER";
      const refusal = officer ? (binds ? null : "drift.whyNot.ended") : "bans.whyNot.officerOnly";
      expect(whyNotLeaveOut(ban, viewer)?.key ?? null).toBe(refusal);
      const isBusy = working === "IN_REVIEW" || working === "APPROVED";
      expect(whyNotTakeIn(ban, viewer, now)?.key ?? null).toBe(refusal ?? (isBusy ? "drift.whyNot.inReview" : null));
    },
  );
});

test("while a publication can be called back, nothing is widened by a further version", () => {
  const ban = { ...banOf("PUBLISHED", null), binding: { number: 1, recallUntil: new Date(now.getTime() + 60_000) } };
  expect(whyNotTakeIn(ban, viewerOf("SECURITY_OFFICER"), now)?.key).toBe("versions.whyNot.beginAfterRecall");
});

test.each(Object.values(DriftStatus).flatMap((status) => Object.values(VersionStatus).map((version) => [status, version] as const)))(
  "%s in a version %s",
  (status, version) => {
    const proposal = { status, version: status === "ACCEPTED" ? { status: version } : null };
    expect(isDecidable(proposal, "accept")).toBe(status !== "ACCEPTED");
    expect(isDecidable(proposal, "dismiss")).toBe(status === "OPEN" || (status === "ACCEPTED" && version === "DRAFT"));
  },
);

test("a version says why there is one: by the reason given, or by what comes in", () => {
  expect(noteOf(["Notebook", "Cursor → Claude (amazon-bedrock)"], undefined)).toBe("Notebook; Cursor → Claude (amazon-bedrock)");
  expect(noteOf(["Notebook"], "bought last week")).toBe("bought last week");
  expect(
    noteOf(
      Array.from({ length: 90 }, (_, n) => `Tool ${n}`),
      undefined,
    ),
  ).toBe("Tool 0 (+89)");
});
