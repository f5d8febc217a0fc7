-- The ledger. Layouts of header, salt and payload: ledger/entry.h.

CREATE TABLE ledger_entry (
  log     integer NOT NULL,
  seq     bigint  NOT NULL CHECK (seq >= 0),
  header  bytea   NOT NULL CHECK (octet_length(header) = 81),
  salt    bytea   CHECK (octet_length(salt) = 16),
  payload bytea,
  tender  text,
  PRIMARY KEY (log, seq),
  CHECK ((salt IS NULL) = (payload IS NULL))   -- both go together when personal data are erased
);
-- Ledger bytes are read far more often than they are worth compressing.
ALTER TABLE ledger_entry ALTER COLUMN header SET STORAGE PLAIN;
ALTER TABLE ledger_entry ALTER COLUMN salt SET STORAGE PLAIN;
ALTER TABLE ledger_entry ALTER COLUMN payload SET STORAGE EXTERNAL;
CREATE INDEX ledger_entry_tender ON ledger_entry (log, tender, seq) WHERE tender IS NOT NULL;
CREATE INDEX ledger_entry_of_no_tender ON ledger_entry (log, seq) WHERE tender IS NULL;
CREATE INDEX ledger_entry_erased ON ledger_entry (log, seq) WHERE payload IS NULL;

-- Against slips of a hand at the SQL prompt; terang-verify is what answers intent.
CREATE FUNCTION ledger_entry_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.salt IS NULL AND NEW.payload IS NULL
     AND (NEW.log, NEW.seq, NEW.header) = (OLD.log, OLD.seq, OLD.header) AND NEW.tender IS NOT DISTINCT FROM OLD.tender THEN
    RETURN NEW;                                -- erasing personal data
  END IF;
  RAISE EXCEPTION 'ledger entries are final' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_entry_is_final BEFORE UPDATE OR DELETE ON ledger_entry
  FOR EACH ROW EXECUTE FUNCTION ledger_entry_is_final();
CREATE TRIGGER ledger_entry_is_not_emptied BEFORE TRUNCATE ON ledger_entry
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_entry_is_final();

-- Published checkpoints, so that a restart can hold the stored log against what was promised.
CREATE TABLE ledger_checkpoint (
  log  integer     NOT NULL,
  size bigint      NOT NULL,
  root bytea       NOT NULL CHECK (octet_length(root) = 32),
  note text        NOT NULL,                   -- the signed note, verbatim
  at   timestamptz NOT NULL,
  PRIMARY KEY (log, size)
);

-- Who holds the advisory lock on a log; only worth reading while somebody does.
CREATE TABLE log_owner (
  log     integer     PRIMARY KEY,
  backend integer     NOT NULL,                -- PostgreSQL's process for the owner's connection
  process integer     NOT NULL,
  host    text        NOT NULL,
  since   timestamptz NOT NULL
);

-- When the desk last could take commands: how long an outage was is measured from here.
CREATE TABLE desk_alive (
  log integer     PRIMARY KEY,
  at  timestamptz NOT NULL
);
