-- AlterTable
ALTER TABLE "exception" ADD COLUMN     "batch_id" INTEGER,
ADD COLUMN     "remind_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "exception_team_id_idx" ON "exception"("team_id");

-- CreateIndex
CREATE INDEX "exception_device_id_idx" ON "exception"("device_id");

-- CreateIndex
CREATE INDEX "exception_requested_by_id_idx" ON "exception"("requested_by_id");

-- CreateIndex
CREATE INDEX "exception_batch_id_idx" ON "exception"("batch_id");

-- The queue, longest waiting first; what holds, by its end; what is over, newest first. A page anywhere in them starts at its key.
CREATE INDEX exception_waiting ON exception (requested_at, id) WHERE status IN ('PROPOSED', 'UNDER_REVIEW');
CREATE INDEX exception_holding ON exception (ends_at, id) WHERE status IN ('APPROVED', 'ACTIVE');
CREATE INDEX exception_over ON exception (id) WHERE status IN ('EXPIRED', 'REVOKED', 'REJECTED', 'WITHDRAWN');
CREATE INDEX exception_of_ban ON exception (ban_id, id);
CREATE INDEX exception_decided ON exception (decided_at) WHERE decided_at IS NOT NULL;
CREATE INDEX exception_starting ON exception (starts_at) WHERE status = 'APPROVED';
CREATE INDEX exception_reminding ON exception (remind_at) WHERE status = 'ACTIVE' AND remind_at IS NOT NULL;
-- Asked for once, until it was decided.
CREATE UNIQUE INDEX exception_waiting_once ON exception (ban_id, duty_kind, coalesce(person_id, 0), coalesce(team_id, 0), coalesce(device_id, 0), tool_ids)
  WHERE status IN ('PROPOSED', 'UNDER_REVIEW');
-- One extension at a time.
CREATE UNIQUE INDEX exception_extended_once ON exception (extends_id) WHERE status IN ('PROPOSED', 'UNDER_REVIEW', 'APPROVED', 'ACTIVE', 'EXPIRED');
ALTER TABLE exception ADD CONSTRAINT exception_device_fkey FOREIGN KEY (device_id) REFERENCES device (id) ON DELETE RESTRICT;

-- Whom an exception is for: one person, the owner of a device, or everybody of a team who owes the duty.
CREATE FUNCTION exception_people(p_exception int) RETURNS TABLE (person_id int) LANGUAGE sql STABLE AS $$
  SELECT e.person_id FROM exception e WHERE e.id = p_exception AND e.person_id IS NOT NULL
  UNION
  SELECT d.owner_person_id FROM exception e JOIN device d ON d.id = e.device_id WHERE e.id = p_exception AND d.owner_person_id IS NOT NULL
  UNION
  SELECT o.person_id FROM exception e JOIN duty y ON y.ban_id = e.ban_id AND y.kind = e.duty_kind JOIN team top ON top.id = e.team_id
    JOIN team t ON t.path <@ top.path JOIN obligation o ON o.duty_id = y.id AND o.team_id = t.id AND o.closed_at IS NULL
  WHERE e.id = p_exception AND o.person_id IS NOT NULL
$$;
