-- A cooperative that came from another installation: its trail goes on under the keys it came with, so that what was printed and sealed there
-- still stands. They lie here sealed with the key of this installation.
CREATE TABLE "moved_book" (
	"id" uuid CONSTRAINT "moved_book_pk" PRIMARY KEY,
	"fingerprint" text NOT NULL,
	"cooperative_id" uuid NOT NULL CONSTRAINT "moved_book_cooperative_unique" UNIQUE
		CONSTRAINT "moved_book_cooperative_fk" REFERENCES "public"."cooperative"("id"),
	"keys_cipher" "bytea" NOT NULL,
	-- How far its trail had come when it left.
	"entries" bigint NOT NULL,
	"seal" text NOT NULL,
	"entered_at" timestamptz(3) NOT NULL,
	CONSTRAINT "moved_book_fingerprint" CHECK ("moved_book"."fingerprint" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE OR REPLACE FUNCTION rows_outside() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['api_token', 'app_user', 'cooperative', 'invitation', 'moved_book', 'passkey', 'recovery_code', 'second_factor']
$$;
--> statement-breakpoint
-- As 0077 watches the others.
DO $outside$
DECLARE
  of text := 'moved_book';
  told text := format($sql$
    INSERT INTO platform_digest (table_name, operation, within, keys, digests)
    SELECT %L, left(TG_OP, 1), nullif(current_setting('app.cooperative_id', true), '')::uuid, array_agg(w.k), string_agg(w.d, '')
    FROM (SELECT %s AS k, %s AS d FROM written r) w %%s HAVING count(*) > 0$sql$, of, row_key(of), row_evidence(of));
  body text := 'CREATE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF current_user = ''hegu_app'' THEN %s;
  END IF;
  RETURN NULL;
END $body$';
BEGIN
  EXECUTE format(body, 'noted_' || of, format(told, ''));
  EXECUTE format(body, 'noted_change_of_' || of, format(told, format('WHERE w.d NOT IN (SELECT %s FROM before r)', row_evidence(of))));
  EXECUTE format('CREATE TRIGGER noted_when_written AFTER INSERT ON %I REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION %I()', of, 'noted_' || of);
  EXECUTE format('CREATE TRIGGER noted_when_removed AFTER DELETE ON %I REFERENCING OLD TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION %I()', of, 'noted_' || of);
  EXECUTE format('CREATE TRIGGER noted_when_changed AFTER UPDATE ON %I REFERENCING OLD TABLE AS before NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION %I()', of, 'noted_change_of_' || of);
END $outside$;
--> statement-breakpoint
GRANT SELECT, INSERT ON moved_book TO hegu_app;
--> statement-breakpoint
-- Sealed anew with another key of this installation.
GRANT UPDATE (keys_cipher) ON moved_book TO hegu_app;
--> statement-breakpoint
GRANT SELECT ON moved_book TO hegu_reader;
--> statement-breakpoint
-- A cooperative that was begun here came from nowhere.
CREATE FUNCTION refuse_moved_afterwards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM book b WHERE b.cooperative_id = NEW.cooperative_id) THEN
    RAISE EXCEPTION 'moved_book: the cooperative stands here already' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER before_its_rows BEFORE INSERT ON moved_book FOR EACH ROW EXECUTE FUNCTION refuse_moved_afterwards();
--> statement-breakpoint
-- As 0114 left it; and whoever holds a duty in a cooperative that comes from elsewhere in this very act, and has no password here.
CREATE OR REPLACE FUNCTION require_letting_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.used_at IS NOT NULL OR NOT let_in_now(NEW.user_id) AND NOT EXISTS (
    SELECT FROM access_proposal p JOIN app_user u ON u.id = NEW.user_id
    WHERE p.cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid AND p.kind = 'founding'
      AND p.wish->'people' @> jsonb_build_array(jsonb_build_object('userId', NEW.user_id))
      AND u.password_hash IS NULL AND u.signed_in_at IS NULL) AND NOT EXISTS (
    SELECT FROM moved_book m JOIN role_grant g ON g.cooperative_id = m.cooperative_id AND g.user_id = NEW.user_id
    JOIN app_user u ON u.id = g.user_id
    WHERE m.cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid
      AND m.xmin::text::bigint = (pg_current_xact_id()::text::bigint & 4294967295)
      AND u.password_hash IS NULL AND u.signed_in_at IS NULL) THEN
    RAISE EXCEPTION 'invitation: nobody is invited but by two people' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
