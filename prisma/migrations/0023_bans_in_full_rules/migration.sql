-- Each version is decided on its own. The same table as VERSION_TRANSITIONS in lib/bans/versions/rules.ts; a test holds the two together.
CREATE FUNCTION version_may_become(was version_status, becomes version_status) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE was
    WHEN 'DRAFT' THEN becomes IN ('IN_REVIEW', 'WITHDRAWN')
    WHEN 'IN_REVIEW' THEN becomes IN ('APPROVED', 'DRAFT', 'REJECTED', 'WITHDRAWN')
    WHEN 'APPROVED' THEN becomes IN ('PUBLISHED', 'DRAFT', 'REJECTED', 'WITHDRAWN')
    WHEN 'PUBLISHED' THEN becomes IN ('REPLACED', 'APPROVED')
    WHEN 'REPLACED' THEN becomes = 'PUBLISHED'
    ELSE false
  END
$$;

-- A publication that is called back makes the ban an approved one again.
CREATE OR REPLACE FUNCTION ban_may_become(was ban_status, becomes ban_status) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE was
    WHEN 'DRAFT' THEN becomes IN ('IN_REVIEW', 'CANCELLED')
    WHEN 'IN_REVIEW' THEN becomes IN ('APPROVED', 'DRAFT', 'CANCELLED')
    WHEN 'APPROVED' THEN becomes IN ('PUBLISHED', 'DRAFT', 'CANCELLED')
    WHEN 'PUBLISHED' THEN becomes IN ('LIFTED', 'SUPERSEDED', 'SUSPENDED', 'APPROVED')
    WHEN 'SUSPENDED' THEN becomes IN ('PUBLISHED', 'LIFTED', 'SUPERSEDED')
    ELSE false
  END
$$;

ALTER TABLE ban DROP CONSTRAINT ban_published_whole;
ALTER TABLE ban ADD CONSTRAINT ban_published_whole CHECK (
  status IN ('DRAFT', 'IN_REVIEW', 'APPROVED', 'CANCELLED') OR (published_at IS NOT NULL AND cutoff_at IS NOT NULL)
);
ALTER TABLE ban ADD CONSTRAINT ban_superseded_by CHECK ((status = 'SUPERSEDED') = (superseded_by_id IS NOT NULL) AND superseded_by_id <> id);
ALTER TABLE ban ADD CONSTRAINT ban_superseded_by_fkey FOREIGN KEY (superseded_by_id) REFERENCES ban (id) ON DELETE RESTRICT;
ALTER TABLE ban ADD CONSTRAINT ban_suspended CHECK ((status = 'SUSPENDED') <= (suspended_at IS NOT NULL));

ALTER TABLE ban_version ADD CONSTRAINT ban_version_author_fkey FOREIGN KEY (author_id) REFERENCES person (id) ON DELETE RESTRICT;
ALTER TABLE ban_version ADD CONSTRAINT ban_version_published CHECK (status NOT IN ('PUBLISHED', 'REPLACED') OR frozen_at IS NOT NULL);
CREATE UNIQUE INDEX ban_version_one_in_work ON ban_version (ban_id) WHERE status IN ('DRAFT', 'IN_REVIEW', 'APPROVED');
CREATE UNIQUE INDEX ban_version_one_binds ON ban_version (ban_id) WHERE status = 'PUBLISHED';

-- What was reviewed is what is published: words change while a version is a draft, and what they meant is fixed at publication.
CREATE OR REPLACE FUNCTION ban_version_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> NEW.status AND NOT version_may_become(OLD.status, NEW.status) THEN
    RAISE check_violation USING MESSAGE = format('version %s of ban %s cannot go from %s to %s', OLD.number, OLD.ban_id, OLD.status, NEW.status),
      CONSTRAINT = 'ban_version_transition';
  END IF;
  IF NEW.content IS DISTINCT FROM OLD.content AND OLD.status <> 'DRAFT' THEN
    RAISE check_violation USING MESSAGE = format('version %s of ban %s is no draft: its words cannot change', OLD.number, OLD.ban_id),
      CONSTRAINT = 'ban_version_frozen';
  END IF;
  -- Fixed at publication; taken back only when the publication is.
  IF NEW.resolved IS DISTINCT FROM OLD.resolved AND NOT (OLD.status = 'APPROVED' AND NEW.status = 'PUBLISHED' OR OLD.status = 'PUBLISHED' AND NEW.status = 'APPROVED') THEN
    RAISE check_violation USING MESSAGE = format('what version %s of ban %s meant was fixed at publication', OLD.number, OLD.ban_id),
      CONSTRAINT = 'ban_version_resolved';
  END IF;
  RETURN NEW;
