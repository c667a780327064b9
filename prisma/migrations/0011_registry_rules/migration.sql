-- A vendor cannot own itself, over however many steps; nor can a tool follow itself. One change of either chain at a time, so that two
-- halves of a circle cannot be drawn at once.
CREATE FUNCTION vendor_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('vendor-tree'));
  IF EXISTS (
    WITH RECURSIVE above (id) AS (SELECT NEW.parent_id UNION SELECT v.parent_id FROM vendor v JOIN above a ON v.id = a.id WHERE v.parent_id IS NOT NULL)
    SELECT FROM above WHERE id = NEW.id
  ) THEN
    RAISE check_violation USING MESSAGE = format('vendor_cycle: vendor %s cannot be below itself', NEW.slug), CONSTRAINT = 'vendor_cycle';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER vendor_cycle BEFORE INSERT OR UPDATE OF parent_id ON vendor FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION vendor_cycle();

CREATE FUNCTION tool_successor_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('tool-successors'));
  IF EXISTS (
    WITH RECURSIVE after (id) AS (SELECT NEW.successor_id UNION SELECT t.successor_id FROM tool t JOIN after a ON t.id = a.id WHERE t.successor_id IS NOT NULL)
    SELECT FROM after WHERE id = NEW.id
  ) THEN
    RAISE check_violation USING MESSAGE = format('tool_successor_cycle: tool %s cannot follow itself', NEW.slug), CONSTRAINT = 'tool_successor_cycle';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER tool_successor_cycle BEFORE INSERT OR UPDATE OF successor_id ON tool FOR EACH ROW WHEN (NEW.successor_id IS NOT NULL) EXECUTE FUNCTION tool_successor_cycle();

