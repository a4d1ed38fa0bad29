-- Holders, their instruments and their payout accounts. What identifies a person is in the `personal` columns only,
-- encrypted by the server with the key named in `key_id`; `*_lookup` columns are keyed hashes for equality and no more.
-- Ids compare as bytes (COLLATE "C"): they are ASCII, and their order is the order of their time.

CREATE TABLE holder (
  id text COLLATE "C" PRIMARY KEY CHECK (id ~ '^hld_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  book text COLLATE "C" NOT NULL,
  personal bytea NOT NULL,
  key_id text NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE instrument (
  id text COLLATE "C" PRIMARY KEY CHECK (id ~ '^ins_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  holder_id text COLLATE "C" NOT NULL REFERENCES holder,
  kind text NOT NULL,
  issuer text NOT NULL,
  -- The face value it enters the books with: one unit per issuer, never a currency.
  face_minor bigint NOT NULL CHECK (face_minor > 0),
  face_unit text NOT NULL,
  -- The facts as told, and the issuer's serial number: encrypted.
  personal bytea NOT NULL,
  key_id text NOT NULL,
  created_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX instrument_of_holder ON instrument (holder_id, id);

CREATE TABLE payout_account (
  id text COLLATE "C" PRIMARY KEY CHECK (id ~ '^pac_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  holder_id text COLLATE "C" NOT NULL REFERENCES holder,
  rail text NOT NULL,
  bank_code text NOT NULL CHECK (bank_code ~ '^[0-9]{3}$'),
  -- Account number and account holder: encrypted. The same number of the same bank has the same lookup.
  personal bytea NOT NULL,
  key_id text NOT NULL,
  account_lookup bytea NOT NULL,
  state text NOT NULL CHECK (state IN ('verified')),
  created_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (holder_id, account_lookup)
);