END $$;

-- The version that binds, or while nothing is published the one that is worked on.
CREATE OR REPLACE FUNCTION ban_content(p_ban int) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT content FROM ban_version WHERE ban_id = p_ban ORDER BY status = 'PUBLISHED' DESC, number DESC LIMIT 1
$$;

-- What a publication resolved changes only with another publication, which says so for its transaction: set_config('interdict.publishing', ban id, true).
CREATE FUNCTION only_while_publishing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('interdict.publishing', true) IS DISTINCT FROM OLD.ban_id::text THEN
    RAISE check_violation USING MESSAGE = format('%s on %s is refused: bans are kept', TG_OP, TG_TABLE_NAME), CONSTRAINT = 'ban_kept';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

DROP TRIGGER ban_scope_tool_kept ON ban_scope_tool;
DROP TRIGGER duty_kept ON duty;
CREATE TRIGGER ban_scope_tool_kept BEFORE UPDATE OR DELETE ON ban_scope_tool FOR EACH ROW EXECUTE FUNCTION only_while_publishing();
CREATE TRIGGER ban_scope_access_kept BEFORE UPDATE OR DELETE ON ban_scope_access FOR EACH ROW EXECUTE FUNCTION only_while_publishing();
CREATE TRIGGER duty_kept BEFORE UPDATE OR DELETE ON duty FOR EACH ROW EXECUTE FUNCTION only_while_publishing();
ALTER TABLE ban_scope_tool DROP CONSTRAINT ban_scope_tool_whole;
ALTER TABLE ban_scope_access ADD CONSTRAINT ban_scope_access_tool_fkey FOREIGN KEY (tool_id) REFERENCES tool (id) ON DELETE RESTRICT;
ALTER TABLE ban_scope_access ADD CONSTRAINT ban_scope_access_family_fkey FOREIGN KEY (family_id) REFERENCES model_family (id) ON DELETE RESTRICT;

-- Only inventories show that software is gone; only people show the rest.
ALTER TABLE duty ADD CONSTRAINT duty_proof_of_kind CHECK ((kind IN ('STOP_USE', 'UNINSTALL')) = (proof = 'INVENTORY') AND (proof <> 'INVENTORY' OR responsible = 'PERSON'));
ALTER TABLE duty ADD CONSTRAINT duty_owner CHECK ((responsible = 'OWNER') = (owner_person_id IS NOT NULL));
ALTER TABLE duty ADD CONSTRAINT duty_owner_fkey FOREIGN KEY (owner_person_id) REFERENCES person (id) ON DELETE RESTRICT;

ALTER TABLE ban_approval ADD CONSTRAINT ban_approval_person_fkey FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE RESTRICT;
CREATE UNIQUE INDEX ban_approval_once ON ban_approval (version_id, person_id) WHERE voided_at IS NULL;
ALTER TABLE ban_comment ADD CONSTRAINT ban_comment_author_fkey FOREIGN KEY (author_id) REFERENCES person (id) ON DELETE RESTRICT;
ALTER TABLE lint_acceptance ADD CONSTRAINT lint_acceptance_person_fkey FOREIGN KEY (accepted_by_id) REFERENCES person (id) ON DELETE RESTRICT;
ALTER TABLE lint_acceptance ADD CONSTRAINT lint_acceptance_reason CHECK (btrim(reason) <> '');
CREATE TRIGGER ban_approval_kept BEFORE DELETE ON ban_approval FOR EACH ROW EXECUTE FUNCTION ban_is_kept();
CREATE TRIGGER ban_comment_kept BEFORE UPDATE OR DELETE ON ban_comment FOR EACH ROW EXECUTE FUNCTION ban_is_kept();

-- Nobody approves words they wrote.
CREATE FUNCTION ban_approval_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM ban_version v WHERE v.id = NEW.version_id AND (v.author_id = NEW.person_id OR NEW.person_id = ANY (v.editor_ids))) THEN
    RAISE check_violation USING MESSAGE = 'whoever wrote a version does not approve it', CONSTRAINT = 'ban_approval_four_eyes';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ban_approval_four_eyes BEFORE INSERT ON ban_approval FOR EACH ROW EXECUTE FUNCTION ban_approval_four_eyes();

