import type { Browser, BrowserContext } from "@playwright/test";
import { origin } from "@/e2e/stage";
import { accountOf, browserOf, PERSONAS, type Persona } from "@/e2e/world";
import { LOCALES } from "@/i18n/config";
import type { PagePath } from "@/lib/auth/permissions";
import { STEPS } from "@/lib/bans/rules";

/** One page as one persona meets it. `page` is its entry in the table of permissions; null: there is none. */
export type Visit = { page: PagePath | null; path: string; status?: 403 | 404 };

/** Every page of the product by who uses it, with the states in which it looks different. */
export type Visits = Record<Persona, Visit[]>;

/** Into how many tests a persona's pages are divided, so that each takes about a minute. */
const PARTS: Record<Persona, number> = { nobody: 1, employee: 2, manager: 1, officer: 8, approver: 1, auditor: 1, administrator: 1 };

/** What one test walks through: every so many-th page of a persona, in one language. */
export const WALKS = PERSONAS.flatMap((persona) =>
  LOCALES.flatMap((locale) =>
    Array.from({ length: PARTS[persona] }, (_, part) => ({
      persona,
      locale,
      name: `${persona}, ${locale}${PARTS[persona] > 1 ? `, ${part + 1} of ${PARTS[persona]}` : ""}`,
      of: (visits: Visits) => visits[persona].filter((_visit, index) => index % PARTS[persona] === part),
    })),
  ),
);

type Row = Record<"id" | "code" | "status" | "rejected", unknown>;

