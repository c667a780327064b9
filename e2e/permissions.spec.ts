import { readFileSync } from "node:fs";
import { type APIRequestContext, type APIResponse, expect, request, test } from "@playwright/test";
import { answerOf, type Cell, cellWords, type Expected, isPage, MATRIX } from "@/e2e/matrix";
import type { Role } from "@/lib/auth/permissions";

// Walks every page and every reading address of the running application as everybody. The rows of the org tree are walked in
// app/api/permissions.integration.test.ts, where each role gets rows of its own.

type Demo = { url: string; accounts: { role: string; email: string }[] };

/** How the demonstration's file calls the roles. */
const WORDS: Record<Role, RegExp> = {
  EMPLOYEE: /employee/i,
  MANAGER: /manager/i,
  SECURITY_OFFICER: /officer/i,
  APPROVER: /approver/i,
  AUDITOR: /auditor/i,
  ADMINISTRATOR: /administrator/i,
};

const demo: Demo = JSON.parse(readFileSync(process.env.DEMO_FILE ?? ".data/demo.json", "utf8"));
const baseURL = process.env.BASE_URL ?? demo.url;
const origin = new URL(baseURL).origin;

async function contextOf(role: Role | null): Promise<APIRequestContext> {
  const context = await request.newContext({ baseURL });
  if (role === null) return context;
  const email = demo.accounts.find((account) => WORDS[role].test(account.role))?.email;
  const answer = await context.post("/api/v1/session/demo", { data: { email }, headers: { origin } });
  expect(answer.ok(), `sign in as ${role}`).toBe(true);
  return context;
}

/** Addresses of rows that exist, found as the officer finds them; an id stands in for what this demonstration has none of. */
async function examples(): Promise<Record<string, string>> {
  const officer = await contextOf("SECURITY_OFFICER");
  const first = async (list: string, field: "id" | "slug" | "code") => {
    const answer = await officer.get(`/api/v1/${list}?limit=1`);
    const { items = [] }: { items?: Record<string, string | number>[] } = answer.ok() ? await answer.json() : {};
    return String(items[0]?.[field] ?? items[0]?.id ?? 1);
  };
  const found = {
    tools: await first("tools", "slug"),
    vendors: await first("vendors", "slug"),
    bans: await first("bans", "code"),
    teams: await first("teams", "id"),
    people: await first("people", "id"),
    imports: await first("imports", "id"),
    devices: "1",
    duties: "1",
  };
  await officer.dispose();
  return found;
}

function addressOf({ path }: Cell, found: Record<string, string>): string {
  const kind = /\/(\w+)\/\{(?:id|slug)\}/.exec(path)?.[1] ?? "";
  return path
    .replace("{step}", "scope")
    .replace("{action}", "lift")
    .replace("{number}", "1")
    .replaceAll(/\{(id|slug)\}/g, found[kind] ?? "1");
}

/** A page sends nobody to sign in, where the API says 401. */
function answerOfPage(response: APIResponse, { path }: Cell): Expected {
  const isSentToSignIn = new URL(response.url()).pathname === "/signin" && path !== "/signin";
  return isSentToSignIn ? "sign-in" : answerOf(response.status());
}

const isOneOf = (answer: Expected, { expected }: Cell) =>
  answer === expected || (["open", "hidden"].includes(expected) && ["open", "hidden"].includes(answer));

const reads = MATRIX.filter(
  ({ method, by, relation }) => method === "GET" && by !== "token" && (relation === null || relation === "foreign"),
);
const everybody = [null, ...Object.keys(WORDS)] as (Role | null)[];

let found: Record<string, string> = {};
test.beforeAll(async () => {
  found = await examples();
});

