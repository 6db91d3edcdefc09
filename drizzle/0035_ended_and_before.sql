-- What only migrations wrote about the books of older versions is closed to everybody: sealing the tables of a later migration granted the
-- service what every table is granted, and a row added by it would make a new book look old.
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
    EXECUTE format('GRANT SELECT ON %I TO hegu_app', t.name);
    IF NOT t.closed THEN EXECUTE format('GRANT INSERT ON %I TO hegu_app', t.name); END IF;
    IF NOT t.append_only THEN EXECUTE format('GRANT UPDATE ON %I TO hegu_app', t.name); END IF;
  END LOOP;
END $$;
--> statement-breakpoint
CREATE FUNCTION refuse_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'table % is closed: what was before is not written any more', TG_TABLE_NAME USING ERRCODE = 'HG001';
END $$;
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['entry_by_one', 'written_before', 'one_hand_before'] LOOP
    EXECUTE format('REVOKE INSERT ON %I FROM hegu_app', t);
    EXECUTE format('CREATE TRIGGER closed BEFORE INSERT ON %I FOR EACH ROW EXECUTE FUNCTION refuse_closed()', t);
  END LOOP;
END $$;
--> statement-breakpoint
-- What the version before withheld line by line is not judged by receipt; nothing new is marked so.
CREATE FUNCTION refuse_withheld_before() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'dividend_withholding: nothing is entered as withheld before' USING ERRCODE = 'HG003';
END $$;
--> statement-breakpoint
CREATE TRIGGER not_before BEFORE INSERT ON dividend_withholding FOR EACH ROW WHEN (NEW.before)
  EXECUTE FUNCTION refuse_withheld_before();
--> statement-breakpoint
-- What was posted or withdrawn stays what it was: it is reversed or drafted anew, by another run. Nothing of it is changed afterwards, its
-- kind or its state neither, by which the guard of the posting would be got round.
CREATE FUNCTION refuse_change_of_ended_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'run % is %: nothing of it is changed', OLD.number, OLD.state USING ERRCODE = 'HG001';
END $$;
--> statement-breakpoint
CREATE TRIGGER ended BEFORE UPDATE ON dividend_run FOR EACH ROW
  WHEN (OLD.state IN ('posted', 'withdrawn') AND OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION refuse_change_of_ended_run();
--> statement-breakpoint
-- A difference, too, is posted as it was approved.
CREATE FUNCTION require_difference_as_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.approved_content IS DISTINCT FROM run_content(NEW.cooperative_id, NEW.id) THEN
    RAISE EXCEPTION 'run % is not what was approved', NEW.number USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER difference_as_approved AFTER UPDATE ON dividend_run FOR EACH ROW
  WHEN (NEW.kind = 'difference' AND NEW.state = 'posted' AND OLD.state <> 'posted') EXECUTE FUNCTION require_difference_as_approved();
