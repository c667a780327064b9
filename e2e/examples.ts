import type { Browser, BrowserContext } from "@playwright/test";
import { origin } from "@/e2e/stage";
import { accountOf, browserOf } from "@/e2e/world";

type Row = Record<"id" | "code" | "status" | "rejected", unknown>;

/** Rows that exist, found as people find them. */
export async function examples(browser: Browser) {
  const officer = await browserOf(browser, "officer");
  const manager = await browserOf(browser, "manager");
  const administrator = await browserOf(browser, "administrator");
  const list = async (context: typeof officer, path: string): Promise<Row[]> => {
    const answer = await context.request.get(`/api/v1/${path}`);
    if (!answer.ok()) throw new Error(`GET ${path} answered ${answer.status()}`);
    return (await answer.json()).items;
  };
  const bans = await list(officer, "bans?limit=100");
  const codeOf = (status: string) => String(bans.findLast((ban) => ban.status === status)?.code ?? "");
  const imports = await list(officer, "imports?limit=100");
  const [team] = await list(manager, "teams");
  const members = await list(manager, "people?limit=10");
  const person = members.at(-1)?.id;
  const { devices } = await (await manager.request.get(`/api/v1/people/${person}`)).json();
  const [waiting] = await list(officer, "triage?limit=1");
  const published = codeOf("PUBLISHED");
  // Also when it is done already, and the home page asks for it no more.
  const [duty] = await list(officer, `bans/${published}/people?q=${encodeURIComponent(accountOf("employee").email)}`);
  const [edge] = await list(officer, "access?family=anthropic-claude&limit=1");
  const link = await administrator.request.post(`/api/v1/people/${person}/invitation`, {
    headers: { origin, accept: "application/json" },
  });
  const [release] = await list(officer, "tools/claude-code/releases?limit=1");
  // One row taken and one rejected.
  const imported = await officer.request.post("/api/v1/tools/claude-code/releases/import", {
    headers: { origin, accept: "application/json" },
    data: { name: "@anthropic-ai/claude-code", versions: { "2.1.91": {}, nonsense: {} } },
  });
  const offered = await offerCatalogue(officer);
  const { toConfirm } = await (await manager.request.get("/api/v1/me/duties")).json();
  const [record] = await list(officer, `bans/${published}/confirmations?state=waiting`);
  const found = {
    certify: String(toConfirm[0]?.obligationId),
    record: String(record?.id),
    draft: codeOf("DRAFT"),
    catalogue: String(offered),
    inReview: codeOf("IN_REVIEW"),
    published,
    lifted: codeOf("LIFTED"),
    suspended: codeOf("SUSPENDED"),
    team: String(team?.id),
    person: String(person),
    device: String(devices[0]?.id),
    triage: String(waiting?.id),
    request: String((await list(officer, "requests"))[0]?.id),
    import: String(imports.find(({ rejected }) => Number(rejected) > 0)?.id ?? imports[0]?.id),
    duty: String(duty?.id),
    access: String(edge?.id),
    invitation: new URL((await link.json()).link),
    release: String(release?.id),
    releaseImport: String((await imported.json()).id),
    claim: String((await list(officer, "claims?q=time%20zone"))[0]?.id),
    source: String((await list(officer, "sources?q=Ground%20Truth"))[0]?.id),
    finding: String((await list(officer, "findings?fix=UNCONFIRMED"))[0]?.id),
  };
  for (const context of [officer, manager, administrator]) await context.close();
  return found;
}

/** An update of the catalogue with something new, a conflict and a row that cannot be taken. */
async function offerCatalogue(officer: BrowserContext): Promise<number> {
  const headers = { origin, accept: "application/json" };
  await officer.request.patch("/api/v1/tools/poe", { headers, data: { notes: "Known to the help desk." } });
  const tool = { name: "Poe", vendor: "quora", category: "web-assistant", clients: ["web"], confidence: "HIGH", source: "pk" };
  const identifiers = [
    { kind: "DOMAIN", value: "poe.example", confidence: "LOW", source: "pk" },
    { kind: "NO_SUCH_KIND", value: "x", confidence: "LOW", source: "pk" },
  ];
  const answer = await officer.request.post("/api/v1/catalogue/updates?complete=false&name=example.json", {
    headers,
    data: { vendors: [], families: [], tools: [{ ...tool, slug: "poe", notes: "Gathers models of many vendors.", identifiers }] },
  });
  return (await answer.json()).id;
}
