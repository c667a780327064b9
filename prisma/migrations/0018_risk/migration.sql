-- CreateEnum
CREATE TYPE "evidence_kind" AS ENUM ('PRIMARY', 'SECONDARY', 'AGGREGATED');

-- CreateEnum
CREATE TYPE "confirmation" AS ENUM ('REPORTED', 'ACKNOWLEDGED', 'VERIFIED', 'RETRACTED', 'SUPERSEDED');

-- CreateEnum
CREATE TYPE "claim_bearing" AS ENUM ('RAISES', 'LOWERS', 'CONTEXT');

-- CreateEnum
CREATE TYPE "milestone" AS ENUM ('INTRODUCED', 'NOTICED', 'ACKNOWLEDGED', 'FIXED', 'VERIFIED');

-- CreateEnum
CREATE TYPE "behaviour" AS ENUM ('UNDISCLOSED_TELEMETRY', 'ENVIRONMENT_FINGERPRINTING', 'COVERT_CHANNEL', 'REMOTE_BEHAVIOUR_SWITCH', 'DATA_RETENTION', 'TRAINING_ON_CUSTOMER_DATA', 'VULNERABILITY', 'ACCOUNT_SUSPENSION', 'JURISDICTION_GATING', 'OTHER');

-- CreateEnum
CREATE TYPE "finding_status" AS ENUM ('UNDER_INVESTIGATION', 'AFFECTED', 'NOT_AFFECTED', 'FIXED');

-- CreateEnum
CREATE TYPE "fix_state" AS ENUM ('NONE', 'UNCONFIRMED', 'CONFIRMED');

-- CreateEnum
CREATE TYPE "risk_class" AS ENUM ('LOW', 'MODERATE', 'HIGH', 'CRITICAL');

-- CreateEnum
CREATE TYPE "table_set_status" AS ENUM ('PROPOSED', 'CURRENT', 'RETIRED', 'DISCARDED');

-- CreateEnum
CREATE TYPE "proposal_status" AS ENUM ('OPEN', 'ACCEPTED', 'DISMISSED', 'WITHDRAWN');

