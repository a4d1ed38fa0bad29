-- The law under which decisions were made: each version of a pack once, as the very text that its version is named
-- after. A decision names its version; with this text it can be made again when the pack's files have long changed.

CREATE TABLE pack_version (
  version text COLLATE "C" PRIMARY KEY CHECK (version ~ '^[a-z0-9-]+@[0-9]{4}-[0-9]{2}-[0-9]{2}[.][0-9a-f]{8}$'),
  jurisdiction text NOT NULL,
  -- JSON without the cases: they are most of a pack and decide nothing.
  documents bytea NOT NULL,
  digest bytea NOT NULL CHECK (digest = sha256(documents)),
  kept_at timestamptz NOT NULL DEFAULT now(),
  -- The version ends with the first eight digits of the hash, so no other text can pass for it.
  CHECK (right(version, 8) = left(encode(digest, 'hex'), 8))
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON pack_version
  FOR EACH ROW EXECUTE FUNCTION refuse_history_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON pack_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change();
