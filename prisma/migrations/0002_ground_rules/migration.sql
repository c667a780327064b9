-- The org tree: `path` follows `parent_id`; a team cannot be put below itself.
CREATE FUNCTION team_path() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  parent_path ltree;
BEGIN
  IF NEW.parent_id IS NULL THEN
    NEW.path := NEW.id::text::ltree;
    RETURN NEW;
  END IF;
  SELECT path INTO parent_path FROM team WHERE id = NEW.parent_id;
  IF parent_path IS NULL THEN
    RAISE foreign_key_violation USING MESSAGE = format('team %s: parent %s does not exist', NEW.external_id, NEW.parent_id), CONSTRAINT = 'team_parent_id_fkey';
  END IF;
  IF TG_OP = 'UPDATE' AND parent_path <@ OLD.path THEN
    RAISE check_violation USING MESSAGE = format('team_cycle: team %s cannot be below itself', NEW.external_id), CONSTRAINT = 'team_cycle';
  END IF;
  NEW.path := parent_path || NEW.id::text;
  RETURN NEW;
END $$;

CREATE TRIGGER team_path BEFORE INSERT OR UPDATE OF parent_id ON team FOR EACH ROW EXECUTE FUNCTION team_path();

CREATE FUNCTION team_path_below() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE team SET path = NEW.path || subpath(path, nlevel(OLD.path)) WHERE path <@ OLD.path AND id <> NEW.id;
  RETURN NULL;
END $$;

CREATE TRIGGER team_path_below AFTER UPDATE OF parent_id ON team FOR EACH ROW WHEN (OLD.path IS DISTINCT FROM NEW.path) EXECUTE FUNCTION team_path_below();

CREATE INDEX team_path_tree ON team USING gist (path);
CREATE UNIQUE INDEX team_path_key ON team (path);

-- Addresses are stored folded, so that equality is enough everywhere.
ALTER TABLE person ADD CONSTRAINT person_email_folded CHECK (email = lower(email));
ALTER TABLE device_identity ADD CONSTRAINT device_identity_folded CHECK (value = lower(value) AND value <> '');
CREATE INDEX person_name_search ON person USING gin (name gin_trgm_ops);
CREATE INDEX team_name_search ON team USING gin (name gin_trgm_ops);
CREATE INDEX tool_name_search ON tool USING gin (name gin_trgm_ops);
CREATE INDEX vendor_name_search ON vendor USING gin (name gin_trgm_ops);
CREATE INDEX identifier_value_search ON identifier USING gin (match_value gin_trgm_ops);

-- One decision in force per tool and audience.
CREATE UNIQUE INDEX decision_in_force ON decision (tool_id, coalesce(team_id, 0)) WHERE superseded_at IS NULL;

-- The audit log is written once. Nobody who works through the product can change it.
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE insufficient_privilege USING MESSAGE = format('%s on audit_event is refused: the audit log is append-only', TG_OP);
END $$;

CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
ALTER TABLE audit_event ADD CONSTRAINT audit_event_actor CHECK (
  (actor_kind = 'person' AND person_id IS NOT NULL) OR (actor_kind = 'token' AND token_id IS NOT NULL) OR actor_kind = 'system'
);
