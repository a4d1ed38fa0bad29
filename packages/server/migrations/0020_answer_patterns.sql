-- SPDX-License-Identifier: Apache-2.0
-- What answers of one kind have in common, each kind once. Quotes say where they differ from it, so it is never changed
-- and never removed. Encrypted like the answers themselves; names of persons have been taken out before.

CREATE TABLE answer_pattern (
  -- A keyed hash of the kind of answer.
  id text COLLATE "C" PRIMARY KEY CHECK (length(id) = 64),
  body bytea NOT NULL,
  key_id text NOT NULL,
  created_at timestamptz NOT NULL
);
-- The body is compressed before it is encrypted; trying again would only cost time.
ALTER TABLE answer_pattern ALTER COLUMN body SET STORAGE EXTERNAL;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON answer_pattern
  FOR EACH ROW EXECUTE FUNCTION refuse_history_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON answer_pattern
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change();

-- A quote's body is now two to three kilobytes: small enough to stand in its row.
ALTER TABLE quote SET (toast_tuple_target = 4080);