/** Rows that exist, found as people find them. */
async function examples(browser: Browser) {
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

let known: Promise<Visits> | undefined;

/** Found once for all tests of a worker: it takes signing in three times. */
export function findVisits(browser: Browser): Promise<Visits> {
  known ??= collectVisits(browser);
  return known;
}

async function collectVisits(browser: Browser): Promise<Visits> {
  const { draft, inReview, published, lifted, suspended, team, person, device, duty, invitation, ...found } = await examples(browser);
  const at = (page: PagePath, path: string = page): Visit => ({ page, path });
  return {
    nobody: [
      at("/signin"),
      at("/setup"),
      at("/setup", invitation.pathname + invitation.search),
      { page: null, path: "/nowhere", status: 404 },
    ],
    employee: [
      at("/"),
      at("/tools"),
      at("/tools", "/tools?q=claude"),
      at("/tools", "/tools?q=nothing-of-that-name"),
      at("/tools", "/tools?q=cusor"),
      at("/tools", "/tools?use=coding-agent"),
      at("/me/requests"),
      at("/me/requests/new", "/me/requests/new?name=nothing-of-that-name"),
      at("/tools/{slug}", "/tools/claude-code"),
      at("/tools/{slug}", "/tools/qoder"),
      at("/tools/{slug}/evidence", "/tools/claude-code/evidence"),
      at("/tools/{slug}/evidence", "/tools/qoder/evidence"),
      at("/about/data"),
      at("/me/devices"),
      at("/me/sessions"),
      at("/me/exceptions"),
      at("/me/notices"),
      at("/exceptions"),
      at("/exceptions/new"),
      at("/exceptions/new", `/exceptions/new?ban=${published}`),
      at("/exceptions/new", "/exceptions/new?ban=BAN-6"),
      at("/exceptions/{id}", "/exceptions/10"),
      at("/me/duties"),
      at("/me/duties/{id}/attest", `/me/duties/${duty}/attest`),
      { page: "/registry", path: "/registry", status: 403 },
      { page: null, path: "/nowhere", status: 404 },
    ],
    manager: [
      at("/"),
      at("/bans"),
      at("/bans/{id}", `/bans/${published}`),
      at("/bans/{id}/people", `/bans/${published}/people`),
      at("/bans/{id}/confirmations", `/bans/${published}/confirmations`),
      at("/bans/{id}/exceptions", "/bans/BAN-6/exceptions"),
      at("/exceptions/{id}", "/exceptions/9"),
      at("/exceptions/new", "/exceptions/new?ban=BAN-6&q=a"),
      at("/me/duties"),
      at("/me/duties/{id}/confirm", `/me/duties/${found.certify}/confirm`),
      at("/calendar"),
      at("/teams"),
      at("/teams/{id}", `/teams/${team}`),
      at("/people"),
      at("/people/{id}", `/people/${person}`),
      at("/devices/{id}", `/devices/${device}`),
    ],
    officer: [
      at("/"),
      at("/bans/{id}/confirmations", `/bans/${published}/confirmations?state=waiting&look=${found.record}`),
      at("/registry"),
      at("/registry", "/registry?q=nothing-of-that-name&verdict=banned"),
      at("/tools/{slug}", "/tools/claude-code"),
      at("/tools/new"),
      at("/tools/{slug}", "/tools/cursor"),
      at("/tools/{slug}/decide", "/tools/cursor/decide?q=a"),
      at("/tools/{slug}/decide", "/tools/cursor/decide?step=decision&workerTypes=CONTRACTOR"),
      at("/risk"),
      at("/risk", "/risk?class=none&assumed=false"),
      at("/risk/tables"),
      at("/risk/tables/{id}", "/risk/tables/1"),
      at("/tools/{slug}/class", "/tools/claude-code/class"),
      at("/tools/{slug}/class", "/tools/cursor/class?input=toolUse"),
      at("/tools/{slug}/class", "/tools/cursor/class?input=toolUse&value=administrator"),
      at("/tools/{slug}/class", "/tools/zed/class"),
      at("/decisions"),
      at("/decisions", "/decisions?q=nothing-of-that-name&due=overdue"),
      at("/tools/{slug}/edit", "/tools/qoder/edit"),
      at("/tools/{slug}/identifiers", "/tools/claude-code/identifiers"),
      at("/tools/{slug}/identifiers", "/tools/qoder/identifiers?kind=MACOS_TEAM&value=Q6L2SF6YDW"),
      at("/tools/{slug}/merge", "/tools/qoder/merge"),
      at("/tools/{slug}/merge", "/tools/qoder/merge?into=cursor"),
      at("/vendors"),
      at("/vendors", "/vendors?q=nothing-of-that-name"),
      at("/vendors/new"),
      at("/tools/{slug}/releases", "/tools/claude-code/releases"),
      at("/tools/{slug}/releases", `/tools/claude-code/releases?${new URLSearchParams({ range: "vers:npm/>=2.1.91|<2.1.199" })}`),
      at("/tools/{slug}/releases", `/tools/claude-code/releases?${new URLSearchParams({ range: "2.1.91 or later" })}`),
      at("/tools/{slug}/releases", "/tools/qoder/releases"),
      at("/tools/{slug}/releases/new", "/tools/claude-code/releases/new"),
      at("/tools/{slug}/releases/{id}", `/tools/claude-code/releases/${found.release}`),
      at("/tools/{slug}/releases/imports/{id}", `/tools/claude-code/releases/imports/${found.releaseImport}`),
      at("/vendors/{slug}", "/vendors/alibaba"),
      at("/catalogue"),
      at("/catalogue/{id}", `/catalogue/${found.catalogue}`),
      at("/triage"),
      at("/triage", "/triage?q=nothing-of-that-name&state=dismissed"),
      at("/triage/{id}", `/triage/${found.triage}`),
      at("/requests"),
      at("/requests/{id}", `/requests/${found.request}`),
      at("/vendors/{slug}", "/vendors/anthropic?record=1"),
      at("/vendors/{slug}/edit", "/vendors/github/edit"),
      at("/vendors/{slug}/merge", "/vendors/anysphere/merge?q=o"),
      at("/vendors/{slug}/merge", "/vendors/anysphere/merge?into=openai"),
      at("/models"),
      at("/models", "/models?q=nothing-of-that-name"),
      at("/models/new"),
      at("/models/{slug}", "/models/anthropic-claude"),
      at("/models/{slug}", "/models/anthropic-claude?mode=DISABLED_BY_POLICY"),
      at("/models/{slug}", "/models/cohere-command"),
      at("/models/{slug}/edit", "/models/anthropic-claude/edit"),
      at("/models/access/new", "/models/access/new?tool=cursor&family=mistral"),
      at("/models/access/{id}", `/models/access/${found.access}`),
      at("/claims"),
      at("/claims", "/claims?q=nothing-of-that-name&disputed=true"),
      at("/claims/new", "/claims/new?tool=claude-code"),
      at("/claims/{id}", `/claims/${found.claim}`),
      at("/claims/{id}", `/claims/${found.claim}?do=confirm`),
      at("/claims/{id}", `/claims/${found.claim}?do=source`),
      at("/claims/{id}", `/claims/${found.claim}?do=link`),
      at("/claims/{id}", `/claims/${found.claim}?do=dispute`),
      at("/claims/{id}/edit", `/claims/${found.claim}/edit`),
      at("/sources"),
      at("/sources", "/sources?q=nothing-of-that-name"),
      at("/sources/new"),
      at("/sources/{id}", `/sources/${found.source}`),
      at("/sources/{id}/edit", `/sources/${found.source}/edit`),
      at("/findings"),
      at("/findings", "/findings?q=nothing-of-that-name&review=due"),
      at("/findings/new", "/findings/new?tool=claude-code"),
      at("/findings/import"),
      at("/findings/{id}", `/findings/${found.finding}`),
      at("/findings/{id}", `/findings/${found.finding}?do=status`),
      at("/findings/{id}", `/findings/${found.finding}?do=fix`),
      at("/findings/{id}/edit", `/findings/${found.finding}/edit`),
      at("/findings/{id}/exposure", `/findings/${found.finding}/exposure`),
      at("/findings/{id}/exposure", `/findings/${found.finding}/exposure?by=team&group=unknown`),
      at("/bans"),
      at("/bans", "/bans?state=all"),
      at("/exceptions"),
      at("/exceptions", "/exceptions?state=over&q=nothing-of-that-name"),
      at("/exceptions", "/exceptions?state=all"),
      at("/exceptions/{id}", "/exceptions/2"),
      at("/exceptions/{id}", "/exceptions/8"),
      at("/exceptions/{id}", "/exceptions/9"),
      at("/exceptions/new", "/exceptions/new?ban=BAN-6&q=o"),
      at("/bans/{id}/exceptions", `/bans/${published}/exceptions`),
      at("/drift"),
      at("/drift", "/drift?status=ALL"),
      at("/bans/{id}", `/bans/${published}`),
      at("/bans/{id}", `/bans/${lifted}`),
      at("/bans/{id}", `/bans/${suspended}`),
      at("/bans/{id}/end/{action}", `/bans/${published}/end/suspend`),
      at("/bans/{id}/end/{action}", `/bans/${published}/end/lift`),
      at("/bans/{id}/end/{action}", `/bans/${suspended}/end/resume`),
      at("/bans/{id}/end/{action}", `/bans/${suspended}/end/supersede?by=${published}`),
      at("/bans/{id}/record", `/bans/${published}/record`),
      at("/bans/{id}/record", `/bans/${draft}/record`),
      at("/bans/{id}", `/bans/${draft}`),
      at("/bans/{id}/people", `/bans/${published}/people?state=INSTALLED`),
      at("/bans/{id}/review", `/bans/${inReview}/review`),
      at("/bans/{id}/blast-radius", `/bans/${published}/blast-radius`),
      at("/bans/{id}/blast-radius/{rows}", `/bans/${published}/blast-radius/devices`),
      at("/bans/{id}/blast-radius/{rows}", `/bans/${published}/blast-radius/reach?mode=SELECTABLE`),
      at("/bans/{id}/blast-radius/{rows}", `/bans/${published}/blast-radius/exceptions`),
      at("/calendar"),
      at("/calendar", "/calendar?year=2031"),
      at("/tools/{slug}/use", "/tools/qoder/use"),
      at("/bans/{id}/versions", `/bans/${published}/versions`),
      at("/bans/{id}/versions/{number}", `/bans/${published}/versions/1`),
      at("/bans/{id}/versions/{number}", `/bans/${draft}/versions/1?people=gained`),
      ...STEPS.map((step) => at("/bans/{id}/edit/{step}", `/bans/${draft}/edit/${step}`)),
      at("/devices/{id}", `/devices/${device}`),
      at("/imports"),
      at("/imports/new"),
      at("/imports/{id}", `/imports/${found.import}`),
      at("/audit"),
      at("/hygiene"),
      at("/hygiene", "/hygiene?category=security&weigh=sign-in"),
      at("/tools/{slug}/hygiene", "/tools/claude-code/hygiene"),
      at("/tools/{slug}/hygiene", "/tools/poe/hygiene?show=unknown&answer=sign-in"),
      at("/vendors/{slug}/hygiene", "/vendors/microsoft/hygiene?show=own"),
      at("/tools/{slug}/dependency", "/tools/claude-code/dependency"),
      at("/tools/{slug}/dependency", "/tools/cursor/dependency?trust=4&maturity=3"),
      at("/reviews"),
      at("/reviews", "/reviews?state=all&review=claude-code"),
      at("/reviews", "/reviews?tool=nothing-of-that-name"),
    ],
    approver: [at("/bans/{id}/review", `/bans/${inReview}/review`)],
    auditor: [
      at("/bans/{id}/record", `/bans/${lifted}/record`),
      at("/reviews"),
      at("/audit", "/audit?q=nothing-of-that-name"),
      at("/people/{id}", `/people/${person}`),
    ],
    administrator: [
      at("/people"),
      at("/people", "/people?q=nothing-of-that-name"),
      at("/people/{id}", `/people/${person}`),
      at("/people/import"),
      at("/teams/{id}", `/teams/${team}`),
      at("/tokens"),
    ],
  };
}
