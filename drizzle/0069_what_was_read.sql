-- What was read of a table, told before it is entered, is kept with its import; so is how often each fault was found.
ALTER TABLE "import_file" ADD COLUMN "reading" jsonb;
--> statement-breakpoint
ALTER TABLE "import_file" ADD COLUMN "fault_sums" jsonb NOT NULL DEFAULT '[]';
