ALTER TABLE claim ADD CONSTRAINT claim_tool FOREIGN KEY (tool_id) REFERENCES tool (id) ON DELETE RESTRICT;
ALTER TABLE claim ADD CONSTRAINT claim_vendor FOREIGN KEY (vendor_id) REFERENCES vendor (id) ON DELETE RESTRICT;
ALTER TABLE finding ADD CONSTRAINT finding_tool FOREIGN KEY (tool_id) REFERENCES tool (id) ON DELETE RESTRICT;
ALTER TABLE risk_input ADD CONSTRAINT risk_input_tool FOREIGN KEY (tool_id) REFERENCES tool (id) ON DELETE RESTRICT;
ALTER TABLE classification ADD CONSTRAINT classification_tool FOREIGN KEY (tool_id) REFERENCES tool (id) ON DELETE RESTRICT;
ALTER TABLE class_proposal ADD CONSTRAINT class_proposal_tool FOREIGN KEY (tool_id) REFERENCES tool (id) ON DELETE RESTRICT;
ALTER TABLE class_override ADD CONSTRAINT class_override_tool FOREIGN KEY (tool_id) REFERENCES tool (id) ON DELETE RESTRICT;
ALTER TABLE risk_review ADD CONSTRAINT risk_review_tool FOREIGN KEY (tool_id) REFERENCES tool (id) ON DELETE RESTRICT;
ALTER TABLE hygiene_answer ADD CONSTRAINT hygiene_answer_tool FOREIGN KEY (tool_id) REFERENCES tool (id) ON DELETE RESTRICT;
ALTER TABLE hygiene_answer ADD CONSTRAINT hygiene_answer_vendor FOREIGN KEY (vendor_id) REFERENCES vendor (id) ON DELETE RESTRICT;

ALTER TABLE evidence_source ADD CONSTRAINT evidence_source_reliability CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F'));
ALTER TABLE evidence_cites ADD CONSTRAINT evidence_cites_another CHECK (source_id <> cited_id);
ALTER TABLE claim ADD CONSTRAINT claim_one_subject CHECK (num_nonnulls(tool_id, vendor_id) = 1);
ALTER TABLE claim ADD CONSTRAINT claim_range_of_tool CHECK (version_range IS NULL OR tool_id IS NOT NULL);
ALTER TABLE claim ADD CONSTRAINT claim_milestone_dated CHECK (milestone IS NULL OR happened_on IS NOT NULL);
ALTER TABLE claim ADD CONSTRAINT claim_dispute CHECK (num_nonnulls(dispute_words, disputed_by, disputed_on) IN (0, 3));
ALTER TABLE claim ADD CONSTRAINT claim_superseded CHECK ((confirmation = 'SUPERSEDED') = (superseded_by_id IS NOT NULL) AND superseded_by_id IS DISTINCT FROM id);
ALTER TABLE claim_evidence ADD CONSTRAINT claim_evidence_credibility CHECK (credibility BETWEEN 1 AND 6);
ALTER TABLE claim_contradiction ADD CONSTRAINT claim_contradiction_order CHECK (one_id < other_id);
ALTER TABLE attachment ADD CONSTRAINT attachment_one_place CHECK (num_nonnulls(source_id, finding_id) = 1);
ALTER TABLE attachment ADD CONSTRAINT attachment_storage CHECK (storage IN ('database', 'directory'));
ALTER TABLE attachment ADD CONSTRAINT attachment_size CHECK (size > 0 AND octet_length(sha256) = 32);
ALTER TABLE attachment ADD CONSTRAINT attachment_removal CHECK ((removed_at IS NULL) = (removed_reason IS NULL));
-- Compressed files compress no further, and parts of what is not compressed can be read without the rest.
ALTER TABLE attachment_content ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE finding ADD CONSTRAINT finding_fix CHECK ((fix = 'CONFIRMED') = (fix_version IS NOT NULL));
ALTER TABLE finding ADD CONSTRAINT finding_fixed CHECK (status <> 'FIXED' OR fix = 'CONFIRMED');
ALTER TABLE finding ADD CONSTRAINT finding_justified CHECK ((status = 'NOT_AFFECTED') = (justification IS NOT NULL));
ALTER TABLE class_override ADD CONSTRAINT class_override_second_person CHECK (status <> 'ACCEPTED' OR settled_by_id <> proposed_by_id);
ALTER TABLE trust_restoration ADD CONSTRAINT trust_restoration_second_person CHECK (status <> 'ACCEPTED' OR settled_by_id <> proposed_by_id);
ALTER TABLE class_override ADD CONSTRAINT class_override_settled CHECK ((status = 'OPEN') = (settled_at IS NULL));
ALTER TABLE trust_restoration ADD CONSTRAINT trust_restoration_settled CHECK ((status = 'OPEN') = (settled_at IS NULL));
ALTER TABLE class_proposal ADD CONSTRAINT class_proposal_settled CHECK ((status = 'OPEN') = (settled_at IS NULL));
ALTER TABLE hygiene_answer ADD CONSTRAINT hygiene_answer_one_subject CHECK (num_nonnulls(tool_id, vendor_id) = 1);
ALTER TABLE hygiene_weight ADD CONSTRAINT hygiene_weight_range CHECK (weight BETWEEN 0 AND 4 AND scope IN ('question', 'category'));
ALTER TABLE risk_input ADD CONSTRAINT risk_input_axis CHECK (axis IN ('class', 'dependency'));

