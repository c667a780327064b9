-- AlterTable
ALTER TABLE "triage_item" ADD COLUMN     "breakdown" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "rated_with" INTEGER;

-- AlterTable
ALTER TABLE "triage_action" ADD COLUMN     "confidence" "confidence";

-- CreateTable
CREATE TABLE "triage_touch" (
    "id" BIGSERIAL NOT NULL,
    "software_id" INTEGER NOT NULL,

    CONSTRAINT "triage_touch_pkey" PRIMARY KEY ("id")
);

-- The list of triage in its order, open or dismissed, of every kind or of one: a page walks as far as it shows, however long the list is.
CREATE INDEX triage_list ON triage_item ((dismissed_at IS NULL), (coalesce(score, -1)) DESC, devices DESC, id DESC) WHERE NOT matched;
CREATE INDEX triage_list_of_kind ON triage_item (kind, (dismissed_at IS NULL), (coalesce(score, -1)) DESC, devices DESC, id DESC) WHERE NOT matched;
CREATE INDEX triage_first_seen ON triage_item (first_seen_at) WHERE NOT matched;
CREATE INDEX triage_search ON triage_item USING gin ((name || ' ' || match_value || ' ' || publisher) gin_trgm_ops) WHERE NOT matched;
-- What waits to be counted and to be rated.
CREATE INDEX triage_stale ON triage_item (counted_at NULLS FIRST, id) WHERE stale AND NOT matched;
CREATE INDEX triage_rated ON triage_item (rated_with, id) WHERE NOT matched;

-- Emptied again and again, as `rollup_delta`.
ALTER TABLE triage_touch SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
ALTER SEQUENCE triage_touch_id_seq CACHE 64;
