-- Of every row that a command writes stands a digest, and the trail's entry covers them: whoever changes, removes, adds, swaps or moves a
-- row behind the program's back is named with it. A statement writes one record, or one for each thousand rows.
CREATE TABLE "row_digest" (
	"cooperative_id" uuid NOT NULL,
	"table_name" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY,
	-- I, U, D as PostgreSQL writes; A: of before digests were kept, taken over by a migration.
	"operation" text NOT NULL,
	-- The entry of the trail that covers it. None yet: of tables that jobs write between commands, and of before.
	"entry_number" bigint,
	"keys" text[] NOT NULL,
	-- SHA-256 of each of these rows, one after the other.
	"digests" bytea NOT NULL,
	CONSTRAINT "row_digest_pk" PRIMARY KEY ("cooperative_id", "table_name", "id"),
	CONSTRAINT "row_digest_operation" CHECK ("row_digest"."operation" in ('I','U','D','A')),
	CONSTRAINT "row_digest_each" CHECK (octet_length("row_digest"."digests") = 32 * cardinality("row_digest"."keys"))
);
--> statement-breakpoint
ALTER TABLE "row_digest" ALTER COLUMN "digests" SET STORAGE EXTERNAL;
--> statement-breakpoint
CREATE INDEX "row_digest_entry" ON "row_digest" USING btree ("cooperative_id", "entry_number");
--> statement-breakpoint
-- What the trail's entry says of the rows that its command wrote. Null in entries of before.
ALTER TABLE "audit_entry" ADD COLUMN "rows_hash" text;
--> statement-breakpoint
-- Tables of a cooperative without digests: the trail and its head, which the chain proves; counters, whose every number stands in a row.
CREATE FUNCTION rows_unwatched() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['audit_entry', 'book', 'book_number', 'row_digest']
$$;
--> statement-breakpoint
-- Written by jobs beside the commands: the next entry covers what they wrote.
CREATE FUNCTION rows_between() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['access_entry', 'import_file']
$$;
--> statement-breakpoint
-- What does not belong to what a row says: sealings, which a change of keys replaces and which open in their place alone; files whose hash
-- stands beside them.
CREATE FUNCTION beside_the_row(of text, col text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT col LIKE '%\_cipher' OR (of, col) IN (('import_file', 'content'), ('document', 'content'), ('sealed_file', 'sealed_sha256'),
    ('sealed_file', 'sealed_before'))
$$;
--> statement-breakpoint
-- The digest of a row `r`, as SQL. A column without a value is left out, so that a column that comes later changes no digest: it has to be
-- empty in the rows of before. Text says how long it is, so that nothing in it passes for another column.
CREATE FUNCTION row_evidence(of text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT format('sha256(convert_to(concat_ws(E''\x1f'', %L, %s), ''UTF8''))', of, string_agg(
    CASE WHEN a.atttypid IN ('text'::regtype, 'jsonb'::regtype)
      THEN format('%L || length(r.%I::text) || '':'' || r.%I::text', a.attname || '=', a.attname, a.attname)
      ELSE format('%L || r.%I::text', a.attname || '=', a.attname) END, ', ' ORDER BY a.attnum))
  FROM pg_attribute a
  WHERE a.attrelid = format('public.%I', of)::regclass AND a.attnum > 0 AND NOT a.attisdropped AND NOT beside_the_row(of, a.attname)
$$;
--> statement-breakpoint
-- What tells a row `r` from the others of its cooperative, as SQL.
CREATE FUNCTION row_key(of text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT format('concat_ws(E''\x1f''%s)', string_agg(format(', r.%I::text', a.attname), '' ORDER BY k.ord))
  FROM pg_index x, unnest(x.indkey::int2[]) WITH ORDINALITY k(num, ord)
  JOIN pg_attribute a ON a.attnum = k.num
  WHERE x.indrelid = format('public.%I', of)::regclass AND x.indisprimary AND a.attrelid = x.indrelid
    AND (a.attname <> 'cooperative_id' OR x.indnkeyatts = 1)
$$;
--> statement-breakpoint
-- Only the service's own statements are told: what the owner writes no entry covers, and verification names it.
CREATE FUNCTION watch_table(of text) RETURNS void LANGUAGE plpgsql AS $watch$
DECLARE
  told text := format($sql$
    INSERT INTO row_digest (cooperative_id, table_name, operation, entry_number, keys, digests)
    SELECT w.c, %L, left(TG_OP, 1), %s, array_agg(w.k), string_agg(w.d, '')
    FROM (SELECT r.cooperative_id AS c, %s AS k, %s AS d, (row_number() OVER () - 1) / 1000 AS part FROM written r) w
    %%s GROUP BY w.c, w.part$sql$, of,
    CASE WHEN of = ANY(rows_between()) THEN 'NULL'
      ELSE '(SELECT coalesce(max(b.last_entry_number), 0) + 1 FROM book b WHERE b.cooperative_id = w.c)' END,
    row_key(of), row_evidence(of));
  body text := 'CREATE OR REPLACE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF current_user = ''hegu_app'' THEN %s;
  END IF;
  RETURN NULL;
END $body$';
  grows boolean := EXISTS (SELECT FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid
    WHERE g.tgrelid = format('public.%I', of)::regclass AND g.tgname = 'append_only' AND p.proname <> 'refuse_all_but_agreed_erasure');
BEGIN
  EXECUTE format(body, 'told_' || of, format(told, ''));
  EXECUTE format('CREATE OR REPLACE TRIGGER told_when_written AFTER INSERT ON %I REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION %I()', of, 'told_' || of);
  IF grows THEN RETURN; END IF;
  EXECUTE format('CREATE OR REPLACE TRIGGER told_when_removed AFTER DELETE ON %I REFERENCING OLD TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION %I()', of, 'told_' || of);
  -- What was sealed anew alone says what it said.
  EXECUTE format(body, 'told_change_of_' || of,
    format(told, format('WHERE w.d NOT IN (SELECT %s FROM before r)', row_evidence(of))));
  EXECUTE format('CREATE OR REPLACE TRIGGER told_when_changed AFTER UPDATE ON %I REFERENCING OLD TABLE AS before NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION %I()', of, 'told_change_of_' || of);
END $watch$;
--> statement-breakpoint
-- Takes over what a migration has written or changed in a table, or what was there before digests were kept: an entry of its own covers
-- it at the next start of the service.
CREATE FUNCTION adopt_rows(of text) RETURNS void LANGUAGE plpgsql AS $adopt$
BEGIN
  EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', of);
  ALTER TABLE row_digest NO FORCE ROW LEVEL SECURITY;
  EXECUTE format($sql$
    INSERT INTO row_digest (cooperative_id, table_name, operation, keys, digests)
    SELECT w.c, %L, 'A', array_agg(w.k), string_agg(w.d, '')
    FROM (SELECT r.cooperative_id AS c, %s AS k, %s AS d,
      (row_number() OVER (PARTITION BY r.cooperative_id) - 1) / 1000 AS part FROM %I r) w
    GROUP BY w.c, w.part$sql$, of, row_key(of), row_evidence(of), of);
  EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', of);
  ALTER TABLE row_digest FORCE ROW LEVEL SECURITY;
END $adopt$;
--> statement-breakpoint
-- Tables that are not watched yet begin with what stands in them; all are watched in the columns that they have by now.
CREATE FUNCTION watch_rows() RETURNS void LANGUAGE plpgsql AS $$
DECLARE t record;
BEGIN
  PERFORM set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true), set_config('bytea_output', 'hex', true);
  FOR t IN
    SELECT c.relname AS name, EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = c.oid AND g.tgname = 'told_when_written') AS watched
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = 1 AND a.attname = 'cooperative_id'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> ALL(rows_unwatched())
    ORDER BY c.relname
  LOOP
    PERFORM watch_table(t.name);
    IF NOT t.watched THEN PERFORM adopt_rows(t.name); END IF;
  END LOOP;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION seal_tenant_tables() RETURNS void LANGUAGE plpgsql AS $$
DECLARE t record;
BEGIN
  FOR t IN
    SELECT c.relname AS name,
      EXISTS (SELECT 1 FROM pg_trigger g WHERE g.tgrelid = c.oid AND g.tgname = 'append_only') AS append_only,
      EXISTS (SELECT 1 FROM pg_trigger g WHERE g.tgrelid = c.oid AND g.tgname = 'closed') AS closed
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = 1 AND a.attname = 'cooperative_id'
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t.name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t.name);
    EXECUTE format('DROP POLICY IF EXISTS one_cooperative ON %I', t.name);
    EXECUTE format(
      'CREATE POLICY one_cooperative ON %I TO hegu_app, hegu_reader
         USING (cooperative_id = nullif(current_setting(''app.cooperative_id'', true), '''')::uuid)
         WITH CHECK (cooperative_id = nullif(current_setting(''app.cooperative_id'', true), '''')::uuid)', t.name);
    EXECUTE format('GRANT SELECT ON %I TO hegu_reader', t.name);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO hegu_app', t.name);
    -- What migrations alone have filled.
    IF t.closed THEN EXECUTE format('REVOKE INSERT ON %I FROM hegu_app', t.name); END IF;
    IF NOT t.append_only THEN EXECUTE format('GRANT UPDATE ON %I TO hegu_app', t.name); END IF;
  END LOOP;
  PERFORM watch_rows();
END $$;
--> statement-breakpoint
-- A digest only grows; what no entry covers yet is put under one, once.
CREATE FUNCTION refuse_all_but_covering() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.entry_number IS NULL AND NEW.entry_number IS NOT NULL
    AND (OLD.cooperative_id, OLD.table_name, OLD.id, OLD.operation, OLD.keys, OLD.digests)
      IS NOT DISTINCT FROM (NEW.cooperative_id, NEW.table_name, NEW.id, NEW.operation, NEW.keys, NEW.digests) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'table % is append only: correct by a reversing entry', TG_TABLE_NAME USING ERRCODE = 'HG001';
END $$;
--> statement-breakpoint
SELECT seal_append_only('row_digest');
--> statement-breakpoint
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON row_digest FOR EACH ROW EXECUTE FUNCTION refuse_all_but_covering();
--> statement-breakpoint
-- What stands under no entry is a migration's, or of a table that jobs write.
CREATE FUNCTION refuse_digest_of_nobody() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.operation = 'A' OR NEW.entry_number IS NULL AND NEW.table_name <> ALL(rows_between()) THEN
    RAISE EXCEPTION 'row_digest: rows are written under an entry of the trail' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER under_an_entry BEFORE INSERT ON row_digest FOR EACH ROW WHEN (current_user = 'hegu_app')
  EXECUTE FUNCTION refuse_digest_of_nobody();
--> statement-breakpoint
-- Whoever writes rows of a cooperative leaves an entry in its trail, or writes none.
CREATE FUNCTION refuse_rows_without_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM audit_entry e WHERE e.cooperative_id = NEW.cooperative_id AND e.number = NEW.entry_number) THEN
    RAISE EXCEPTION '%: rows are written with an entry of the trail', NEW.table_name USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER with_an_entry AFTER INSERT ON row_digest DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.entry_number IS NOT NULL) EXECUTE FUNCTION refuse_rows_without_entry();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
GRANT UPDATE (entry_number) ON row_digest TO hegu_app;
--> statement-breakpoint
-- The rows of before are taken over where the books are closed as well.
DROP TRIGGER only_while_open ON audit_entry;
--> statement-breakpoint
CREATE TRIGGER only_while_open BEFORE INSERT ON audit_entry FOR EACH ROW WHEN (NEW.command <> 'audit.adopt-rows')
  EXECUTE FUNCTION refuse_while_closed();
