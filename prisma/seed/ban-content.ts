import type { BanContentInput, BanDraftInput } from "../../lib/bans/schema.ts";
import { CUTOFF_LOCAL, ZONE } from "./scenario-time.ts";

type Tools = (slug: string) => number;

/** What the July ban rests on, and who closes the accounts. */
export type JulyFacts = { claims: NonNullable<BanContentInput["claims"]>; findings: number[]; accountsOwnerId: number };

const CONTACT = "ai-tools@meridian.example";

/** The ban of July 2026, as it was published on the 3rd. */
export function julyBan(tool: Tools, { claims, findings, accountsOwnerId }: JulyFacts): BanContentInput {
  return {
    title: { en: "Claude Code", "zh-CN": "Claude Code" },
    summary: {
      en: "From 10 July 2026 Claude Code is off-limits for work at Meridian, in every version and on every company device. Remove it by 23:59 on Thursday 9 July (Beijing time) and use Qoder instead.",
      "zh-CN":
        "2026年7月10日起，Meridian 全公司停用 Claude Code，所有版本、所有公司设备均适用。请在 7月9日（周四）23:59（北京时间）前卸载，并改用 Qoder。",
    },
    reason: {
      en: "public reports say that it reads time zone and proxy settings and passes the result on unseen; the vendor has acknowledged a mechanism.",
      "zh-CN": "公开报道称它会读取时区和代理设置，并在用户不知情的情况下传出结果；厂商已承认存在此类机制。",
    },
    selector: { vendors: [], tools: [tool("claude-code")] },
    population: { everyone: true, include: [], exclude: [] },
    duties: [
      { kind: "STOP_USE", deadlineLocal: CUTOFF_LOCAL, deadlineZone: ZONE },
      { kind: "UNINSTALL", deadlineLocal: CUTOFF_LOCAL, deadlineZone: ZONE },
      {
        kind: "REVOKE_ACCOUNTS",
        deadlineLocal: "2026-07-10T18:00",
        deadlineZone: ZONE,
        responsible: "OWNER",
        ownerId: accountsOwnerId,
        proof: "RECORD",
        instructions: {
          en: "Close the company’s accounts with the vendor, revoke all keys, and attach the ticket.",
          "zh-CN": "关闭公司在该厂商的账号，吊销全部密钥，并附上工单。",
        },
      },
      {
        kind: "CERTIFY",
        deadlineLocal: "2026-07-17T18:00",
        deadlineZone: ZONE,
        responsible: "MANAGER",
        proof: "STATEMENT",
        instructions: {
          en: "Look at your team’s page, talk to whoever is left, and certify once nobody is.",
          "zh-CN": "查看团队页面，与未完成的成员沟通；全部完成后予以确认。",
        },
      },
    ],
    stages: [
      { kind: "ANNOUNCE", local: "2026-07-03T09:00", zone: ZONE },
      { kind: "NO_NEW_INSTALLS", local: "2026-07-06T00:00", zone: ZONE },
      { kind: "BLOCK", local: "2026-07-10T09:00", zone: ZONE },
    ],
    claims,
    findings,
    reinstatement: {
      en: "The vendor publishes what the client reads and sends, an independent test of a named version finds nothing else, and security has repeated that test on our own devices.",
      "zh-CN": "厂商公开客户端读取和发送的内容；针对明确版本的独立测试未发现其他行为；安全团队已在公司设备上复测。",
    },
    replacement: { toolId: tool("qoder") },
    exceptions: { allowed: false, contact: CONTACT },
    coverageRule: "ALL_KINDS",
    owner: "Li Wei",
    contact: CONTACT,
    reviewOn: "2026-10-09",
  };
}

/** A ban that did its work in one division and was lifted. */
export function liftedBan(tool: Tools, teamId: number): BanContentInput {
  return {
    title: { en: "Granola in incident meetings", "zh-CN": "事件会议中的 Granola" },
    summary: {
      en: "From 23 April 2026 at 18:00 do not use Granola in this division. Take notes in Qoder or by hand.",
      "zh-CN": "2026年4月23日 18:00 起，本事业部停用 Granola。会议记录请改用 Qoder 或手工记录。",
    },
    reason: {
      en: "it recorded meetings about security incidents without telling those who took part.",
      "zh-CN": "它在未告知与会者的情况下录制了安全事件会议。",
    },
    selector: { vendors: [], tools: [tool("granola")] },
    population: { everyone: false, include: [teamId], exclude: [] },
    duties: [{ kind: "STOP_USE", deadlineLocal: "2026-04-23T18:00", deadlineZone: ZONE }],
    replacement: { toolId: tool("qoder") },
    exceptions: { allowed: false, contact: CONTACT },
    coverageRule: "ALL_KINDS",
    owner: "Gao Lin",
    contact: CONTACT,
    reviewOn: "2026-06-15",
  };
}

