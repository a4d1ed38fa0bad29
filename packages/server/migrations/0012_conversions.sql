-- Conversions and payouts: one row for where each stands, one appended row for each time it moved.
-- No index is on a column that moves, so that moving a row rewrites no index (fillfactor leaves it room on its page).
-- Rows that are appended by the thousand (transitions, attempts, work) name their parent without a foreign key: they are
-- written in the transaction that has just locked the parent, and the check would be a fifth of the cost of a conversion.

CREATE TABLE conversion (
  id text COLLATE "C" PRIMARY KEY CHECK (id ~ '^cnv_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  book text COLLATE "C" NOT NULL,
  holder_id text COLLATE "C" NOT NULL REFERENCES holder,
  instrument_id text COLLATE "C" NOT NULL REFERENCES instrument,
  quote_id text COLLATE "C" NOT NULL REFERENCES quote,
  option_id text COLLATE "C" NOT NULL,
  payout_account_id text COLLATE "C" NOT NULL REFERENCES payout_account,
  state text NOT NULL CHECK (state IN ('accepted', 'redeeming', 'redeemed', 'paying', 'paid', 'redemption_failed',
    'payout_failed', 'returned', 'cancelled', 'reversed')),
  in_doubt boolean NOT NULL DEFAULT false CHECK (NOT in_doubt OR state IN ('redeeming', 'paying')),
  seq integer NOT NULL CHECK (seq > 0),
  rule_id text NOT NULL,
  route text NOT NULL,
  pack_version text NOT NULL,
  unit text NOT NULL,
  gross_minor bigint NOT NULL CHECK (gross_minor > 0),
  net_minor bigint NOT NULL CHECK (net_minor > 0),
  fees jsonb NOT NULL,
  issuer text NOT NULL,
  face_minor bigint NOT NULL CHECK (face_minor > 0),
  face_unit text NOT NULL,
  source text NOT NULL,
  redemption_reference text COLLATE "C" NOT NULL UNIQUE,
  rail text NOT NULL,
  arrives_by date NOT NULL,
  -- What was agreed to: language and hash of the text, and when.
  consent jsonb NOT NULL,
  actor text NOT NULL,
  created_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 70);
CREATE INDEX conversion_of_holder ON conversion (holder_id, id);

CREATE TABLE conversion_transition (
  conversion_id text COLLATE "C" NOT NULL,
  seq integer NOT NULL CHECK (seq > 0),
  from_state text,
  event text NOT NULL,
  to_state text NOT NULL,
  actor text NOT NULL,
  reason text NOT NULL,
  at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  -- Two workers that both believe to move the same conversion cannot both be right.
  PRIMARY KEY (conversion_id, seq)
);

-- An instrument is in one live conversion at most. Deleted only when the value is the holder's again.
CREATE TABLE instrument_claim (
  instrument_id text COLLATE "C" PRIMARY KEY REFERENCES instrument,
  conversion_id text COLLATE "C" NOT NULL
);

CREATE TABLE payout (
  id text COLLATE "C" PRIMARY KEY CHECK (id ~ '^pay_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  conversion_id text COLLATE "C" NOT NULL REFERENCES conversion,
  number integer NOT NULL CHECK (number > 0),
  payout_account_id text COLLATE "C" NOT NULL REFERENCES payout_account,
  rail text NOT NULL,
  rail_reference text COLLATE "C" NOT NULL UNIQUE,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  unit text NOT NULL,
  state text NOT NULL CHECK (state IN ('started', 'submitted', 'settled', 'rejected', 'returned')),
  seq integer NOT NULL CHECK (seq > 0),
  created_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (conversion_id, number)
) WITH (fillfactor = 70);

CREATE TABLE payout_transition (
  payout_id text COLLATE "C" NOT NULL,
  seq integer NOT NULL CHECK (seq > 0),
  from_state text,
  event text NOT NULL,
  to_state text NOT NULL,
  actor text NOT NULL,
  reason text NOT NULL,
  at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (payout_id, seq)
);

-- History is appended to and never edited, whoever holds the connection.
CREATE FUNCTION refuse_history_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON conversion_transition
  FOR EACH ROW EXECUTE FUNCTION refuse_history_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON payout_transition
  FOR EACH ROW EXECUTE FUNCTION refuse_history_change();

-- Something a person must look at. `case` is a word of SQL, hence the longer name of the table.
CREATE TABLE case_file (
  id text COLLATE "C" PRIMARY KEY CHECK (id ~ '^cas_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  book text COLLATE "C" NOT NULL,
  conversion_id text COLLATE "C" NOT NULL REFERENCES conversion,
  code text NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'closed')),
  opened_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX case_file_of_conversion ON case_file (conversion_id);
