-- CreateTable
CREATE TABLE "finding_origin" (
    "finding_id" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "finding_origin_pkey" PRIMARY KEY ("finding_id")
);

-- CreateTable
CREATE TABLE "finding_import" (
    "id" SERIAL NOT NULL,
    "format" TEXT NOT NULL,
    "file_name" TEXT,
    "added" INTEGER NOT NULL,
    "updated" INTEGER NOT NULL,
    "unchanged" INTEGER NOT NULL,
    "rejected" INTEGER NOT NULL,
    "person_id" INTEGER,
    "token_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "finding_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding_import_row" (
    "import_id" INTEGER NOT NULL,
    "nr" INTEGER NOT NULL,
    "place" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    "finding_id" INTEGER,
    "said" JSONB NOT NULL,
    "excerpt" TEXT NOT NULL,

    CONSTRAINT "finding_import_row_pkey" PRIMARY KEY ("import_id","nr")
);

-- CreateIndex
CREATE UNIQUE INDEX "finding_origin_record_id_subject_key" ON "finding_origin"("record_id", "subject");

-- AddForeignKey
ALTER TABLE "finding_origin" ADD CONSTRAINT "finding_origin_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "finding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_import_row" ADD CONSTRAINT "finding_import_row_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "finding_import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE finding_import ADD CONSTRAINT finding_import_format CHECK (format IN ('osv', 'openvex'));
ALTER TABLE finding_import_row ADD CONSTRAINT finding_import_row_outcome CHECK (outcome IN ('added', 'updated', 'unchanged', 'rejected'));
