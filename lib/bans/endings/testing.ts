import type { Viewer } from "@/lib/auth/viewer";
import { approveBan } from "@/lib/bans/approval/commands";
import { draftBan, submitBan } from "@/lib/bans/commands";
import { liftBan, resumeBan, supersedeBan, suspendBan } from "@/lib/bans/endings/commands";
import type { Ending } from "@/lib/bans/endings/schema";
import { publishBan } from "@/lib/bans/publication/commands";
import { banCode } from "@/lib/bans/rules";
import type { BanContentInput } from "@/lib/bans/schema";
import { banContent, newTeam, newTool, newVendor, newViewer } from "@/lib/bans/testing";
import { db } from "@/lib/db";
import { Refusal } from "@/lib/refusal";

export const at = (minute: number) => new Date(Date.UTC(2026, 6, 3, 7, minute));
/** When a publication of minute 3 can no longer be called back. */
export const afterRecall = (minute: number) => at(10 + minute);

export const reason = "Because.";

/** For tests: two officers, an approver, three teams with people, and two tools. */
export async function newStage() {
  const root = await newTeam("Meridian");
  const cloud = await newTeam("Cloud", root);
  const search = await newTeam("Search", root);
  const officer = await newViewer("Li Wei", ["SECURITY_OFFICER"], root);
  const colleague = await newViewer("Gao Lin", ["SECURITY_OFFICER"], root);
  const approver = await newViewer("Chen Wei", ["APPROVER"], root);
  await newViewer("Wang Fang", [], cloud);
  await newViewer("Zhao Min", [], search);
  const claudeCode = await newTool("Claude Code", await newVendor("Anthropic"));
  const cursor = await newTool("Cursor", await newVendor("Anysphere"));
  const draft = async (changes: Partial<BanContentInput> = {}) => {
    const content = banContent({ selector: { vendors: [], tools: [claudeCode] }, ...changes });
    return (await draftBan(officer, { content }, at(0))).banId;
  };
  const approved = async (changes?: Partial<BanContentInput>) => {
    const banId = await draft(changes);
    await submitBan(officer, { banId }, at(1));
    await approveBan(approver, { banId }, at(2));
    return banId;
  };
  const published = async (changes?: Partial<BanContentInput>) => {
    const banId = await approved(changes);
    await publishBan(officer, { banId, code: banCode(banId) }, at(3));
    // As if the notices had left.
    await db.notice.updateMany({ where: { banId, sentAt: null, cancelledAt: null }, data: { sentAt: at(8) } });
    return banId;
  };
  return { root, cloud, search, officer, colleague, approver, claudeCode, cursor, draft, approved, published };
}

export type Stage = Awaited<ReturnType<typeof newStage>>;

type As = { minute?: number; revision?: number };

export function run(action: Ending, viewer: Viewer, banId: number, by: number, { minute = 5, revision }: As = {}) {
  const input = { banId, reason, revision };
  switch (action) {
    case "suspend":
      return suspendBan(viewer, input, afterRecall(minute));
    case "resume":
      return resumeBan(viewer, input, afterRecall(minute));
    case "lift":
      return liftBan(viewer, input, afterRecall(minute));
    case "supersede":
      return supersedeBan(viewer, { ...input, by }, afterRecall(minute));
  }
}

/** The refusal of what was refused; null for what was done. */
export const whyNot = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? error : Promise.reject(error)),
  );

export const actionsOf = async (banId: number) =>
  (await db.auditEvent.findMany({ where: { subjectKind: "ban", subjectId: banCode(banId) }, orderBy: { id: "asc" } })).map(
    ({ action }) => action,
  );
