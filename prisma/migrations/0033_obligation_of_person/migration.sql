-- A person's obligations are found by the index that holds each of them once: one index less to write for every obligation of a publication.
DROP INDEX "obligation_person_id_idx";
DROP INDEX obligation_person_once;
CREATE UNIQUE INDEX obligation_person_once ON obligation (person_id, duty_id) WHERE person_id IS NOT NULL;
