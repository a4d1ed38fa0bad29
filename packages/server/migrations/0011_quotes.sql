-- Quotes as they were given: request, facts, decisions, trace and pack version, enough to decide each again.
-- The body is encrypted whole, because facts about a person reach into the decision and its trace.

CREATE TABLE quote (
  id text COLLATE "C" PRIMARY KEY CHECK (id ~ '^qte_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  book text COLLATE "C" NOT NULL,
  -- Null when nobody in particular asked; such a quote is known by its id alone.
  holder_id text COLLATE "C",
  jurisdiction text NOT NULL,
  pack_version text NOT NULL,
  as_of date NOT NULL,
  body bytea NOT NULL,
  key_id text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now()
);
-- The body is compressed before it is encrypted; trying again would only cost time.
ALTER TABLE quote ALTER COLUMN body SET STORAGE EXTERNAL;

-- What was decided, without anything personal: for looking up and for counting.
CREATE TABLE decision (
  id text COLLATE "C" PRIMARY KEY CHECK (id ~ '^dec_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  quote_id text COLLATE "C" NOT NULL REFERENCES quote,
  seq integer NOT NULL,
  ref text NOT NULL,
  kind text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('allow', 'refuse', 'needs_facts')),
  -- The rule of the best option, or the code of the first refusal.
  because text NOT NULL,
  UNIQUE (quote_id, seq)
);
