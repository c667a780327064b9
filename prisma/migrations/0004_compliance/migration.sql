-- Who still has to do what. The same rules as `lib/compliance/rules.ts`, for sets; a property test holds the two together.
-- Every moment is an argument: nothing here reads the clock.

-- An obligation is of one person, or of one device that nobody owns.
ALTER TABLE obligation ADD CONSTRAINT obligation_subject CHECK ((person_id IS NULL) <> (device_id IS NULL));
ALTER TABLE obligation ADD CONSTRAINT obligation_reason CHECK ((state = 'UNKNOWN') = (reason IS NOT NULL));
CREATE UNIQUE INDEX obligation_person_once ON obligation (duty_id, person_id) WHERE person_id IS NOT NULL;
CREATE UNIQUE INDEX obligation_device_once ON obligation (duty_id, device_id) WHERE person_id IS NULL;
CREATE INDEX obligation_due ON obligation (next_change_at) WHERE next_change_at IS NOT NULL;
-- Lists show the worst first; a page anywhere in them starts at its key.
CREATE INDEX obligation_worst_first ON obligation (duty_id, state, id) WHERE closed_at IS NULL;

-- What an exception is about: exactly one of person, team and device.
ALTER TABLE exception ADD CONSTRAINT exception_subject CHECK (num_nonnulls(person_id, team_id, device_id) = 1);
ALTER TABLE exception ADD CONSTRAINT exception_period CHECK (starts_at < ends_at);

-- Bans name tools whole. Ranges need the version order of each ecosystem inside `ban_software`; until it is there nobody can store one.
ALTER TABLE ban_scope_tool ADD CONSTRAINT ban_scope_tool_whole CHECK (version_range IS NULL);

CREATE INDEX rollup_team ON rollup (team_id);
CREATE INDEX rollup_history_team ON rollup_history (team_id, duty_id, hour);
-- Emptied every two seconds: without this it would be vacuumed by its size at rest, which is nothing.
ALTER TABLE rollup_delta SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
-- Many writers at once; the order of deltas means nothing.
ALTER SEQUENCE rollup_delta_id_seq CACHE 64;

-- Kinds as the bits that `report.kinds` stores.
CREATE FUNCTION kind_bits(kinds identifier_kind[]) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(bit_or(kind_bit(kind)), 0) FROM unnest(kinds) AS kind
$$;

-- Packages, applications and extensions that can exist on a platform: what a ban requires to be looked at, when the tool lists it.
CREATE FUNCTION platform_kinds(platform device_platform) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT kind_bits(CASE platform
    WHEN 'MACOS' THEN '{NPM,PYPI,BREW_FORMULA,BREW_CASK,VSCODE,JETBRAINS,CHROME,FIREFOX,MACOS_BUNDLE}'
    WHEN 'WINDOWS' THEN '{NPM,PYPI,VSCODE,JETBRAINS,CHROME,FIREFOX,WINDOWS_PROGRAM,MSIX}'
    WHEN 'LINUX' THEN '{NPM,PYPI,DEB,RPM,VSCODE,JETBRAINS,CHROME,FIREFOX}'
    WHEN 'CHROMEOS' THEN '{CHROME}'
    WHEN 'UNKNOWN' THEN '{NPM,PYPI,BREW_FORMULA,BREW_CASK,DEB,RPM,VSCODE,JETBRAINS,CHROME,FIREFOX,MACOS_BUNDLE,WINDOWS_PROGRAM,MSIX}'
  END::identifier_kind[])
$$;

-- What a kind of source can see; `visibleKinds` of the inventory says the same (a test compares them).
CREATE FUNCTION visible_kinds(system source_system, platform device_platform) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT kind_bits(CASE system::text || ' ' || platform
    WHEN 'OSQUERY MACOS' THEN '{NPM,PYPI,VSCODE,JETBRAINS,CHROME,FIREFOX,PROCESS,PATH,BREW_FORMULA,BREW_CASK,MACOS_BUNDLE}'
    WHEN 'OSQUERY WINDOWS' THEN '{NPM,PYPI,VSCODE,JETBRAINS,CHROME,FIREFOX,PROCESS,PATH,WINDOWS_PROGRAM,MSIX}'
    WHEN 'OSQUERY LINUX' THEN '{NPM,PYPI,VSCODE,JETBRAINS,CHROME,FIREFOX,PROCESS,PATH,DEB,RPM}'
    WHEN 'OSQUERY CHROMEOS' THEN '{CHROME}'
    WHEN 'OSQUERY UNKNOWN' THEN '{NPM,PYPI,VSCODE,JETBRAINS,CHROME,FIREFOX,PROCESS,PATH}'
    WHEN 'FLEET MACOS' THEN '{PYPI,VSCODE,JETBRAINS,CHROME,FIREFOX,NPM,BREW_FORMULA,BREW_CASK,MACOS_BUNDLE}'
    WHEN 'FLEET WINDOWS' THEN '{PYPI,VSCODE,JETBRAINS,CHROME,FIREFOX,WINDOWS_PROGRAM}'
    WHEN 'FLEET LINUX' THEN '{PYPI,VSCODE,JETBRAINS,CHROME,FIREFOX,NPM,DEB,RPM}'
    WHEN 'FLEET CHROMEOS' THEN '{CHROME}'
    WHEN 'INTUNE MACOS' THEN '{MACOS_BUNDLE}'
    WHEN 'INTUNE WINDOWS' THEN '{WINDOWS_PROGRAM,MSIX}'
    ELSE '{}'
  END::identifier_kind[])
