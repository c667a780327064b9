-- Counts who holds a tool now. Called by whatever changed installations or owners, in the same transaction; null counts every tool.
-- Counting 700,000 matched installations takes about a second and a half, so a list reads what was counted.
CREATE FUNCTION refresh_tool_presence(tools int[], at timestamptz) RETURNS void LANGUAGE sql AS $$
  INSERT INTO tool_presence AS p (tool_id, devices, people, as_of)
  SELECT t.id, count(DISTINCT i.device_id), count(DISTINCT d.owner_person_id), at
  FROM tool t
    LEFT JOIN software_tool st ON st.tool_id = t.id
    LEFT JOIN installation i ON i.software_id = st.software_id AND i.gone_at IS NULL
    LEFT JOIN device d ON d.id = i.device_id
  WHERE tools IS NULL OR t.id = ANY (tools)
  GROUP BY t.id
  ON CONFLICT (tool_id) DO UPDATE SET devices = excluded.devices, people = excluded.people, as_of = excluded.as_of
$$;
