-- AlterTable
ALTER TABLE "finding" ALTER COLUMN "fix_candidates" SET DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "risk_input" ALTER COLUMN "claim_ids" SET DEFAULT ARRAY[]::INTEGER[];

-- AlterTable
ALTER TABLE "hygiene_answer" ALTER COLUMN "claim_ids" SET DEFAULT ARRAY[]::INTEGER[];

UPDATE finding SET fix_candidates = '{}' WHERE fix_candidates IS NULL;
UPDATE risk_input SET claim_ids = '{}' WHERE claim_ids IS NULL;
UPDATE hygiene_answer SET claim_ids = '{}' WHERE claim_ids IS NULL;
ALTER TABLE finding ALTER COLUMN fix_candidates SET NOT NULL;
ALTER TABLE risk_input ALTER COLUMN claim_ids SET NOT NULL;
ALTER TABLE hygiene_answer ALTER COLUMN claim_ids SET NOT NULL;
