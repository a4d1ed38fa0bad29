-- Idempotency keys, written in the transaction of the effect they stand for, and API keys.

CREATE TABLE idempotency_key (
  -- Who sent it: two callers may use the same key.
  scope text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  request_hash text COLLATE "C" NOT NULL,
  -- The first answer, encrypted, because it may name a person.
  response bytea NOT NULL,
  key_id text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);

CREATE TABLE api_key (
  id text COLLATE "C" PRIMARY KEY CHECK (id ~ '^key_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  name text NOT NULL,
  -- SHA-256 of the secret. The secret is 256 random bits, so there is nothing to guess that a slow hash would slow down.
  secret_hash bytea NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
  scopes jsonb NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  revoked_at timestamptz
);
