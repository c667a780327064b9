-- Obligations of every duty: whoever a population means and whoever answers for it, by their own date. The same rules as `lib/compliance/rules.ts`
-- and `lib/compliance/responsible/rules.ts`; property tests hold them together. Every moment is an argument.

UPDATE obligation o SET deadline_at = d.deadline_at FROM duty d WHERE d.id = o.duty_id;
-- AlterTable
ALTER TABLE "obligation" ALTER COLUMN "deadline_at" SET NOT NULL;
-- Who is late is counted against the duty's own date: only those with another one are looked up.
CREATE INDEX obligation_deadline ON obligation (duty_id, deadline_at) WHERE closed_at IS NULL;

-- CreateTable
CREATE TABLE "population_change" (
    "id" BIGSERIAL NOT NULL,
    "person_id" INTEGER,
    "everybody" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "population_change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "population_change_person_id_idx" ON "population_change"("person_id");

ALTER TABLE attestation ADD CONSTRAINT attestation_duty_fkey FOREIGN KEY (duty_id) REFERENCES duty (id) ON DELETE RESTRICT;

-- Software that a ban is about, per tool. Of a tool that is banned in a range, what is not yet read counts as banned.
CREATE FUNCTION ban_software_tools(p_ban int) RETURNS TABLE (software_id int, tool_id int, mask int) LANGUAGE sql STABLE AS $$
  SELECT s.id, b.tool_id, kind_bit(s.kind)
  FROM ban_scope_tool b JOIN software_tool t ON t.tool_id = b.tool_id JOIN software s ON s.id = t.software_id
  LEFT JOIN ban_scope_software r ON r.ban_id = b.ban_id AND r.tool_id = b.tool_id AND r.software_id = s.id
  WHERE b.ban_id = p_ban AND (b.version_range IS NULL OR coalesce(r.within, true))
$$;

CREATE OR REPLACE FUNCTION ban_software(p_ban int) RETURNS TABLE (software_id int, mask int) LANGUAGE sql STABLE AS $$
  SELECT DISTINCT t.software_id, t.mask FROM ban_software_tools(p_ban) t
$$;

-- Exceptions of a ban, as of a moment. One that names every tool in scope is one of everything. `due` is the date that they gave instead.
CREATE FUNCTION ban_exceptions(p_ban int, p_now timestamptz) RETURNS TABLE (
  duty_kind duty_kind, person_id int, team_id int, device_id int, tool_ids int[], whole boolean, active boolean, edge timestamptz, due timestamptz
) LANGUAGE sql STABLE AS $$
  SELECT e.duty_kind, e.person_id, e.team_id, e.device_id, e.tool_ids,
    cardinality(e.tool_ids) = 0 OR e.tool_ids @> ARRAY(SELECT s.tool_id FROM ban_scope_tool s WHERE s.ban_id = p_ban),
    e.status = 'ACTIVE' AND e.starts_at <= p_now AND e.ends_at > p_now,
    CASE WHEN e.status <> 'ACTIVE' THEN NULL WHEN e.starts_at > p_now THEN e.starts_at WHEN e.ends_at > p_now THEN e.ends_at END,
    CASE WHEN e.starts_at <= p_now THEN e.due_after END
  FROM exception e WHERE e.ban_id = p_ban AND e.status IN ('ACTIVE', 'EXPIRED')
$$;

-- What is known of devices under a ban: those of the people given, and those given themselves (null: all). `person_id` is null when nobody
-- owns the device, or the owner has left. With a kind of duty: without the tools that its exceptions spare, and `due` is the date these gave when
-- nothing else was found. Built as text because one plan for one device and for 150,000 would be wrong for both.
DROP FUNCTION device_states(int, int[], int[], timestamptz);
CREATE FUNCTION device_states(p_ban int, p_people int[], p_devices int[], p_now timestamptz, p_kind duty_kind DEFAULT NULL) RETURNS TABLE (
  device_id int, person_id int, team_id int, state obligation_state, reason unknown_reason, contradicted boolean, reappeared boolean,
  found_at timestamptz, attested_at timestamptz, reported_at timestamptz, covered_until timestamptz, evidence_at timestamptz, due timestamptz
) LANGUAGE plpgsql STABLE AS $$
DECLARE
  chosen text := CASE
    WHEN p_people IS NULL AND p_devices IS NULL THEN 'true'
    WHEN p_people IS NULL THEN 'd.owner_person_id IS NOT NULL OR d.id = ANY ($3)'
    WHEN p_devices IS NULL THEN 'd.owner_person_id = ANY ($2) OR d.owner_person_id IS NULL OR NOT p.active'
    ELSE 'd.id IN (SELECT id FROM device WHERE owner_person_id = ANY ($2) UNION SELECT unnest($3))'
  END;
  -- When enough kinds were seen: reports are taken from the freshest on, until together they have seen every required kind.
  enough text := CASE ban_content(p_ban) ->> 'coverageRule' WHEN 'ANY_KIND' THEN 'kinds & required <> 0' ELSE 'required <> 0 AND seen & required = required' END;
  -- Some required kind was never looked at. One is enough when any kind is.
  gap text := CASE ban_content(p_ban) ->> 'coverageRule' WHEN 'ANY_KIND' THEN 'false' ELSE 'c.ever <> d.required' END;
  sparing boolean := EXISTS (SELECT FROM ban_exceptions(p_ban, p_now) e WHERE e.duty_kind = p_kind AND NOT e.whole AND e.due IS NOT NULL);
  -- Software that may belong to several of the tools is spared when all of them are.
  spared text := CASE WHEN sparing THEN $spared$ named AS MATERIALIZED (
      SELECT n.software_id, n.tool_id FROM ban_software_tools($1) n
    ), begun AS MATERIALIZED (
      SELECT w.device_id, w.tool_id, bool_or(w.active) AS holds, max(w.due) AS due FROM (
        SELECT d.id AS device_id, tool.id AS tool_id, e.active, e.due
        FROM ban_exceptions($1, $4) e CROSS JOIN unnest(e.tool_ids) AS tool (id) JOIN dev d ON d.id = e.device_id
        WHERE e.duty_kind = $5 AND NOT e.whole AND e.due IS NOT NULL
        UNION ALL
        SELECT d.id, tool.id, e.active, e.due
        FROM ban_exceptions($1, $4) e CROSS JOIN unnest(e.tool_ids) AS tool (id) JOIN dev d ON d.person_id = e.person_id
        WHERE e.duty_kind = $5 AND NOT e.whole AND e.due IS NOT NULL
        UNION ALL
        SELECT d.id, tool.id, e.active, e.due
        FROM ban_exceptions($1, $4) e CROSS JOIN unnest(e.tool_ids) AS tool (id) JOIN team top ON top.id = e.team_id JOIN team t ON t.path <@ top.path
        JOIN dev d ON d.member_team_id = t.id
        WHERE e.duty_kind = $5 AND NOT e.whole AND e.due IS NOT NULL
      ) w GROUP BY w.device_id, w.tool_id
    ), spared AS MATERIALIZED (
      SELECT i.device_id, i.software_id, bool_and(coalesce(b.holds, false)) AS holds, CASE WHEN bool_and(b.due IS NOT NULL) THEN min(b.due) END AS due
      FROM (SELECT DISTINCT x.device_id FROM begun x) x
      CROSS JOIN LATERAL (SELECT DISTINCT l.device_id, l.software_id FROM installation l WHERE l.device_id = x.device_id) i
      JOIN named n ON n.software_id = i.software_id LEFT JOIN begun b ON b.device_id = i.device_id AND b.tool_id = n.tool_id
      GROUP BY i.device_id, i.software_id
    ),$spared$ ELSE '' END;
BEGIN
  RETURN QUERY EXECUTE format($query$
    WITH dev AS MATERIALIZED (
      SELECT d.id, CASE WHEN p.active THEN p.id END AS person_id, coalesce(d.owner_team_id, p.team_id) AS team_id, n.required,
        CASE WHEN p.active THEN p.team_id ELSE coalesce(d.owner_team_id, p.team_id, (SELECT min(id) FROM team WHERE parent_id IS NULL)) END AS member_team_id
      FROM device d JOIN ban_kinds($1) n ON n.platform = d.platform LEFT JOIN person p ON p.id = d.owner_person_id
      WHERE %1$s
    ), %4$s episode AS (
      SELECT i.device_id, i.source_id, s.mask, %5$s AS due,
        -- A present item was in every complete report of its source since.
        CASE WHEN i.gone_at IS NOT NULL THEN i.last_seen_at ELSE greatest(i.last_seen_at, (
          SELECT max(r.collected_at) FROM report r
          WHERE r.device_id = i.device_id AND r.source_id = i.source_id AND NOT r.held AND r.kinds & s.mask <> 0)) END AS seen_at,
        -- The source had closed everything of the kind before this began.
        max(coalesce(i.gone_at, 'infinity')) OVER (PARTITION BY i.device_id, i.source_id, s.mask ORDER BY i.first_seen_at
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) < i.first_seen_at AS returned
      FROM dev d JOIN installation i ON i.device_id = d.id JOIN ban_software($1) s ON s.software_id = i.software_id
      JOIN source so ON so.id = i.source_id AND so.enabled %6$s
    ), sighting AS (
      SELECT e.device_id, e.mask, max(e.seen_at) AS seen_at, coalesce(bool_or(e.returned), false) AS returned, array_agg(e.source_id) AS sources,
        CASE WHEN bool_and(e.due IS NOT NULL) THEN min(e.due) END AS due
      FROM episode e GROUP BY e.device_id, e.mask
    ), sighted AS (
      SELECT g.device_id, max(g.seen_at) AS last_at, max(g.seen_at) FILTER (WHERE NOT k.cleared) AS found_at, bool_or(g.returned) AS reappeared,
        CASE WHEN bool_and(g.due IS NOT NULL) FILTER (WHERE NOT k.cleared) THEN min(g.due) FILTER (WHERE NOT k.cleared) END AS due
      FROM sighting g CROSS JOIN LATERAL (
        SELECT coalesce(max(r.collected_at) > g.seen_at, false) AS cleared FROM report r JOIN source so ON so.id = r.source_id AND so.enabled
        WHERE r.device_id = g.device_id AND NOT r.held AND r.kinds & g.mask <> 0 AND (r.source_id = ANY (g.sources) OR proves_for_others(so.system, g.mask))
      ) k GROUP BY g.device_id
    ), looked AS (
      SELECT r.device_id, d.required, r.kinds, r.collected_at, f.fresh_until,
        bit_or(r.kinds) OVER (PARTITION BY r.device_id ORDER BY f.fresh_until DESC) AS seen
      FROM dev d JOIN report r ON r.device_id = d.id AND NOT r.held AND r.kinds & d.required <> 0
      JOIN source so ON so.id = r.source_id AND so.enabled
      CROSS JOIN LATERAL (SELECT r.collected_at + 2 * so.period_minutes * interval '1 minute' AS fresh_until) f
    ), coverage AS (
      SELECT l.device_id, bit_or(l.kinds & l.required) AS ever, max(l.collected_at) AS reported_at, max(l.fresh_until) FILTER (WHERE %2$s) AS covered_until
      FROM looked l GROUP BY l.device_id
    ), known AS (
      SELECT d.id, d.person_id, d.team_id, g.last_at, g.found_at, g.due, coalesce(g.reappeared, false) AS reappeared, a.attested_at, c.reported_at,
        c.covered_until, coalesce(c.covered_until > $4, false) AS covered,
        CASE WHEN g.found_at IS NOT NULL THEN 'KIND_UNSEEN' WHEN c.ever IS NULL THEN 'NEVER_COVERED' WHEN %3$s THEN 'KIND_UNSEEN' ELSE 'STALE' END AS reason
      FROM dev d LEFT JOIN sighted g ON g.device_id = d.id LEFT JOIN coverage c ON c.device_id = d.id
      LEFT JOIN (
        -- A statement about all of one's devices, or about this one. Those about a duty of its own say nothing about devices.
        SELECT o.id AS device_id, max(t.attested_at) AS attested_at
        FROM dev o JOIN attestation t ON t.ban_id = $1 AND t.person_id = o.person_id AND (t.device_id IS NULL OR t.device_id = o.id)
          AND t.duty_id IS NULL AND t.rejected_at IS NULL AND t.voided_at IS NULL
        GROUP BY o.id
      ) a ON a.device_id = d.id
    ), decided AS (
      SELECT k.*, CASE
        WHEN k.found_at >= k.attested_at OR k.found_at IS NOT NULL AND k.attested_at IS NULL THEN 'INSTALLED'
        WHEN k.last_at IS NOT NULL AND k.found_at IS NULL AND k.covered THEN 'PROVED'
        WHEN k.last_at IS NULL AND k.covered THEN 'NOT_AFFECTED'
        WHEN k.attested_at IS NOT NULL AND coalesce(k.attested_at > k.last_at, true) THEN 'STATED'
        ELSE 'UNKNOWN'
      END AS state FROM known k
    )
    SELECT d.id, d.person_id, d.team_id, d.state::obligation_state, (CASE WHEN d.state = 'UNKNOWN' THEN d.reason END)::unknown_reason,
      coalesce(d.found_at > d.attested_at, false), d.reappeared, d.found_at, d.attested_at, d.reported_at, d.covered_until,
      CASE d.state WHEN 'INSTALLED' THEN d.found_at WHEN 'STATED' THEN d.attested_at WHEN 'UNKNOWN' THEN greatest(d.reported_at, d.last_at) ELSE d.reported_at END,
      CASE d.state WHEN 'INSTALLED' THEN d.due END
    FROM decided d
  $query$, chosen, enough, gap, spared,
    CASE WHEN sparing THEN 'x.due' ELSE 'NULL::timestamptz' END,
    CASE WHEN sparing THEN 'LEFT JOIN spared x ON x.device_id = i.device_id AND x.software_id = i.software_id WHERE NOT coalesce(x.holds, false)' ELSE '' END)
  USING p_ban, p_people, p_devices, p_now, p_kind;
END $$;

-- What each member of a ban's population owes at a moment under the duties that inventories show: the people given (null: all) and the devices given
-- that nobody owns (null: all). Whoever is not in the population has no row. `due` is the date that an exception gave instead of the duty's own.
CREATE FUNCTION inventory_answers(p_ban int, p_people int[], p_devices int[], p_now timestamptz) RETURNS TABLE (
  duty_id int, person_id int, device_id int, team_id int, state obligation_state, reason unknown_reason,
  contradicted boolean, reappeared boolean, evidence_at timestamptz, next_change_at timestamptz, due timestamptz
) LANGUAGE plpgsql STABLE AS $$
DECLARE
  population jsonb := ban_content(p_ban) -> 'population';
  -- A device that nobody owns and no team holds is the company's.
  company int := (SELECT min(id) FROM team WHERE parent_id IS NULL);
  -- A device has no country and no worker type: `population_devices`.
  devices boolean := coalesce(jsonb_array_length(population #> '{legalEntities,include}'), 0) + coalesce(jsonb_array_length(population #> '{countries,include}'), 0)
    + coalesce(jsonb_array_length(population #> '{workerTypes,include}'), 0) = 0;
  -- Who is asked for; of the devices only those nobody owns can be.
  asked text := CASE WHEN p_people IS NULL THEN 'true' ELSE 'p.person_id = ANY ($2)' END;
  -- Kinds of which an exception spares some tools only see other installations than the rest.
  sliced duty_kind[] := ARRAY(
    SELECT DISTINCT e.duty_kind FROM ban_exceptions(p_ban, p_now) e JOIN duty d ON d.ban_id = p_ban AND d.kind = e.duty_kind AND d.proof = 'INVENTORY' AND d.ended_at IS NULL
    WHERE NOT e.whole AND e.due IS NOT NULL);
  slices text := (SELECT coalesce(string_agg(format(' UNION ALL SELECT %L::duty_kind, k.* FROM device_states($1, $2, $3, $4, %L::duty_kind) k', kind, kind), ''), '') FROM unnest(sliced) AS kind);
BEGIN
  RETURN QUERY EXECUTE format($query$
    WITH known AS MATERIALIZED (
      SELECT NULL::duty_kind AS slice, k.* FROM device_states($1, $2, $3, $4, NULL) k %2$s
    ), member AS MATERIALIZED (
      SELECT p.person_id, NULL::int AS device_id, p.team_id FROM population_people($5) p WHERE %1$s
      UNION ALL
      SELECT NULL, k.device_id, t.team_id
      FROM known k JOIN population_teams($5) t ON t.team_id = coalesce(k.team_id, $6)
      WHERE $7 AND k.slice IS NULL AND k.person_id IS NULL AND ($3 IS NULL OR k.device_id = ANY ($3))
    ), exempt AS MATERIALIZED (
      SELECT * FROM ban_exceptions($1, $4)
    ), duty_of AS (
      -- Duties that no exception touches have one answer; it is worked out once.
      SELECT d.id, CASE WHEN d.kind IN (SELECT x.duty_kind FROM exempt x) THEN d.kind END AS apart
      FROM duty d WHERE d.ban_id = $1 AND d.proof = 'INVENTORY' AND d.ended_at IS NULL
    ), question AS (
      SELECT DISTINCT d.apart, CASE WHEN d.apart = ANY ($8) THEN d.apart END AS slice FROM duty_of d
    ), exempt_whole AS (
      SELECT w.apart, w.person_id, w.device_id, bool_or(w.active AND w.whole) AS active, min(w.edge) AS edge, max(w.due) FILTER (WHERE w.whole) AS due FROM (
        SELECT x.duty_kind AS apart, m.person_id, m.device_id, x.whole, x.active, x.edge, x.due FROM exempt x JOIN member m ON m.person_id = x.person_id
        UNION ALL
        SELECT x.duty_kind, m.person_id, m.device_id, x.whole, x.active, x.edge, x.due
        FROM exempt x JOIN team top ON top.id = x.team_id JOIN team t ON t.path <@ top.path JOIN member m ON m.team_id = t.id
      ) w GROUP BY w.apart, w.person_id, w.device_id
    ), exempt_device AS (
      SELECT x.duty_kind AS apart, x.device_id, bool_or(x.active AND x.whole) AS active, min(x.edge) AS edge, max(x.due) FILTER (WHERE x.whole) AS due
      FROM exempt x WHERE x.device_id IS NOT NULL GROUP BY x.duty_kind, x.device_id
    ), unit AS (
      SELECT q.apart, k.person_id, CASE WHEN k.person_id IS NULL THEN k.device_id END AS device_id, k.state, k.reason, k.contradicted, k.reappeared,
        k.evidence_at, CASE WHEN k.state IN ('PROVED', 'NOT_AFFECTED') THEN k.covered_until END AS stale_at, coalesce(x.active, false) AS exempted, x.edge,
        greatest(x.due, k.due) AS due
      FROM question q JOIN known k ON k.slice IS NOT DISTINCT FROM q.slice LEFT JOIN exempt_device x ON x.apart = q.apart AND x.device_id = k.device_id
    ), subject AS (
      SELECT u.apart, coalesce(u.person_id, -u.device_id) AS owner, min(u.edge) AS edge,
        min(u.state) FILTER (WHERE NOT u.exempted) AS worst,
        min(u.reason) FILTER (WHERE NOT u.exempted) AS reason,
        bool_or(u.contradicted) FILTER (WHERE NOT u.exempted) AS contradicted,
        bool_or(u.reappeared) FILTER (WHERE NOT u.exempted) AS reappeared,
        min(u.stale_at) FILTER (WHERE NOT u.exempted) AS stale_at,
        max(u.evidence_at) FILTER (WHERE NOT u.exempted AND u.state = 'INSTALLED') AS installed_at,
        max(u.evidence_at) FILTER (WHERE NOT u.exempted AND u.state = 'UNKNOWN') AS unknown_at,
        max(u.evidence_at) FILTER (WHERE NOT u.exempted AND u.state = 'STATED') AS stated_at,
        max(u.evidence_at) FILTER (WHERE NOT u.exempted AND u.state = 'PROVED') AS proved_at,
        max(u.evidence_at) FILTER (WHERE NOT u.exempted AND u.state = 'NOT_AFFECTED') AS not_affected_at,
        count(u.due) AS dues
      FROM unit u GROUP BY u.apart, coalesce(u.person_id, -u.device_id)
    ), given AS (
      -- Another date holds only when every device that decides has one: then the earliest of them.
      SELECT u.apart, s.owner, CASE WHEN bool_and(u.due IS NOT NULL) THEN min(u.due) END AS due
      FROM subject s JOIN unit u ON coalesce(u.person_id, -u.device_id) = s.owner AND u.apart IS NOT DISTINCT FROM s.apart
      WHERE s.dues > 0 AND (s.worst IS NULL OR NOT u.exempted AND u.state = s.worst) GROUP BY u.apart, s.owner
    ), joined AS (
      SELECT q.apart, m.person_id, m.device_id, m.team_id, s.owner, s.reason, s.contradicted, s.reappeared, s.stale_at, s.installed_at, s.unknown_at, s.stated_at,
        s.proved_at, s.not_affected_at, least(s.edge, w.edge) AS edge_at, greatest(w.due, g.due) AS due,
        CASE WHEN w.active THEN 'EXCEPTED' WHEN s.owner IS NULL THEN 'UNKNOWN' ELSE coalesce(s.worst, 'EXCEPTED') END AS state
      FROM member m CROSS JOIN question q
      LEFT JOIN (SELECT s.*, coalesce(s.apart::text, '') AS about FROM subject s) s
        ON s.owner = coalesce(m.person_id, -m.device_id) AND s.about = coalesce(q.apart::text, '')
      LEFT JOIN (SELECT coalesce(w.person_id, -w.device_id) AS covered, w.apart AS kind, w.active, w.edge, w.due FROM exempt_whole w) w
        ON w.covered = coalesce(m.person_id, -m.device_id) AND w.kind = q.apart
      LEFT JOIN given g ON g.owner = s.owner AND g.apart = q.apart
    )
    SELECT d.id, j.person_id, j.device_id, j.team_id, j.state::obligation_state,
      CASE WHEN j.state <> 'UNKNOWN' THEN NULL WHEN j.owner IS NULL THEN 'NO_DEVICE' ELSE j.reason END,
      j.state <> 'EXCEPTED' AND coalesce(j.contradicted, false), j.state <> 'EXCEPTED' AND coalesce(j.reappeared, false),
      CASE j.state WHEN 'INSTALLED' THEN j.installed_at WHEN 'UNKNOWN' THEN j.unknown_at WHEN 'STATED' THEN j.stated_at
        WHEN 'PROVED' THEN j.proved_at WHEN 'NOT_AFFECTED' THEN j.not_affected_at END,
      least(j.edge_at, CASE WHEN j.state NOT IN ('INSTALLED', 'EXCEPTED') THEN j.stale_at END), j.due
    FROM joined j JOIN duty_of d ON d.apart IS NOT DISTINCT FROM j.apart
  $query$, asked, slices) USING p_ban, p_people, p_devices, p_now, population, company, devices, sliced;
END $$;

-- Who answers for a population as a manager: of every member, person or device, the nearest active manager above who is somebody else, and of
-- what each manages the topmost team that the population means. The people given, or null: all.
CREATE FUNCTION responsible_managers(p_population jsonb, p_people int[]) RETURNS TABLE (person_id int, team_id int) LANGUAGE plpgsql STABLE AS $$
DECLARE
  -- Only below what the people asked for manage can they be the nearest.
  below ltree[] := ARRAY(SELECT path FROM team WHERE manager_id = ANY (p_people));
  reach text := CASE WHEN p_people IS NULL THEN 'true' ELSE 't.path <@ $3' END;
BEGIN
  IF cardinality(below) = 0 AND p_people IS NOT NULL THEN
    RETURN;
  END IF;
  RETURN QUERY EXECUTE format($query$
    WITH meant AS MATERIALIZED (
      SELECT t.id, t.path FROM population_teams($1) x JOIN team t ON t.id = x.team_id
    ), member AS MATERIALIZED (
      SELECT p.person_id, p.team_id FROM population_people($1) p JOIN team t ON t.id = p.team_id WHERE %1$s
      UNION ALL
      SELECT NULL, d.team_id FROM population_devices($1) d JOIN team t ON t.id = d.team_id WHERE %1$s
    ), inhabited AS (
      SELECT m.team_id, t.path, count(*) AS members FROM member m JOIN team t ON t.id = m.team_id GROUP BY m.team_id, t.path
    ), chain AS MATERIALIZED (
      SELECT i.team_id, i.members, a.manager_id, a.id AS managed_id, nlevel(a.path) AS level, first_value(a.manager_id) OVER upwards AS nearest_id
      FROM inhabited i CROSS JOIN LATERAL team_and_above(i.path) AS above (id) JOIN team a ON a.id = above.id JOIN person p ON p.id = a.manager_id AND p.active
      WINDOW upwards AS (PARTITION BY i.team_id ORDER BY nlevel(a.path) DESC)
    ), own AS (
      -- Members who are the nearest manager of their own team.
      SELECT DISTINCT c.team_id FROM chain c JOIN member m ON m.team_id = c.team_id AND m.person_id = c.nearest_id
    ), answers AS (
      SELECT c.manager_id, c.team_id, max(c.level) AS level
      FROM chain c LEFT JOIN own o ON o.team_id = c.team_id
      WHERE c.manager_id = c.nearest_id AND c.members > CASE WHEN o.team_id IS NULL THEN 0 ELSE 1 END
      GROUP BY c.manager_id, c.team_id
      UNION ALL
      (SELECT DISTINCT ON (c.team_id) c.manager_id, c.team_id, c.level FROM chain c JOIN own o ON o.team_id = c.team_id
        WHERE c.manager_id <> c.nearest_id ORDER BY c.team_id, c.level DESC)
    ), placed AS (
      -- The managed team where the population means it, otherwise the topmost team below it that the population means.
      SELECT DISTINCT ON (a.manager_id) a.manager_id, p.id AS team_id
      FROM answers a JOIN team t ON t.id = a.team_id
      CROSS JOIN LATERAL (
        SELECT m.id, nlevel(m.path) AS level FROM team_and_above(t.path) AS above (id) JOIN meant m ON m.id = above.id
        WHERE nlevel(m.path) >= a.level ORDER BY nlevel(m.path) LIMIT 1
      ) p ORDER BY a.manager_id, p.level, p.id
    )
    SELECT p.manager_id, p.team_id FROM placed p WHERE $2 IS NULL OR p.manager_id = ANY ($2)
  $query$, reach) USING p_population, p_people, below;
END $$;

-- What the people given (null: all) owe under the duties that no inventory shows: everybody, the managers, or the one person who is named. `p_part`
-- is ASSIGNED for only the duties of managers and named people.
CREATE FUNCTION stated_answers(p_ban int, p_people int[], p_now timestamptz, p_part text) RETURNS TABLE (
  duty_id int, person_id int, team_id int, state obligation_state, reason unknown_reason, evidence_at timestamptz, next_change_at timestamptz, due timestamptz
) LANGUAGE plpgsql STABLE AS $$
DECLARE
  population jsonb := ban_content(p_ban) -> 'population';
  parties duty_responsible[] := ARRAY(
    SELECT DISTINCT d.responsible FROM duty d WHERE d.ban_id = p_ban AND d.proof <> 'INVENTORY' AND d.ended_at IS NULL AND (p_part IS DISTINCT FROM 'ASSIGNED' OR d.responsible <> 'PERSON'));
  asked text := CASE WHEN p_people IS NULL THEN 'true' ELSE 'p.person_id = ANY ($2)' END;
  bound text := concat_ws(' UNION ALL ',
    CASE WHEN 'PERSON' = ANY (parties) THEN format('SELECT d.id AS duty_id, p.person_id, p.team_id FROM asked_duty d CROSS JOIN population_people($4) p WHERE d.responsible = ''PERSON'' AND %s', asked) END,
    CASE WHEN 'MANAGER' = ANY (parties) THEN 'SELECT d.id AS duty_id, p.person_id, p.team_id FROM asked_duty d CROSS JOIN responsible_managers($4, $2) p WHERE d.responsible = ''MANAGER''' END,
    CASE WHEN 'OWNER' = ANY (parties) THEN format('SELECT d.id AS duty_id, p.person_id, p.team_id FROM asked_duty d JOIN (SELECT id AS person_id, team_id FROM person WHERE active) p ON p.person_id = d.owner_person_id WHERE d.responsible = ''OWNER'' AND %s', asked) END);
BEGIN
  IF cardinality(parties) = 0 THEN
    RETURN;
  END IF;
  RETURN QUERY EXECUTE format($query$
    WITH asked_duty AS MATERIALIZED (
      SELECT d.* FROM duty d WHERE d.ban_id = $1 AND d.proof <> 'INVENTORY' AND d.ended_at IS NULL
    ), bound AS MATERIALIZED (
      %s
    ), said AS (
      SELECT a.duty_id, a.person_id, max(a.attested_at) AS stated_at, max(a.verified_at) AS verified_at
      FROM attestation a JOIN asked_duty d ON d.id = a.duty_id WHERE a.rejected_at IS NULL AND a.voided_at IS NULL GROUP BY a.duty_id, a.person_id
    ), exempt AS MATERIALIZED (
      SELECT d.id AS duty_id, x.* FROM ban_exceptions($1, $3) x JOIN asked_duty d ON d.kind = x.duty_kind WHERE x.whole
    ), exempt_whole AS (
      SELECT w.duty_id, w.person_id, bool_or(w.active) AS active, min(w.edge) AS edge, max(w.due) AS due FROM (
        SELECT x.duty_id, b.person_id, x.active, x.edge, x.due FROM exempt x JOIN bound b ON b.duty_id = x.duty_id AND b.person_id = x.person_id
        UNION ALL
        SELECT x.duty_id, b.person_id, x.active, x.edge, x.due
        FROM exempt x JOIN team top ON top.id = x.team_id JOIN team t ON t.path <@ top.path JOIN bound b ON b.duty_id = x.duty_id AND b.team_id = t.id
      ) w GROUP BY w.duty_id, w.person_id
    ), decided AS (
      SELECT b.duty_id, b.person_id, b.team_id, s.stated_at, s.verified_at, x.edge, x.due,
        CASE WHEN x.active THEN 'EXCEPTED' WHEN d.proof = 'RECORD' AND s.verified_at IS NOT NULL THEN 'PROVED' WHEN s.stated_at IS NOT NULL THEN 'STATED' ELSE 'UNKNOWN' END AS state
      FROM bound b JOIN asked_duty d ON d.id = b.duty_id
      LEFT JOIN said s ON s.duty_id = b.duty_id AND s.person_id = b.person_id
      LEFT JOIN exempt_whole x ON x.duty_id = b.duty_id AND x.person_id = b.person_id
    )
    SELECT d.duty_id, d.person_id, d.team_id, d.state::obligation_state, CASE WHEN d.state = 'UNKNOWN' THEN 'NOT_STATED'::unknown_reason END,
      CASE d.state WHEN 'PROVED' THEN d.verified_at WHEN 'STATED' THEN d.stated_at END, d.edge, d.due
    FROM decided d
  $query$, bound) USING p_ban, p_people, p_now, population;
END $$;

-- Dates of subtrees, of several the nearest: for every team that has another date than its duty.
CREATE FUNCTION team_dates(p_duties int[]) RETURNS TABLE (duty_id int, team_id int, local text, zone text) LANGUAGE sql STABLE AS $$
  SELECT DISTINCT ON (d.id, t.id) d.id, t.id, r.item ->> 'deadlineLocal', r.item ->> 'deadlineZone'
  FROM duty d CROSS JOIN LATERAL jsonb_array_elements(d.team_deadlines) AS r (item)
  JOIN team top ON top.id = (r.item ->> 'teamId')::int JOIN team t ON t.path <@ top.path
  WHERE d.id = ANY (p_duties) ORDER BY d.id, t.id, nlevel(top.path) DESC
$$;

-- A person may have a zone that this database does not know; the rule's own is known.
CREATE FUNCTION local_instant_or(clock timestamp, zone text, other text) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN local_instant(clock, zone);
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN local_instant(clock, other);
END $$;

-- What everybody owes at a moment, per duty and by which date. `p_part` is INVENTORY for what inventories show, STATED for the rest, ASSIGNED for only the
-- duties of managers and named people; null: all of it.
DROP FUNCTION evaluate_ban(int, int[], int[], timestamptz);
CREATE FUNCTION evaluate_ban(p_ban int, p_people int[], p_devices int[], p_now timestamptz, p_part text DEFAULT NULL) RETURNS TABLE (
  duty_id int, duty_kind duty_kind, person_id int, device_id int, team_id int, state obligation_state, reason unknown_reason,
  contradicted boolean, reappeared boolean, evidence_at timestamptz, next_change_at timestamptz, deadline_at timestamptz
) LANGUAGE plpgsql STABLE AS $$
DECLARE
  duties int[] := ARRAY(SELECT d.id FROM duty d WHERE d.ban_id = p_ban AND d.ended_at IS NULL);
  inventory boolean := (p_part IS NULL OR p_part = 'INVENTORY') AND EXISTS (SELECT FROM duty d WHERE d.id = ANY (duties) AND d.proof = 'INVENTORY');
  stated boolean := p_part IS DISTINCT FROM 'INVENTORY' AND EXISTS (SELECT FROM duty d WHERE d.id = ANY (duties) AND d.proof <> 'INVENTORY');
  answers text := concat_ws(' UNION ALL ',
    CASE WHEN inventory THEN 'SELECT * FROM inventory_answers($1, $2, $3, $4)' END,
    CASE WHEN stated THEN 'SELECT s.duty_id, s.person_id, NULL::int AS device_id, s.team_id, s.state, s.reason, false AS contradicted, false AS reappeared, s.evidence_at, s.next_change_at, s.due FROM stated_answers($1, $2, $4, $5) s' END);
  -- Most bans have one date per duty.
  plain boolean := NOT EXISTS (SELECT FROM duty d WHERE d.id = ANY (duties) AND (d.mode = 'LOCAL' OR d.team_deadlines <> '[]'));
BEGIN
  IF answers = '' THEN
    RETURN;
  ELSIF plain THEN
    RETURN QUERY EXECUTE format($query$
      SELECT a.duty_id, d.kind, a.person_id, a.device_id, a.team_id, a.state, a.reason, a.contradicted, a.reappeared, a.evidence_at, a.next_change_at,
        greatest(d.deadline_at, a.due)
      FROM (%s) a JOIN duty d ON d.id = a.duty_id
    $query$, answers) USING p_ban, p_people, p_devices, p_now, p_part;
  ELSE
    RETURN QUERY EXECUTE format($query$
      WITH answer AS MATERIALIZED (
        %s
      ), dated AS MATERIALIZED (
        SELECT a.*, d.kind, coalesce(t.local, d.deadline_local) AS local, coalesce(t.zone, d.deadline_zone) AS zone,
          CASE WHEN d.mode = 'LOCAL' THEN p.zone END AS own_zone
        FROM answer a JOIN duty d ON d.id = a.duty_id LEFT JOIN team_dates($6) t ON t.duty_id = a.duty_id AND t.team_id = a.team_id
        LEFT JOIN person p ON p.id = a.person_id
      ), clock AS MATERIALIZED (
        SELECT c.local, c.zone, c.own_zone, local_instant_or(c.local::timestamp, coalesce(c.own_zone, c.zone), c.zone) AS at
        FROM (SELECT DISTINCT x.local, x.zone, x.own_zone FROM dated x) c
      )
      SELECT a.duty_id, a.kind, a.person_id, a.device_id, a.team_id, a.state, a.reason, a.contradicted, a.reappeared, a.evidence_at, a.next_change_at,
        greatest(c.at, a.due)
      FROM dated a JOIN clock c ON c.local = a.local AND c.zone = a.zone AND coalesce(c.own_zone, '') = coalesce(a.own_zone, '')
    $query$, answers) USING p_ban, p_people, p_devices, p_now, p_part, duties;
  END IF;
END $$;

-- Brings the stored obligations of a ban to what `evaluate_ban` says: new members get theirs, those who left are closed, changed ones change, and
-- those of duties that have ended are closed. A row is written only when its answer changes, its moment of review has come, or has to come
-- sooner: fresher evidence for the same answer would rewrite every row with every report. `evidence_at` is therefore as of the last write.
DROP FUNCTION settle_obligations(int, int[], int[], timestamptz);
CREATE FUNCTION settle_obligations(p_ban int, p_people int[], p_devices int[], p_now timestamptz, p_part text DEFAULT NULL) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  written int;
  people text := CASE WHEN p_people IS NULL THEN 'o.person_id IS NOT NULL' ELSE 'o.person_id = ANY ($2)' END;
  devices text := CASE WHEN p_devices IS NULL THEN 'true' ELSE 'o.device_id = ANY ($3)' END;
  part text := CASE p_part WHEN 'INVENTORY' THEN 'd.proof = ''INVENTORY''' WHEN 'STATED' THEN 'd.proof <> ''INVENTORY''' WHEN 'ASSIGNED' THEN 'd.responsible <> ''PERSON''' ELSE 'true' END;
BEGIN
  EXECUTE format($query$
    WITH due AS MATERIALIZED (
      SELECT * FROM evaluate_ban($1, $2, $3, $4, $5)
    ), stored AS MATERIALIZED (
      SELECT o.* FROM obligation o JOIN duty d ON d.id = o.duty_id WHERE d.ban_id = $1 AND %1$s AND %3$s
      UNION ALL
      SELECT o.* FROM obligation o JOIN duty d ON d.id = o.duty_id WHERE d.ban_id = $1 AND o.person_id IS NULL AND %2$s AND %3$s
    ), paired AS MATERIALIZED (
      SELECT o.id, o.closed_at, due.duty_id IS NOT NULL AS stays, due.*,
        o.state IS DISTINCT FROM due.state AS moved,
        o.closed_at IS NOT NULL OR (o.state, o.contradicted, o.reappeared, o.team_id, o.deadline_at) <> (due.state, due.contradicted, due.reappeared, due.team_id, due.deadline_at)
          OR o.reason IS DISTINCT FROM due.reason OR (o.next_change_at IS NULL) <> (due.next_change_at IS NULL)
          OR due.next_change_at < o.next_change_at OR o.next_change_at <= $4 AS changed
      FROM stored o FULL JOIN due ON due.duty_id = o.duty_id AND coalesce(due.person_id, -due.device_id) = coalesce(o.person_id, -o.device_id)
    ), updated AS (
      UPDATE obligation o SET team_id = coalesce(p.team_id, o.team_id), state = coalesce(p.state, o.state), reason = CASE WHEN p.stays THEN p.reason ELSE o.reason END,
        contradicted = coalesce(p.contradicted, o.contradicted), reappeared = coalesce(p.reappeared, o.reappeared),
        since = CASE WHEN p.stays AND p.moved THEN $4 ELSE o.since END,
        evidence_at = CASE WHEN p.stays THEN p.evidence_at ELSE o.evidence_at END,
        next_change_at = p.next_change_at, closed_at = CASE WHEN NOT p.stays THEN $4 END, deadline_at = coalesce(p.deadline_at, o.deadline_at)
      FROM paired p WHERE o.id = p.id AND CASE WHEN p.stays THEN p.changed ELSE p.closed_at IS NULL END
      RETURNING 1
    ), inserted AS (
      -- In the order of the teams, so that a team's page finds its rows side by side.
      INSERT INTO obligation (ban_id, duty_id, person_id, device_id, team_id, state, reason, contradicted, reappeared, since, evidence_at, next_change_at, deadline_at)
      SELECT $1, p.duty_id, p.person_id, p.device_id, p.team_id, p.state, p.reason, p.contradicted, p.reappeared, $4, p.evidence_at, p.next_change_at, p.deadline_at
      FROM paired p WHERE p.id IS NULL ORDER BY p.duty_id, p.team_id, p.person_id, p.device_id
      RETURNING 1
    )
    SELECT (SELECT count(*) FROM updated) + (SELECT count(*) FROM inserted)
  $query$, people, devices, part) INTO written USING p_ban, p_people, p_devices, p_now, p_part;
  RETURN written;
END $$;

DROP FUNCTION settle_published(int[], int[], timestamptz);
CREATE FUNCTION settle_published(p_people int[], p_devices int[], p_now timestamptz, p_part text DEFAULT NULL) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  published int;
  written int := 0;
BEGIN
  PERFORM lock_subjects(p_people, p_devices);
  FOR published IN SELECT id FROM ban WHERE status = 'PUBLISHED' ORDER BY id LOOP
    written := written + settle_obligations(published, p_people, p_devices, p_now, p_part);
  END LOOP;
  RETURN written;
END $$;

-- After evidence about devices arrived: their owners, the devices that nobody owns, and people who owned one of them until now. What no inventory
-- shows is not touched by it.
CREATE OR REPLACE FUNCTION reevaluate_devices(ids int[], now timestamptz, former_owners int[]) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  RETURN settle_published(
    ARRAY(SELECT owner_person_id FROM device WHERE id = ANY (ids) AND owner_person_id IS NOT NULL
      UNION SELECT former FROM unnest(former_owners) AS former WHERE former IS NOT NULL),
    coalesce(ids, '{}'), now, 'INVENTORY');
END $$;

-- After what a ban covers, whom it binds or by when has changed as a whole: another version, its recall, or the ban goes on after a pause. Also when
-- statements were voided. Part of the command's transaction, as its last change.
CREATE FUNCTION reevaluate_ban(ban_id int, now timestamptz) RETURNS int LANGUAGE sql AS $$
  SELECT publish_obligations(ban_id, now)
$$;

-- After something about a team and everybody below it changed that is not membership (an exception).
CREATE FUNCTION reevaluate_team(team_id int, now timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  teams int[] := ARRAY(SELECT t.id FROM team t WHERE t.path <@ (SELECT path FROM team top WHERE top.id = reevaluate_team.team_id));
BEGIN
  RETURN settle_published(
    -- Who manages the team may be a member of another.
    ARRAY(SELECT p.id FROM person p WHERE p.team_id = ANY (teams) AND p.active
      UNION SELECT o.person_id FROM obligation o JOIN ban b ON b.id = o.ban_id AND b.status = 'PUBLISHED' JOIN duty d ON d.id = o.duty_id AND d.responsible <> 'PERSON'
        WHERE o.team_id = ANY (teams) AND o.closed_at IS NULL AND o.person_id IS NOT NULL),
    ARRAY(SELECT d.id FROM device d LEFT JOIN person p ON p.id = d.owner_person_id
      WHERE (p.id IS NULL OR NOT p.active) AND coalesce(d.owner_team_id, p.team_id, (SELECT min(id) FROM team WHERE parent_id IS NULL)) = ANY (teams)),
    now);
END $$;

-- Statements no longer count where a version covers more than they spoke of. Returns how many; `reevaluate_ban` follows.
CREATE FUNCTION void_attestations(ban_id int, version int, now timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  voided int;
BEGIN
  UPDATE attestation a SET voided_at = void_attestations.now, voided_by_version = version WHERE a.ban_id = void_attestations.ban_id AND a.voided_at IS NULL;
  GET DIAGNOSTICS voided = ROW_COUNT;
  RETURN voided;
END $$;

-- The version was called back.
CREATE FUNCTION restore_attestations(ban_id int, version int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  restored int;
BEGIN
  UPDATE attestation a SET voided_at = NULL, voided_by_version = NULL WHERE a.ban_id = restore_attestations.ban_id AND a.voided_by_version = version;
  GET DIAGNOSTICS restored = ROW_COUNT;
  RETURN restored;
END $$;

-- The first publication was called back: nobody has ever owed anything.
CREATE FUNCTION recall_obligations(ban_id int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  duties int[] := ARRAY(SELECT d.id FROM duty d WHERE d.ban_id = recall_obligations.ban_id);
  removed int;
BEGIN
  PERFORM pg_advisory_xact_lock(7301, 0);
  PERFORM pg_advisory_xact_lock(7303, 0);
  DELETE FROM attestation a WHERE a.ban_id = recall_obligations.ban_id;
  DELETE FROM obligation o WHERE o.duty_id = ANY (duties);
  GET DIAGNOSTICS removed = ROW_COUNT;
  DELETE FROM rollup_delta r WHERE r.duty_id = ANY (duties);
  DELETE FROM rollup r WHERE r.duty_id = ANY (duties);
  DELETE FROM rollup_history r WHERE r.duty_id = ANY (duties);
  RETURN removed;
END $$;

-- Whoever changes people or teams, by whatever door, leaves a note of whom a running ban may now mean, or no longer.
CREATE FUNCTION person_changes_population() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM ban WHERE status = 'PUBLISHED') THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO population_change (person_id) SELECT id FROM after_rows WHERE active;
  ELSE
    INSERT INTO population_change (person_id) SELECT a.id FROM after_rows a JOIN before_rows b USING (id)
    WHERE (a.team_id, a.active, a.legal_entity, a.country, a.worker_type, a.zone) IS DISTINCT FROM (b.team_id, b.active, b.legal_entity, b.country, b.worker_type, b.zone);
  END IF;
  IF FOUND THEN
    INSERT INTO population_change DEFAULT VALUES;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION team_changes_population() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM ban WHERE status = 'PUBLISHED') THEN
    INSERT INTO population_change (everybody) SELECT bool_or(a.path <> b.path) FROM after_rows a JOIN before_rows b USING (id)
    WHERE a.path <> b.path OR a.manager_id IS DISTINCT FROM b.manager_id HAVING count(*) > 0;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER person_joins_population AFTER INSERT ON person REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION person_changes_population();
CREATE TRIGGER person_changes_population AFTER UPDATE ON person REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION person_changes_population();
CREATE TRIGGER team_changes_population AFTER UPDATE ON team REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION team_changes_population();

-- After people joined, left or changed teams, or teams moved: whoever is in a ban's population now has its duties, whoever is not has none.
-- The devices of those who left are nobody's. Null: everybody. Who now answers for them as a manager is looked at by the next sweep.
CREATE OR REPLACE FUNCTION sync_population(person_ids int[], now timestamptz) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  IF person_ids IS NULL THEN
    DELETE FROM population_change;
    RETURN settle_published(NULL, NULL, now);
  END IF;
  DELETE FROM population_change WHERE person_id = ANY (person_ids);
  RETURN settle_published(person_ids, ARRAY(SELECT id FROM device WHERE owner_person_id = ANY (person_ids)), now);
END $$;

-- Settles at most so many of the changes that are noted. Returns how many it took; fewer than `most` means all of them.
CREATE FUNCTION sweep_population(now timestamptz, most int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  people int[];
  anybody boolean;
  parties boolean;
  taken int;
  published int;
BEGIN
  WITH gone AS (
    DELETE FROM population_change WHERE id IN (SELECT c.id FROM population_change c ORDER BY c.id LIMIT most FOR UPDATE SKIP LOCKED) RETURNING *
  )
  SELECT array_agg(DISTINCT g.person_id) FILTER (WHERE g.person_id IS NOT NULL), bool_or(g.everybody), bool_or(g.person_id IS NULL), count(*)
  INTO people, anybody, parties, taken FROM gone g;
  IF taken = 0 THEN
    RETURN 0;
  ELSIF anybody THEN
    PERFORM settle_published(NULL, NULL, now);
    RETURN taken;
  END IF;
  parties := parties AND EXISTS (SELECT FROM duty d JOIN ban b ON b.id = d.ban_id AND b.status = 'PUBLISHED' WHERE d.responsible <> 'PERSON' AND d.ended_at IS NULL);
  IF parties THEN
    PERFORM lock_subjects(NULL, NULL);
  END IF;
  IF people IS NOT NULL THEN
    PERFORM settle_published(people, ARRAY(SELECT id FROM device WHERE owner_person_id = ANY (people)), now);
  END IF;
  IF parties THEN
    FOR published IN SELECT DISTINCT b.id FROM ban b JOIN duty d ON d.ban_id = b.id AND d.responsible <> 'PERSON' AND d.ended_at IS NULL WHERE b.status = 'PUBLISHED' ORDER BY b.id LOOP
      PERFORM settle_obligations(published, NULL, NULL, now, 'ASSIGNED');
    END LOOP;
  END IF;
  RETURN taken;
END $$;

-- How many of teams' subtrees are past their own date: with something left to do (`still_found`: part of them, found again after its owner said it was
-- gone), and without proof either way. Sums as kept, corrected by the few whose date lies on the other side of the moment than their duty's.
CREATE FUNCTION late_now(duty_ids int[], team_ids int[], now timestamptz) RETURNS TABLE (
  duty_id int, team_id int, overdue int, still_found int, unproved int
) LANGUAGE sql STABLE AS $$
  WITH asked AS (
    SELECT d.id, d.proof, d.deadline_at <= now AS past FROM duty d WHERE d.id = ANY (duty_ids)
  ), aside AS (
    SELECT a.id, o.team_id, o.state, o.contradicted FROM asked a JOIN obligation o ON o.duty_id = a.id AND o.closed_at IS NULL AND o.deadline_at > now WHERE a.past
    UNION ALL
    SELECT a.id, o.team_id, o.state, o.contradicted FROM asked a JOIN obligation o ON o.duty_id = a.id AND o.closed_at IS NULL AND o.deadline_at <= now WHERE NOT a.past
  ), other AS (
    SELECT a.id, above.id AS team_id, count(*) FILTER (WHERE a.state = 'INSTALLED') AS installed, count(*) FILTER (WHERE a.state = 'INSTALLED' AND a.contradicted) AS contradicted,
      count(*) FILTER (WHERE a.state = 'UNKNOWN') AS unknown, count(*) FILTER (WHERE a.state = 'STATED') AS stated
    FROM (SELECT x.id, x.team_id, x.state, x.contradicted FROM aside x WHERE x.state IN ('INSTALLED', 'UNKNOWN', 'STATED')) a
    JOIN team t ON t.id = a.team_id CROSS JOIN LATERAL team_and_above(t.path) AS above (id)
    WHERE above.id = ANY (team_ids) GROUP BY a.id, above.id
  ), late AS (
    SELECT a.id, a.proof, t.id AS team_id,
      CASE WHEN a.past THEN coalesce(r.installed, 0) - coalesce(o.installed, 0) ELSE coalesce(o.installed, 0) END AS installed,
      CASE WHEN a.past THEN coalesce(r.contradicted, 0) - coalesce(o.contradicted, 0) ELSE coalesce(o.contradicted, 0) END AS contradicted,
      CASE WHEN a.past THEN coalesce(r.unknown, 0) - coalesce(o.unknown, 0) ELSE coalesce(o.unknown, 0) END AS unknown,
      CASE WHEN a.past THEN coalesce(r.stated, 0) - coalesce(o.stated, 0) ELSE coalesce(o.stated, 0) END AS stated
    FROM asked a CROSS JOIN unnest(team_ids) AS t (id)
    LEFT JOIN rollup_now(duty_ids, team_ids) r ON r.duty_id = a.id AND r.team_id = t.id
    LEFT JOIN other o ON o.id = a.id AND o.team_id = t.id
  )
  -- What only a person can say is left to do until they say it; a record still needs its second person.
  SELECT l.id, l.team_id, (CASE l.proof WHEN 'INVENTORY' THEN l.installed ELSE l.unknown END)::int, l.contradicted::int,
    (CASE l.proof WHEN 'INVENTORY' THEN l.unknown + l.stated WHEN 'RECORD' THEN l.stated ELSE 0 END)::int
  FROM late l
$$;
