import { randomUUID } from "node:crypto";
import { type APIRequestContext, expect } from "@playwright/test";

export type Employee = { externalId: string; name: string; email: string };
export type SmallTeam = { name: string; manager: Employee; people: Employee[] };

const COLUMNS = "person_id,name,email,team_id,team_name,manager_id,manages,legal_entity,country,worker_type,locale,zone";

/** A team with a manager and some people, brought in by an administrator through the people file. Its names are its own. */
export async function newTeam(administrator: APIRequestContext, origin: string, people: number): Promise<SmallTeam> {
  const mark = randomUUID().slice(0, 8);
  const employee = (role: string): Employee => ({
    externalId: `${role}-${mark}`,
    name: `${role} ${mark}`,
    email: `${role}.${mark}@meridian.example`.toLowerCase(),
  });
  const manager = employee("Manager");
  const team = { name: `Team ${mark}`, manager, people: Array.from({ length: people }, (_, n) => employee(`Employee${n + 1}`)) };
  const line = ({ externalId, name, email }: Employee, managerId: string, manages: string) =>
    [externalId, name, email, `T-${mark}`, team.name, managerId, manages, "Meridian", "CN", "EMPLOYEE", "en", "Asia/Shanghai"].join(",");
  const csv = [COLUMNS, line(manager, "", `T-${mark}`), ...team.people.map((one) => line(one, manager.externalId, ""))].join("\n");
  const answer = await administrator.post("/api/v1/people?complete=false", {
    headers: { origin, "content-type": "text/csv", "idempotency-key": `team-${mark}` },
    data: Buffer.from(csv),
  });
  expect(answer.status(), await answer.text()).toBe(201);
  return team;
}

/** The path with which a person chooses a password. */
export async function invite(administrator: APIRequestContext, origin: string, { email }: Employee): Promise<string> {
  const found = await administrator.get(`/api/v1/people?q=${encodeURIComponent(email)}`);
  const { items }: { items: { id: number }[] } = await found.json();
  const answer = await administrator.post(`/api/v1/people/${items[0]?.id}/invitation`, { headers: { origin, accept: "application/json" } });
  expect(answer.status(), await answer.text()).toBe(201);
  const { link }: { link: string } = await answer.json();
  const { pathname, search } = new URL(link);
  return pathname + search;
}

export type Laptop = { serial: string; uuid: string; hostName: string; owner: Employee };

export function newLaptop(owner: Employee): Laptop {
  return { serial: `SER-${randomUUID().slice(0, 12)}`, uuid: randomUUID(), hostName: `mac-${owner.externalId.toLowerCase()}`, owner };
}

export type Installed = { name: string; version: string; source: string; path: string };

export const CODEX: Installed = {
  name: "@openai/codex",
  version: "0.141.0",
  source: "npm_packages",
  path: "/opt/homebrew/lib/node_modules/@openai/codex/package.json",
};

/** What a Fleet server says of laptops at a moment: everything installed on each, which is what proves absence too. */
export function fleetHosts(at: Date, hosts: { laptop: Laptop; software: Installed[] }[]): Buffer {
  const time = at.toISOString();
  const host = ({ laptop: { serial, uuid, hostName, owner }, software }: (typeof hosts)[number], id: number) => ({
    id: id + 1,
    hostname: hostName,
    display_name: hostName,
    computer_name: hostName,
    uuid,
    hardware_serial: serial,
    platform: "darwin",
    os_version: "macOS 26.6",
    osquery_version: "5.23.0",
    seen_time: time,
    detail_updated_at: time,
    software_updated_at: time,
    device_mapping: [{ email: owner.email, source: "mdm_idp_accounts" }],
    software: software.map(({ name, version, source, path }, n) => ({
      id: n + 1,
      name,
      version,
      source,
      extension_for: "",
      browser: "",
      installed_paths: [path],
    })),
  });
  return Buffer.from(JSON.stringify({ hosts: hosts.map(host) }));
}