$$;

-- Whether a report proves absence also for what other sources sighted: Fleet never lists a cask with an application as a cask
-- (`kindsProvedForOthers` of the inventory).
CREATE FUNCTION proves_for_others(system source_system, mask int) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT system <> 'FLEET' OR mask <> kind_bit('BREW_CASK')
$$;

-- The version that binds: the newest that was frozen, or the only one while a ban is being published.
CREATE FUNCTION ban_content(p_ban int) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT content FROM ban_version WHERE ban_id = p_ban ORDER BY frozen_at IS NOT NULL DESC, number DESC LIMIT 1
$$;

-- Software that a ban is about.
CREATE FUNCTION ban_software(p_ban int) RETURNS TABLE (software_id int, mask int) LANGUAGE sql STABLE AS $$
  SELECT DISTINCT s.id, kind_bit(s.kind)
  FROM ban_scope_tool b JOIN software_tool t ON t.tool_id = b.tool_id JOIN software s ON s.id = t.software_id
  WHERE b.ban_id = p_ban
$$;

-- Per platform: the kinds that have to be seen before a device counts as looked at, and the listed kinds that no enabled source sees there.
CREATE FUNCTION ban_kinds(p_ban int) RETURNS TABLE (platform device_platform, required int, blind int) LANGUAGE sql STABLE AS $$
  WITH listed AS (
    SELECT kind_bits(array_agg(DISTINCT i.kind)) AS kinds
    FROM ban_scope_tool b JOIN identifier i ON i.tool_id = b.tool_id
    WHERE b.ban_id = p_ban AND i.confidence IN ('VERIFIED', 'HIGH')
  )
  SELECT p.platform, l.kinds & platform_kinds(p.platform) & v.visible, l.kinds & platform_kinds(p.platform) & ~v.visible
  FROM unnest(enum_range(NULL::device_platform)) AS p (platform)
  CROSS JOIN listed l
  CROSS JOIN LATERAL (SELECT coalesce(bit_or(visible_kinds(s.system, p.platform)), 0) AS visible FROM source s WHERE s.enabled) v
$$;

