-- The same answers as before. Each list of a selector is read once: also where the selectors of many bans stand beside each other, in which case
-- what a planner may take apart would be worked out again for every tool and every way to a model.
CREATE OR REPLACE FUNCTION resolve_selector(selector jsonb) RETURNS TABLE (tool_id int, version_range text) LANGUAGE sql STABLE AS $$
  WITH owned AS MATERIALIZED (SELECT vendor_id FROM owned_vendors(json_ints(selector -> 'vendors'))),
  named AS MATERIALIZED (SELECT unnest(json_ints(selector -> 'tools')) AS id),
  ranged AS MATERIALIZED (
    SELECT (r.item ->> 'toolId')::int AS id, r.item ->> 'range' AS range FROM jsonb_array_elements(coalesce(selector -> 'ranges', '[]')) AS r (item)),
  out_vendors AS MATERIALIZED (SELECT vendor_id FROM owned_vendors(json_ints(selector -> 'exclude' -> 'vendors'))),
  out_named AS MATERIALIZED (SELECT unnest(json_ints(selector -> 'exclude' -> 'tools')) AS id),
  out_tools AS MATERIALIZED (SELECT coalesce(x.merged_into_id, x.id) AS id FROM out_named n JOIN tool x ON x.id = n.id),
  meant AS MATERIALIZED (
    SELECT t.id, NULL::text AS range FROM owned o JOIN tool t ON t.vendor_id = o.vendor_id WHERE t.merged_into_id IS NULL
    UNION ALL
    SELECT coalesce(t.merged_into_id, t.id), NULL FROM named n JOIN tool t ON t.id = n.id
    UNION ALL
    SELECT coalesce(t.merged_into_id, t.id), r.range FROM ranged r JOIN tool t ON t.id = r.id
  )
  SELECT m.id, CASE WHEN bool_or(m.range IS NULL) THEN NULL ELSE min(m.range) END
  FROM meant m JOIN tool t ON t.id = m.id
  WHERE t.vendor_id NOT IN (SELECT vendor_id FROM out_vendors) AND m.id NOT IN (SELECT id FROM out_tools)
  GROUP BY m.id
$$;

CREATE OR REPLACE FUNCTION resolve_families(selector jsonb) RETURNS TABLE (family_id int) LANGUAGE sql STABLE AS $$
  WITH owned AS MATERIALIZED (SELECT vendor_id FROM owned_vendors(json_ints(selector -> 'vendors'))),
  named AS MATERIALIZED (SELECT unnest(json_ints(selector -> 'families')) AS id),
  out_vendors AS MATERIALIZED (SELECT vendor_id FROM owned_vendors(json_ints(selector -> 'exclude' -> 'vendors'))),
  out_named AS MATERIALIZED (SELECT unnest(json_ints(selector -> 'exclude' -> 'families')) AS id)
  SELECT f.id FROM model_family f
  WHERE (f.vendor_id IN (SELECT vendor_id FROM owned) OR f.id IN (SELECT id FROM named))
    AND f.vendor_id NOT IN (SELECT vendor_id FROM out_vendors) AND f.id NOT IN (SELECT id FROM out_named)
$$;

CREATE OR REPLACE FUNCTION resolve_access(selector jsonb) RETURNS TABLE (tool_id int, family_id int, channel text, mode access_mode) LANGUAGE sql STABLE AS $$
  WITH families AS MATERIALIZED (SELECT r.family_id AS id FROM resolve_families(selector) r),
  channels AS MATERIALIZED (SELECT unnest(json_texts(selector -> 'channels')) AS name),
  whole AS MATERIALIZED (SELECT s.tool_id AS id FROM resolve_selector(selector) s WHERE s.version_range IS NULL),
  out_vendors AS MATERIALIZED (SELECT vendor_id FROM owned_vendors(json_ints(selector -> 'exclude' -> 'vendors'))),
  out_tool_ids AS MATERIALIZED (SELECT unnest(json_ints(selector -> 'exclude' -> 'tools')) AS id),
  out_tools AS MATERIALIZED (SELECT coalesce(x.merged_into_id, x.id) AS id FROM out_tool_ids n JOIN tool x ON x.id = n.id),
  out_families AS MATERIALIZED (SELECT unnest(json_ints(selector -> 'exclude' -> 'families')) AS id),
  out_channels AS MATERIALIZED (SELECT unnest(json_texts(selector -> 'exclude' -> 'channels')) AS name),
  reached AS MATERIALIZED (
    SELECT a.tool_id, a.family_id, a.channel, a.mode FROM families f JOIN model_access a ON a.family_id = f.id
    UNION
    SELECT a.tool_id, a.family_id, a.channel, a.mode FROM channels c JOIN model_access a ON a.channel = c.name
  )
  SELECT a.tool_id, a.family_id, a.channel, a.mode
  FROM reached a JOIN tool t ON t.id = a.tool_id AND t.merged_into_id IS NULL JOIN model_family f ON f.id = a.family_id
  WHERE a.tool_id NOT IN (SELECT id FROM whole) AND a.tool_id NOT IN (SELECT id FROM out_tools)
    AND t.vendor_id NOT IN (SELECT vendor_id FROM out_vendors) AND f.vendor_id NOT IN (SELECT vendor_id FROM out_vendors)
    AND a.family_id NOT IN (SELECT id FROM out_families) AND a.channel NOT IN (SELECT name FROM out_channels)
$$;

-- Changes whenever a vendor, tool, model, way to a model, ban or proposal does: while it stands still, so does scope drift.
CREATE FUNCTION scope_stamp() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(format('%s:%s', n, s), ' ') FROM (
    SELECT count(*) AS n, sum(xmin::text::numeric) AS s FROM vendor
    UNION ALL SELECT count(*), sum(xmin::text::numeric) FROM tool
    UNION ALL SELECT count(*), sum(xmin::text::numeric) FROM model_family
    UNION ALL SELECT count(*), sum(xmin::text::numeric) FROM model_access
    UNION ALL SELECT count(*), sum(xmin::text::numeric) FROM ban
    UNION ALL SELECT count(*), sum(xmin::text::numeric) FROM ban_version
    UNION ALL SELECT count(*), sum(xmin::text::numeric) FROM scope_drift
  ) counted
$$;
