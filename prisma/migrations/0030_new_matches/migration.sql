-- What the words of the version that binds mean by now and did not at publication: tools not in its scope, or there in some versions only, and ways
-- from other tools to a banned model.
CREATE FUNCTION new_matches(p_ban int) RETURNS TABLE (tool_id int, family_id int, channel text, mode access_mode) LANGUAGE sql STABLE AS $$
  WITH said AS (SELECT content -> 'selector' AS selector FROM ban_version WHERE ban_id = p_ban AND status = 'PUBLISHED')
  SELECT s.tool_id, NULL::int, NULL::text, NULL::access_mode
  FROM said CROSS JOIN LATERAL resolve_selector(said.selector) s
  WHERE NOT EXISTS (
    SELECT FROM ban_scope_tool k WHERE k.ban_id = p_ban AND k.tool_id = s.tool_id AND (k.version_range IS NULL OR s.version_range IS NOT NULL))
  UNION ALL
  SELECT a.tool_id, a.family_id, a.channel, a.mode
  FROM said CROSS JOIN LATERAL resolve_access(said.selector) a
  WHERE NOT EXISTS (
    SELECT FROM ban_scope_access k WHERE k.ban_id = p_ban AND k.tool_id = a.tool_id AND k.family_id = a.family_id AND k.channel = a.channel)
$$;

-- Published bans whose proposals are not what their words mean by now, and bans that bind no more and still have some.
CREATE FUNCTION bans_with_drift() RETURNS TABLE (ban_id int) LANGUAGE sql STABLE AS $$
  SELECT b.id FROM ban b WHERE b.status = 'PUBLISHED' AND EXISTS (
    SELECT FROM new_matches(b.id) m
    FULL JOIN (SELECT * FROM scope_drift WHERE scope_drift.ban_id = b.id) d
      ON m.tool_id = d.tool_id AND coalesce(m.family_id, 0) = coalesce(d.family_id, 0) AND coalesce(m.channel, '') = coalesce(d.channel, '')
    LEFT JOIN ban_version v ON v.id = d.version_id
    WHERE d.id IS NULL OR (m.tool_id IS NULL AND d.status = 'OPEN')
      OR (m.tool_id IS NOT NULL AND d.status = 'ACCEPTED' AND v.status NOT IN ('DRAFT', 'IN_REVIEW', 'APPROVED')))
  UNION ALL
  SELECT b.id FROM ban b WHERE b.status IN ('DRAFT', 'IN_REVIEW', 'APPROVED') AND EXISTS (SELECT FROM scope_drift d WHERE d.ban_id = b.id AND d.status = 'OPEN')
  ORDER BY 1
$$;
