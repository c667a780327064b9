CREATE EXTENSION IF NOT EXISTS ltree;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "ban_status" AS ENUM ('DRAFT', 'IN_REVIEW', 'APPROVED', 'PUBLISHED', 'LIFTED', 'SUPERSEDED', 'CANCELLED', 'SUSPENDED');

-- CreateEnum
CREATE TYPE "duty_kind" AS ENUM ('STOP_USE', 'UNINSTALL', 'BLOCK_NETWORK', 'REVOKE_ACCOUNTS', 'STOP_REIMBURSEMENT', 'DISABLE_IN_THIRD_PARTY', 'ROTATE_CREDENTIALS', 'CERTIFY');

-- CreateEnum
CREATE TYPE "coverage_rule" AS ENUM ('ALL_KINDS', 'ANY_KIND');

-- CreateEnum
CREATE TYPE "exception_status" AS ENUM ('PROPOSED', 'UNDER_REVIEW', 'APPROVED', 'ACTIVE', 'EXPIRED', 'REVOKED', 'REJECTED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "obligation_state" AS ENUM ('INSTALLED', 'UNKNOWN', 'STATED', 'PROVED', 'NOT_AFFECTED', 'EXCEPTED');

-- CreateEnum
CREATE TYPE "unknown_reason" AS ENUM ('NO_DEVICE', 'NEVER_COVERED', 'STALE', 'KIND_UNSEEN');

-- CreateEnum
CREATE TYPE "source_system" AS ENUM ('OSQUERY', 'FLEET', 'INTUNE');

-- CreateEnum
CREATE TYPE "import_kind" AS ENUM ('INVENTORY', 'PEOPLE');

-- CreateEnum
CREATE TYPE "import_status" AS ENUM ('RECEIVING', 'MERGING', 'AWAITING_CONFIRMATION', 'DONE', 'FAILED');

-- CreateEnum
CREATE TYPE "device_platform" AS ENUM ('MACOS', 'WINDOWS', 'LINUX', 'CHROMEOS', 'UNKNOWN');

-- CreateEnum
CREATE TYPE "device_id_kind" AS ENUM ('SERIAL', 'HARDWARE_UUID', 'MDM_ID');

-- CreateEnum
CREATE TYPE "worker_type" AS ENUM ('EMPLOYEE', 'CONTRACTOR', 'INTERN');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('SECURITY_OFFICER', 'APPROVER', 'AUDITOR', 'ADMINISTRATOR');

-- CreateEnum
CREATE TYPE "identifier_kind" AS ENUM ('NPM', 'PYPI', 'BREW_FORMULA', 'BREW_CASK', 'DEB', 'RPM', 'WINGET', 'VSCODE', 'JETBRAINS', 'CHROME', 'FIREFOX', 'MACOS_BUNDLE', 'MACOS_TEAM', 'MACOS_SIGNING', 'WINDOWS_PROGRAM', 'WINDOWS_PUBLISHER', 'MSIX', 'PROCESS', 'PATH', 'DOMAIN', 'ENV', 'IP', 'PURL');

-- CreateEnum
CREATE TYPE "confidence" AS ENUM ('VERIFIED', 'HIGH', 'MEDIUM', 'LOW');

-- CreateEnum
CREATE TYPE "tool_status" AS ENUM ('ACTIVE', 'DISCONTINUED');

-- CreateEnum
CREATE TYPE "access_mode" AS ENUM ('DEFAULT', 'SELECTABLE', 'AUTO_ROUTED', 'DISABLED_BY_POLICY', 'UNKNOWN');

-- CreateEnum
CREATE TYPE "decision_status" AS ENUM ('DISCOVERED', 'UNDER_REVIEW', 'APPROVED', 'APPROVED_WITH_CONDITIONS', 'NOT_APPROVED', 'RETIRED', 'DISMISSED');

-- CreateTable
CREATE TABLE "session" (
    "id_hash" BYTEA NOT NULL,
    "person_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "user_agent" TEXT NOT NULL,
    "address" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id_hash")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "owner_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setup_link" (
    "person_id" INTEGER,
    "secret_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "setup_link_pkey" PRIMARY KEY ("secret_hash")
);

-- CreateTable
CREATE TABLE "rate_window" (
    "key" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "hits" INTEGER NOT NULL,

    CONSTRAINT "rate_window_pkey" PRIMARY KEY ("key","started_at")
);

-- CreateTable
CREATE TABLE "ban" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "status" "ban_status" NOT NULL DEFAULT 'DRAFT',
    "title" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "cutoff_at" TIMESTAMPTZ(3),
    "replacement_tool_id" INTEGER,
    "author_id" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "approved_by_id" INTEGER,
    "approved_at" TIMESTAMPTZ(3),
    "published_by_id" INTEGER,
    "published_at" TIMESTAMPTZ(3),
    "ended_by_id" INTEGER,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,

    CONSTRAINT "ban_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ban_version" (
    "id" SERIAL NOT NULL,
    "ban_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "frozen_at" TIMESTAMPTZ(3),

    CONSTRAINT "ban_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ban_scope_tool" (
    "ban_id" INTEGER NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "version_range" TEXT,

    CONSTRAINT "ban_scope_tool_pkey" PRIMARY KEY ("ban_id","tool_id")
);

-- CreateTable
CREATE TABLE "duty" (
    "id" SERIAL NOT NULL,
    "ban_id" INTEGER NOT NULL,
    "kind" "duty_kind" NOT NULL,
    "deadline_local" TEXT NOT NULL,
    "deadline_zone" TEXT NOT NULL,
    "deadline_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duty_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exception" (
    "id" SERIAL NOT NULL,
    "ban_id" INTEGER NOT NULL,
    "duty_kind" "duty_kind" NOT NULL,
    "person_id" INTEGER,
    "team_id" INTEGER,
    "device_id" INTEGER,
    "status" "exception_status" NOT NULL,
    "justification" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "exception_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "obligation" (
    "id" SERIAL NOT NULL,
    "ban_id" INTEGER NOT NULL,
    "duty_id" INTEGER NOT NULL,
    "person_id" INTEGER,
    "device_id" INTEGER,
    "team_id" INTEGER NOT NULL,
    "state" "obligation_state" NOT NULL,
    "reason" "unknown_reason",
    "contradicted" BOOLEAN NOT NULL DEFAULT false,
    "reappeared" BOOLEAN NOT NULL DEFAULT false,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "evidence_at" TIMESTAMPTZ(3),
    "next_change_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "obligation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attestation" (
    "id" SERIAL NOT NULL,
    "ban_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "device_id" INTEGER,
    "note" TEXT,
    "wording" TEXT NOT NULL,
    "attested_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attestation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rollup_delta" (
    "id" BIGSERIAL NOT NULL,
    "duty_id" INTEGER NOT NULL,
    "team_id" INTEGER NOT NULL,
    "installed" INTEGER NOT NULL,
    "unknown" INTEGER NOT NULL,
    "stated" INTEGER NOT NULL,
    "proved" INTEGER NOT NULL,
    "not_affected" INTEGER NOT NULL,
    "excepted" INTEGER NOT NULL,
    "contradicted" INTEGER NOT NULL,
    "reappeared" INTEGER NOT NULL,

    CONSTRAINT "rollup_delta_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rollup" (
    "duty_id" INTEGER NOT NULL,
    "team_id" INTEGER NOT NULL,
    "installed" INTEGER NOT NULL,
    "unknown" INTEGER NOT NULL,
    "stated" INTEGER NOT NULL,
    "proved" INTEGER NOT NULL,
    "not_affected" INTEGER NOT NULL,
    "excepted" INTEGER NOT NULL,
    "contradicted" INTEGER NOT NULL,
    "reappeared" INTEGER NOT NULL,

    CONSTRAINT "rollup_pkey" PRIMARY KEY ("duty_id","team_id")
);

-- CreateTable
CREATE TABLE "rollup_history" (
    "duty_id" INTEGER NOT NULL,
    "team_id" INTEGER NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "installed" INTEGER NOT NULL,
    "unknown" INTEGER NOT NULL,
    "stated" INTEGER NOT NULL,
    "proved" INTEGER NOT NULL,
    "not_affected" INTEGER NOT NULL,
    "excepted" INTEGER NOT NULL,
    "contradicted" INTEGER NOT NULL,
    "reappeared" INTEGER NOT NULL,

    CONSTRAINT "rollup_history_pkey" PRIMARY KEY ("duty_id","team_id","hour")
);

-- CreateTable
CREATE TABLE "source" (
    "id" SERIAL NOT NULL,
    "system" "source_system" NOT NULL,
    "instance" TEXT NOT NULL,
    "period_minutes" INTEGER NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import" (
    "id" SERIAL NOT NULL,
    "kind" "import_kind" NOT NULL,
    "source_id" INTEGER,
    "format" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "content_hash" BYTEA,
    "status" "import_status" NOT NULL,
    "complete" BOOLEAN NOT NULL,
    "received" INTEGER NOT NULL DEFAULT 0,
    "accepted" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "matched" INTEGER NOT NULL DEFAULT 0,
    "unmatched" INTEGER NOT NULL DEFAULT 0,
    "devices" INTEGER NOT NULL DEFAULT 0,
    "absent" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "person_id" INTEGER,
    "token_id" INTEGER,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_reject" (
    "import_id" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "excerpt" TEXT NOT NULL,

    CONSTRAINT "import_reject_pkey" PRIMARY KEY ("import_id","line","reason")
);

-- CreateTable
CREATE TABLE "device" (
    "id" SERIAL NOT NULL,
    "host_name" TEXT,
    "platform" "device_platform" NOT NULL,
    "os_version" TEXT,
    "owner_person_id" INTEGER,
    "owner_team_id" INTEGER,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device_identity" (
    "kind" "device_id_kind" NOT NULL,
    "value" TEXT NOT NULL,
    "device_id" INTEGER NOT NULL,

    CONSTRAINT "device_identity_pkey" PRIMARY KEY ("kind","value")
);

-- CreateTable
CREATE TABLE "software" (
    "id" SERIAL NOT NULL,
    "kind" "identifier_kind" NOT NULL,
    "match_value" TEXT NOT NULL,
    "publisher" TEXT NOT NULL DEFAULT '',
    "version" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "software_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "software_tool" (
    "software_id" INTEGER NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "identifier_id" INTEGER NOT NULL,

    CONSTRAINT "software_tool_pkey" PRIMARY KEY ("software_id","tool_id")
);

-- CreateTable
CREATE TABLE "installation" (
    "device_id" INTEGER NOT NULL,
    "software_id" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "path_key" BIGINT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),
    "path" TEXT NOT NULL,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("device_id","software_id","source_id","path_key","first_seen_at")
);

-- CreateTable
CREATE TABLE "report" (
    "device_id" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "kinds" INTEGER NOT NULL,
    "collected_at" TIMESTAMPTZ(3) NOT NULL,
    "held" BOOLEAN NOT NULL DEFAULT false,
    "items" INTEGER NOT NULL DEFAULT 0,
    "digest" BYTEA,

    CONSTRAINT "report_pkey" PRIMARY KEY ("device_id","source_id","kinds","held")
);

-- CreateTable
CREATE TABLE "team" (
    "id" SERIAL NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "parent_id" INTEGER,
    "path" ltree,
    "manager_id" INTEGER,

    CONSTRAINT "team_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" SERIAL NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "team_id" INTEGER NOT NULL,
    "manager_id" INTEGER,
    "legal_entity" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "worker_type" "worker_type" NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "zone" TEXT NOT NULL DEFAULT 'Asia/Shanghai',
    "active" BOOLEAN NOT NULL DEFAULT true,
    "password_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person_role" (
    "person_id" INTEGER NOT NULL,
    "role" "role" NOT NULL,

    CONSTRAINT "person_role_pkey" PRIMARY KEY ("person_id","role")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "person_id" INTEGER,
    "token_id" INTEGER,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "request_id" TEXT,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "progress" (
    "key" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "done" INTEGER NOT NULL,
    "total" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "progress_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "vendor" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "legal_name" TEXT,
    "parent_id" INTEGER,
    "hq_country" CHAR(2),
    "hq_city" TEXT,
    "countries_not_served" TEXT[],
    "notes" TEXT,
    "confidence" "confidence" NOT NULL,
    "catalogue_entry" JSONB,

    CONSTRAINT "vendor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tool" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "aliases" TEXT[],
    "vendor_id" INTEGER NOT NULL,
    "category" TEXT NOT NULL,
    "clients" TEXT[],
    "self_hostable" BOOLEAN NOT NULL DEFAULT false,
    "any_service" TEXT[],
    "any_weights" TEXT[],
    "licence" TEXT,
    "homepage" TEXT,
    "status" "tool_status" NOT NULL DEFAULT 'ACTIVE',
    "successor_id" INTEGER,
    "notes" TEXT,
    "confidence" "confidence" NOT NULL,
    "catalogue_entry" JSONB,

    CONSTRAINT "tool_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tool_presence" (
    "tool_id" INTEGER NOT NULL,
    "devices" INTEGER NOT NULL,
    "people" INTEGER NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tool_presence_pkey" PRIMARY KEY ("tool_id")
);

-- CreateTable
CREATE TABLE "identifier" (
    "id" SERIAL NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "kind" "identifier_kind" NOT NULL,
    "value" TEXT NOT NULL,
    "match_value" TEXT NOT NULL,
    "confidence" "confidence" NOT NULL,
    "source" TEXT NOT NULL,
    "note" TEXT,
    "catalogue_entry" JSONB,

    CONSTRAINT "identifier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_family" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "vendor_id" INTEGER NOT NULL,
    "open_weights" BOOLEAN NOT NULL,
    "licence" TEXT,
    "notes" TEXT,
    "offers" JSONB NOT NULL DEFAULT '[]',
    "confidence" "confidence" NOT NULL,
    "catalogue_entry" JSONB,

    CONSTRAINT "model_family_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_access" (
    "id" SERIAL NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "family_id" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "mode" "access_mode" NOT NULL DEFAULT 'UNKNOWN',
    "source" TEXT NOT NULL,

    CONSTRAINT "model_access_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" SERIAL NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "team_id" INTEGER,
    "status" "decision_status" NOT NULL,
    "conditions" TEXT,
    "reason" TEXT NOT NULL,
    "review_on" DATE,
    "decided_by_id" INTEGER,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "session"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_secret_hash_key" ON "api_token"("secret_hash");

-- CreateIndex
CREATE UNIQUE INDEX "ban_code_key" ON "ban"("code");

-- CreateIndex
CREATE INDEX "ban_status_idx" ON "ban"("status");

-- CreateIndex
CREATE UNIQUE INDEX "ban_version_ban_id_number_key" ON "ban_version"("ban_id", "number");

-- CreateIndex
CREATE INDEX "ban_scope_tool_tool_id_idx" ON "ban_scope_tool"("tool_id");

-- CreateIndex
CREATE UNIQUE INDEX "duty_ban_id_kind_key" ON "duty"("ban_id", "kind");

-- CreateIndex
CREATE INDEX "exception_ban_id_idx" ON "exception"("ban_id");

-- CreateIndex
CREATE INDEX "obligation_person_id_idx" ON "obligation"("person_id");

-- CreateIndex
CREATE INDEX "obligation_duty_id_team_id_state_idx" ON "obligation"("duty_id", "team_id", "state");

-- CreateIndex
CREATE INDEX "attestation_ban_id_person_id_idx" ON "attestation"("ban_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "source_system_instance_key" ON "source"("system", "instance");

-- CreateIndex
CREATE INDEX "import_started_at_idx" ON "import"("started_at");

-- CreateIndex
CREATE UNIQUE INDEX "import_kind_format_idempotency_key_key" ON "import"("kind", "format", "idempotency_key");

-- CreateIndex
CREATE INDEX "device_owner_person_id_idx" ON "device"("owner_person_id");

-- CreateIndex
CREATE INDEX "device_owner_team_id_idx" ON "device"("owner_team_id");

-- CreateIndex
CREATE INDEX "device_last_seen_at_idx" ON "device"("last_seen_at");

-- CreateIndex
CREATE INDEX "device_identity_device_id_idx" ON "device_identity"("device_id");

-- CreateIndex
CREATE UNIQUE INDEX "software_kind_match_value_publisher_version_key" ON "software"("kind", "match_value", "publisher", "version");

-- CreateIndex
CREATE INDEX "software_tool_tool_id_idx" ON "software_tool"("tool_id");

-- CreateIndex
CREATE INDEX "installation_software_id_device_id_idx" ON "installation"("software_id", "device_id");

-- CreateIndex
CREATE UNIQUE INDEX "team_external_id_key" ON "team"("external_id");

-- CreateIndex
CREATE INDEX "team_parent_id_idx" ON "team"("parent_id");

-- CreateIndex
CREATE INDEX "team_manager_id_idx" ON "team"("manager_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_external_id_key" ON "person"("external_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE INDEX "person_team_id_idx" ON "person"("team_id");

-- CreateIndex
CREATE INDEX "person_manager_id_idx" ON "person"("manager_id");

-- CreateIndex
CREATE INDEX "person_name_id_idx" ON "person"("name", "id");

-- CreateIndex
CREATE INDEX "audit_event_at_id_idx" ON "audit_event"("at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_event_subject_kind_subject_id_idx" ON "audit_event"("subject_kind", "subject_id");

-- CreateIndex
CREATE INDEX "audit_event_person_id_idx" ON "audit_event"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "vendor_slug_key" ON "vendor"("slug");

-- CreateIndex
CREATE INDEX "vendor_parent_id_idx" ON "vendor"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "tool_slug_key" ON "tool"("slug");

-- CreateIndex
CREATE INDEX "tool_vendor_id_idx" ON "tool"("vendor_id");

-- CreateIndex
CREATE INDEX "tool_name_id_idx" ON "tool"("name", "id");

-- CreateIndex
CREATE INDEX "identifier_kind_match_value_idx" ON "identifier"("kind", "match_value");

-- CreateIndex
CREATE UNIQUE INDEX "identifier_tool_id_kind_value_key" ON "identifier"("tool_id", "kind", "value");

-- CreateIndex
CREATE UNIQUE INDEX "model_family_slug_key" ON "model_family"("slug");

-- CreateIndex
CREATE INDEX "model_family_vendor_id_idx" ON "model_family"("vendor_id");

-- CreateIndex
CREATE INDEX "model_access_family_id_idx" ON "model_access"("family_id");

-- CreateIndex
CREATE UNIQUE INDEX "model_access_tool_id_family_id_channel_key" ON "model_access"("tool_id", "family_id", "channel");

-- CreateIndex
CREATE INDEX "decision_tool_id_idx" ON "decision"("tool_id");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ban_version" ADD CONSTRAINT "ban_version_ban_id_fkey" FOREIGN KEY ("ban_id") REFERENCES "ban"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ban_scope_tool" ADD CONSTRAINT "ban_scope_tool_ban_id_fkey" FOREIGN KEY ("ban_id") REFERENCES "ban"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty" ADD CONSTRAINT "duty_ban_id_fkey" FOREIGN KEY ("ban_id") REFERENCES "ban"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_reject" ADD CONSTRAINT "import_reject_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device_identity" ADD CONSTRAINT "device_identity_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "software_tool" ADD CONSTRAINT "software_tool_software_id_fkey" FOREIGN KEY ("software_id") REFERENCES "software"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team" ADD CONSTRAINT "team_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team" ADD CONSTRAINT "team_manager_id_fkey" FOREIGN KEY ("manager_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_manager_id_fkey" FOREIGN KEY ("manager_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_role" ADD CONSTRAINT "person_role_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vendor" ADD CONSTRAINT "vendor_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "vendor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool" ADD CONSTRAINT "tool_vendor_id_fkey" FOREIGN KEY ("vendor_id") REFERENCES "vendor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool" ADD CONSTRAINT "tool_successor_id_fkey" FOREIGN KEY ("successor_id") REFERENCES "tool"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_presence" ADD CONSTRAINT "tool_presence_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tool"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identifier" ADD CONSTRAINT "identifier_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tool"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_family" ADD CONSTRAINT "model_family_vendor_id_fkey" FOREIGN KEY ("vendor_id") REFERENCES "vendor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_access" ADD CONSTRAINT "model_access_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tool"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_access" ADD CONSTRAINT "model_access_family_id_fkey" FOREIGN KEY ("family_id") REFERENCES "model_family"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tool"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