-- What holds now is one row.
CREATE UNIQUE INDEX table_set_current ON table_set (name) WHERE status = 'CURRENT';
CREATE UNIQUE INDEX risk_input_current ON risk_input (tool_id, axis, key) WHERE superseded_at IS NULL;
CREATE UNIQUE INDEX classification_current ON classification (tool_id) WHERE until_at IS NULL;
CREATE UNIQUE INDEX class_proposal_open ON class_proposal (tool_id) WHERE status = 'OPEN';
CREATE UNIQUE INDEX class_override_open ON class_override (tool_id) WHERE status = 'OPEN';
CREATE UNIQUE INDEX class_override_accepted ON class_override (tool_id) WHERE status = 'ACCEPTED' AND ended_at IS NULL;
CREATE UNIQUE INDEX trust_restoration_open ON trust_restoration (finding_id) WHERE status = 'OPEN';
CREATE UNIQUE INDEX hygiene_answer_of_tool ON hygiene_answer (tool_id, question) WHERE superseded_at IS NULL AND tool_id IS NOT NULL;
CREATE UNIQUE INDEX hygiene_answer_of_vendor ON hygiene_answer (vendor_id, question) WHERE superseded_at IS NULL AND vendor_id IS NOT NULL;
CREATE UNIQUE INDEX hygiene_weight_current ON hygiene_weight (scope, key) WHERE superseded_at IS NULL;
CREATE INDEX finding_review ON finding (review_on) WHERE review_on IS NOT NULL;

-- Every legal step of a claim and of a finding; the rules of the product hold the same tables, and a test holds the two together.
CREATE FUNCTION claim_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (CASE OLD.confirmation
    WHEN 'REPORTED' THEN NEW.confirmation IN ('ACKNOWLEDGED', 'VERIFIED', 'RETRACTED', 'SUPERSEDED')
    WHEN 'ACKNOWLEDGED' THEN NEW.confirmation IN ('VERIFIED', 'RETRACTED', 'SUPERSEDED')
    WHEN 'VERIFIED' THEN NEW.confirmation IN ('RETRACTED', 'SUPERSEDED')
    ELSE false
  END) THEN
    RAISE check_violation USING MESSAGE = format('claim_transition: claim %s cannot go from %s to %s', NEW.id, OLD.confirmation, NEW.confirmation), CONSTRAINT = 'claim_transition';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER claim_transition BEFORE UPDATE OF confirmation ON claim FOR EACH ROW
  WHEN (OLD.confirmation IS DISTINCT FROM NEW.confirmation) EXECUTE FUNCTION claim_transition();