-- Proposed once per match, until it was decided.
CREATE UNIQUE INDEX scope_drift_once ON scope_drift (ban_id, tool_id, coalesce(family_id, 0), coalesce(channel, ''));
ALTER TABLE scope_drift ADD CONSTRAINT scope_drift_settled CHECK ((status = 'OPEN') = (decided_at IS NULL) AND (status <> 'DISMISSED' OR btrim(coalesce(reason, '')) <> ''));
ALTER TABLE scope_drift ADD CONSTRAINT scope_drift_edge CHECK (num_nonnulls(family_id, channel, mode) IN (0, 3));
ALTER TABLE scope_drift ADD CONSTRAINT scope_drift_tool_fkey FOREIGN KEY (tool_id) REFERENCES tool (id) ON DELETE RESTRICT;
ALTER TABLE scope_drift ADD CONSTRAINT scope_drift_version_fkey FOREIGN KEY (version_id) REFERENCES ban_version (id) ON DELETE RESTRICT;

-- The same table as EXCEPTION_TRANSITIONS in lib/bans/exceptions/rules.ts; a test holds the two together.
CREATE FUNCTION exception_may_become(was exception_status, becomes exception_status) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE was
    WHEN 'PROPOSED' THEN becomes IN ('UNDER_REVIEW', 'WITHDRAWN')
    WHEN 'UNDER_REVIEW' THEN becomes IN ('APPROVED', 'REJECTED', 'WITHDRAWN')
    WHEN 'APPROVED' THEN becomes IN ('ACTIVE', 'REVOKED')
    WHEN 'ACTIVE' THEN becomes IN ('EXPIRED', 'REVOKED')
    WHEN 'REJECTED' THEN becomes = 'PROPOSED'
    ELSE false
  END
$$;

CREATE FUNCTION exception_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT exception_may_become(OLD.status, NEW.status) THEN
    RAISE check_violation USING MESSAGE = format('exception %s cannot go from %s to %s', OLD.id, OLD.status, NEW.status), CONSTRAINT = 'exception_transition';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER exception_transition BEFORE UPDATE OF status ON exception FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION exception_transition();
CREATE TRIGGER exception_kept BEFORE DELETE ON exception FOR EACH ROW EXECUTE FUNCTION ban_is_kept();

ALTER TABLE exception ADD CONSTRAINT exception_due_after CHECK (due_after >= ends_at);
ALTER TABLE exception ADD CONSTRAINT exception_four_eyes CHECK (decided_by_id <> requested_by_id);
ALTER TABLE exception ADD CONSTRAINT exception_decided CHECK (
  status NOT IN ('APPROVED', 'ACTIVE', 'EXPIRED', 'REJECTED') OR (decided_by_id IS NOT NULL AND btrim(coalesce(decision_reason, '')) <> '')
);
ALTER TABLE exception ADD CONSTRAINT exception_person_fkey FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE RESTRICT;
ALTER TABLE exception ADD CONSTRAINT exception_team_fkey FOREIGN KEY (team_id) REFERENCES team (id) ON DELETE RESTRICT;

ALTER TABLE company_day ADD CONSTRAINT company_day_name CHECK (btrim(name) <> '');
CREATE UNIQUE INDEX company_day_once ON company_day (day, coalesce(country, ''));
ALTER TABLE change_freeze ADD CONSTRAINT change_freeze_period CHECK (starts_at < ends_at);
ALTER TABLE change_freeze ADD CONSTRAINT change_freeze_team_fkey FOREIGN KEY (team_id) REFERENCES team (id) ON DELETE CASCADE;
ALTER TABLE tool_seats ADD CONSTRAINT tool_seats_numbers CHECK (total >= 0 AND used >= 0);
ALTER TABLE tool_seats ADD CONSTRAINT tool_seats_tool_fkey FOREIGN KEY (tool_id) REFERENCES tool (id) ON DELETE RESTRICT;
ALTER TABLE workflow ADD CONSTRAINT workflow_tool_fkey FOREIGN KEY (tool_id) REFERENCES tool (id) ON DELETE RESTRICT;
ALTER TABLE workflow ADD CONSTRAINT workflow_team_fkey FOREIGN KEY (owner_team_id) REFERENCES team (id) ON DELETE RESTRICT;
ALTER TABLE person ADD CONSTRAINT person_leave CHECK (leave_from <= leave_until AND (leave_from IS NULL) = (leave_until IS NULL));
ALTER TABLE notice ADD CONSTRAINT notice_left_or_cancelled CHECK (sent_at IS NULL OR cancelled_at IS NULL);
CREATE INDEX notice_waiting ON notice (not_before) WHERE sent_at IS NULL AND cancelled_at IS NULL;

