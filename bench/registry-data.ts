import type pg from "pg";

/** Two names that every size has, for the lookups that are measured. */
export const KNOWN = { latin: "Quorvane Mistwell", chinese: "霁云砚池" };

const HEADS = [
  "Bor",
  "Cal",
  "Dex",
  "Fen",
  "Gal",
  "Hol",
  "Jun",
  "Kel",
  "Lum",
  "Mar",
  "Nor",
  "Pel",
  "Ras",
  "Sel",
  "Tor",
  "Ven",
  "Wil",
  "Yar",
];
const TAILS = [
  "adine",
  "bexa",
  "cora",
  "dyne",
  "elio",
  "fyra",
  "gent",
  "hive",
  "ista",
  "julo",
  "kanto",
  "lyte",
  "mono",
  "nexa",
  "ophi",
  "pulse",
];
const CHARACTERS = "安本成达恩方光华嘉凯兰明宁平青瑞山思天文新星雅元云智中竹".split("");
const CATEGORIES = ["coding-agent", "web-assistant", "ide-extension", "model-api", "writing-assistant", "meeting-assistant", "dictation"];

const word = (n: number) => `${HEADS[n % HEADS.length]}${TAILS[Math.floor(n / HEADS.length) % TAILS.length]}`;
const characters = (n: number) => [n, n * 7 + 3, Math.floor(n / 28), n * 5 + 1].map((at) => CHARACTERS[at % CHARACTERS.length]).join("");

/** Every tenth is written in characters. */
function nameOf(n: number): string {
  if (n === 0) return KNOWN.latin;
  if (n === 1) return KNOWN.chinese;
  return n % 10 === 0 ? `${characters(n)}${n}` : `${word(n)} ${word(Math.floor(n / 3) + 11)} ${n % 97}`;
}

/**
 * Adds tools to a registry: seven to a vendor, three identifiers each, a third present on devices, three in ten decided, of those some also
 * for a team, a country or a kind of worker. The first of a larger registry are those of a smaller one.
 */
export async function fillRegistry(client: pg.ClientBase, tools: number): Promise<void> {
  const numbers = Array.from({ length: tools }, (_, n) => n);
  await client.query("SELECT setseed(0.5)");
  await client.query(
    `INSERT INTO vendor (slug, name, legal_name, confidence)
     SELECT 'bench-' || n, name, name || ' Holdings Ltd', 'HIGH' FROM unnest($1::text[]) WITH ORDINALITY AS v(name, n)`,
    [Array.from({ length: Math.ceil(tools / 7) }, (_, n) => `${word(n * 5 + 2)} ${word(n * 3 + 40)} Labs`)],
  );
  await client.query(
    `INSERT INTO tool (slug, name, aliases, vendor_id, category, clients, confidence)
     SELECT 'bench-tool-' || n, name, CASE WHEN n % 3 = 0 THEN ARRAY['Formerly ' || name] ELSE '{}' END,
       (SELECT id FROM vendor WHERE slug = 'bench-' || 1 + (n - 1) / 7), category, '{cli,desktop}', 'HIGH'
     FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS t(name, category, n)`,
    [numbers.map(nameOf), numbers.map((n) => CATEGORIES[n % CATEGORIES.length])],
  );
  const statements = [
    `INSERT INTO identifier (tool_id, kind, value, match_value, confidence, source)
     SELECT t.id, k.kind::identifier_kind, k.value, k.value, 'HIGH', 'bench' FROM tool t CROSS JOIN LATERAL (VALUES
       ('NPM', '@bench/' || t.slug), ('DOMAIN', t.slug || '.example'), ('VSCODE', 'bench.' || t.slug)) k(kind, value) WHERE t.slug LIKE 'bench-tool-%'`,
    `INSERT INTO tool_presence (tool_id, devices, people, as_of)
     SELECT id, 1 + id * 7919 % 5000, 1 + id * 7919 % 4000, now() FROM tool WHERE slug LIKE 'bench-tool-%' AND id % 3 = 0`,
    `INSERT INTO decision (tool_id, status, reason, review_on, decided_at)
     SELECT id, (ARRAY['APPROVED', 'APPROVED_WITH_CONDITIONS', 'NOT_APPROVED', 'UNDER_REVIEW'])[1 + id % 4]::decision_status, 'bench', '2027-01-01', now()
     FROM tool WHERE slug LIKE 'bench-tool-%' AND id % 10 < 3`,
    `INSERT INTO decision (tool_id, team_id, countries, worker_types, status, reason, decided_at)
     SELECT id, CASE WHEN id % 3 = 0 THEN (SELECT id FROM team WHERE nlevel(path) = 2 ORDER BY id LIMIT 1) END, CASE WHEN id % 3 = 1 THEN '{CN}' ELSE '{}' END::text[],
       CASE WHEN id % 3 = 2 THEN '{CONTRACTOR}' ELSE '{}' END::worker_type[], 'NOT_APPROVED', 'bench', now()
     FROM tool WHERE slug LIKE 'bench-tool-%' AND id % 20 = 0`,
    "CHECKPOINT",
    "VACUUM ANALYZE",
  ];
  for (const statement of statements) await client.query(statement);
}
