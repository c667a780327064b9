-- A publication that is called back takes its duties away; what somebody said meanwhile stays in the record.
ALTER TABLE attestation DROP CONSTRAINT attestation_duty_fkey;
DROP FUNCTION void_attestations(int, int, timestamptz);
DROP FUNCTION restore_attestations(int, int);
DROP FUNCTION recall_obligations(int);

-- Exceptions of a ban, as of a moment. One that names every tool in scope is one of everything. `due` is the date that they gave instead; one that
-- was revoked gave one if it had begun.
CREATE OR REPLACE FUNCTION ban_exceptions(p_ban int, p_now timestamptz) RETURNS TABLE (
  duty_kind duty_kind, person_id int, team_id int, device_id int, tool_ids int[], whole boolean, active boolean, edge timestamptz, due timestamptz
) LANGUAGE sql STABLE AS $$
  SELECT e.duty_kind, e.person_id, e.team_id, e.device_id, e.tool_ids,
    cardinality(e.tool_ids) = 0 OR e.tool_ids @> ARRAY(SELECT s.tool_id FROM ban_scope_tool s WHERE s.ban_id = p_ban),
    e.status = 'ACTIVE' AND e.starts_at <= p_now AND e.ends_at > p_now,
    CASE WHEN e.status <> 'ACTIVE' THEN NULL WHEN e.starts_at > p_now THEN e.starts_at WHEN e.ends_at > p_now THEN e.ends_at END,
    CASE WHEN e.starts_at <= p_now THEN e.due_after END
  FROM exception e WHERE e.ban_id = p_ban AND (e.status IN ('ACTIVE', 'EXPIRED') OR e.status = 'REVOKED' AND e.ended_at > e.starts_at)
$$;

-- After exceptions for people, devices or whole teams began, changed or ended. One call for all of them: whoever evaluates takes the locks once.
DROP FUNCTION reevaluate_team(int, timestamptz);
CREATE FUNCTION reevaluate_subjects(people int[], devices int[], teams int[], now timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  below int[] := ARRAY(SELECT t.id FROM team top JOIN team t ON t.path <@ top.path WHERE top.id = ANY (teams));
BEGIN
  RETURN settle_published(
    ARRAY(SELECT unnest(people)
      UNION SELECT d.owner_person_id FROM device d WHERE d.id = ANY (devices) AND d.owner_person_id IS NOT NULL
      UNION SELECT p.id FROM person p WHERE p.team_id = ANY (below) AND p.active
      -- Who manages a team may be a member of another.
      UNION SELECT o.person_id FROM obligation o JOIN ban b ON b.id = o.ban_id AND b.status = 'PUBLISHED' JOIN duty d ON d.id = o.duty_id AND d.responsible <> 'PERSON'
        WHERE o.team_id = ANY (below) AND o.closed_at IS NULL AND o.person_id IS NOT NULL),
    ARRAY(SELECT unnest(devices)
      UNION SELECT d.id FROM device d LEFT JOIN person p ON p.id = d.owner_person_id
      WHERE (p.id IS NULL OR NOT p.active) AND coalesce(d.owner_team_id, p.team_id, (SELECT min(id) FROM team WHERE parent_id IS NULL)) = ANY (below)),
    now);
END $$;
