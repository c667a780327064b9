-- A report whose list is byte for byte the one before changes no installation: its digest says so without reading the list.
ALTER TABLE report ADD COLUMN IF NOT EXISTS items integer NOT NULL DEFAULT 0;
ALTER TABLE report ADD COLUMN IF NOT EXISTS digest bytea;

-- An episode has an order, whoever writes it.
ALTER TABLE installation ADD CONSTRAINT installation_order CHECK (first_seen_at <= last_seen_at AND (gone_at IS NULL OR gone_at >= last_seen_at));
ALTER TABLE source ADD CONSTRAINT source_period CHECK (period_minutes > 0);

-- The bit of a kind in report.kinds: the position in the enum.
CREATE FUNCTION kind_bit(kind identifier_kind) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN 1 << (array_position(enum_range(NULL::identifier_kind), kind) - 1);

-- Names software by the identifiers of tools. A package url is how software is kept that no kind describes; it never matches by itself.
CREATE FUNCTION match_software(ids integer[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO software_tool (software_id, tool_id, identifier_id)
  SELECT s.id, i.tool_id, min(i.id)
  FROM software s JOIN identifier i ON i.kind = s.kind AND i.match_value = s.match_value
  WHERE s.id = ANY(ids) AND s.kind NOT IN ('MACOS_TEAM', 'WINDOWS_PUBLISHER', 'DOMAIN', 'ENV', 'IP', 'PURL')
  GROUP BY s.id, i.tool_id
  ON CONFLICT DO NOTHING
$$;

-- The dictionary follows the registry: an identifier added, changed or removed names the software that is already known.
CREATE FUNCTION identifier_renames_software() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids integer[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(DISTINCT s.id) INTO ids FROM software s JOIN added i ON i.kind = s.kind AND i.match_value = s.match_value;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(DISTINCT s.id) INTO ids FROM software s JOIN removed i ON i.kind = s.kind AND i.match_value = s.match_value;
  ELSE
    SELECT array_agg(DISTINCT s.id) INTO ids FROM software s
    JOIN (SELECT id, tool_id, kind, match_value FROM added EXCEPT SELECT id, tool_id, kind, match_value FROM removed
          UNION (SELECT id, tool_id, kind, match_value FROM removed EXCEPT SELECT id, tool_id, kind, match_value FROM added)) i
      ON i.kind = s.kind AND i.match_value = s.match_value;
  END IF;
  IF ids IS NULL THEN
    RETURN NULL;
  END IF;
  DELETE FROM software_tool WHERE software_id = ANY(ids);
  PERFORM match_software(ids);
  RETURN NULL;
END $$;

CREATE TRIGGER identifier_added AFTER INSERT ON identifier REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION identifier_renames_software();
CREATE TRIGGER identifier_changed AFTER UPDATE ON identifier REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION identifier_renames_software();
CREATE TRIGGER identifier_removed AFTER DELETE ON identifier REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION identifier_renames_software();