for (const role of everybody) {
  test(`${role ?? "nobody"} reads what the table of permissions says, and nothing else`, async () => {
    const context = await contextOf(role);
    const wrong: string[] = [];
    for (const cell of reads.filter((one) => one.role === role)) {
      const response = await context.get(addressOf(cell, found), isPage(cell) ? { headers: { accept: "text/html" } } : {});
      const answer = isPage(cell) ? answerOfPage(response, cell) : answerOf(response.status());
      if (!isOneOf(answer, cell) || response.status() >= 500)
        wrong.push(`${cellWords(cell)}, but ${response.status()} at ${response.url()}`);
      const isKept = !/no-store/.test(response.headers()["cache-control"] ?? "");
      if (isKept) wrong.push(`${cellWords(cell)} may be kept by a browser`);
    }
    expect(wrong).toEqual([]);
    await context.dispose();
  });
}

/** Ways to ask Next for the same page. */
type Transport = { name: string; headers?: Record<string, string>; bend?: (path: string) => string; method?: "GET" | "HEAD" | "POST" };
const TRANSPORTS: Transport[] = [
  { name: "as data", headers: { rsc: "1" } },
  { name: "ahead of time", headers: { rsc: "1", "next-router-prefetch": "1" } },
  { name: "as a segment", headers: { rsc: "1", "next-router-segment-prefetch": "/_tree" } },
  {
    name: "with headers of the inside",
    headers: { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy", "x-interdict-path": "/", "x-nonce": "x" },
  },
  { name: "encoded", bend: (path) => path.replace(/[a-z](?=[a-z]*$)/, (letter) => `%${letter.charCodeAt(0).toString(16)}`) },
  { name: "with two slashes", bend: (path) => `/${path}` },
  { name: "with a slash at the end", bend: (path) => `${path}/` },
  { name: "as a file", bend: (path) => `${path}.rsc` },
  { name: "by its head", method: "HEAD" },
  { name: "by POST", method: "POST" },
];

/** Something drawn, as HTML or as React's data. What Next hands out ahead of time is the names of segments and nothing else. */
const ELEMENT = /<main\b|\["\$",/;

test("nobody reads a protected page by another way", async () => {
  test.setTimeout(180_000);
  const context = await contextOf(null);
  const pages = reads.filter((cell) => cell.role === null && isPage(cell) && cell.expected === "sign-in" && cell.path !== "/");
  const open: string[] = [];
  for (const cell of pages) {
    const ask = async ({ name, headers = {}, bend = (path) => path, method = "GET" }: Transport) => {
      const response = await context.fetch(`${baseURL}${bend(addressOf(cell, found))}`, { method, headers });
      const text = await response.text();
      const isAway = new URL(response.url()).pathname === "/signin" || response.status() >= 400;
      if (!isAway && ELEMENT.test(text) && !text.includes("NEXT_REDIRECT"))
        open.push(`${cell.path} ${name}: ${response.status()} ${response.url()}`);
    };
    await Promise.all(TRANSPORTS.map(ask));
  }
  expect(open).toEqual([]);
  await context.dispose();
});

test("a page carries its policy, and what is inside of Next is not taken from outside", async () => {
  const context = await contextOf("EMPLOYEE");
  const forged = { "content-security-policy": "script-src *", "x-nonce": "forged" };
  const [one, two] = [await context.get("/", { headers: forged }), await context.get("/", { headers: forged })];
  const policyOf = (response: APIResponse) => response.headers()["content-security-policy"] ?? "";
  const nonceOf = (response: APIResponse) => /'nonce-([^']+)'/.exec(policyOf(response))?.[1] ?? "";
  expect(policyOf(one)).toContain("script-src 'self' 'nonce-");
  expect(policyOf(one)).not.toMatch(/script-src[^;]*(unsafe-inline|\*)/);
  expect(nonceOf(one)).not.toBe(nonceOf(two));
  const scripts = (await one.text()).match(/<script\b[^>]*>/g) ?? [];
  expect(scripts.filter((tag) => !tag.includes(`nonce="${nonceOf(one)}"`))).toEqual([]);
  expect(one.headers()).toMatchObject({
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  });
  await context.dispose();
});
