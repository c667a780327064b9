import { beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { TRANSITIONS } from "@/lib/bans/rules";
import { approved, type Company, newCompany, publish } from "@/lib/bans/testing-company";
import { VERSION_TRANSITIONS } from "@/lib/bans/versions/rules";
import { db } from "@/lib/db";
import { BanStatus, VersionStatus } from "@/prisma/generated/enums";

let company: Company;
let officer: Viewer;

beforeAll(async () => {
  company = await newCompany();
  ({ officer } = company);
});

describe("the database itself", () => {
  test("knows the same legal steps as the rules", async () => {
    const all = Object.values(BanStatus);
    const rows = await db.$queryRaw<{ was: BanStatus; becomes: BanStatus }[]>`
      SELECT was::text, becomes::text FROM unnest(enum_range(NULL::ban_status)) was, unnest(enum_range(NULL::ban_status)) becomes
      WHERE ban_may_become(was, becomes)`;
    const legal = all.flatMap((was) => TRANSITIONS[was].map((becomes) => `${was} ${becomes}`));
    expect(rows.map(({ was, becomes }) => `${was} ${becomes}`).sort()).toEqual(legal.sort());
  });

  test("knows the same legal steps of versions as the rules", async () => {
    const rows = await db.$queryRaw<{ was: VersionStatus; becomes: VersionStatus }[]>`
      SELECT was::text, becomes::text FROM unnest(enum_range(NULL::version_status)) was, unnest(enum_range(NULL::version_status)) becomes
      WHERE version_may_become(was, becomes)`;
    const legal = Object.values(VersionStatus).flatMap((was) => VERSION_TRANSITIONS[was].map((becomes) => `${was} ${becomes}`));
    expect(rows.map(({ was, becomes }) => `${was} ${becomes}`).sort()).toEqual(legal.sort());
  });

  test("refuses an illegal step, a change of published words, and every deletion", async () => {
    const banId = await approved(company);
    await publish(officer, banId);
    await expect(db.ban.update({ where: { id: banId }, data: { status: "DRAFT" } })).rejects.toThrow("cannot go from PUBLISHED to DRAFT");
    await expect(db.banVersion.updateMany({ where: { banId }, data: { content: {} } })).rejects.toThrow(
      "is no draft: its words cannot change",
    );
    await expect(db.duty.deleteMany({ where: { banId } })).rejects.toThrow("bans are kept");
    await expect(db.banScopeTool.deleteMany({ where: { banId } })).rejects.toThrow("bans are kept");
  });
});