-- CreateTable
CREATE TABLE "evidence_source" (
    "id" SERIAL NOT NULL,
    "publisher" TEXT NOT NULL,
    "title" TEXT,
    "url" TEXT,
    "kind" "evidence_kind" NOT NULL,
    "published_on" DATE NOT NULL,
    "retrieved_at" TIMESTAMPTZ(3),
    "reliability" CHAR(1) NOT NULL,
    "note" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "recorded_by_id" INTEGER,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "evidence_source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence_cites" (
    "source_id" INTEGER NOT NULL,
    "cited_id" INTEGER NOT NULL,

    CONSTRAINT "evidence_cites_pkey" PRIMARY KEY ("source_id","cited_id")
);

-- CreateTable
CREATE TABLE "claim" (
    "id" SERIAL NOT NULL,
    "tool_id" INTEGER,
    "vendor_id" INTEGER,
    "version_range" TEXT,
    "statement" TEXT NOT NULL,
    "bearing" "claim_bearing" NOT NULL,
    "behaviour" "behaviour",
    "confirmation" "confirmation" NOT NULL DEFAULT 'REPORTED',
    "reported_on" DATE NOT NULL,
    "milestone" "milestone",
    "happened_on" DATE,
    "note" TEXT,
    "dispute_words" TEXT,
    "disputed_by" TEXT,
    "dispute_url" TEXT,
    "disputed_on" DATE,
    "superseded_by_id" INTEGER,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "recorded_by_id" INTEGER,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claim_evidence" (
    "claim_id" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "quote" TEXT,
    "credibility" SMALLINT NOT NULL,
    "added_by_id" INTEGER,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "claim_evidence_pkey" PRIMARY KEY ("claim_id","source_id")
);

-- CreateTable
CREATE TABLE "claim_step" (
    "id" SERIAL NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "before" "confirmation",
    "after" "confirmation" NOT NULL,
    "effective_on" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "party" TEXT,
    "by_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "claim_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claim_contradiction" (
    "one_id" INTEGER NOT NULL,
    "other_id" INTEGER NOT NULL,
    "reason" TEXT,
    "by_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "claim_contradiction_pkey" PRIMARY KEY ("one_id","other_id")
);

-- CreateTable
CREATE TABLE "attachment" (
    "id" SERIAL NOT NULL,
    "source_id" INTEGER,
    "finding_id" INTEGER,
    "name" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" BYTEA NOT NULL,
    "content_type" TEXT NOT NULL,
    "note" TEXT,
    "storage" TEXT NOT NULL,
    "added_by_id" INTEGER,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "removed_by_id" INTEGER,
    "removed_reason" TEXT,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachment_content" (
    "sha256" BYTEA NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "attachment_content_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "finding" (
    "id" SERIAL NOT NULL,
    "external_id" TEXT,
    "tool_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "behaviour" "behaviour" NOT NULL,
    "version_range" TEXT,
    "status" "finding_status" NOT NULL DEFAULT 'UNDER_INVESTIGATION',
    "justification" TEXT,
    "action" TEXT,
    "fix" "fix_state" NOT NULL DEFAULT 'NONE',
    "fix_version" TEXT,
    "fix_candidates" TEXT[],
    "opened_on" DATE NOT NULL,
    "review_on" DATE,
    "assessor_id" INTEGER,
    "origin" TEXT NOT NULL DEFAULT 'recorded',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "recorded_by_id" INTEGER,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding_claim" (
    "finding_id" INTEGER NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "added_by_id" INTEGER,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "finding_claim_pkey" PRIMARY KEY ("finding_id","claim_id")
);

-- CreateTable
CREATE TABLE "finding_step" (
    "id" SERIAL NOT NULL,
    "finding_id" INTEGER NOT NULL,
    "before" "finding_status",
    "after" "finding_status" NOT NULL,
    "fix" "fix_state" NOT NULL,
    "effective_on" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "by_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "finding_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trust_restoration" (
    "id" SERIAL NOT NULL,
    "finding_id" INTEGER NOT NULL,
    "status" "proposal_status" NOT NULL DEFAULT 'OPEN',
    "reason" TEXT NOT NULL,
    "proposed_by_id" INTEGER NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_by_id" INTEGER,
    "settled_at" TIMESTAMPTZ(3),
    "settle_reason" TEXT,

    CONSTRAINT "trust_restoration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "table_set" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "checksum" BYTEA NOT NULL,
    "content" JSONB NOT NULL,
    "status" "table_set_status" NOT NULL,
    "origin" TEXT NOT NULL,
    "proposed_by_id" INTEGER,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "current_from" TIMESTAMPTZ(3),
    "current_until" TIMESTAMPTZ(3),
    "settled_by_id" INTEGER,
    "settle_reason" TEXT,

    CONSTRAINT "table_set_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "risk_input" (
    "id" SERIAL NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "axis" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "evidence" TEXT,
    "claim_ids" INTEGER[],
    "set_by_id" INTEGER,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "risk_input_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "classification" (
    "id" SERIAL NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "table_set_id" INTEGER NOT NULL,
    "inputs" JSONB NOT NULL,
    "outcomes" JSONB NOT NULL,
    "class" "risk_class" NOT NULL,
    "cause" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3),

    CONSTRAINT "classification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "class_proposal" (
    "id" SERIAL NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "before" "risk_class",
    "after" "risk_class" NOT NULL,
    "cause" TEXT NOT NULL,
    "status" "proposal_status" NOT NULL DEFAULT 'OPEN',
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_by_id" INTEGER,
    "settled_at" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "class_proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "class_override" (
    "id" SERIAL NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "class" "risk_class" NOT NULL,
    "reason" TEXT NOT NULL,
    "until_at" TIMESTAMPTZ(3) NOT NULL,
    "status" "proposal_status" NOT NULL DEFAULT 'OPEN',
    "proposed_by_id" INTEGER NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_by_id" INTEGER,
    "settled_at" TIMESTAMPTZ(3),
    "settle_reason" TEXT,
    "ended_by_id" INTEGER,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,

    CONSTRAINT "class_override_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "risk_review" (
    "tool_id" INTEGER NOT NULL,
    "review_on" DATE NOT NULL,
    "reviewed_by_id" INTEGER,
    "reviewed_at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT,

    CONSTRAINT "risk_review_pkey" PRIMARY KEY ("tool_id")
);

