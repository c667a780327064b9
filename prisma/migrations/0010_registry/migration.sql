-- CreateEnum
CREATE TYPE "vendor_event_kind" AS ENUM ('TERMS_CHANGED', 'ACCOUNTS_SUSPENDED', 'REGION_CHANGED', 'DISCLOSURE', 'INCIDENT', 'ACQUISITION', 'OTHER');

-- CreateEnum
CREATE TYPE "catalogue_update_status" AS ENUM ('PROPOSED', 'APPLIED', 'UNDONE', 'DISCARDED');

-- CreateEnum
CREATE TYPE "tool_request_status" AS ENUM ('OPEN', 'ANSWERED', 'WITHDRAWN');

-- AlterTable
ALTER TABLE "vendor" ADD COLUMN     "merged_into_id" INTEGER,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "tool" ADD COLUMN     "hosting" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "merged_into_id" INTEGER,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "touches" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];

-- "Can be self-hosted" becomes one of the places where a tool may run, here and in what the catalogue last said.
UPDATE "tool" SET "hosting" = '{self-hosted}' WHERE "self_hostable";
UPDATE "tool" SET "catalogue_entry" = ("catalogue_entry" - 'selfHostable') || jsonb_build_object('touches', '[]'::jsonb,
  'hosting', CASE WHEN "catalogue_entry" -> 'selfHostable' = 'true' THEN '["self-hosted"]'::jsonb ELSE '[]'::jsonb END)
WHERE "catalogue_entry" IS NOT NULL;
ALTER TABLE "tool" DROP COLUMN "self_hostable";

-- AlterTable
ALTER TABLE "model_family" ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "model_access" ADD COLUMN     "as_of" DATE;

-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "basis" TEXT,
ADD COLUMN     "countries" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "data_classes" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "worker_types" "worker_type"[] NOT NULL DEFAULT ARRAY[]::"worker_type"[];

-- CreateTable
CREATE TABLE "triage_item" (
    "id" SERIAL NOT NULL,
    "kind" "identifier_kind" NOT NULL,
    "match_value" TEXT NOT NULL,
    "publisher" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "matched" BOOLEAN NOT NULL DEFAULT false,
    "devices" INTEGER NOT NULL DEFAULT 0,
    "teams" INTEGER NOT NULL DEFAULT 0,
    "counted_at" TIMESTAMPTZ(3),
    "stale" BOOLEAN NOT NULL DEFAULT true,
    "score" INTEGER,
    "signals" JSONB NOT NULL DEFAULT '[]',
    "dismissed_by_id" INTEGER,
    "dismissed_at" TIMESTAMPTZ(3),
    "dismiss_reason" TEXT,

    CONSTRAINT "triage_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "triage_action" (
    "id" SERIAL NOT NULL,
    "deed" TEXT NOT NULL,
    "item_ids" INTEGER[],
    "tool_id" INTEGER,
    "added" INTEGER[],
    "reason" TEXT,
    "person_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" INTEGER,

    CONSTRAINT "triage_action_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vendor_event" (
    "id" SERIAL NOT NULL,
    "vendor_id" INTEGER NOT NULL,
    "kind" "vendor_event_kind" NOT NULL,
    "happened_on" DATE NOT NULL,
    "title" TEXT NOT NULL,
    "details" TEXT,
    "source" TEXT NOT NULL,
    "source_url" TEXT,
    "recorded_by_id" INTEGER,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vendor_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tool_name" (
    "tool_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "tool_name_pkey" PRIMARY KEY ("tool_id","name")
);

-- CreateTable
CREATE TABLE "release" (
    "id" SERIAL NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "kind" "identifier_kind" NOT NULL,
    "version" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "is_withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT,
    "source" TEXT NOT NULL,
    "recorded_by_id" INTEGER,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "release_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sensitive_team" (
    "team_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "marked_by_id" INTEGER,
    "marked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sensitive_team_pkey" PRIMARY KEY ("team_id")
);

-- CreateTable
CREATE TABLE "catalogue_update" (
    "id" SERIAL NOT NULL,
    "origin" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "content_hash" BYTEA NOT NULL,
    "content" JSONB NOT NULL,
    "status" "catalogue_update_status" NOT NULL DEFAULT 'PROPOSED',
    "created_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "applied" JSONB,
    "before" JSONB,
    "settled_by_id" INTEGER,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "catalogue_update_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tool_request" (
    "id" SERIAL NOT NULL,
    "person_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "homepage" TEXT,
    "category" TEXT,
    "purpose" TEXT NOT NULL,
    "status" "tool_request_status" NOT NULL DEFAULT 'OPEN',
    "tool_id" INTEGER,
    "answer" TEXT,
    "answered_by_id" INTEGER,
    "answered_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tool_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "triage_item_kind_match_value_publisher_key" ON "triage_item"("kind", "match_value", "publisher");

-- CreateIndex
CREATE INDEX "triage_action_at_idx" ON "triage_action"("at");

-- CreateIndex
CREATE INDEX "vendor_event_vendor_id_happened_on_idx" ON "vendor_event"("vendor_id", "happened_on");

-- CreateIndex
CREATE UNIQUE INDEX "release_tool_id_kind_version_key" ON "release"("tool_id", "kind", "version");

-- CreateIndex
CREATE INDEX "catalogue_update_created_at_idx" ON "catalogue_update"("created_at");

-- CreateIndex
CREATE INDEX "tool_request_person_id_idx" ON "tool_request"("person_id");

-- CreateIndex
CREATE INDEX "tool_request_status_created_at_idx" ON "tool_request"("status", "created_at");

-- AddForeignKey
ALTER TABLE "vendor" ADD CONSTRAINT "vendor_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "vendor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vendor_event" ADD CONSTRAINT "vendor_event_vendor_id_fkey" FOREIGN KEY ("vendor_id") REFERENCES "vendor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool" ADD CONSTRAINT "tool_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "tool"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_name" ADD CONSTRAINT "tool_name_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tool"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release" ADD CONSTRAINT "release_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tool"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_request" ADD CONSTRAINT "tool_request_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tool"("id") ON DELETE SET NULL ON UPDATE CASCADE;