-- Numbers of a list in a document.
CREATE FUNCTION json_ints(list jsonb) RETURNS int[] LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(n::int), '{}') FROM jsonb_array_elements_text(coalesce(list, '[]')) AS n
$$;
CREATE FUNCTION json_texts(list jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(n), '{}') FROM jsonb_array_elements_text(coalesce(list, '[]')) AS n
$$;

-- Vendors and every vendor below them.
CREATE FUNCTION owned_vendors(vendors int[]) RETURNS TABLE (vendor_id int) LANGUAGE sql STABLE AS $$
  WITH RECURSIVE owned (id) AS (
    SELECT coalesce(v.merged_into_id, v.id) FROM vendor v WHERE v.id = ANY (vendors)
    UNION
    SELECT v.id FROM vendor v JOIN owned o ON v.parent_id = o.id
  )
  SELECT id FROM owned
$$;

-- The tools that a selector (`selectorSchema`) bans: those of its vendors and of what these own, those it names, whole or in a range; without those
-- it leaves out. A tool that is meant whole is banned whole, whatever range also names it. Merged tools are what they were merged into.
CREATE FUNCTION resolve_selector(selector jsonb) RETURNS TABLE (tool_id int, version_range text) LANGUAGE sql STABLE AS $$
  WITH meant AS (
    SELECT t.id, NULL::text AS range FROM tool t
    WHERE t.merged_into_id IS NULL AND t.vendor_id IN (SELECT vendor_id FROM owned_vendors(json_ints(selector -> 'vendors')))
    UNION ALL
    SELECT coalesce(t.merged_into_id, t.id), NULL FROM tool t WHERE t.id = ANY (json_ints(selector -> 'tools'))
    UNION ALL
    SELECT coalesce(t.merged_into_id, t.id), r.item ->> 'range'
    FROM jsonb_array_elements(coalesce(selector -> 'ranges', '[]')) AS r (item) JOIN tool t ON t.id = (r.item ->> 'toolId')::int
  )
  SELECT m.id, CASE WHEN bool_or(m.range IS NULL) THEN NULL ELSE min(m.range) END
  FROM meant m JOIN tool t ON t.id = m.id
  WHERE NOT t.vendor_id IN (SELECT vendor_id FROM owned_vendors(json_ints(selector -> 'exclude' -> 'vendors')))
    AND NOT m.id IN (SELECT coalesce(x.merged_into_id, x.id) FROM tool x WHERE x.id = ANY (json_ints(selector -> 'exclude' -> 'tools')))
  GROUP BY m.id
$$;

-- Model families that a selector bans: those of its vendors and of what these own, and those it names, without those it leaves out.
CREATE FUNCTION resolve_families(selector jsonb) RETURNS TABLE (family_id int) LANGUAGE sql STABLE AS $$
  SELECT f.id FROM model_family f
  WHERE (f.vendor_id IN (SELECT vendor_id FROM owned_vendors(json_ints(selector -> 'vendors'))) OR f.id = ANY (json_ints(selector -> 'families')))
    AND NOT f.vendor_id IN (SELECT vendor_id FROM owned_vendors(json_ints(selector -> 'exclude' -> 'vendors')))
    AND NOT f.id = ANY (json_ints(selector -> 'exclude' -> 'families'))
$$;