ALTER TABLE vendor ADD CONSTRAINT vendor_not_merged_into_itself CHECK (merged_into_id <> id);
ALTER TABLE tool ADD CONSTRAINT tool_not_merged_into_itself CHECK (merged_into_id <> id);
CREATE INDEX vendor_merged ON vendor (merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX tool_merged ON tool (merged_into_id) WHERE merged_into_id IS NOT NULL;

-- A selector that names what was merged since means what it was merged into.
CREATE OR REPLACE FUNCTION selected_tools(vendors integer[], tools integer[]) RETURNS TABLE (tool_id integer) LANGUAGE sql STABLE AS $$
  WITH RECURSIVE owned (id) AS (
    SELECT coalesce(v.merged_into_id, v.id) FROM vendor v WHERE v.id = ANY (vendors)
    UNION
    SELECT v.id FROM vendor v JOIN owned o ON v.parent_id = o.id
  )
  SELECT t.id FROM tool t WHERE t.vendor_id IN (SELECT id FROM owned) AND t.merged_into_id IS NULL
  UNION
  SELECT coalesce(t.merged_into_id, t.id) FROM tool t WHERE t.id = ANY (tools)
$$;

-- Every name a tool goes by, folded, one row each: what a search by likeness can use an index on.
CREATE FUNCTION tool_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM tool_name WHERE tool_id = NEW.id;
  INSERT INTO tool_name (tool_id, name)
  SELECT DISTINCT NEW.id, lower(n) FROM unnest(ARRAY[NEW.name, NEW.slug] || coalesce(NEW.aliases, '{}')) AS n WHERE NEW.merged_into_id IS NULL;
  RETURN NULL;
END $$;

CREATE TRIGGER tool_names_added AFTER INSERT ON tool FOR EACH ROW EXECUTE FUNCTION tool_names();
CREATE TRIGGER tool_names_changed AFTER UPDATE OF name, slug, aliases, merged_into_id ON tool FOR EACH ROW
  WHEN ((OLD.name, OLD.slug, OLD.aliases, OLD.merged_into_id) IS DISTINCT FROM (NEW.name, NEW.slug, NEW.aliases, NEW.merged_into_id)) EXECUTE FUNCTION tool_names();
INSERT INTO tool_name (tool_id, name) SELECT DISTINCT t.id, lower(n) FROM tool t, unnest(ARRAY[t.name, t.slug] || coalesce(t.aliases, '{}')) AS n;
CREATE INDEX tool_name_likeness ON tool_name USING gin (name gin_trgm_ops);

-- One decision in force per tool and audience.
DROP INDEX decision_in_force;
CREATE UNIQUE INDEX decision_in_force ON decision (tool_id, coalesce(team_id, 0), worker_types, countries) WHERE superseded_at IS NULL;
ALTER TABLE sensitive_team ADD CONSTRAINT sensitive_team_team FOREIGN KEY (team_id) REFERENCES team (id) ON DELETE CASCADE;
ALTER TABLE tool_request ADD CONSTRAINT tool_request_person FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE RESTRICT;
ALTER TABLE tool_request ADD CONSTRAINT tool_request_answer CHECK ((status = 'ANSWERED') = (answered_at IS NOT NULL));
-- The update was proposed, or somebody settled it.
ALTER TABLE catalogue_update ADD CONSTRAINT catalogue_update_settled CHECK ((status = 'PROPOSED') = (settled_at IS NULL));
ALTER TABLE triage_item ADD CONSTRAINT triage_item_dismissal CHECK ((dismissed_at IS NULL) = (dismiss_reason IS NULL));

-- Software that nobody has seen before is put where somebody looks at it; whether an identifier names it is said by `match_software`.
CREATE FUNCTION software_triage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO triage_item (kind, match_value, publisher, name, first_seen_at)
  SELECT DISTINCT ON (kind, match_value, publisher) kind, match_value, publisher, name, first_seen_at FROM added ORDER BY kind, match_value, publisher, first_seen_at, id
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER software_triage AFTER INSERT ON software REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION software_triage();

CREATE OR REPLACE FUNCTION match_software(ids integer[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO software_tool (software_id, tool_id, identifier_id)
  SELECT s.id, i.tool_id, min(i.id)
  FROM software s JOIN identifier i ON i.kind = s.kind AND i.match_value = s.match_value
  WHERE s.id = ANY(ids) AND s.kind NOT IN ('MACOS_TEAM', 'WINDOWS_PUBLISHER', 'DOMAIN', 'ENV', 'IP', 'PURL')
  GROUP BY s.id, i.tool_id
  ON CONFLICT DO NOTHING;
  UPDATE triage_item t SET matched = m.matched
  FROM (
    SELECT DISTINCT s.kind, s.match_value, s.publisher, EXISTS (SELECT FROM software_tool k WHERE k.software_id = s.id) AS matched
    FROM software s WHERE s.id = ANY(ids)
  ) m
  WHERE t.kind = m.kind AND t.match_value = m.match_value AND t.publisher = m.publisher AND t.matched <> m.matched
$$;

INSERT INTO triage_item (kind, match_value, publisher, name, first_seen_at, matched)
SELECT DISTINCT ON (s.kind, s.match_value, s.publisher) s.kind, s.match_value, s.publisher, s.name, s.first_seen_at,
  EXISTS (SELECT FROM software_tool k WHERE k.software_id = s.id)
FROM software s ORDER BY s.kind, s.match_value, s.publisher, s.first_seen_at, s.id;

-- Identifiers change what software is, and with it who holds what and what a ban has to look at. Between these two calls a transaction may
-- change identifiers as it likes; the second brings obligations and counts after it. Merges of inventories wait: software that arrives in
-- between would be compared with identifiers that are about to change.
CREATE FUNCTION begin_identifier_change() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('inventory-merge'));
  CREATE TEMP TABLE named_before ON COMMIT DROP AS SELECT software_id, tool_id FROM software_tool;
  CREATE TEMP TABLE kinds_before ON COMMIT DROP AS SELECT b.id AS ban_id, k.* FROM ban b CROSS JOIN LATERAL ban_kinds(b.id) k WHERE b.status = 'PUBLISHED';
END $$;

-- Returns how many obligations changed.
CREATE FUNCTION end_identifier_change(now timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  changed int[];
  tools int[];
  devices int[];
  widened int[];
  written int := 0;
  ban int;
BEGIN
  SELECT array_agg(DISTINCT c.software_id), array_agg(DISTINCT c.tool_id) INTO changed, tools FROM (
    (SELECT software_id, tool_id FROM named_before EXCEPT SELECT software_id, tool_id FROM software_tool)
    UNION ALL (SELECT software_id, tool_id FROM software_tool EXCEPT SELECT software_id, tool_id FROM named_before)) c;
  -- Bans that now have to look at other kinds concern everybody in them, whatever their devices hold.
  widened := ARRAY(
    SELECT DISTINCT d.ban_id FROM (
      (SELECT * FROM kinds_before EXCEPT SELECT b.id, k.* FROM ban b CROSS JOIN LATERAL ban_kinds(b.id) k WHERE b.status = 'PUBLISHED')
      UNION ALL (SELECT b.id, k.* FROM ban b CROSS JOIN LATERAL ban_kinds(b.id) k WHERE b.status = 'PUBLISHED' EXCEPT SELECT * FROM kinds_before)) d);
  DROP TABLE named_before;
  DROP TABLE kinds_before;
  IF changed IS NOT NULL THEN
    PERFORM refresh_tool_presence(tools, now);
    devices := ARRAY(SELECT DISTINCT device_id FROM installation WHERE software_id = ANY (changed));
  END IF;
  IF cardinality(widened) > 0 THEN
    PERFORM lock_subjects(NULL, NULL);
    FOREACH ban IN ARRAY widened LOOP
      written := written + settle_obligations(ban, NULL, NULL, now);
    END LOOP;
  END IF;
  IF cardinality(devices) > 0 THEN
    written := written + reevaluate_devices(devices, now);
  END IF;
  RETURN written;
END $$;
