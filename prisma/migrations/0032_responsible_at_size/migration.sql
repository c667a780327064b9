-- The same answers, without looking at every team for every manager, or at what everybody said for one person.
-- Who answers for a population as a manager: of every member, person or device, the nearest active manager above who is somebody else, and of
-- what each manages the topmost team that the population means. The people given, or null: all.
CREATE OR REPLACE FUNCTION responsible_managers(p_population jsonb, p_people int[]) RETURNS TABLE (person_id int, team_id int) LANGUAGE plpgsql STABLE AS $$
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
      SELECT DISTINCT ON (a.manager_id) a.manager_id, m.id AS team_id
      FROM answers a JOIN team t ON t.id = a.team_id CROSS JOIN LATERAL team_and_above(t.path) AS above (id) JOIN meant m ON m.id = above.id
      WHERE nlevel(m.path) >= a.level ORDER BY a.manager_id, nlevel(m.path), m.id
    )
    SELECT p.manager_id, p.team_id FROM placed p WHERE $2 IS NULL OR p.manager_id = ANY ($2)
  $query$, reach) USING p_population, p_people, below;
END $$;

-- What the people given (null: all) owe under the duties that no inventory shows: everybody, the managers, or the one person who is named. `p_part`
-- is ASSIGNED for only the duties of managers and named people.
CREATE OR REPLACE FUNCTION stated_answers(p_ban int, p_people int[], p_now timestamptz, p_part text) RETURNS TABLE (
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
      %1$s
    ), said AS (
      SELECT a.duty_id, a.person_id, max(a.attested_at) AS stated_at, max(a.verified_at) AS verified_at
      FROM attestation a JOIN asked_duty d ON d.id = a.duty_id WHERE a.rejected_at IS NULL AND a.voided_at IS NULL AND %2$s GROUP BY a.duty_id, a.person_id
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
  $query$, bound, CASE WHEN p_people IS NULL THEN 'true' ELSE 'a.person_id = ANY ($2)' END) USING p_ban, p_people, p_now, population;
END $$;
