CREATE TABLE "import_file" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"file_name" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"content" "bytea",
	"dry_run" boolean NOT NULL,
	"state" text NOT NULL,
	"rows" integer,
	"progress" integer NOT NULL,
	"fault_count" integer NOT NULL,
	"faults" jsonb NOT NULL,
	"result" jsonb,
	"created_at" timestamptz(3) NOT NULL,
	"created_by" uuid NOT NULL,
	"finished_at" timestamptz(3),
	CONSTRAINT "import_file_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "import_file_state" CHECK ("import_file"."state" in ('waiting','reading','entering','checked','done','refused','failed'))
);
--> statement-breakpoint
ALTER TABLE "import_file" ADD CONSTRAINT "import_file_book_fk" FOREIGN KEY ("cooperative_id") REFERENCES "public"."book"("cooperative_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_file_unfinished" ON "import_file" USING btree ("cooperative_id","state");
--> statement-breakpoint
-- As before, but what is append only stays so: later migrations need only call it.
CREATE OR REPLACE FUNCTION seal_tenant_tables() RETURNS void LANGUAGE plpgsql AS $$
DECLARE t record;
BEGIN
  FOR t IN
    SELECT c.relname AS name,
      EXISTS (SELECT 1 FROM pg_trigger g WHERE g.tgrelid = c.oid AND g.tgname = 'append_only') AS append_only
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
    IF NOT t.append_only THEN EXECUTE format('GRANT UPDATE ON %I TO hegu_app', t.name); END IF;
  END LOOP;
END $$;
--> statement-breakpoint
SELECT seal_tenant_tables();