CREATE FUNCTION finding_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (CASE OLD.status
    WHEN 'UNDER_INVESTIGATION' THEN NEW.status IN ('AFFECTED', 'NOT_AFFECTED')
    WHEN 'AFFECTED' THEN NEW.status IN ('FIXED', 'UNDER_INVESTIGATION')
    WHEN 'NOT_AFFECTED' THEN NEW.status = 'UNDER_INVESTIGATION'
    WHEN 'FIXED' THEN NEW.status = 'UNDER_INVESTIGATION'
    ELSE false
  END) THEN
    RAISE check_violation USING MESSAGE = format('finding_transition: finding %s cannot go from %s to %s', NEW.id, OLD.status, NEW.status), CONSTRAINT = 'finding_transition';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER finding_transition BEFORE UPDATE OF status ON finding FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION finding_transition();

-- What is known of a tool or a vendor goes with it when it is merged into another. Where both hold a value, that of the one that stays holds.
CREATE FUNCTION tool_merged_risk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE claim SET tool_id = NEW.merged_into_id WHERE tool_id = NEW.id;
  UPDATE finding SET tool_id = NEW.merged_into_id WHERE tool_id = NEW.id;
  UPDATE risk_input i SET superseded_at = now() WHERE i.tool_id = NEW.id AND i.superseded_at IS NULL
    AND EXISTS (SELECT FROM risk_input o WHERE (o.tool_id, o.axis, o.key) = (NEW.merged_into_id, i.axis, i.key) AND o.superseded_at IS NULL);
  UPDATE risk_input SET tool_id = NEW.merged_into_id WHERE tool_id = NEW.id;
  UPDATE hygiene_answer a SET superseded_at = now() WHERE a.tool_id = NEW.id AND a.superseded_at IS NULL
    AND EXISTS (SELECT FROM hygiene_answer o WHERE (o.tool_id, o.question) = (NEW.merged_into_id, a.question) AND o.superseded_at IS NULL);
  UPDATE hygiene_answer SET tool_id = NEW.merged_into_id WHERE tool_id = NEW.id;
  -- Classes are recomputed of the one that stays; those of the other end here.
  UPDATE classification SET until_at = greatest(now(), from_at) WHERE tool_id = NEW.id AND until_at IS NULL;
  UPDATE class_proposal SET status = 'WITHDRAWN', settled_at = now() WHERE tool_id = NEW.id AND status = 'OPEN';
  UPDATE class_override SET status = 'WITHDRAWN', settled_at = now() WHERE tool_id = NEW.id AND status = 'OPEN';
  UPDATE class_override SET ended_at = now() WHERE tool_id = NEW.id AND status = 'ACCEPTED' AND ended_at IS NULL;
  DELETE FROM risk_review WHERE tool_id = NEW.id;
  RETURN NULL;
END $$;

CREATE TRIGGER tool_merged_risk AFTER UPDATE OF merged_into_id ON tool FOR EACH ROW
  WHEN (NEW.merged_into_id IS NOT NULL AND NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id) EXECUTE FUNCTION tool_merged_risk();

CREATE FUNCTION vendor_merged_risk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE claim SET vendor_id = NEW.merged_into_id WHERE vendor_id = NEW.id;
  UPDATE hygiene_answer a SET superseded_at = now() WHERE a.vendor_id = NEW.id AND a.superseded_at IS NULL
    AND EXISTS (SELECT FROM hygiene_answer o WHERE (o.vendor_id, o.question) = (NEW.merged_into_id, a.question) AND o.superseded_at IS NULL);
  UPDATE hygiene_answer SET vendor_id = NEW.merged_into_id WHERE vendor_id = NEW.id;
  RETURN NULL;
END $$;

CREATE TRIGGER vendor_merged_risk AFTER UPDATE OF merged_into_id ON vendor FOR EACH ROW
  WHEN (NEW.merged_into_id IS NOT NULL AND NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id) EXECUTE FUNCTION vendor_merged_risk();
