import { expect, test } from "vitest";
import { basisContent } from "@/lib/bans/basis/edit/rules";
import { isOver, isOverquoted, pinnedAs } from "@/lib/bans/basis/rules";
import { contentOf, gapsOf, intentOf } from "@/lib/bans/edit/rules";
import { type StepForm, stepFormSchema } from "@/lib/bans/edit/schema";
import { Confirmation } from "@/prisma/generated/enums";

const form = (fields: object): StepForm => stepFormSchema.parse({ step: "basis", revision: "3", ...fields });

test("a claim is pinned as what it is, once, and taken back at once", () => {
  const pinned = form({ claims: ["4:REPORTED"], findings: ["2"], add: "verified:9" });
  expect(contentOf(pinned)).toEqual({
    claims: [
      { id: 4, statedAs: "REPORTED" },
      { id: 9, statedAs: "VERIFIED" },
    ],
    findings: [2],
    reinstatement: {},
  });
  expect(intentOf(pinned)).toBe("stay");
  expect(contentOf(form({ claims: ["4:REPORTED"], add: "acknowledged:4" })).claims).toEqual([{ id: 4, statedAs: "REPORTED" }]);
  expect(contentOf(form({ claims: ["4:REPORTED", "9:VERIFIED"], remove: "claims:4" })).claims).toEqual([{ id: 9, statedAs: "VERIFIED" }]);
  expect(contentOf(form({ findings: ["2", "3"], remove: "findings:2" })).findings).toEqual([3]);
  expect(contentOf(form({ findings: ["2"], add: "findings:2" })).findings).toEqual([2]);
});

test("what would have to be true is said in one language or both, or not at all", () => {
  expect(contentOf(form({ "reinstatement.en": "Verified.", "reinstatement.zh-CN": "" })).reinstatement).toEqual({ en: "Verified." });
  expect(gapsOf(form({}))).toEqual({});
});

test("what no page sends is refused", () => {
  for (const fields of [{ claims: ["4"] }, { claims: ["4:RETRACTED"] }, { add: "retracted:4" }, { remove: "verified:0" }])
    expect(stepFormSchema.safeParse({ step: "basis", revision: "3", ...fields }).success).toBe(false);
  expect(
    basisContent({ claims: [], findings: [], add: undefined, remove: undefined, "reinstatement.en": "", "reinstatement.zh-CN": "" }),
  ).toEqual({
    claims: [],
    findings: [],
    reinstatement: {},
  });
});

test("a ban says of a claim no more than the ledger does", () => {
  const over = (statedAs: "REPORTED" | "ACKNOWLEDGED" | "VERIFIED") =>
    Object.values(Confirmation).filter((confirmation) => isOverquoted({ statedAs, confirmation }));
  expect(over("REPORTED")).toEqual(["RETRACTED", "SUPERSEDED"]);
  expect(over("ACKNOWLEDGED")).toEqual(["REPORTED", "RETRACTED", "SUPERSEDED"]);
  expect(over("VERIFIED")).toEqual(["REPORTED", "ACKNOWLEDGED", "RETRACTED", "SUPERSEDED"]);
  for (const confirmation of Object.values(Confirmation))
    expect(isOverquoted({ statedAs: pinnedAs(confirmation), confirmation })).toBe(isOver(confirmation));
});
