-- Two people stand behind every published ban, and every end has its reason.
ALTER TABLE ban ADD CONSTRAINT ban_code_is_id CHECK (code = 'BAN-' || id);
ALTER TABLE ban ADD CONSTRAINT ban_author_fkey FOREIGN KEY (author_id) REFERENCES person (id) ON DELETE RESTRICT;
ALTER TABLE ban ADD CONSTRAINT ban_approver_fkey FOREIGN KEY (approved_by_id) REFERENCES person (id) ON DELETE RESTRICT;
ALTER TABLE ban ADD CONSTRAINT ban_replacement_fkey FOREIGN KEY (replacement_tool_id) REFERENCES tool (id) ON DELETE RESTRICT;
ALTER TABLE ban ADD CONSTRAINT ban_four_eyes CHECK (approved_by_id <> author_id);
ALTER TABLE ban ADD CONSTRAINT ban_approved_first CHECK (
  status IN ('DRAFT', 'IN_REVIEW', 'CANCELLED') OR (approved_by_id IS NOT NULL AND approved_at IS NOT NULL)
);
ALTER TABLE ban ADD CONSTRAINT ban_published_whole CHECK (
  status IN ('DRAFT', 'IN_REVIEW', 'APPROVED', 'CANCELLED') OR (published_at IS NOT NULL AND cutoff_at IS NOT NULL)
);
ALTER TABLE ban ADD CONSTRAINT ban_ended_with_reason CHECK (
  status NOT IN ('CANCELLED', 'LIFTED') OR (ended_at IS NOT NULL AND btrim(coalesce(end_reason, '')) <> '')
);
ALTER TABLE ban_scope_tool ADD CONSTRAINT ban_scope_tool_tool_fkey FOREIGN KEY (tool_id) REFERENCES tool (id) ON DELETE RESTRICT;

-- The same table as TRANSITIONS in lib/bans/rules.ts; a test holds the two together.
CREATE FUNCTION ban_may_become(was ban_status, becomes ban_status) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE was
    WHEN 'DRAFT' THEN becomes IN ('IN_REVIEW', 'CANCELLED')
    WHEN 'IN_REVIEW' THEN becomes IN ('APPROVED', 'DRAFT', 'CANCELLED')
    WHEN 'APPROVED' THEN becomes IN ('PUBLISHED', 'DRAFT', 'CANCELLED')
    WHEN 'PUBLISHED' THEN becomes IN ('LIFTED', 'SUPERSEDED', 'SUSPENDED')
    WHEN 'SUSPENDED' THEN becomes IN ('PUBLISHED', 'LIFTED', 'SUPERSEDED')
    ELSE false
  END
$$;

CREATE FUNCTION ban_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT ban_may_become(OLD.status, NEW.status) THEN
    RAISE check_violation USING MESSAGE = format('%s cannot go from %s to %s', OLD.code, OLD.status, NEW.status), CONSTRAINT = 'ban_transition';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER ban_transition BEFORE UPDATE OF status ON ban FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION ban_transition();

-- What was reviewed is what is published: words change while the ban is a draft, and never once frozen.
CREATE FUNCTION ban_version_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.frozen_at IS NOT NULL THEN
    RAISE check_violation USING MESSAGE = format('version %s of ban %s is published and cannot change', OLD.number, OLD.ban_id), CONSTRAINT = 'ban_version_frozen';
  END IF;
  IF NEW.content IS DISTINCT FROM OLD.content AND (SELECT status FROM ban WHERE id = OLD.ban_id) <> 'DRAFT' THEN
    RAISE check_violation USING MESSAGE = format('ban %s is no draft: its words cannot change', OLD.ban_id), CONSTRAINT = 'ban_version_reviewed';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER ban_version_frozen BEFORE UPDATE ON ban_version FOR EACH ROW EXECUTE FUNCTION ban_version_is_frozen();

-- Nothing of a ban is ever deleted, and what was resolved at publication stays as it was.
CREATE FUNCTION ban_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE check_violation USING MESSAGE = format('%s on %s is refused: bans are kept', TG_OP, TG_TABLE_NAME), CONSTRAINT = 'ban_kept';
END $$;

CREATE TRIGGER ban_kept BEFORE DELETE ON ban FOR EACH ROW EXECUTE FUNCTION ban_is_kept();
CREATE TRIGGER ban_version_kept BEFORE DELETE ON ban_version FOR EACH ROW EXECUTE FUNCTION ban_is_kept();
CREATE TRIGGER ban_scope_tool_kept BEFORE UPDATE OR DELETE ON ban_scope_tool FOR EACH ROW EXECUTE FUNCTION ban_is_kept();
CREATE TRIGGER duty_kept BEFORE UPDATE OR DELETE ON duty FOR EACH ROW EXECUTE FUNCTION ban_is_kept();

-- The tools a selector means: those it names, and everything of its vendors and of the vendors these own.
CREATE FUNCTION selected_tools(vendors integer[], tools integer[]) RETURNS TABLE (tool_id integer) LANGUAGE sql STABLE AS $$
  WITH RECURSIVE owned (id) AS (
    SELECT unnest(vendors)
    UNION
    SELECT v.id FROM vendor v JOIN owned o ON v.parent_id = o.id
  )
  SELECT t.id FROM tool t WHERE t.vendor_id IN (SELECT id FROM owned)
  UNION
  SELECT t.id FROM tool t WHERE t.id = ANY (tools)
$$;

-- The teams a population means: everybody's or the subtrees named, without the subtrees left out.
CREATE FUNCTION selected_teams(everyone boolean, include integer[], exclude integer[]) RETURNS TABLE (team_id integer) LANGUAGE sql STABLE AS $$
  SELECT t.id FROM team t
  WHERE (everyone OR EXISTS (SELECT FROM team i WHERE i.id = ANY (include) AND t.path <@ i.path))
    AND NOT EXISTS (SELECT FROM team e WHERE e.id = ANY (exclude) AND t.path <@ e.path)
$$;
