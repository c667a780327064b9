-- Nobody looks at their own record, and one look is enough.
ALTER TABLE attestation ADD CONSTRAINT attestation_four_eyes CHECK (verified_by_id <> person_id);
ALTER TABLE attestation ADD CONSTRAINT attestation_settled_once CHECK (num_nonnulls(verified_at, rejected_at) <= 1);
ALTER TABLE attestation ADD CONSTRAINT attestation_verifier_fkey FOREIGN KEY (verified_by_id) REFERENCES person (id) ON DELETE RESTRICT;

-- What was said about duties that no inventory shows, in the order of its arrival.
CREATE INDEX attestation_about_duty ON attestation (ban_id, id) WHERE duty_id IS NOT NULL;
CREATE INDEX attestation_standing ON attestation (duty_id, id) WHERE verified_at IS NULL AND rejected_at IS NULL AND voided_at IS NULL AND duty_id IS NOT NULL;
