-- SPDX-License-Identifier: Apache-2.0
-- Rows of conversions name parents that must exist. Foreign keys look for each parent of each row by itself and mark
-- the parent as looked at, which is a tenth of what a conversion costs PostgreSQL. The same is kept here by two rules:
-- the rows of a statement are held against their parents together, and a parent is never removed nor its id changed.
-- Parents are found by their keys, also by a plan that was made while the tables were small.

CREATE FUNCTION check_decision_parents() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM added a WHERE NOT EXISTS (SELECT 1 FROM quote p WHERE p.id = a.quote_id)) THEN
    RAISE EXCEPTION 'A decision has no quote.' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION check_instrument_parents() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM added a WHERE NOT EXISTS (SELECT 1 FROM holder p WHERE p.id = a.holder_id)) THEN
    RAISE EXCEPTION 'An instrument has no holder.' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION check_claim_parents() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM added a WHERE NOT EXISTS (SELECT 1 FROM instrument p WHERE p.id = a.instrument_id)) THEN
    RAISE EXCEPTION 'A claim has no instrument.' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION check_conversion_parents() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM added a
    WHERE NOT EXISTS (SELECT 1 FROM holder p WHERE p.id = a.holder_id)
      OR NOT EXISTS (SELECT 1 FROM instrument p WHERE p.id = a.instrument_id)
      OR NOT EXISTS (SELECT 1 FROM quote p WHERE p.id = a.quote_id)
      OR NOT EXISTS (SELECT 1 FROM payout_account p WHERE p.id = a.payout_account_id)
  ) THEN
    RAISE EXCEPTION 'A conversion lacks its holder, instrument, quote or payout account.'
      USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION check_payout_parents() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM added a
    WHERE NOT EXISTS (SELECT 1 FROM conversion p WHERE p.id = a.conversion_id)
      OR NOT EXISTS (SELECT 1 FROM payout_account p WHERE p.id = a.payout_account_id)
  ) THEN
    RAISE EXCEPTION 'A payout lacks its conversion or payout account.' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;

ALTER TABLE decision DROP CONSTRAINT decision_quote_id_fkey;
CREATE TRIGGER parents AFTER INSERT ON decision REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION check_decision_parents();

ALTER TABLE instrument DROP CONSTRAINT instrument_holder_id_fkey;
CREATE TRIGGER parents AFTER INSERT ON instrument REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION check_instrument_parents();

ALTER TABLE instrument_claim DROP CONSTRAINT instrument_claim_instrument_id_fkey;
CREATE TRIGGER parents AFTER INSERT ON instrument_claim REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION check_claim_parents();

ALTER TABLE conversion DROP CONSTRAINT conversion_holder_id_fkey,
  DROP CONSTRAINT conversion_instrument_id_fkey,
  DROP CONSTRAINT conversion_quote_id_fkey,
  DROP CONSTRAINT conversion_payout_account_id_fkey;
CREATE TRIGGER parents AFTER INSERT ON conversion REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION check_conversion_parents();

ALTER TABLE payout DROP CONSTRAINT payout_conversion_id_fkey,
  DROP CONSTRAINT payout_payout_account_id_fkey;
CREATE TRIGGER parents AFTER INSERT ON payout REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION check_payout_parents();

-- Which parents a row has is decided once.
CREATE FUNCTION refuse_other_parents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A row of % keeps its id and its parents.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER same_parents BEFORE UPDATE OF quote_id ON decision
  FOR EACH ROW EXECUTE FUNCTION refuse_other_parents();
CREATE TRIGGER same_parents BEFORE UPDATE OF id, holder_id ON instrument
  FOR EACH ROW EXECUTE FUNCTION refuse_other_parents();
CREATE TRIGGER same_parents BEFORE UPDATE OF instrument_id ON instrument_claim
  FOR EACH ROW EXECUTE FUNCTION refuse_other_parents();
CREATE TRIGGER same_parents BEFORE UPDATE OF id, holder_id, instrument_id, quote_id, payout_account_id ON conversion
  FOR EACH ROW EXECUTE FUNCTION refuse_other_parents();
CREATE TRIGGER same_parents BEFORE UPDATE OF conversion_id, payout_account_id ON payout
  FOR EACH ROW EXECUTE FUNCTION refuse_other_parents();
CREATE TRIGGER same_parents BEFORE UPDATE OF id ON quote
  FOR EACH ROW EXECUTE FUNCTION refuse_other_parents();
CREATE TRIGGER same_parents BEFORE UPDATE OF id ON holder
  FOR EACH ROW EXECUTE FUNCTION refuse_other_parents();
CREATE TRIGGER same_parents BEFORE UPDATE OF id ON payout_account
  FOR EACH ROW EXECUTE FUNCTION refuse_other_parents();

CREATE TRIGGER never_removed BEFORE DELETE ON quote FOR EACH ROW EXECUTE FUNCTION refuse_history_change();
CREATE TRIGGER never_removed BEFORE DELETE ON holder FOR EACH ROW EXECUTE FUNCTION refuse_history_change();
CREATE TRIGGER never_removed BEFORE DELETE ON instrument FOR EACH ROW EXECUTE FUNCTION refuse_history_change();
CREATE TRIGGER never_removed BEFORE DELETE ON payout_account FOR EACH ROW EXECUTE FUNCTION refuse_history_change();
CREATE TRIGGER never_removed BEFORE DELETE ON conversion FOR EACH ROW EXECUTE FUNCTION refuse_history_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON quote FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON holder FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON instrument FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON payout_account
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON conversion FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change();

-- An id is thirty letters; its form is checked where ids are made and read. Matching a pattern for each row written is
-- a microsecond or two, a dozen times in a conversion.
ALTER TABLE quote DROP CONSTRAINT quote_id_check,
  ADD CONSTRAINT quote_id_check CHECK (length(id) = 30 AND left(id, 4) = 'qte_');
ALTER TABLE decision DROP CONSTRAINT decision_id_check,
  ADD CONSTRAINT decision_id_check CHECK (length(id) = 30 AND left(id, 4) = 'dec_');
ALTER TABLE instrument DROP CONSTRAINT instrument_id_check,
  ADD CONSTRAINT instrument_id_check CHECK (length(id) = 30 AND left(id, 4) = 'ins_');
ALTER TABLE conversion DROP CONSTRAINT conversion_id_check,
  ADD CONSTRAINT conversion_id_check CHECK (length(id) = 30 AND left(id, 4) = 'cnv_');
ALTER TABLE payout DROP CONSTRAINT payout_id_check,
  ADD CONSTRAINT payout_id_check CHECK (length(id) = 30 AND left(id, 4) = 'pay_');
ALTER TABLE work DROP CONSTRAINT work_id_check,
  ADD CONSTRAINT work_id_check CHECK (length(id) = 30 AND left(id, 4) = 'wrk_');
ALTER TABLE attempt DROP CONSTRAINT attempt_id_check,
  ADD CONSTRAINT attempt_id_check CHECK (length(id) = 30 AND left(id, 4) = 'att_');

-- A worker that goes on with its work changes neither who has it nor when it is due, so no index has to follow.
DROP INDEX work_leased;
CREATE INDEX work_leased ON work (id) WHERE leased_by IS NOT NULL;
