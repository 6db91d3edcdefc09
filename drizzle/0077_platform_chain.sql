-- What stands outside every cooperative has a chain of its own: the list of cooperatives, users, their passwords, factors and tokens. Its
-- entries are keyed as those of a trail, and hold from time to time where every trail stood.
CREATE TABLE "platform_digest" (
	"id" bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT "platform_digest_pk" PRIMARY KEY,
	"table_name" text NOT NULL,
	"operation" text NOT NULL,
	-- In which cooperative's command, and null outside them.
	"within" uuid,
	"entry_number" bigint,
	"keys" text[] NOT NULL,
	"digests" bytea NOT NULL,
	CONSTRAINT "platform_digest_operation" CHECK ("platform_digest"."operation" in ('I','U','D','A')),
	CONSTRAINT "platform_digest_each" CHECK (octet_length("platform_digest"."digests") = 32 * cardinality("platform_digest"."keys"))
);
--> statement-breakpoint
CREATE INDEX "platform_digest_entry" ON "platform_digest" USING btree ("entry_number");
--> statement-breakpoint
CREATE TABLE "platform_entry" (
	"number" bigint CONSTRAINT "platform_entry_pk" PRIMARY KEY,
	"recorded_at" timestamptz(3) NOT NULL,
	-- Of each cooperative whose trail has grown since: number and hash of its last entry.
	"heads" jsonb NOT NULL,
	"rows_hash" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
-- Tables outside that are watched. The others are of technical use alone: what they hold counts for hours, or counts failures, or is
-- compared with the key file at every start.
CREATE FUNCTION rows_outside() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['api_token', 'app_user', 'cooperative', 'invitation', 'passkey', 'recovery_code', 'second_factor']
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION beside_the_row(of text, col text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT col LIKE '%\_cipher' OR (of, col) IN (('import_file', 'content'), ('document', 'content'), ('sealed_file', 'sealed_sha256'),
    ('sealed_file', 'sealed_before'), ('app_user', 'signed_in_at'), ('passkey', 'counter'), ('passkey', 'shown_at'),
    ('second_factor', 'last_step'))
$$;
--> statement-breakpoint
DO $outside$
DECLARE
  of text;
  told text;
  body text := 'CREATE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF current_user = ''hegu_app'' THEN %s;
  END IF;
  RETURN NULL;
END $body$';
BEGIN
  PERFORM set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true), set_config('bytea_output', 'hex', true);
  FOREACH of IN ARRAY rows_outside() LOOP
    told := format($sql$
    INSERT INTO platform_digest (table_name, operation, within, keys, digests)
    SELECT %L, left(TG_OP, 1), nullif(current_setting('app.cooperative_id', true), '')::uuid, array_agg(w.k), string_agg(w.d, '')
    FROM (SELECT %s AS k, %s AS d FROM written r) w %%s HAVING count(*) > 0$sql$, of, row_key(of), row_evidence(of));
    EXECUTE format(body, 'noted_' || of, format(told, ''));
    EXECUTE format(body, 'noted_change_of_' || of, format(told, format('WHERE w.d NOT IN (SELECT %s FROM before r)', row_evidence(of))));
    EXECUTE format('CREATE TRIGGER noted_when_written AFTER INSERT ON %I REFERENCING NEW TABLE AS written
      FOR EACH STATEMENT EXECUTE FUNCTION %I()', of, 'noted_' || of);
    EXECUTE format('CREATE TRIGGER noted_when_removed AFTER DELETE ON %I REFERENCING OLD TABLE AS written
      FOR EACH STATEMENT EXECUTE FUNCTION %I()', of, 'noted_' || of);
    EXECUTE format('CREATE TRIGGER noted_when_changed AFTER UPDATE ON %I REFERENCING OLD TABLE AS before NEW TABLE AS written
      FOR EACH STATEMENT EXECUTE FUNCTION %I()', of, 'noted_change_of_' || of);
    -- What stands there already is taken over; the first entry covers it.
    EXECUTE format($sql$
      INSERT INTO platform_digest (table_name, operation, keys, digests)
      SELECT %L, 'A', array_agg(w.k), string_agg(w.d, '') FROM (SELECT %s AS k, %s AS d FROM %I r) w HAVING count(*) > 0$sql$,
      of, row_key(of), row_evidence(of), of);
  END LOOP;
END $outside$;
--> statement-breakpoint
SELECT seal_append_only('platform_digest', 'platform_entry');
--> statement-breakpoint
CREATE FUNCTION refuse_all_but_covering_outside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.entry_number IS NULL AND NEW.entry_number IS NOT NULL
    AND (OLD.id, OLD.table_name, OLD.operation, OLD.within, OLD.keys, OLD.digests)
      IS NOT DISTINCT FROM (NEW.id, NEW.table_name, NEW.operation, NEW.within, NEW.keys, NEW.digests) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'table % is append only: correct by a reversing entry', TG_TABLE_NAME USING ERRCODE = 'HG001';
END $$;
--> statement-breakpoint
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON platform_digest FOR EACH ROW
  EXECUTE FUNCTION refuse_all_but_covering_outside();
--> statement-breakpoint
CREATE FUNCTION refuse_uncovered_outside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM platform_digest d WHERE d.id = NEW.id
      AND NOT EXISTS (SELECT FROM platform_entry e WHERE e.number = d.entry_number)) THEN
    RAISE EXCEPTION '%: rows are written with an entry of the chain', NEW.table_name USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER with_an_entry AFTER INSERT ON platform_digest DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.operation <> 'A') EXECUTE FUNCTION refuse_uncovered_outside();
--> statement-breakpoint
CREATE FUNCTION refuse_adopting_outside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'platform_digest: a migration alone takes rows over' USING ERRCODE = 'HG003';
END $$;
--> statement-breakpoint
CREATE TRIGGER under_an_entry BEFORE INSERT ON platform_digest FOR EACH ROW
  WHEN (current_user = 'hegu_app' AND NEW.operation = 'A') EXECUTE FUNCTION refuse_adopting_outside();
--> statement-breakpoint
GRANT SELECT, INSERT ON platform_digest, platform_entry TO hegu_app;
--> statement-breakpoint
GRANT UPDATE (entry_number) ON platform_digest TO hegu_app;
