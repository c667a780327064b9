import type pg from "pg";
import { JULY_BAN } from "./ban.ts";

const WORDING = {
  en: "I have removed Claude Code from %s, including browser and editor extensions, and signed out of my Claude Code account. We will check with the next scan.",
  "zh-CN": "我已从 %s 卸载 Claude Code（包括浏览器和编辑器扩展），并已退出 Claude Code 账号。我们会在下次扫描时核验。",
};

/** Writes what people said, each with its record. Needs `seed_claude`. */
export async function loadAttestations(db: pg.ClientBase): Promise<void> {
  await db.query(
    `WITH said AS (
       INSERT INTO attestation (ban_id, person_id, device_id, wording, attested_at)
       SELECT ${JULY_BAN}, person.id, claude.id, format(CASE locale WHEN 'zh-CN' THEN $1 ELSE $2 END, host_name), attested_at
       FROM seed_claude claude JOIN person ON person.id = claude.person_id JOIN device ON device.id = claude.id
       WHERE attested_at IS NOT NULL
       ORDER BY attested_at, claude.id
       RETURNING *
     )
     INSERT INTO seed_audit (at, actor_kind, person_id, actor_name, action, subject_kind, subject_id, after)
     SELECT attested_at, 'person', person_id, person.name, 'removal.attested', 'ban', 'BAN-${JULY_BAN}',
       jsonb_build_object('attestation', said.id, 'device', device_id)
     FROM said JOIN person ON person.id = person_id`,
    [WORDING["zh-CN"], WORDING.en],
  );
}
