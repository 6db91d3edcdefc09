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
SELECT seal_tenant_tables();
--> statement-breakpoint
-- Sealing grants what every tenant table has: what is append only loses it again.
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
