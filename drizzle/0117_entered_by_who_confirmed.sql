-- Who confirmed what was read of a table is who entered it; whoever uploaded the file stands beside them.
ALTER TABLE "import_file" ADD COLUMN "confirmed_by" uuid;
--> statement-breakpoint
-- What was confirmed before and is not yet entered is confirmed again: who did it stands in no row.
DO $$
DECLARE changed boolean;
BEGIN
  ALTER TABLE import_file NO FORCE ROW LEVEL SECURITY;
  UPDATE import_file SET dry_run = true, state = 'checked', attempts = 0
  WHERE NOT dry_run AND state IN ('waiting', 'reading', 'entering') AND cancelled_at IS NULL;
  changed := FOUND;
  -- What was cancelled while it went on, and never came to its end, is over.
  UPDATE import_file SET state = 'cancelled', reading = NULL, content = NULL, finished_at = coalesce(finished_at, cancelled_at)
  WHERE NOT dry_run AND state IN ('waiting', 'reading', 'entering');
  IF changed OR FOUND THEN PERFORM adopt_rows('import_file'); END IF;
  ALTER TABLE import_file FORCE ROW LEVEL SECURITY;
END $$;
--> statement-breakpoint
ALTER TABLE "import_file" ADD CONSTRAINT "import_file_confirmed"
	CHECK ("import_file"."dry_run" or "import_file"."confirmed_by" is not null or "import_file"."state" in ('done','refused','failed','cancelled'));
--> statement-breakpoint
SELECT seal_tenant_tables();
