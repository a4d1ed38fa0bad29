-- What is due, who is at it, and what has been asked of the world. Small and busy tables: rows come and go all the time.

-- A running worker holds a session advisory lock on its number, so the database itself knows which are alive.
CREATE TABLE worker_instance (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  started_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE work (
  id text COLLATE "C" PRIMARY KEY CHECK (id ~ '^wrk_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  conversion_id text COLLATE "C" NOT NULL,
  call text NOT NULL CHECK (call IN ('redeem', 'query_redemption', 'pay', 'query_payout')),
  due_at timestamptz NOT NULL,
  -- Counts takings. An outcome is accepted only from the taking it belongs to: a worker that lost its lease is too late.
  taken integer NOT NULL DEFAULT 0,
  leased_by integer,
  lease_until timestamptz,
  -- The attempt that has begun and has no outcome yet.
  attempt_id text COLLATE "C",
  attempt_call text,
  calls integer NOT NULL DEFAULT 0,
  act_started_at timestamptz,
  CHECK ((leased_by IS NULL) = (lease_until IS NULL)),
  CHECK ((attempt_id IS NULL) = (attempt_call IS NULL))
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
CREATE INDEX work_due ON work (due_at) WHERE leased_by IS NULL;
CREATE INDEX work_leased ON work (lease_until) WHERE leased_by IS NOT NULL;

-- Each call to a rail or a source, on record before it is made and never removed.
CREATE TABLE attempt (
  id text COLLATE "C" PRIMARY KEY CHECK (id ~ '^att_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
  conversion_id text COLLATE "C" NOT NULL,
  call text NOT NULL,
  reference text COLLATE "C" NOT NULL,
  worker integer NOT NULL,
  started_at timestamptz NOT NULL,
  -- Null: begun, and nothing known. `cut_off`: the worker is gone, so it may have happened.
  outcome text,
  code text,
  ended_at timestamptz
) WITH (fillfactor = 80);
CREATE INDEX attempt_of_conversion ON attempt (conversion_id, id);

-- What a bank told unasked, each notice once, and how far its list has been read.
CREATE TABLE rail_notice (
  rail text NOT NULL,
  notice_id text COLLATE "C" NOT NULL,
  reference text COLLATE "C" NOT NULL,
  outcome jsonb NOT NULL,
  received_at timestamptz NOT NULL,
  handled_at timestamptz,
  PRIMARY KEY (rail, notice_id)
);
CREATE INDEX rail_notice_open ON rail_notice (received_at) WHERE handled_at IS NULL;

CREATE TABLE rail_cursor (
  rail text PRIMARY KEY,
  cursor text NOT NULL
);