-- CreateTable
CREATE TABLE "hygiene_answer" (
    "id" SERIAL NOT NULL,
    "tool_id" INTEGER,
    "vendor_id" INTEGER,
    "question" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "evidence" TEXT,
    "claim_ids" INTEGER[],
    "set_by_id" INTEGER,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "hygiene_answer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hygiene_weight" (
    "id" SERIAL NOT NULL,
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "weight" SMALLINT NOT NULL,
    "reason" TEXT NOT NULL,
    "set_by_id" INTEGER,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "hygiene_weight_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "evidence_source_published_on_idx" ON "evidence_source"("published_on");

-- CreateIndex
CREATE INDEX "evidence_cites_cited_id_idx" ON "evidence_cites"("cited_id");

-- CreateIndex
CREATE INDEX "claim_tool_id_idx" ON "claim"("tool_id");

-- CreateIndex
CREATE INDEX "claim_vendor_id_idx" ON "claim"("vendor_id");

-- CreateIndex
CREATE INDEX "claim_evidence_source_id_idx" ON "claim_evidence"("source_id");

-- CreateIndex
CREATE INDEX "claim_step_claim_id_effective_on_idx" ON "claim_step"("claim_id", "effective_on");

-- CreateIndex
CREATE INDEX "claim_contradiction_other_id_idx" ON "claim_contradiction"("other_id");

-- CreateIndex
CREATE INDEX "attachment_source_id_idx" ON "attachment"("source_id");

-- CreateIndex
CREATE INDEX "attachment_finding_id_idx" ON "attachment"("finding_id");

-- CreateIndex
CREATE UNIQUE INDEX "finding_external_id_key" ON "finding"("external_id");

-- CreateIndex
CREATE INDEX "finding_tool_id_idx" ON "finding"("tool_id");

-- CreateIndex
CREATE INDEX "finding_status_idx" ON "finding"("status");

-- CreateIndex
CREATE INDEX "finding_claim_claim_id_idx" ON "finding_claim"("claim_id");

-- CreateIndex
CREATE INDEX "finding_step_finding_id_at_idx" ON "finding_step"("finding_id", "at");

-- CreateIndex
CREATE INDEX "trust_restoration_finding_id_idx" ON "trust_restoration"("finding_id");

-- CreateIndex
CREATE UNIQUE INDEX "table_set_name_version_key" ON "table_set"("name", "version");

-- CreateIndex
CREATE INDEX "risk_input_tool_id_axis_idx" ON "risk_input"("tool_id", "axis");

-- CreateIndex
CREATE INDEX "classification_tool_id_from_at_idx" ON "classification"("tool_id", "from_at");

-- CreateIndex
CREATE INDEX "class_proposal_tool_id_idx" ON "class_proposal"("tool_id");

-- CreateIndex
CREATE INDEX "class_proposal_status_idx" ON "class_proposal"("status");

-- CreateIndex
CREATE INDEX "class_override_tool_id_idx" ON "class_override"("tool_id");

-- CreateIndex
CREATE INDEX "risk_review_review_on_idx" ON "risk_review"("review_on");

-- CreateIndex
CREATE INDEX "hygiene_answer_tool_id_idx" ON "hygiene_answer"("tool_id");

-- CreateIndex
CREATE INDEX "hygiene_answer_vendor_id_idx" ON "hygiene_answer"("vendor_id");

-- AddForeignKey
ALTER TABLE "evidence_cites" ADD CONSTRAINT "evidence_cites_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "evidence_source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_cites" ADD CONSTRAINT "evidence_cites_cited_id_fkey" FOREIGN KEY ("cited_id") REFERENCES "evidence_source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_superseded_by_id_fkey" FOREIGN KEY ("superseded_by_id") REFERENCES "claim"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_evidence" ADD CONSTRAINT "claim_evidence_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_evidence" ADD CONSTRAINT "claim_evidence_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "evidence_source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_step" ADD CONSTRAINT "claim_step_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_contradiction" ADD CONSTRAINT "claim_contradiction_one_id_fkey" FOREIGN KEY ("one_id") REFERENCES "claim"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_contradiction" ADD CONSTRAINT "claim_contradiction_other_id_fkey" FOREIGN KEY ("other_id") REFERENCES "claim"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "evidence_source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "finding"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_claim" ADD CONSTRAINT "finding_claim_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "finding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_claim" ADD CONSTRAINT "finding_claim_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_step" ADD CONSTRAINT "finding_step_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "finding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trust_restoration" ADD CONSTRAINT "trust_restoration_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "finding"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "classification" ADD CONSTRAINT "classification_table_set_id_fkey" FOREIGN KEY ("table_set_id") REFERENCES "table_set"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
