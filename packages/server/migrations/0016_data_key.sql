-- Which data key this database was written with, so that a server with another one does not start on it: it could read
-- nobody's data, would find no serial number again, and so would convert a voucher a second time.

CREATE TABLE data_key (
  -- One row and no more.
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  -- A name that is derived from the key and tells nothing of it.
  key_id text COLLATE "C" NOT NULL,
  since timestamptz NOT NULL DEFAULT now()
);

-- Databases from before this mark carry the name of their key beside what it encrypted.
INSERT INTO data_key (key_id) SELECT key_id FROM holder ORDER BY id LIMIT 1;
