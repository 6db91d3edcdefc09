-- An import that was begun twice and never came to an end is given up instead of being taken up for ever; one that is not
-- wanted any more is cancelled, and by whom stays on record.
ALTER TABLE "import_file" ADD COLUMN "attempts" integer NOT NULL DEFAULT 0;
--> statement-breakpoint
ALTER TABLE "import_file" ADD COLUMN "cancelled_at" timestamptz(3);
--> statement-breakpoint
ALTER TABLE "import_file" ADD COLUMN "cancelled_by" uuid;
--> statement-breakpoint
ALTER TABLE "import_file" DROP CONSTRAINT "import_file_state";
--> statement-breakpoint
ALTER TABLE "import_file" ADD CONSTRAINT "import_file_state"
	CHECK ("import_file"."state" in ('waiting','reading','entering','checked','done','refused','failed','cancelled'));
--> statement-breakpoint
ALTER TABLE "import_file" ADD CONSTRAINT "import_file_cancelled"
	CHECK (("import_file"."cancelled_at" is null) = ("import_file"."cancelled_by" is null)
		and ("import_file"."state" <> 'cancelled' or "import_file"."cancelled_at" is not null));