-- Third-party tools, not banned themselves, that reach a banned family by any channel, or any family by a banned channel; one row per edge.
CREATE FUNCTION resolve_access(selector jsonb) RETURNS TABLE (tool_id int, family_id int, channel text, mode access_mode) LANGUAGE sql STABLE AS $$
  SELECT a.tool_id, a.family_id, a.channel, a.mode
  FROM model_access a JOIN tool t ON t.id = a.tool_id AND t.merged_into_id IS NULL JOIN model_family f ON f.id = a.family_id
  WHERE (a.family_id IN (SELECT r.family_id FROM resolve_families(selector) r) OR a.channel = ANY (json_texts(selector -> 'channels')))
    AND NOT a.tool_id IN (SELECT s.tool_id FROM resolve_selector(selector) s WHERE s.version_range IS NULL)
    AND NOT t.vendor_id IN (SELECT vendor_id FROM owned_vendors(json_ints(selector -> 'exclude' -> 'vendors')))
    AND NOT f.vendor_id IN (SELECT vendor_id FROM owned_vendors(json_ints(selector -> 'exclude' -> 'vendors')))
    AND NOT a.tool_id IN (SELECT coalesce(x.merged_into_id, x.id) FROM tool x WHERE x.id = ANY (json_ints(selector -> 'exclude' -> 'tools')))
    AND NOT a.family_id = ANY (json_ints(selector -> 'exclude' -> 'families'))
    AND NOT a.channel = ANY (json_texts(selector -> 'exclude' -> 'channels'))
$$;

-- Teams that a population (`populationSchema`) means by its teams alone.
CREATE FUNCTION population_teams(population jsonb) RETURNS TABLE (team_id int) LANGUAGE sql STABLE AS $$
  SELECT team_id FROM selected_teams(coalesce((population ->> 'everyone')::boolean, false), json_ints(population -> 'include'), json_ints(population -> 'exclude'))
$$;

-- Active people that a population means: in its teams, and of its legal entities, countries and worker types where it names some; whoever one
-- of its exclusions names is out.
CREATE FUNCTION population_people(population jsonb) RETURNS TABLE (person_id int, team_id int) LANGUAGE sql STABLE AS $$
  SELECT p.id, p.team_id FROM person p JOIN population_teams(population) t ON t.team_id = p.team_id
  WHERE p.active
    AND (coalesce(jsonb_array_length(population #> '{legalEntities,include}'), 0) = 0 OR p.legal_entity = ANY (json_texts(population #> '{legalEntities,include}')))
    AND (coalesce(jsonb_array_length(population #> '{countries,include}'), 0) = 0 OR p.country = ANY (json_texts(population #> '{countries,include}')))
    AND (coalesce(jsonb_array_length(population #> '{workerTypes,include}'), 0) = 0 OR p.worker_type::text = ANY (json_texts(population #> '{workerTypes,include}')))
    AND NOT p.legal_entity = ANY (json_texts(population #> '{legalEntities,exclude}'))
    AND NOT p.country = ANY (json_texts(population #> '{countries,exclude}'))
    AND NOT p.worker_type::text = ANY (json_texts(population #> '{workerTypes,exclude}'))
$$;

-- Devices that nobody owns (or whose owner left) and that a population means by their team. One that names people by more than their teams means none of them:
-- a device has no country and no worker type.
CREATE FUNCTION population_devices(population jsonb) RETURNS TABLE (device_id int, team_id int) LANGUAGE sql STABLE AS $$
  SELECT d.id, t.team_id FROM device d LEFT JOIN person p ON p.id = d.owner_person_id
  JOIN population_teams(population) t ON t.team_id = coalesce(d.owner_team_id, p.team_id, (SELECT min(id) FROM team WHERE parent_id IS NULL))
  WHERE (p.id IS NULL OR NOT p.active)
    AND coalesce(jsonb_array_length(population #> '{legalEntities,include}'), 0) + coalesce(jsonb_array_length(population #> '{countries,include}'), 0)
      + coalesce(jsonb_array_length(population #> '{workerTypes,include}'), 0) = 0
$$;

-- A local clock time as an instant, as `resolveDeadline` reads it: of a time that happens twice the earlier one, a time that is skipped as much later as the clock jumps.
CREATE FUNCTION local_instant(clock timestamp, zone text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT min(c.at) FROM (VALUES (clock - b.before), (clock - b.after)) AS w (utc) CROSS JOIN LATERAL (SELECT w.utc AT TIME ZONE 'UTC' AS at) c WHERE c.at AT TIME ZONE zone = clock),
    (clock - b.before) AT TIME ZONE 'UTC')
  FROM (
    SELECT (d.at AT TIME ZONE zone) - (d.at AT TIME ZONE 'UTC') AS before, (e.at AT TIME ZONE zone) - (e.at AT TIME ZONE 'UTC') AS after
    FROM (SELECT (clock - interval '1 day') AT TIME ZONE 'UTC' AS at) d, (SELECT (clock + interval '1 day') AT TIME ZONE 'UTC' AS at) e
  ) b
$$;
