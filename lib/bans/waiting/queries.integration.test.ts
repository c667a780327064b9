import { beforeAll, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { approveBan } from "@/lib/bans/approval/commands";
import { editBan, submitBan } from "@/lib/bans/commands";
import { banCode } from "@/lib/bans/rules";
import { approved, at, type Company, drafted, newCompany, publish, submitted } from "@/lib/bans/testing-company";
import { waitingOfBans } from "@/lib/bans/waiting/queries";

let company: Company;

beforeAll(async () => {
  company = await newCompany();
});

const codes = async (viewer: Viewer, list: "toApprove" | "toPublish") => (await waitingOfBans(viewer))?.[list].map(({ code }) => code);

test("what waits for approval waits for approvers who wrote none of it, each until they said yes", async () => {
  const { officer, approver, second, employee } = company;
  const banId = await submitted(company, { approvals: 2 });
  expect(await codes(second, "toApprove")).toEqual([banCode(banId)]);
  expect(await codes(officer, "toApprove")).toEqual([]);
  await approveBan(second, { banId }, at(2));
  expect(await codes(second, "toApprove")).toEqual([]);
  expect(await codes(approver, "toApprove")).toEqual([banCode(banId)]);

  const { banId: edited, revision } = await drafted(company);
  await editBan(approver, { banId: edited, revision, content: { owner: "Chen Wei" } }, at(3));
  await submitBan(officer, { banId: edited }, at(4));
  expect(await codes(approver, "toApprove")).toEqual([banCode(banId)]);
  expect(await codes(second, "toApprove")).toEqual([banCode(edited)]);
  expect(await waitingOfBans(employee)).toBeNull();
});

test("what is approved waits for those who publish, until it is published", async () => {
  const { officer, second } = company;
  const banId = await approved(company);
  expect(await waitingOfBans(officer)).toMatchObject({ toPublish: [{ code: banCode(banId), version: 1 }], drift: 0, exceptions: 0 });
  expect(await codes(second, "toPublish")).toEqual([]);
  await publish(officer, banId);
  expect(await codes(officer, "toPublish")).toEqual([]);
});
