import type { BanContentInput, BanDraftInput } from "../../lib/bans/schema.ts";
import { CUTOFF_LOCAL, ZONE } from "./scenario-time.ts";

type Tools = (slug: string) => number;

const CONTACT = "ai-tools@meridian.example";

/** The ban of July 2026, as it was published on the 3rd. */
export function julyBan(tool: Tools): BanContentInput {
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
    ],
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
