import type { Role } from "@/lib/auth/permissions";
import { mintViewer, type Viewer } from "@/lib/auth/viewer";
import { type BanContent, type BanContentInput, banDraftSchema } from "@/lib/bans/schema";
import { db } from "@/lib/db";

/** For tests: a person of a team, signed in with these roles. */
export async function newViewer(name: string, roles: Role[], teamId: number): Promise<Viewer> {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@meridian.example`;
  const data = { externalId: email, name, email, teamId, legalEntity: "Meridian", country: "CN", workerType: "EMPLOYEE" as const };
  const given = roles.filter((role) => role !== "EMPLOYEE" && role !== "MANAGER").map((role) => ({ role }));
  const { id } = await db.person.create({ data: { ...data, roles: { create: given } }, select: { id: true } });
  const facts = { kind: "person" as const, personId: id, tokenId: null, name, roles: ["EMPLOYEE" as const, ...roles], scopes: [] };
  return mintViewer({ ...facts, managedPaths: [], locale: "en", zone: "Asia/Shanghai", requestId: null });
}

export async function newTeam(name: string, parentId: number | null = null): Promise<number> {
  const { id } = await db.team.create({ data: { externalId: name, name, parentId }, select: { id: true } });
  return id;
}

export async function newVendor(name: string, parentId: number | null = null): Promise<number> {
  const { id } = await db.vendor.create({ data: { slug: name.toLowerCase(), name, parentId, confidence: "HIGH" }, select: { id: true } });
  return id;
}

export async function newTool(name: string, vendorId: number): Promise<number> {
  const data = { slug: name.toLowerCase().replaceAll(" ", "-"), name, vendorId, category: "coding agent", confidence: "HIGH" as const };
  const { id } = await db.tool.create({ data, select: { id: true } });
  return id;
}

/** A document with everything said, to be changed where a test cares. What is left out of a part has the value it has for everybody. */
export function banContent(changes: Partial<BanContentInput> = {}): BanContent {
  const content: BanContentInput = {
    title: { en: "Claude Code", "zh-CN": "Claude Code" },
    summary: { en: "Stop using Claude Code and remove it." },
    reason: { en: "It may send information about your computer without telling you." },
    selector: { vendors: [], tools: [] },
    population: { everyone: true, include: [], exclude: [] },
    duties: [
      { kind: "STOP_USE", deadlineLocal: "2026-07-10T00:00", deadlineZone: "Asia/Shanghai" },
      { kind: "UNINSTALL", deadlineLocal: "2026-07-10T00:00", deadlineZone: "Asia/Shanghai" },
    ],
    replacement: { none: { owner: "Li Wei", nextUpdateOn: "2026-07-20" } },
    exceptions: { allowed: false, contact: "#qoder-help" },
    coverageRule: "ALL_KINDS",
    owner: "Li Wei",
    contact: "#ban-cc",
    reviewOn: "2026-10-01",
    stages: [],
    useCases: [],
    replacementAvailableOn: null,
    claims: [],
    findings: [],
    reinstatement: {},
    approvals: 1,
    ...changes,
  };
  // A test may say less than a submission needs; a draft is as tolerant.
  return banDraftSchema.parse(content) as BanContent;
}
