import type { Viewer } from "@/lib/auth/viewer";
import { approveBan } from "@/lib/bans/approval/commands";
import { draftBan, submitBan } from "@/lib/bans/commands";
import { publishBan } from "@/lib/bans/publication/commands";
import { banCode } from "@/lib/bans/rules";
import { banContent, newTeam, newTool, newVendor, newViewer } from "@/lib/bans/testing";
import { db } from "@/lib/db";
import { type Reason, Refusal } from "@/lib/refusal";

/** Minutes of a morning. */
export const at = (minute: number, second = 0) => new Date(Date.UTC(2026, 6, 3, 7, minute, second));

/** For tests: two officers, two approvers, an employee, three teams, two vendors with three tools. */
export async function newCompany() {
  const root = await newTeam("Meridian");
  const cloud = await newTeam("Cloud", root);
  const search = await newTeam("Search", root);
  const officer = await newViewer("Li Wei", ["SECURITY_OFFICER"], root);
  const colleague = await newViewer("Gao Lin", ["SECURITY_OFFICER"], root);
  const approver = await newViewer("Chen Wei", ["APPROVER", "SECURITY_OFFICER"], root);
  const second = await newViewer("Sun Li", ["APPROVER"], root);
  const employee = await newViewer("Wang Fang", [], cloud);
  await newViewer("Zhao Min", [], search);
  const anthropic = await newVendor("Anthropic");
  const claudeCode = await newTool("Claude Code", anthropic);
  const agentSdk = await newTool("Agent SDK", await newVendor("Owned", anthropic));
  const qoder = await newTool("Qoder", await newVendor("Alibaba"));
  return { root, cloud, search, officer, colleague, approver, second, employee, anthropic, claudeCode, agentSdk, qoder };
}

export type Company = Awaited<ReturnType<typeof newCompany>>;
type Changes = Parameters<typeof banContent>[0];

/** A complete draft of the officer's, for Claude Code unless something else is said. */
export async function drafted({ officer, claudeCode }: Company, changes: Changes = {}) {
  const content = banContent({ selector: { vendors: [], tools: [claudeCode] }, ...changes });
  return draftBan(officer, { content }, at(0));
}

export async function submitted(company: Company, changes: Changes = {}): Promise<number> {
  const { banId } = await drafted(company, changes);
  await submitBan(company.officer, { banId }, at(1));
  return banId;
}

export async function approved(company: Company, changes: Changes = {}): Promise<number> {
  const banId = await submitted(company, changes);
  await approveBan(company.approver, { banId }, at(2));
  return banId;
}

export const publish = (viewer: Viewer, banId: number, minute = 3) => publishBan(viewer, { banId, code: banCode(banId) }, at(minute));

export async function published(company: Company, changes: Changes = {}): Promise<number> {
  const banId = await approved(company, changes);
  await publish(company.officer, banId);
  return banId;
}

/** Why something was refused, or null if it was not. */
export const reasonOf = (work: Promise<unknown>): Promise<Reason | null> =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? error.reason : Promise.reject(error)),
  );

export const actionsOf = async (banId: number) =>
  (await db.auditEvent.findMany({ where: { subjectKind: "ban", subjectId: banCode(banId) }, orderBy: { id: "asc" } })).map(
    ({ action }) => action,
  );