-- What is known of devices under a ban: those of the people given, and those given themselves (null: all). `person_id` is null when nobody
-- owns the device, or the owner has left. Built as text because one plan for one device and for 150,000 would be wrong for both.
CREATE FUNCTION device_states(p_ban int, p_people int[], p_devices int[], p_now timestamptz) RETURNS TABLE (
  device_id int, person_id int, team_id int, state obligation_state, reason unknown_reason, contradicted boolean, reappeared boolean,
  found_at timestamptz, attested_at timestamptz, reported_at timestamptz, covered_until timestamptz, evidence_at timestamptz
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
BEGIN
  RETURN QUERY EXECUTE format($query$
    WITH dev AS MATERIALIZED (
      SELECT d.id, CASE WHEN p.active THEN p.id END AS person_id, coalesce(d.owner_team_id, p.team_id) AS team_id, n.required
      FROM device d JOIN ban_kinds($1) n ON n.platform = d.platform LEFT JOIN person p ON p.id = d.owner_person_id
      WHERE %1$s
    ), episode AS (
      SELECT i.device_id, i.source_id, s.mask,
        -- A present item was in every complete report of its source since.
        CASE WHEN i.gone_at IS NOT NULL THEN i.last_seen_at ELSE greatest(i.last_seen_at, (
          SELECT max(r.collected_at) FROM report r
          WHERE r.device_id = i.device_id AND r.source_id = i.source_id AND NOT r.held AND r.kinds & s.mask <> 0)) END AS seen_at,
        -- The source had closed everything of the kind before this began.
        max(coalesce(i.gone_at, 'infinity')) OVER (PARTITION BY i.device_id, i.source_id, s.mask ORDER BY i.first_seen_at
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) < i.first_seen_at AS returned
      FROM dev d JOIN installation i ON i.device_id = d.id JOIN ban_software($1) s ON s.software_id = i.software_id
      JOIN source so ON so.id = i.source_id AND so.enabled
    ), sighting AS (
      SELECT e.device_id, e.mask, max(e.seen_at) AS seen_at, coalesce(bool_or(e.returned), false) AS returned, array_agg(e.source_id) AS sources
      FROM episode e GROUP BY e.device_id, e.mask
    ), sighted AS (
      SELECT g.device_id, max(g.seen_at) AS last_at, max(g.seen_at) FILTER (WHERE NOT k.cleared) AS found_at, bool_or(g.returned) AS reappeared
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
      SELECT d.id, d.person_id, d.team_id, g.last_at, g.found_at, coalesce(g.reappeared, false) AS reappeared, a.attested_at, c.reported_at,
        c.covered_until, coalesce(c.covered_until > $4, false) AS covered,
        CASE WHEN g.found_at IS NOT NULL THEN 'KIND_UNSEEN' WHEN c.ever IS NULL THEN 'NEVER_COVERED' WHEN %3$s THEN 'KIND_UNSEEN' ELSE 'STALE' END AS reason
      FROM dev d LEFT JOIN sighted g ON g.device_id = d.id LEFT JOIN coverage c ON c.device_id = d.id
      LEFT JOIN (
        -- A statement about all of one's devices, or about this one.
        SELECT o.id AS device_id, max(t.attested_at) AS attested_at
        FROM dev o JOIN attestation t ON t.ban_id = $1 AND t.person_id = o.person_id AND (t.device_id IS NULL OR t.device_id = o.id)
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
      CASE d.state WHEN 'INSTALLED' THEN d.found_at WHEN 'STATED' THEN d.attested_at WHEN 'UNKNOWN' THEN greatest(d.reported_at, d.last_at) ELSE d.reported_at END
    FROM decided d
  $query$, chosen, enough, gap) USING p_ban, p_people, p_devices, p_now;
END $$;

-- What each member of a ban's population owes at a moment, per duty: the people given (null: all) and the devices given that nobody owns
-- (null: all). Whoever is not in the population has no row.
CREATE FUNCTION evaluate_ban(p_ban int, p_people int[], p_devices int[], p_now timestamptz) RETURNS TABLE (
  duty_id int, duty_kind duty_kind, person_id int, device_id int, team_id int, state obligation_state, reason unknown_reason,
  contradicted boolean, reappeared boolean, evidence_at timestamptz, next_change_at timestamptz
) LANGUAGE plpgsql STABLE AS $$
DECLARE
  population jsonb := ban_content(p_ban) -> 'population';
  everyone boolean := coalesce((population ->> 'everyone')::boolean, false);
  included ltree[] := ARRAY(SELECT path FROM team WHERE id IN (SELECT jsonb_array_elements_text(population -> 'include')::int));
  excluded ltree[] := ARRAY(SELECT path FROM team WHERE id IN (SELECT jsonb_array_elements_text(population -> 'exclude')::int));
  -- A device that nobody owns and no team holds is the company's.
  company int := (SELECT min(id) FROM team WHERE parent_id IS NULL);
  -- Who is asked for; of the devices only those nobody owns can be.
  asked text := CASE WHEN p_people IS NULL THEN 'true' ELSE 'p.id = ANY ($2)' END;
BEGIN
  RETURN QUERY EXECUTE format($query$
    WITH known AS MATERIALIZED (
      SELECT * FROM device_states($1, $2, $3, $4)
    ), member AS MATERIALIZED (
      SELECT p.id AS person_id, NULL::int AS device_id, t.id AS team_id
      FROM person p JOIN team t ON t.id = p.team_id
      WHERE p.active AND (%1$s) AND ($5 OR t.path <@ $6) AND NOT t.path <@ $7
      UNION ALL
      SELECT NULL, k.device_id, t.id
      FROM known k JOIN team t ON t.id = coalesce(k.team_id, $8)
      WHERE k.person_id IS NULL AND ($3 IS NULL OR k.device_id = ANY ($3)) AND ($5 OR t.path <@ $6) AND NOT t.path <@ $7
    ), exempt AS MATERIALIZED (
      SELECT e.duty_kind, e.person_id, e.team_id, e.device_id, e.starts_at <= $4 AS active, CASE WHEN e.starts_at > $4 THEN e.starts_at ELSE e.ends_at END AS edge
      FROM exception e WHERE e.ban_id = $1 AND e.status = 'ACTIVE' AND e.ends_at > $4
    ), duty_of AS (
      -- Duties that no exception touches have one answer; it is worked out once.
      SELECT d.id, d.kind, CASE WHEN d.kind IN (SELECT x.duty_kind FROM exempt x) THEN d.kind END AS apart FROM duty d WHERE d.ban_id = $1
    ), question AS (
      SELECT DISTINCT d.apart FROM duty_of d
    ), exempt_whole AS (
      SELECT w.apart, w.person_id, w.device_id, bool_or(w.active) AS active, min(w.edge) AS edge FROM (
        SELECT x.duty_kind AS apart, m.person_id, m.device_id, x.active, x.edge FROM exempt x JOIN member m ON m.person_id = x.person_id
        UNION ALL
        SELECT x.duty_kind, m.person_id, m.device_id, x.active, x.edge
        FROM exempt x JOIN team top ON top.id = x.team_id JOIN team t ON t.path <@ top.path JOIN member m ON m.team_id = t.id
      ) w GROUP BY w.apart, w.person_id, w.device_id
    ), exempt_device AS (
      SELECT x.duty_kind AS apart, x.device_id, bool_or(x.active) AS active, min(x.edge) AS edge
      FROM exempt x WHERE x.device_id IS NOT NULL GROUP BY x.duty_kind, x.device_id
    ), unit AS (
      SELECT q.apart, k.person_id, CASE WHEN k.person_id IS NULL THEN k.device_id END AS device_id, k.state, k.reason, k.contradicted, k.reappeared,
        k.evidence_at, CASE WHEN k.state IN ('PROVED', 'NOT_AFFECTED') THEN k.covered_until END AS stale_at, coalesce(x.active, false) AS exempted, x.edge
      FROM known k CROSS JOIN question q LEFT JOIN exempt_device x ON x.apart = q.apart AND x.device_id = k.device_id
    ), subject AS (
      SELECT u.apart, u.person_id, u.device_id, min(u.edge) AS edge,
        min(u.state) FILTER (WHERE NOT u.exempted) AS worst,
        min(u.reason) FILTER (WHERE NOT u.exempted) AS reason,
        bool_or(u.contradicted) FILTER (WHERE NOT u.exempted) AS contradicted,
        bool_or(u.reappeared) FILTER (WHERE NOT u.exempted) AS reappeared,
        min(u.stale_at) FILTER (WHERE NOT u.exempted) AS stale_at,
        max(u.evidence_at) FILTER (WHERE NOT u.exempted AND u.state = 'INSTALLED') AS installed_at,
        max(u.evidence_at) FILTER (WHERE NOT u.exempted AND u.state = 'UNKNOWN') AS unknown_at,
        max(u.evidence_at) FILTER (WHERE NOT u.exempted AND u.state = 'STATED') AS stated_at,
        max(u.evidence_at) FILTER (WHERE NOT u.exempted AND u.state = 'PROVED') AS proved_at,
        max(u.evidence_at) FILTER (WHERE NOT u.exempted AND u.state = 'NOT_AFFECTED') AS not_affected_at
      FROM unit u GROUP BY u.apart, u.person_id, u.device_id
    ), joined AS (
      SELECT q.apart, m.person_id, m.device_id, m.team_id, s.*, least(s.edge, w.edge) AS edge_at,
        CASE WHEN w.active THEN 'EXCEPTED' WHEN s.owner IS NULL THEN 'UNKNOWN' ELSE coalesce(s.worst, 'EXCEPTED') END AS state
      FROM member m CROSS JOIN question q
      LEFT JOIN (SELECT coalesce(s.person_id, -s.device_id) AS owner, coalesce(s.apart::text, '') AS about, s.edge, s.worst, s.reason, s.contradicted, s.reappeared,
          s.stale_at, s.installed_at, s.unknown_at, s.stated_at, s.proved_at, s.not_affected_at FROM subject s) s
        ON s.owner = coalesce(m.person_id, -m.device_id) AND s.about = coalesce(q.apart::text, '')
      LEFT JOIN (SELECT coalesce(w.person_id, -w.device_id) AS covered, w.apart AS kind, w.active, w.edge FROM exempt_whole w) w
        ON w.covered = coalesce(m.person_id, -m.device_id) AND w.kind = q.apart
    )
    SELECT d.id, d.kind, j.person_id, j.device_id, j.team_id, j.state::obligation_state,
      CASE WHEN j.state <> 'UNKNOWN' THEN NULL WHEN j.owner IS NULL THEN 'NO_DEVICE' ELSE j.reason END,
      j.state <> 'EXCEPTED' AND coalesce(j.contradicted, false), j.state <> 'EXCEPTED' AND coalesce(j.reappeared, false),
      CASE j.state WHEN 'INSTALLED' THEN j.installed_at WHEN 'UNKNOWN' THEN j.unknown_at WHEN 'STATED' THEN j.stated_at
        WHEN 'PROVED' THEN j.proved_at WHEN 'NOT_AFFECTED' THEN j.not_affected_at END,
      least(j.edge_at, CASE WHEN j.state NOT IN ('INSTALLED', 'EXCEPTED') THEN j.stale_at END)
    FROM joined j JOIN duty_of d ON d.apart IS NOT DISTINCT FROM j.apart
  $query$, asked) USING p_ban, p_people, p_devices, p_now, everyone, included, excluded, company;
END $$;

-- Brings the stored obligations of a ban to what `evaluate_ban` says: new members get theirs, those who left are closed, changed ones change.
-- A row is written only when its answer changes, its moment of review has come, or has to come sooner: fresher evidence for the same answer
-- would rewrite every row with every report. `evidence_at` is therefore as of the last write.
CREATE FUNCTION settle_obligations(p_ban int, p_people int[], p_devices int[], p_now timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  written int;
  people text := CASE WHEN p_people IS NULL THEN 'o.person_id IS NOT NULL' ELSE 'o.person_id = ANY ($2)' END;
  devices text := CASE WHEN p_devices IS NULL THEN 'true' ELSE 'o.device_id = ANY ($3)' END;
BEGIN
  EXECUTE format($query$
    WITH due AS MATERIALIZED (
      SELECT * FROM evaluate_ban($1, $2, $3, $4)
    ), stored AS MATERIALIZED (
      SELECT o.* FROM obligation o JOIN duty d ON d.id = o.duty_id WHERE d.ban_id = $1 AND %1$s
      UNION ALL
      SELECT o.* FROM obligation o JOIN duty d ON d.id = o.duty_id WHERE d.ban_id = $1 AND o.person_id IS NULL AND %2$s
    ), paired AS MATERIALIZED (
      SELECT o.id, o.closed_at, due.duty_id IS NOT NULL AS stays, due.*,
        o.state IS DISTINCT FROM due.state AS moved,
        o.closed_at IS NOT NULL OR (o.state, o.contradicted, o.reappeared, o.team_id) <> (due.state, due.contradicted, due.reappeared, due.team_id)
          OR o.reason IS DISTINCT FROM due.reason OR (o.next_change_at IS NULL) <> (due.next_change_at IS NULL)
          OR due.next_change_at < o.next_change_at OR o.next_change_at <= $4 AS changed
      FROM stored o FULL JOIN due ON due.duty_id = o.duty_id AND coalesce(due.person_id, -due.device_id) = coalesce(o.person_id, -o.device_id)
    ), updated AS (
      UPDATE obligation o SET team_id = coalesce(p.team_id, o.team_id), state = coalesce(p.state, o.state), reason = CASE WHEN p.stays THEN p.reason ELSE o.reason END,
        contradicted = coalesce(p.contradicted, o.contradicted), reappeared = coalesce(p.reappeared, o.reappeared),
        since = CASE WHEN p.stays AND p.moved THEN $4 ELSE o.since END,
        evidence_at = CASE WHEN p.stays THEN p.evidence_at ELSE o.evidence_at END,
        next_change_at = p.next_change_at, closed_at = CASE WHEN NOT p.stays THEN $4 END
      FROM paired p WHERE o.id = p.id AND CASE WHEN p.stays THEN p.changed ELSE p.closed_at IS NULL END
      RETURNING 1
    ), inserted AS (
      -- In the order of the teams, so that a team's page finds its rows side by side.
      INSERT INTO obligation (ban_id, duty_id, person_id, device_id, team_id, state, reason, contradicted, reappeared, since, evidence_at, next_change_at)
      SELECT $1, p.duty_id, p.person_id, p.device_id, p.team_id, p.state, p.reason, p.contradicted, p.reappeared, $4, p.evidence_at, p.next_change_at
      FROM paired p WHERE p.id IS NULL ORDER BY p.duty_id, p.team_id, p.person_id, p.device_id
      RETURNING 1
    )
    SELECT (SELECT count(*) FROM updated) + (SELECT count(*) FROM inserted)
  $query$, people, devices) INTO written USING p_ban, p_people, p_devices, p_now;
  RETURN written;
END $$;

-- Two transactions that bring evidence of the same person must not each decide without the other's. Everyone who evaluates takes the locks of
-- the people and devices first (256 of them, in one order), and decides in a later statement, which sees what the other one committed.
-- A publication excludes all of them: what is not yet written cannot be re-evaluated. Call once per transaction, as its last change.
CREATE FUNCTION lock_subjects(p_people int[], p_devices int[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  many boolean := p_people IS NULL OR p_devices IS NULL OR cardinality(p_people) + cardinality(p_devices) > 64;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(7301, 0);
  PERFORM pg_advisory_xact_lock(7302, b.bucket) FROM (
    SELECT n AS bucket FROM generate_series(0, 255) n WHERE many
    UNION
    SELECT s.id % 256 FROM (SELECT unnest(p_people) AS id UNION ALL SELECT unnest(p_devices)) s WHERE NOT many
    ORDER BY bucket
  ) b;
END $$;

CREATE FUNCTION settle_published(p_people int[], p_devices int[], p_now timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  published int;
  written int := 0;
BEGIN
  PERFORM lock_subjects(p_people, p_devices);
  FOR published IN SELECT id FROM ban WHERE status = 'PUBLISHED' ORDER BY id LOOP
    written := written + settle_obligations(published, p_people, p_devices, p_now);
  END LOOP;
  RETURN written;
END $$;

-- Gives every member of the population their duties. Part of the publication's transaction, after scope and version were frozen.
CREATE FUNCTION publish_obligations(ban_id int, now timestamptz) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7301, 0);
  RETURN settle_obligations(ban_id, NULL, NULL, now);
END $$;

-- After something about people changed that is not membership (an attestation, an exception). Null: everybody, and every device that nobody owns.
CREATE FUNCTION reevaluate_people(ids int[], now timestamptz) RETURNS int LANGUAGE sql AS $$
  SELECT settle_published(ids, CASE WHEN ids IS NOT NULL THEN '{}'::int[] END, now)
$$;

-- After evidence about devices arrived: their owners, the devices that nobody owns, and people who owned one of them until now.
CREATE FUNCTION reevaluate_devices(ids int[], now timestamptz, former_owners int[]) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  RETURN settle_published(
    ARRAY(SELECT owner_person_id FROM device WHERE id = ANY (ids) AND owner_person_id IS NOT NULL
      UNION SELECT former FROM unnest(former_owners) AS former WHERE former IS NOT NULL),
    coalesce(ids, '{}'), now);
END $$;

CREATE FUNCTION reevaluate_devices(ids int[], now timestamptz) RETURNS int LANGUAGE sql AS $$
  SELECT reevaluate_devices(ids, now, '{}')
$$;

-- After people joined, left or changed teams, or teams moved: whoever is in a ban's population now has its duties, whoever is not has none.
-- The devices of those who left are nobody's. Null: everybody.
CREATE FUNCTION sync_population(person_ids int[], now timestamptz) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  IF person_ids IS NULL THEN
    RETURN settle_published(NULL, NULL, now);
  END IF;
  RETURN settle_published(person_ids, ARRAY(SELECT id FROM device WHERE owner_person_id = ANY (person_ids)), now);
END $$;

-- Re-evaluates at most `most` obligations that time alone has changed. Returns how many were due; fewer than `most` means all of them.
CREATE FUNCTION sweep_due(now timestamptz, most int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  people int[];
  devices int[];
  due int;
BEGIN
  -- A ban that ended stays as it stood.
  UPDATE obligation o SET next_change_at = NULL FROM ban b
  WHERE o.next_change_at <= sweep_due.now AND b.id = o.ban_id AND b.status <> 'PUBLISHED';
  SELECT array_agg(DISTINCT d.person_id) FILTER (WHERE d.person_id IS NOT NULL), array_agg(DISTINCT d.device_id) FILTER (WHERE d.device_id IS NOT NULL), count(*)
  INTO people, devices, due
  FROM (SELECT o.person_id, o.device_id FROM obligation o WHERE o.next_change_at <= sweep_due.now ORDER BY o.next_change_at LIMIT most) d;
  IF due > 0 THEN
    PERFORM settle_published(coalesce(people, '{}'), coalesce(devices, '{}'), now);
  END IF;
  RETURN due;
END $$;

-- The roll-up. Whoever changes obligations appends signed counts of their own team, in the same transaction and once per statement. Three
-- functions that differ in one line each: a plan made anew for every change would cost the writers more than the work itself.
CREATE FUNCTION obligation_deltas_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO rollup_delta (duty_id, team_id, installed, unknown, stated, proved, not_affected, excepted, contradicted, reappeared)
  SELECT * FROM (
    SELECT duty_id, team_id,
      coalesce(sum(sign) FILTER (WHERE state = 'INSTALLED'), 0) AS installed, coalesce(sum(sign) FILTER (WHERE state = 'UNKNOWN'), 0) AS unknown,
      coalesce(sum(sign) FILTER (WHERE state = 'STATED'), 0) AS stated, coalesce(sum(sign) FILTER (WHERE state = 'PROVED'), 0) AS proved,
      coalesce(sum(sign) FILTER (WHERE state = 'NOT_AFFECTED'), 0) AS not_affected, coalesce(sum(sign) FILTER (WHERE state = 'EXCEPTED'), 0) AS excepted,
      coalesce(sum(sign) FILTER (WHERE contradicted), 0) AS contradicted, coalesce(sum(sign) FILTER (WHERE reappeared), 0) AS reappeared
    FROM (SELECT 1 AS sign, duty_id, team_id, state, contradicted, reappeared FROM added WHERE closed_at IS NULL) changed GROUP BY duty_id, team_id
  ) sums WHERE (installed, unknown, stated, proved, not_affected, excepted, contradicted, reappeared) <> (0, 0, 0, 0, 0, 0, 0, 0);
  RETURN NULL;
END $$;

CREATE FUNCTION obligation_deltas_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO rollup_delta (duty_id, team_id, installed, unknown, stated, proved, not_affected, excepted, contradicted, reappeared)
  SELECT * FROM (
    SELECT duty_id, team_id,
      coalesce(sum(sign) FILTER (WHERE state = 'INSTALLED'), 0) AS installed, coalesce(sum(sign) FILTER (WHERE state = 'UNKNOWN'), 0) AS unknown,
      coalesce(sum(sign) FILTER (WHERE state = 'STATED'), 0) AS stated, coalesce(sum(sign) FILTER (WHERE state = 'PROVED'), 0) AS proved,
      coalesce(sum(sign) FILTER (WHERE state = 'NOT_AFFECTED'), 0) AS not_affected, coalesce(sum(sign) FILTER (WHERE state = 'EXCEPTED'), 0) AS excepted,
      coalesce(sum(sign) FILTER (WHERE contradicted), 0) AS contradicted, coalesce(sum(sign) FILTER (WHERE reappeared), 0) AS reappeared
    FROM (SELECT 1 AS sign, duty_id, team_id, state, contradicted, reappeared FROM added WHERE closed_at IS NULL UNION ALL SELECT -1, duty_id, team_id, state, contradicted, reappeared FROM removed WHERE closed_at IS NULL) changed GROUP BY duty_id, team_id
  ) sums WHERE (installed, unknown, stated, proved, not_affected, excepted, contradicted, reappeared) <> (0, 0, 0, 0, 0, 0, 0, 0);
  RETURN NULL;
END $$;

CREATE FUNCTION obligation_deltas_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO rollup_delta (duty_id, team_id, installed, unknown, stated, proved, not_affected, excepted, contradicted, reappeared)
  SELECT * FROM (
    SELECT duty_id, team_id,
      coalesce(sum(sign) FILTER (WHERE state = 'INSTALLED'), 0) AS installed, coalesce(sum(sign) FILTER (WHERE state = 'UNKNOWN'), 0) AS unknown,
      coalesce(sum(sign) FILTER (WHERE state = 'STATED'), 0) AS stated, coalesce(sum(sign) FILTER (WHERE state = 'PROVED'), 0) AS proved,
      coalesce(sum(sign) FILTER (WHERE state = 'NOT_AFFECTED'), 0) AS not_affected, coalesce(sum(sign) FILTER (WHERE state = 'EXCEPTED'), 0) AS excepted,
      coalesce(sum(sign) FILTER (WHERE contradicted), 0) AS contradicted, coalesce(sum(sign) FILTER (WHERE reappeared), 0) AS reappeared
    FROM (SELECT -1 AS sign, duty_id, team_id, state, contradicted, reappeared FROM removed WHERE closed_at IS NULL) changed GROUP BY duty_id, team_id
  ) sums WHERE (installed, unknown, stated, proved, not_affected, excepted, contradicted, reappeared) <> (0, 0, 0, 0, 0, 0, 0, 0);
  RETURN NULL;
END $$;

CREATE TRIGGER obligation_deltas_insert AFTER INSERT ON obligation REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION obligation_deltas_added();
CREATE TRIGGER obligation_deltas_update AFTER UPDATE ON obligation REFERENCING OLD TABLE AS removed NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION obligation_deltas_changed();
CREATE TRIGGER obligation_deltas_delete AFTER DELETE ON obligation REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION obligation_deltas_removed();

-- A team and everybody above it. The path is made of ids.
CREATE FUNCTION team_and_above(path ltree) RETURNS SETOF int LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 5 AS $$
  SELECT unnest(string_to_array(path::text, '.')::int[])
$$;

-- Adds the deltas to the team and everybody above it, and notes how the hour ends. One folder at a time; whoever comes second has nothing to do.
-- Returns how many deltas it took.
CREATE FUNCTION fold_rollups(now timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  taken int;
BEGIN
  IF NOT pg_try_advisory_xact_lock(7303, 0) THEN
    RETURN 0;
  END IF;
  WITH delta AS (
    DELETE FROM rollup_delta RETURNING *
  ), own AS (
    SELECT duty_id, team_id, count(*) AS deltas, sum(installed) AS installed, sum(unknown) AS unknown, sum(stated) AS stated, sum(proved) AS proved,
      sum(not_affected) AS not_affected, sum(excepted) AS excepted, sum(contradicted) AS contradicted, sum(reappeared) AS reappeared
    FROM delta GROUP BY duty_id, team_id
  ), folded AS (
    INSERT INTO rollup AS r (duty_id, team_id, installed, unknown, stated, proved, not_affected, excepted, contradicted, reappeared)
    SELECT own.duty_id, above.id, sum(installed), sum(unknown), sum(stated), sum(proved), sum(not_affected), sum(excepted), sum(contradicted), sum(reappeared)
    FROM own JOIN team t ON t.id = own.team_id CROSS JOIN LATERAL team_and_above(t.path) AS above (id)
    GROUP BY own.duty_id, above.id
    ON CONFLICT (duty_id, team_id) DO UPDATE SET installed = r.installed + excluded.installed, unknown = r.unknown + excluded.unknown,
      stated = r.stated + excluded.stated, proved = r.proved + excluded.proved, not_affected = r.not_affected + excluded.not_affected,
      excepted = r.excepted + excluded.excepted, contradicted = r.contradicted + excluded.contradicted, reappeared = r.reappeared + excluded.reappeared
    RETURNING r.*
  ), noted AS (
    INSERT INTO rollup_history AS h (duty_id, team_id, hour, installed, unknown, stated, proved, not_affected, excepted, contradicted, reappeared)
    SELECT duty_id, team_id, date_trunc('hour', now, 'UTC'), installed, unknown, stated, proved, not_affected, excepted, contradicted, reappeared FROM folded
    ON CONFLICT (duty_id, team_id, hour) DO UPDATE SET installed = excluded.installed, unknown = excluded.unknown, stated = excluded.stated,
      proved = excluded.proved, not_affected = excluded.not_affected, excepted = excluded.excepted, contradicted = excluded.contradicted,
      reappeared = excluded.reappeared
  )
  SELECT coalesce(sum(deltas), 0) INTO taken FROM own;
  RETURN taken;
END $$;

-- Exact at any moment: what was folded and what was not yet, seen by one statement. A team without a row has no obligations.
CREATE FUNCTION rollup_now(duty_ids int[], team_ids int[]) RETURNS TABLE (
  duty_id int, team_id int, installed int, unknown int, stated int, proved int, not_affected int, excepted int, contradicted int, reappeared int
) LANGUAGE sql STABLE AS $$
  SELECT s.duty_id, s.team_id, sum(s.installed)::int, sum(s.unknown)::int, sum(s.stated)::int, sum(s.proved)::int, sum(s.not_affected)::int,
    sum(s.excepted)::int, sum(s.contradicted)::int, sum(s.reappeared)::int
  FROM (
    SELECT r.duty_id, r.team_id, r.installed, r.unknown, r.stated, r.proved, r.not_affected, r.excepted, r.contradicted, r.reappeared
    FROM rollup r WHERE r.duty_id = ANY (duty_ids) AND r.team_id = ANY (team_ids)
    UNION ALL
    SELECT d.duty_id, above.id, d.installed, d.unknown, d.stated, d.proved, d.not_affected, d.excepted, d.contradicted, d.reappeared
    FROM rollup_delta d JOIN team t ON t.id = d.team_id CROSS JOIN LATERAL team_and_above(t.path) AS above (id)
    WHERE d.duty_id = ANY (duty_ids) AND above.id = ANY (team_ids)
  ) s GROUP BY s.duty_id, s.team_id
$$;

-- A team that moves takes its folded sums along: those it leaves lose them, those it joins gain them. Deltas not yet folded follow the new path.
CREATE FUNCTION rollup_follows_team() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7303, 0);
  INSERT INTO rollup AS r (duty_id, team_id, installed, unknown, stated, proved, not_affected, excepted, contradicted, reappeared)
  SELECT m.duty_id, a.team_id, m.installed * a.sign, m.unknown * a.sign, m.stated * a.sign, m.proved * a.sign, m.not_affected * a.sign,
    m.excepted * a.sign, m.contradicted * a.sign, m.reappeared * a.sign
  FROM rollup m JOIN (
    SELECT left_id AS team_id, -1 AS sign FROM team_and_above(OLD.path) AS left_id EXCEPT SELECT id, -1 FROM team_and_above(NEW.path) AS id
    UNION ALL
    SELECT id, 1 FROM (SELECT id FROM team_and_above(NEW.path) AS id EXCEPT SELECT id FROM team_and_above(OLD.path) AS id) joined_ids
  ) a ON true WHERE m.team_id = NEW.id
  ON CONFLICT (duty_id, team_id) DO UPDATE SET installed = r.installed + excluded.installed, unknown = r.unknown + excluded.unknown,
    stated = r.stated + excluded.stated, proved = r.proved + excluded.proved, not_affected = r.not_affected + excluded.not_affected,
    excepted = r.excepted + excluded.excepted, contradicted = r.contradicted + excluded.contradicted, reappeared = r.reappeared + excluded.reappeared;
  RETURN NULL;
END $$;

CREATE TRIGGER rollup_follows_team AFTER UPDATE OF parent_id ON team FOR EACH ROW
  WHEN (OLD.path IS DISTINCT FROM NEW.path) EXECUTE FUNCTION rollup_follows_team();
