-- CreateTable
CREATE TABLE "release_import" (
    "id" SERIAL NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "format" TEXT NOT NULL,
    "file_name" TEXT,
    "added" INTEGER NOT NULL,
    "updated" INTEGER NOT NULL,
    "unchanged" INTEGER NOT NULL,
    "rejected" INTEGER NOT NULL,
    "person_id" INTEGER,
    "token_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "release_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "release_import_reject" (
    "import_id" INTEGER NOT NULL,
    "nr" INTEGER NOT NULL,
    "place" TEXT NOT NULL,
    "reason" JSONB NOT NULL,
    "excerpt" TEXT NOT NULL,

    CONSTRAINT "release_import_reject_pkey" PRIMARY KEY ("import_id","nr")
);

-- CreateIndex
CREATE INDEX "release_import_tool_id_idx" ON "release_import"("tool_id");

-- AddForeignKey
ALTER TABLE "release_import" ADD CONSTRAINT "release_import_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tool"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_import_reject" ADD CONSTRAINT "release_import_reject_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "release_import"("id") ON DELETE CASCADE ON UPDATE CASCADE;
