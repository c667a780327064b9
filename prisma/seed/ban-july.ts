import type pg from "pg";
import { recordAll } from "./audit.ts";
import type { JulyFacts } from "./ban-content.ts";
import { LEDGER_CLAIMS } from "./ledger-claims.ts";
import type { Cast } from "./personas.ts";

const PINNED = [
  { key: "checks", statedAs: "ACKNOWLEDGED" },
  { key: "encoding", statedAs: "REPORTED" },
  { key: "since", statedAs: "REPORTED" },
] as const;

const FINDINGS = ["Claude Code checks time zone and proxy without saying so", "Claude Code is reported to encode the result in its prompt"];

/** What the ban of July rests on: claims no better confirmed than they were on the 3rd. */
export async function julyFacts(db: pg.ClientBase, cast: Cast): Promise<JulyFacts> {
  const { rows: claims } = await db.query<{ id: number; statement: string }>("SELECT id, statement FROM claim");
  const { rows: findings } = await db.query<{ id: number }>("SELECT id FROM finding WHERE title = ANY ($1) ORDER BY id", [FINDINGS]);
  return {
    claims: PINNED.flatMap(({ key, statedAs }) =>
      claims.filter(({ statement }) => statement === LEDGER_CLAIMS[key].statement).map(({ id }) => ({ id, statedAs })),
    ),
    findings: findings.map(({ id }) => id),
    accountsOwnerId: cast.administrator.personId,
  };
}

/** What was said about the ban before it was published, and what was accepted against the lint. */
export async function loadJulyRecord(db: pg.ClientBase, banId: number, cast: Cast): Promise<void> {
  const { officer, secondOfficer } = cast;
  const code = `BAN-${banId}`;
  await db.query("INSERT INTO ban_comment (ban_id, version_number, author_id, text, at) VALUES ($1, 1, $2, $3, $4), ($1, 1, $5, $6, $7)", [
    banId,
    secondOfficer.personId,
    "Should the desktop app be in it as well? It is another product, with another client.",
    "2026-07-02T21:05:00+08:00",
    officer.personId,
    "Not this time. Nothing that is reported speaks of it; we watch it.",
    "2026-07-02T21:18:00+08:00",
  ]);
  const accepted = [
    {
      check: "devices-silent",
      said: `(SELECT jsonb_build_object('devices', count(*), 'withTool', 0) FROM device d
        WHERE NOT EXISTS (SELECT FROM report r WHERE r.device_id = d.id AND r.collected_at > timestamptz '2026-06-26T12:50Z'))`,
      reason: "Most of them lie in stores. Whoever takes one out of the store enrols it anew.",
      at: "2026-07-02T20:48:00+08:00",
    },
    {
      check: "people-without-device",
      said: "(SELECT jsonb_build_object('people', count(*)) FROM person p WHERE p.active AND NOT EXISTS (SELECT FROM device d WHERE d.owner_person_id = p.id))",
      reason: "They work on shared terminals that carry no software of their own. Their managers certify for them.",
      at: "2026-07-02T20:51:00+08:00",
    },
  ];
  for (const { check, said, reason, at } of accepted) {
    await db.query(
      `INSERT INTO lint_acceptance (version_id, "check", said, reason, accepted_by_id, accepted_at)
       SELECT id, $2, ${said}, $3, $4, $5 FROM ban_version WHERE ban_id = $1`,
      [banId, check, reason, officer.personId, at],
    );
  }
  await db.query("UPDATE ban_approval SET comment = $2 WHERE version_id = (SELECT id FROM ban_version WHERE ban_id = $1)", [
    banId,
    "The reason says no more than is confirmed, and the replacement is there.",
  ]);
  await recordAll(db, [
    ...accepted.map(({ check, reason, at }) => ({
      at: new Date(at),
      personId: officer.personId,
      actorName: officer.name,
      action: "ban.lint-accepted" as const,
      subjectKind: "ban",
      subjectId: code,
      after: { version: 1, check },
      reason,
    })),
    ...[
      { by: secondOfficer, at: "2026-07-02T21:05:00+08:00" },
      { by: officer, at: "2026-07-02T21:18:00+08:00" },
    ].map(({ by, at }) => ({
      at: new Date(at),
      personId: by.personId,
      actorName: by.name,
      action: "ban.commented" as const,
      subjectKind: "ban",
      subjectId: code,
      after: { version: 1 },
    })),
  ]);
}