/** A ban that waits for its approval. */
export function openClawBan(tool: Tools): BanContentInput {
  return {
    title: { en: "OpenClaw", "zh-CN": "OpenClaw" },
    summary: {
      en: "From 1 August 2026 OpenClaw is off-limits on company devices. Remove it by 23:59 on Friday 31 July (Beijing time). For scripted work use Qoder CLI.",
      "zh-CN": "2026年8月1日起，公司设备停用 OpenClaw。请在 7月31日（周五）23:59（北京时间）前卸载。需要脚本化工作时请使用 Qoder CLI。",
    },
    reason: { en: "it acts with your rights on instructions that others can send it.", "zh-CN": "它会以你的权限执行他人发来的指令。" },
    selector: { vendors: [], tools: [tool("openclaw")] },
    population: { everyone: true, include: [], exclude: [] },
    duties: [
      { kind: "STOP_USE", deadlineLocal: "2026-08-01T00:00", deadlineZone: ZONE },
      { kind: "UNINSTALL", deadlineLocal: "2026-08-01T00:00", deadlineZone: ZONE },
    ],
    replacement: { toolId: tool("qoder-cli") },
    exceptions: { allowed: true, contact: CONTACT },
    coverageRule: "ALL_KINDS",
    owner: "Li Wei",
    contact: CONTACT,
    reviewOn: "2026-11-02",
  };
}

/** A ban of one division on all that a vendor owns, which allows exceptions. */
export function rooCodeBan(tool: Tools, vendorId: number, teamId: number): BanContentInput {
  return {
    title: { en: "Roo Code", "zh-CN": "Roo Code" },
    summary: {
      en: "From 18 July 2026 Roo Code is off-limits in this division. Remove it by 23:59 on Friday 17 July (Beijing time) and use Qoder instead.",
      "zh-CN": "2026年7月18日起，本事业部停用 Roo Code。请在 7月17日（周五）23:59（北京时间）前卸载，并改用 Qoder。",
    },
    reason: {
      en: "nobody maintains it any more, and it can run commands without asking.",
      "zh-CN": "它已无人维护，并且可以不经询问执行命令。",
    },
    selector: { vendors: [vendorId], tools: [] },
    population: { everyone: false, include: [teamId], exclude: [] },
    duties: [
      { kind: "STOP_USE", deadlineLocal: "2026-07-18T00:00", deadlineZone: ZONE },
      { kind: "UNINSTALL", deadlineLocal: "2026-07-18T00:00", deadlineZone: ZONE },
    ],
    replacement: { toolId: tool("qoder") },
    exceptions: { allowed: true, contact: CONTACT, maxDays: 60, decideWithinHours: 48 },
    reinstatement: {
      en: "Somebody maintains it again, and it asks before it runs a command.",
      "zh-CN": "恢复维护，并在执行命令前征得同意。",
    },
    coverageRule: "ALL_KINDS",
    owner: "Gao Lin",
    contact: CONTACT,
    reviewOn: "2026-10-12",
  };
}

/** A ban that rests: what it was about turned out to be our own doing. */
export function suspendedBan(tool: Tools, teamId: number): BanContentInput {
  return {
    title: { en: "Notion AI in Health", "zh-CN": "健康事业部的 Notion AI" },
    summary: {
      en: "From 13 July 2026 at 18:00 do not use Notion AI in this division. Write in Qoder or in the document system.",
      "zh-CN": "2026年7月13日 18:00 起，本事业部停用 Notion AI。请改用 Qoder 或文档系统。",
    },
    reason: {
      en: "it reached folders with patient data that nobody meant to share with it.",
      "zh-CN": "它能访问含患者数据的文件夹，而这些文件夹本不应共享给它。",
    },
    selector: { vendors: [], tools: [tool("notion-ai")] },
    population: { everyone: false, include: [teamId], exclude: [] },
    duties: [{ kind: "STOP_USE", deadlineLocal: "2026-07-13T18:00", deadlineZone: ZONE }],
    replacement: { toolId: tool("qoder") },
    exceptions: { allowed: true, contact: CONTACT, maxDays: 30 },
    reinstatement: {
      en: "The sharing rules of the division are corrected, and a second person has checked them.",
      "zh-CN": "事业部的共享规则已改正，并由第二人核对。",
    },
    coverageRule: "ALL_KINDS",
    owner: "Gao Lin",
    contact: CONTACT,
    reviewOn: "2026-07-22",
  };
}

/** A draft that is half written. */
export function sidebarDraft(tool: Tools): BanDraftInput {
  return {
    title: { en: "Assistants that read every page" },
    summary: { en: "Monica and Sider read every page that is open in the browser, intranet included." },
    reason: {},
    selector: { vendors: [], tools: [tool("monica"), tool("sider")] },
    population: { everyone: true, include: [], exclude: [] },
    duties: [{ kind: "UNINSTALL", deadlineLocal: "2026-07-31T18:00", deadlineZone: ZONE }],
    coverageRule: "ALL_KINDS",
    owner: "Gao Lin",
  };
}
