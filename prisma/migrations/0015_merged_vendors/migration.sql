-- Whatever comes to point at a vendor that was merged belongs to the vendor it was merged into, also when both happen at the same moment:
-- whoever points waits for a merge that is under way, and a merge waits for whoever points.
CREATE FUNCTION of_living_vendor() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  living int;
BEGIN
  SELECT coalesce(merged_into_id, id) INTO living FROM vendor WHERE id = NEW.vendor_id FOR SHARE;
  NEW.vendor_id := coalesce(living, NEW.vendor_id);
  RETURN NEW;
END $$;

CREATE TRIGGER of_living_vendor BEFORE INSERT OR UPDATE OF vendor_id ON tool FOR EACH ROW EXECUTE FUNCTION of_living_vendor();
CREATE TRIGGER of_living_vendor BEFORE INSERT OR UPDATE OF vendor_id ON model_family FOR EACH ROW EXECUTE FUNCTION of_living_vendor();
CREATE TRIGGER of_living_vendor BEFORE INSERT OR UPDATE OF vendor_id ON vendor_event FOR EACH ROW EXECUTE FUNCTION of_living_vendor();

-- As before, and the vendor above is a living one. A vendor that was merged stands below nobody.
CREATE OR REPLACE FUNCTION vendor_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('vendor-tree'));
  IF NEW.merged_into_id IS NOT NULL THEN
    NEW.parent_id := NULL;
    RETURN NEW;
  END IF;
  NEW.parent_id := coalesce((SELECT v.merged_into_id FROM vendor v WHERE v.id = NEW.parent_id), NEW.parent_id);
  IF EXISTS (
    WITH RECURSIVE above (id) AS (SELECT NEW.parent_id UNION SELECT v.parent_id FROM vendor v JOIN above a ON v.id = a.id WHERE v.parent_id IS NOT NULL)
    SELECT FROM above WHERE id = NEW.id
  ) THEN
    RAISE check_violation USING MESSAGE = format('vendor_cycle: vendor %s cannot be below itself', NEW.slug), CONSTRAINT = 'vendor_cycle';
  END IF;
  RETURN NEW;
END $$;
