-- A complete report asks about other sources' single sightings only where there are any.
ALTER TABLE source ADD COLUMN IF NOT EXISTS partial_kinds integer NOT NULL DEFAULT 0;
UPDATE source s SET partial_kinds = k.bits
FROM (SELECT i.source_id, bit_or(kind_bit(w.kind)) AS bits FROM installation i JOIN software w ON w.id = i.software_id
  WHERE NOT EXISTS (SELECT FROM report r WHERE r.device_id = i.device_id AND r.source_id = i.source_id AND r.kinds & kind_bit(w.kind) <> 0)
  GROUP BY i.source_id) k
WHERE k.source_id = s.id;
