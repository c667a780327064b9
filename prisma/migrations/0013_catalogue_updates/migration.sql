-- AlterTable
ALTER TABLE "catalogue_update" DROP COLUMN "before",
ADD COLUMN     "compared_at" TIMESTAMPTZ(3),
ADD COLUMN     "problem_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "problems" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "stamp" TEXT;

-- CreateTable
CREATE TABLE "catalogue_change" (
    "update_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "conflicts" INTEGER NOT NULL DEFAULT 0,
    "changes" JSONB NOT NULL,
    "applied_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),
    "before" JSONB,
    "after" TEXT,

    CONSTRAINT "catalogue_change_pkey" PRIMARY KEY ("update_id","kind","slug")
);

-- CreateTable
CREATE TABLE "catalogue_source" (
    "key" TEXT NOT NULL,
    "words" TEXT NOT NULL,

    CONSTRAINT "catalogue_source_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "catalogue_change_update_id_position_idx" ON "catalogue_change"("update_id", "position");

-- AddForeignKey
ALTER TABLE "catalogue_change" ADD CONSTRAINT "catalogue_change_update_id_fkey" FOREIGN KEY ("update_id") REFERENCES "catalogue_update"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE catalogue_change ADD CONSTRAINT catalogue_change_kind CHECK (kind IN ('vendor', 'family', 'tool', 'team'));
ALTER TABLE catalogue_change ADD CONSTRAINT catalogue_change_state CHECK (state IN ('added', 'changed', 'removed', 'settled'));

-- Two answers are equal only if nobody changed the registry in between: every change of a row gives it another xmin. Far cheaper than
-- comparing what the rows hold.
CREATE FUNCTION registry_stamp() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(format('%s:%s', n, s), ' ') FROM (
    SELECT count(*) AS n, sum(xmin::text::numeric) AS s FROM vendor
    UNION ALL SELECT count(*), sum(xmin::text::numeric) FROM vendor_event
    UNION ALL SELECT count(*), sum(xmin::text::numeric) FROM model_family
    UNION ALL SELECT count(*), sum(xmin::text::numeric) FROM tool
    UNION ALL SELECT count(*), sum(xmin::text::numeric) FROM identifier
    UNION ALL SELECT count(*), sum(xmin::text::numeric) FROM model_access
    UNION ALL SELECT count(*), sum(xmin::text::numeric) FROM release
  ) counted
$$;
