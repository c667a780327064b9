-- CreateEnum
CREATE TYPE "version_status" AS ENUM ('DRAFT', 'IN_REVIEW', 'APPROVED', 'PUBLISHED', 'REPLACED', 'REJECTED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "duty_responsible" AS ENUM ('PERSON', 'MANAGER', 'OWNER');

-- CreateEnum
CREATE TYPE "duty_proof" AS ENUM ('INVENTORY', 'STATEMENT', 'RECORD');

-- CreateEnum
CREATE TYPE "deadline_mode" AS ENUM ('INSTANT', 'LOCAL');

-- CreateEnum
CREATE TYPE "drift_status" AS ENUM ('OPEN', 'ACCEPTED', 'DISMISSED');

-- CreateEnum
CREATE TYPE "device_purpose" AS ENUM ('WORKSTATION', 'CI', 'SHARED');

-- AlterEnum
ALTER TYPE "unknown_reason" ADD VALUE 'NOT_STATED';

-- DropIndex
DROP INDEX "exception_ban_id_idx";

-- AlterTable
ALTER TABLE "ban" ADD COLUMN     "superseded_by_id" INTEGER,
ADD COLUMN     "suspended_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "ban_version" ADD COLUMN     "approved_at" TIMESTAMPTZ(3),
ADD COLUMN     "author_id" INTEGER,
ADD COLUMN     "content_revision" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "created_at" TIMESTAMPTZ(3),
ADD COLUMN     "editor_ids" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
ADD COLUMN     "end_reason" TEXT,
ADD COLUMN     "note" TEXT,
ADD COLUMN     "published_by_id" INTEGER,
ADD COLUMN     "recall_until" TIMESTAMPTZ(3),
ADD COLUMN     "resolved" JSONB,
ADD COLUMN     "status" "version_status" NOT NULL DEFAULT 'DRAFT',
ADD COLUMN     "submitted_at" TIMESTAMPTZ(3);

-- Versions written so far stand where their ban stands.
ALTER TABLE ban_version DISABLE TRIGGER ban_version_frozen;
UPDATE ban_version v SET author_id = b.author_id, editor_ids = ARRAY[b.author_id], created_at = b.created_at, submitted_at = b.submitted_at,
  approved_at = b.approved_at, published_by_id = b.published_by_id, content_revision = b.revision,
  status = (CASE WHEN v.frozen_at IS NOT NULL THEN 'PUBLISHED' WHEN b.status = 'CANCELLED' THEN 'WITHDRAWN' ELSE b.status::text END)::version_status
FROM ban b WHERE b.id = v.ban_id;
ALTER TABLE ban_version ENABLE TRIGGER ban_version_frozen;
ALTER TABLE ban_version ALTER COLUMN author_id SET NOT NULL, ALTER COLUMN created_at SET NOT NULL;

-- AlterTable
ALTER TABLE "duty" ADD COLUMN     "ended_at" TIMESTAMPTZ(3),
ADD COLUMN     "mode" "deadline_mode" NOT NULL DEFAULT 'INSTANT',
ADD COLUMN     "owner_person_id" INTEGER,
ADD COLUMN     "proof" "duty_proof" NOT NULL DEFAULT 'INVENTORY',
ADD COLUMN     "responsible" "duty_responsible" NOT NULL DEFAULT 'PERSON',
ADD COLUMN     "team_deadlines" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "exception" ADD COLUMN     "compensating_controls" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "decided_at" TIMESTAMPTZ(3),
ADD COLUMN     "decided_by_id" INTEGER,
ADD COLUMN     "decision_reason" TEXT,
ADD COLUMN     "due_after" TIMESTAMPTZ(3),
ADD COLUMN     "end_reason" TEXT,
ADD COLUMN     "ended_at" TIMESTAMPTZ(3),
ADD COLUMN     "extends_id" INTEGER,
ADD COLUMN     "requested_at" TIMESTAMPTZ(3),
ADD COLUMN     "requested_by_id" INTEGER,
ADD COLUMN     "review_by_id" INTEGER,
ADD COLUMN     "reviewed_at" TIMESTAMPTZ(3),
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "tool_ids" INTEGER[] DEFAULT ARRAY[]::INTEGER[];

UPDATE exception SET due_after = ends_at, requested_at = starts_at;
ALTER TABLE exception ALTER COLUMN due_after SET NOT NULL, ALTER COLUMN requested_at SET NOT NULL;

-- AlterTable
ALTER TABLE "obligation" ADD COLUMN     "deadline_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "attestation" ADD COLUMN     "duty_id" INTEGER,
ADD COLUMN     "reference" TEXT,
ADD COLUMN     "reject_reason" TEXT,
ADD COLUMN     "rejected_at" TIMESTAMPTZ(3),
ADD COLUMN     "verified_at" TIMESTAMPTZ(3),
ADD COLUMN     "verified_by_id" INTEGER,
ADD COLUMN     "voided_at" TIMESTAMPTZ(3),
ADD COLUMN     "voided_by_version" INTEGER;

-- AlterTable
ALTER TABLE "device" ADD COLUMN     "purpose" "device_purpose";

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "leave_from" DATE,
ADD COLUMN     "leave_until" DATE;

-- CreateTable
CREATE TABLE "ban_approval" (
    "id" SERIAL NOT NULL,
    "version_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "comment" TEXT,
    "approved_at" TIMESTAMPTZ(3) NOT NULL,
    "voided_at" TIMESTAMPTZ(3),

    CONSTRAINT "ban_approval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ban_comment" (
    "id" SERIAL NOT NULL,
    "ban_id" INTEGER NOT NULL,
    "version_number" INTEGER NOT NULL,
    "author_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ban_comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lint_acceptance" (
    "id" SERIAL NOT NULL,
    "version_id" INTEGER NOT NULL,
    "check" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "said" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "accepted_by_id" INTEGER NOT NULL,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lint_acceptance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ban_scope_access" (
    "ban_id" INTEGER NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "family_id" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "mode" "access_mode" NOT NULL,

    CONSTRAINT "ban_scope_access_pkey" PRIMARY KEY ("ban_id","tool_id","family_id","channel")
);

-- CreateTable
CREATE TABLE "ban_scope_software" (
    "ban_id" INTEGER NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "software_id" INTEGER NOT NULL,
    "within" BOOLEAN NOT NULL,

    CONSTRAINT "ban_scope_software_pkey" PRIMARY KEY ("ban_id","tool_id","software_id")
);

-- CreateTable
CREATE TABLE "scope_drift" (
    "id" SERIAL NOT NULL,
    "ban_id" INTEGER NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "family_id" INTEGER,
    "channel" TEXT,
    "mode" "access_mode",
    "status" "drift_status" NOT NULL DEFAULT 'OPEN',
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" INTEGER,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "version_id" INTEGER,

    CONSTRAINT "scope_drift_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "company_day" (
    "id" SERIAL NOT NULL,
    "day" DATE NOT NULL,
    "country" CHAR(2),
    "name" TEXT NOT NULL,
    "is_workday" BOOLEAN NOT NULL DEFAULT false,
    "recorded_by_id" INTEGER,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "company_day_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "change_freeze" (
    "id" SERIAL NOT NULL,
    "team_id" INTEGER NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "recorded_by_id" INTEGER,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "change_freeze_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tool_seats" (
    "id" SERIAL NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "total" INTEGER NOT NULL,
    "used" INTEGER NOT NULL,
    "as_of" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "recorded_by_id" INTEGER,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tool_seats_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workflow" (
    "id" SERIAL NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "owner_team_id" INTEGER NOT NULL,
    "runs_per_week" INTEGER,
    "note" TEXT,
    "recorded_by_id" INTEGER,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "workflow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" SERIAL NOT NULL,
    "topic" TEXT NOT NULL,
    "person_id" INTEGER,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "ban_id" INTEGER,
    "content" JSONB NOT NULL,
    "once_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ban_approval_version_id_idx" ON "ban_approval"("version_id");

-- CreateIndex
CREATE INDEX "ban_comment_ban_id_idx" ON "ban_comment"("ban_id");

-- CreateIndex
CREATE UNIQUE INDEX "lint_acceptance_version_id_check_subject_key" ON "lint_acceptance"("version_id", "check", "subject");

-- CreateIndex
CREATE INDEX "ban_scope_access_tool_id_idx" ON "ban_scope_access"("tool_id");

-- CreateIndex
CREATE INDEX "scope_drift_ban_id_status_idx" ON "scope_drift"("ban_id", "status");

-- CreateIndex
CREATE INDEX "company_day_day_idx" ON "company_day"("day");

-- CreateIndex
CREATE INDEX "change_freeze_team_id_idx" ON "change_freeze"("team_id");

-- CreateIndex
CREATE INDEX "tool_seats_tool_id_as_of_idx" ON "tool_seats"("tool_id", "as_of");

-- CreateIndex
CREATE INDEX "workflow_tool_id_idx" ON "workflow"("tool_id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_once_key_key" ON "notice"("once_key");

-- CreateIndex
CREATE INDEX "notice_person_id_sent_at_idx" ON "notice"("person_id", "sent_at");

-- CreateIndex
CREATE INDEX "notice_ban_id_idx" ON "notice"("ban_id");

-- CreateIndex
CREATE INDEX "exception_ban_id_status_idx" ON "exception"("ban_id", "status");

-- CreateIndex
CREATE INDEX "exception_person_id_idx" ON "exception"("person_id");

-- CreateIndex
CREATE INDEX "exception_status_ends_at_idx" ON "exception"("status", "ends_at");

-- CreateIndex
CREATE INDEX "attestation_duty_id_person_id_idx" ON "attestation"("duty_id", "person_id");

-- AddForeignKey
ALTER TABLE "ban_approval" ADD CONSTRAINT "ban_approval_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "ban_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ban_comment" ADD CONSTRAINT "ban_comment_ban_id_fkey" FOREIGN KEY ("ban_id") REFERENCES "ban"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lint_acceptance" ADD CONSTRAINT "lint_acceptance_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "ban_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ban_scope_access" ADD CONSTRAINT "ban_scope_access_ban_id_fkey" FOREIGN KEY ("ban_id") REFERENCES "ban"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ban_scope_software" ADD CONSTRAINT "ban_scope_software_ban_id_fkey" FOREIGN KEY ("ban_id") REFERENCES "ban"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scope_drift" ADD CONSTRAINT "scope_drift_ban_id_fkey" FOREIGN KEY ("ban_id") REFERENCES "ban"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exception" ADD CONSTRAINT "exception_extends_id_fkey" FOREIGN KEY ("extends_id") REFERENCES "exception"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
