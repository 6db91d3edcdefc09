-- What drizzle-kit does not write: roles, grants, forced row policies and append-only triggers.
-- Every table that begins with cooperative_id is covered, also those that later migrations add (they call the same
-- two functions at their end).

DO $$
BEGIN
  -- Roles belong to the whole cluster: two databases of one cluster may create them at the same moment.
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'hegu_app') THEN
    BEGIN CREATE ROLE hegu_app NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'hegu_reader') THEN
    BEGIN CREATE ROLE hegu_reader NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END;
  END IF;
  EXECUTE format('GRANT hegu_app, hegu_reader TO %I', current_user);
END $$;
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'table % is append only: correct by a reversing entry', TG_TABLE_NAME USING ERRCODE = 'HG001';
END $$;
--> statement-breakpoint
-- Row policies and grants for every table that begins with cooperative_id. Safe to call again.
CREATE FUNCTION seal_tenant_tables() RETURNS void LANGUAGE plpgsql AS $$
DECLARE t record;
BEGIN
  FOR t IN
    SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
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
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO hegu_app', t.name);
  END LOOP;
END $$;
--> statement-breakpoint
-- Select and insert only, by grant and by trigger (the trigger binds the owner too).
CREATE FUNCTION seal_append_only(VARIADIC tables text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY tables LOOP
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM hegu_app, hegu_reader', t);
    EXECUTE format('DROP TRIGGER IF EXISTS append_only ON %I', t);
    EXECUTE format('DROP TRIGGER IF EXISTS append_only_truncate ON %I', t);
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO hegu_app, hegu_reader;
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only(
  'audit_entry',
  'cooperative_name',
  'stored_reply',
  'resolution',
  'dividend_line',
  'allotment_scheme',
  'allotment_posting',
  'allotment_reversal',
  'member_standing',
  'household_placement',
  'member_tag',
  'share_movement',
  'share_restriction',
  'share_restriction_lift',
  'share_limit',
  'document'
);
--> statement-breakpoint
-- Outside every cooperative: the list of cooperatives, the people, their sessions.
GRANT SELECT ON cooperative, app_user TO hegu_app, hegu_reader;
--> statement-breakpoint
GRANT INSERT, UPDATE ON cooperative, app_user TO hegu_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON session TO hegu_app;
--> statement-breakpoint
-- A role that is taken away leaves its trace in the trail. Nothing else of a cooperative is ever removed.
GRANT DELETE ON role_grant TO hegu_app;
--> statement-breakpoint
-- A signed-in person may learn in which cooperatives they hold a role, before they choose one.
CREATE POLICY own_grants ON role_grant FOR SELECT TO hegu_app, hegu_reader
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid);
