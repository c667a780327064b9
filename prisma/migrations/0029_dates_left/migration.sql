-- Exceptions of a ban, as of a moment. One that names every tool in scope is one of everything. `due` is the date that they gave instead; one that
-- was revoked gave one if it had begun.
CREATE OR REPLACE FUNCTION ban_exceptions(p_ban int, p_now timestamptz) RETURNS TABLE (
  duty_kind duty_kind, person_id int, team_id int, device_id int, tool_ids int[], whole boolean, active boolean, edge timestamptz, due timestamptz
) LANGUAGE sql STABLE AS $$
  SELECT e.duty_kind, e.person_id, e.team_id, e.device_id, e.tool_ids,
    cardinality(e.tool_ids) = 0 OR e.tool_ids @> ARRAY(SELECT s.tool_id FROM ban_scope_tool s WHERE s.ban_id = p_ban),
    e.status = 'ACTIVE' AND e.starts_at <= p_now AND e.ends_at > p_now,
    CASE WHEN e.status <> 'ACTIVE' THEN NULL WHEN e.starts_at > p_now THEN e.starts_at WHEN e.ends_at > p_now THEN e.ends_at END,
    CASE WHEN e.status <> 'ACTIVE' OR e.starts_at <= p_now THEN e.due_after END
  FROM exception e WHERE e.ban_id = p_ban AND (e.status IN ('ACTIVE', 'EXPIRED') OR e.status = 'REVOKED' AND e.ended_at > e.starts_at)
$$;
