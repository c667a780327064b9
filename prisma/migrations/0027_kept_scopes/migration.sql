-- Versions published before it was kept what they meant: what binds says it.
ALTER TABLE ban_version DISABLE TRIGGER ban_version_frozen;
UPDATE ban_version v SET resolved = jsonb_build_object(
  'tools', coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'slug', t.slug, 'name', t.name, 'vendor', o.name, 'versionRange', s.version_range) ORDER BY o.name, t.name, t.id)
    FROM ban_scope_tool s JOIN tool t ON t.id = s.tool_id JOIN vendor o ON o.id = t.vendor_id WHERE s.ban_id = v.ban_id), '[]'),
  'access', coalesce((SELECT jsonb_agg(jsonb_build_object('toolId', t.id, 'tool', t.name, 'familyId', f.id, 'family', f.name, 'channel', a.channel, 'mode', a.mode) ORDER BY t.name, t.id)
    FROM ban_scope_access a JOIN tool t ON t.id = a.tool_id JOIN model_family f ON f.id = a.family_id WHERE a.ban_id = v.ban_id), '[]'),
  'people', (SELECT count(DISTINCT o.person_id) FROM obligation o WHERE o.ban_id = v.ban_id),
  'devices', (SELECT count(DISTINCT o.device_id) FROM obligation o WHERE o.ban_id = v.ban_id),
  'teams', (SELECT count(DISTINCT o.team_id) FROM obligation o WHERE o.ban_id = v.ban_id),
  'gained', (SELECT count(DISTINCT o.person_id) FROM obligation o WHERE o.ban_id = v.ban_id), 'lost', 0)
WHERE v.status = 'PUBLISHED' AND v.resolved IS NULL;
ALTER TABLE ban_version ENABLE TRIGGER ban_version_frozen;
