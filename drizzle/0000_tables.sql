CREATE TABLE "audit_entry" (
	"cooperative_id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"actor_id" uuid NOT NULL,
	"actor_name" text NOT NULL,
	"command" text NOT NULL,
	"input_hash" text NOT NULL,
	"notes" jsonb NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_entry_cooperative_id_number_pk" PRIMARY KEY("cooperative_id","number")
);
--> statement-breakpoint
CREATE TABLE "book" (
	"cooperative_id" uuid PRIMARY KEY NOT NULL,
	"last_entry_number" bigint NOT NULL,
	"seal" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "book_number" (
	"cooperative_id" uuid NOT NULL,
	"series" text NOT NULL,
	"last" bigint NOT NULL,
	CONSTRAINT "book_number_cooperative_id_series_pk" PRIMARY KEY("cooperative_id","series")
);
--> statement-breakpoint
CREATE TABLE "stored_reply" (
	"cooperative_id" uuid NOT NULL,
	"key" text NOT NULL,
	"actor_id" uuid NOT NULL,
	"command" text NOT NULL,
	"input_hash" text NOT NULL,
	"reply" jsonb,
	"recorded_at" timestamptz(3) NOT NULL,
	CONSTRAINT "stored_reply_cooperative_id_key_pk" PRIMARY KEY("cooperative_id","key")
);
--> statement-breakpoint
CREATE TABLE "app_user" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_name" text NOT NULL,
	"display_name" text NOT NULL,
	"password_hash" text NOT NULL,
	"is_administrator" boolean DEFAULT false NOT NULL,
	"disabled_at" timestamptz(3),
	"created_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cooperative" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"credit_code" text,
	"region_code" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	CONSTRAINT "cooperative_name_given" CHECK (length("cooperative"."name") between 1 and 200)
);
--> statement-breakpoint
CREATE TABLE "cooperative_name" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"effective_on" date NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	CONSTRAINT "cooperative_name_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id")
);
--> statement-breakpoint
CREATE TABLE "role_grant" (
	"cooperative_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"granted_at" timestamptz(3) NOT NULL,
	CONSTRAINT "role_grant_cooperative_id_user_id_role_pk" PRIMARY KEY("cooperative_id","user_id","role")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"expires_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "allotment_posting" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"scheme_id" uuid NOT NULL,
	"effective_on" date NOT NULL,
	"movements" bigint NOT NULL,
	"given" numeric(20,4) NOT NULL,
	"taken" numeric(20,4) NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "allotment_posting_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id")
);
--> statement-breakpoint
CREATE TABLE "allotment_reversal" (
	"cooperative_id" uuid NOT NULL,
	"posting_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "allotment_reversal_cooperative_id_posting_id_pk" PRIMARY KEY("cooperative_id","posting_id")
);
--> statement-breakpoint
CREATE TABLE "allotment_scheme" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"version" bigint NOT NULL,
	"name" text NOT NULL,
	"effective_on" date NOT NULL,
	"resolution_id" uuid NOT NULL,
	"meaning" text NOT NULL,
	"rules" jsonb NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "allotment_scheme_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "allotment_scheme_version_unique" UNIQUE("cooperative_id","version")
);
--> statement-breakpoint
CREATE TABLE "resolution" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"body" text NOT NULL,
	"number" text NOT NULL,
	"decided_on" date NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "resolution_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "resolution_number_unique" UNIQUE("cooperative_id","body","number"),
	CONSTRAINT "resolution_body" CHECK ("resolution"."body" in ('members-assembly','representative-assembly','board','supervisors'))
);
--> statement-breakpoint
CREATE TABLE "dividend_line" (
	"cooperative_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"calculation" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"account_id" uuid NOT NULL,
	"shares" numeric NOT NULL,
	"weight" numeric NOT NULL,
	"floor" numeric(18,2) NOT NULL,
	"remainder" numeric NOT NULL,
	"extra" smallint NOT NULL,
	"gross" numeric(18,2) NOT NULL,
	"tax" numeric(18,2) NOT NULL,
	"net" numeric(18,2) NOT NULL,
	"held" text,
	CONSTRAINT "dividend_line_cooperative_id_run_id_calculation_ordinal_pk" PRIMARY KEY("cooperative_id","run_id","calculation","ordinal"),
	CONSTRAINT "dividend_line_account_unique" UNIQUE("cooperative_id","run_id","calculation","account_id"),
	CONSTRAINT "dividend_line_net" CHECK ("dividend_line"."gross" = "dividend_line"."tax" + "dividend_line"."net")
);
--> statement-breakpoint
CREATE TABLE "dividend_run" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"period" text NOT NULL,
	"record_date" date NOT NULL,
	"basis" text NOT NULL,
	"method" text NOT NULL,
	"rate_scale" integer,
	"pool" numeric(18,2) NOT NULL,
	"class_weights" jsonb NOT NULL,
	"tax_rate" numeric NOT NULL,
	"tax_basis" text NOT NULL,
	"refers_to" uuid,
	"reason" text,
	"calculation" integer NOT NULL,
	"known_at" timestamptz(3),
	"carried_from" uuid,
	"carried_in" numeric(18,2) NOT NULL,
	"lines" integer NOT NULL,
	"total_weight" numeric,
	"rate" numeric,
	"paid" numeric(18,2) NOT NULL,
	"tax" numeric(18,2) NOT NULL,
	"net" numeric(18,2) NOT NULL,
	"carried" numeric(18,2) NOT NULL,
	"resolution_id" uuid,
	"prepared_by" uuid NOT NULL,
	"prepared_at" timestamptz(3) NOT NULL,
	"approved_by" uuid,
	"approved_at" timestamptz(3),
	"posted_by" uuid,
	"posted_at" timestamptz(3),
	CONSTRAINT "dividend_run_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "dividend_run_number_unique" UNIQUE("cooperative_id","number"),
	CONSTRAINT "dividend_run_state" CHECK ("dividend_run"."state" in ('draft','calculated','approved','posted','withdrawn')),
	CONSTRAINT "dividend_run_kind" CHECK ("dividend_run"."kind" in ('regular','supplementary','difference','reversal')),
	CONSTRAINT "dividend_run_balances" CHECK ("dividend_run"."calculation" = 0 or "dividend_run"."paid" + "dividend_run"."carried" = "dividend_run"."pool" + "dividend_run"."carried_in"),
	CONSTRAINT "dividend_run_net" CHECK ("dividend_run"."paid" = "dividend_run"."tax" + "dividend_run"."net"),
	CONSTRAINT "dividend_run_four_eyes" CHECK ("dividend_run"."approved_by" is null or "dividend_run"."approved_by" <> "dividend_run"."prepared_by" or "dividend_run"."kind" = 'reversal'),
	CONSTRAINT "dividend_run_resolved" CHECK ("dividend_run"."state" not in ('approved','posted') or "dividend_run"."resolution_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "document" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"language" text NOT NULL,
	"subject" text NOT NULL,
	"title" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"created_by" uuid NOT NULL,
	"sha256" text NOT NULL,
	"pages" integer NOT NULL,
	"seal" text NOT NULL,
	"data" jsonb NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "document_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "document_number_unique" UNIQUE("cooperative_id","number"),
	CONSTRAINT "document_sha256_shape" CHECK ("document"."sha256" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "document_pages" CHECK ("document"."pages" > 0)
);
--> statement-breakpoint
CREATE TABLE "household" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"sort_key" text COLLATE "C" NOT NULL,
	"group_name" text,
	"address" text,
	"recorded_at" timestamptz(3) NOT NULL,
	CONSTRAINT "household_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "household_number_unique" UNIQUE("cooperative_id","number")
);
--> statement-breakpoint
CREATE TABLE "household_placement" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"household_id" uuid,
	"relation" text,
	"effective_on" date NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	CONSTRAINT "household_placement_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id")
);
--> statement-breakpoint
CREATE TABLE "member" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"register_number" text NOT NULL,
	"sort_key" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"sex" text,
	"birth_date" date,
	"seniority_from" date,
	"household_id" uuid,
	"relation" text,
	"resident_id_cipher" "bytea",
	"resident_id_index" "bytea",
	"resident_id_masked" text,
	"phone_cipher" "bytea",
	"phone_index" "bytea",
	"phone_masked" text,
	"bank_name" text,
	"bank_account_cipher" "bytea",
	"bank_account_index" "bytea",
	"bank_account_masked" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"changed_at" timestamptz(3) NOT NULL,
	CONSTRAINT "member_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "member_register_number_unique" UNIQUE("cooperative_id","register_number"),
	CONSTRAINT "member_name_given" CHECK (length("member"."name") between 1 and 100),
	CONSTRAINT "member_household_and_relation" CHECK (("member"."household_id" is null) = ("member"."relation" is null))
);
--> statement-breakpoint
CREATE TABLE "member_standing" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"effective_on" date NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"corrects" uuid,
	"note" text,
	CONSTRAINT "member_standing_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "member_standing_corrected_once" UNIQUE("cooperative_id","corrects"),
	CONSTRAINT "member_standing_kind" CHECK ("member_standing"."kind" in ('admitted','retired','deceased','left','reinstated','void'))
);
--> statement-breakpoint
CREATE TABLE "member_tag" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"tag" text NOT NULL,
	"present" boolean NOT NULL,
	"effective_on" date NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	CONSTRAINT "member_tag_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "member_tag_given" CHECK (length("member_tag"."tag") between 1 and 40)
);
--> statement-breakpoint
CREATE TABLE "holder_account" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"member_id" uuid,
	"household_id" uuid,
	"number" text NOT NULL,
	"sort_key" text COLLATE "C" NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	CONSTRAINT "holder_account_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "holder_account_owner" CHECK (("holder_account"."kind" = 'member') = ("holder_account"."member_id" is not null)
        and ("holder_account"."kind" = 'household') = ("holder_account"."household_id" is not null)
        and "holder_account"."kind" in ('pool','member','household','collective','redeemed'))
);
--> statement-breakpoint
CREATE TABLE "share_certificate" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"sort_key" text COLLATE "C" NOT NULL,
	"account_id" uuid NOT NULL,
	"state" text NOT NULL,
	"issued_on" date NOT NULL,
	"replaces" uuid,
	"ended_on" date,
	"end_reason" text,
	"recorded_at" timestamptz(3) NOT NULL,
	CONSTRAINT "share_certificate_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "share_certificate_number_unique" UNIQUE("cooperative_id","number"),
	CONSTRAINT "share_certificate_state" CHECK ("share_certificate"."state" in ('valid','replaced','void'))
);
--> statement-breakpoint
CREATE TABLE "share_class" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"places" integer NOT NULL,
	"par_value" numeric(18,2),
	"position" integer NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	CONSTRAINT "share_class_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "share_class_code_unique" UNIQUE("cooperative_id","code"),
	CONSTRAINT "share_class_name_unique" UNIQUE("cooperative_id","name"),
	CONSTRAINT "share_class_places" CHECK ("share_class"."places" between 0 and 4)
);
--> statement-breakpoint
CREATE TABLE "share_limit" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"class_id" uuid,
	"percent" numeric,
	"base" text,
	"total" numeric(20,4),
	"effective_on" date NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "share_limit_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "share_limit_shape" CHECK (case when "share_limit"."kind" = 'class-total' then "share_limit"."class_id" is not null and "share_limit"."percent" is null
        else "share_limit"."class_id" is null and "share_limit"."total" is null and ("share_limit"."percent" is null) = ("share_limit"."base" is null)
          and "share_limit"."kind" in ('holder-cap','transferee-cap','collective-cap') end),
	CONSTRAINT "share_limit_percent" CHECK ("share_limit"."percent" > 0 and "share_limit"."percent" <= 100)
);
--> statement-breakpoint
CREATE TABLE "share_movement" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"kind" text NOT NULL,
	"class_id" uuid NOT NULL,
	"from_account" uuid NOT NULL,
	"to_account" uuid NOT NULL,
	"quantity" numeric(20,4) NOT NULL,
	"effective_on" date NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	"posting_id" uuid,
	"reverses" uuid,
	"resolution_id" uuid,
	"reason" text,
	CONSTRAINT "share_movement_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "share_movement_number_unique" UNIQUE("cooperative_id","number"),
	CONSTRAINT "share_movement_reversed_once" UNIQUE("cooperative_id","reverses"),
	CONSTRAINT "share_movement_positive" CHECK ("share_movement"."quantity" > 0),
	CONSTRAINT "share_movement_two_accounts" CHECK ("share_movement"."from_account" <> "share_movement"."to_account"),
	CONSTRAINT "share_movement_reversal_names" CHECK (("share_movement"."kind" = 'reversal') = ("share_movement"."reverses" is not null)),
	CONSTRAINT "share_movement_kind" CHECK ("share_movement"."kind" in ('opening','subscription','allotment','inheritance','gift','transfer','redemption','correction','reversal'))
);
--> statement-breakpoint
CREATE TABLE "share_restriction" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"class_id" uuid,
	"quantity" numeric(20,4),
	"effective_on" date NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "share_restriction_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "share_restriction_kind" CHECK ("share_restriction"."kind" in ('freeze','pledge','dispute','estate-pending')),
	CONSTRAINT "share_restriction_part_of_class" CHECK ("share_restriction"."quantity" is null or ("share_restriction"."class_id" is not null and "share_restriction"."quantity" > 0))
);
--> statement-breakpoint
CREATE TABLE "share_restriction_lift" (
	"cooperative_id" uuid NOT NULL,
	"restriction_id" uuid NOT NULL,
	"lifted_on" date NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "share_restriction_lift_cooperative_id_restriction_id_pk" PRIMARY KEY("cooperative_id","restriction_id")
);
--> statement-breakpoint
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_cooperative_id_book_cooperative_id_fk" FOREIGN KEY ("cooperative_id") REFERENCES "public"."book"("cooperative_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "book_number" ADD CONSTRAINT "book_number_cooperative_id_book_cooperative_id_fk" FOREIGN KEY ("cooperative_id") REFERENCES "public"."book"("cooperative_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stored_reply" ADD CONSTRAINT "stored_reply_cooperative_id_book_cooperative_id_fk" FOREIGN KEY ("cooperative_id") REFERENCES "public"."book"("cooperative_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cooperative_name" ADD CONSTRAINT "cooperative_name_cooperative_id_cooperative_id_fk" FOREIGN KEY ("cooperative_id") REFERENCES "public"."cooperative"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_cooperative_id_cooperative_id_fk" FOREIGN KEY ("cooperative_id") REFERENCES "public"."cooperative"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allotment_posting" ADD CONSTRAINT "allotment_posting_scheme_fk" FOREIGN KEY ("cooperative_id","scheme_id") REFERENCES "public"."allotment_scheme"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allotment_reversal" ADD CONSTRAINT "allotment_reversal_posting_fk" FOREIGN KEY ("cooperative_id","posting_id") REFERENCES "public"."allotment_posting"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allotment_scheme" ADD CONSTRAINT "allotment_scheme_resolution_fk" FOREIGN KEY ("cooperative_id","resolution_id") REFERENCES "public"."resolution"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dividend_line" ADD CONSTRAINT "dividend_line_run_fk" FOREIGN KEY ("cooperative_id","run_id") REFERENCES "public"."dividend_run"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dividend_line" ADD CONSTRAINT "dividend_line_account_fk" FOREIGN KEY ("cooperative_id","account_id") REFERENCES "public"."holder_account"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dividend_run" ADD CONSTRAINT "dividend_run_refers_fk" FOREIGN KEY ("cooperative_id","refers_to") REFERENCES "public"."dividend_run"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dividend_run" ADD CONSTRAINT "dividend_run_resolution_fk" FOREIGN KEY ("cooperative_id","resolution_id") REFERENCES "public"."resolution"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_book_fk" FOREIGN KEY ("cooperative_id") REFERENCES "public"."book"("cooperative_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "household_placement" ADD CONSTRAINT "household_placement_member_fk" FOREIGN KEY ("cooperative_id","member_id") REFERENCES "public"."member"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "household_placement" ADD CONSTRAINT "household_placement_household_fk" FOREIGN KEY ("cooperative_id","household_id") REFERENCES "public"."household"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_household_fk" FOREIGN KEY ("cooperative_id","household_id") REFERENCES "public"."household"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_standing" ADD CONSTRAINT "member_standing_member_fk" FOREIGN KEY ("cooperative_id","member_id") REFERENCES "public"."member"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_standing" ADD CONSTRAINT "member_standing_corrects_fk" FOREIGN KEY ("cooperative_id","corrects") REFERENCES "public"."member_standing"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_tag" ADD CONSTRAINT "member_tag_member_fk" FOREIGN KEY ("cooperative_id","member_id") REFERENCES "public"."member"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holder_account" ADD CONSTRAINT "holder_account_member_fk" FOREIGN KEY ("cooperative_id","member_id") REFERENCES "public"."member"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holder_account" ADD CONSTRAINT "holder_account_household_fk" FOREIGN KEY ("cooperative_id","household_id") REFERENCES "public"."household"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_certificate" ADD CONSTRAINT "share_certificate_account_fk" FOREIGN KEY ("cooperative_id","account_id") REFERENCES "public"."holder_account"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_certificate" ADD CONSTRAINT "share_certificate_replaces_fk" FOREIGN KEY ("cooperative_id","replaces") REFERENCES "public"."share_certificate"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_limit" ADD CONSTRAINT "share_limit_class_fk" FOREIGN KEY ("cooperative_id","class_id") REFERENCES "public"."share_class"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_movement" ADD CONSTRAINT "share_movement_class_fk" FOREIGN KEY ("cooperative_id","class_id") REFERENCES "public"."share_class"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_movement" ADD CONSTRAINT "share_movement_from_fk" FOREIGN KEY ("cooperative_id","from_account") REFERENCES "public"."holder_account"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_movement" ADD CONSTRAINT "share_movement_to_fk" FOREIGN KEY ("cooperative_id","to_account") REFERENCES "public"."holder_account"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_movement" ADD CONSTRAINT "share_movement_reverses_fk" FOREIGN KEY ("cooperative_id","reverses") REFERENCES "public"."share_movement"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_restriction" ADD CONSTRAINT "share_restriction_account_fk" FOREIGN KEY ("cooperative_id","account_id") REFERENCES "public"."holder_account"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_restriction" ADD CONSTRAINT "share_restriction_class_fk" FOREIGN KEY ("cooperative_id","class_id") REFERENCES "public"."share_class"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_restriction_lift" ADD CONSTRAINT "share_restriction_lift_fk" FOREIGN KEY ("cooperative_id","restriction_id") REFERENCES "public"."share_restriction"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entry_actor" ON "audit_entry" USING btree ("cooperative_id","actor_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "app_user_name_unique" ON "app_user" USING btree (lower("user_name"));--> statement-breakpoint
CREATE UNIQUE INDEX "dividend_run_carry_once" ON "dividend_run" USING btree ("cooperative_id","carried_from") WHERE state <> 'withdrawn';--> statement-breakpoint
CREATE UNIQUE INDEX "dividend_run_reversed_once" ON "dividend_run" USING btree ("cooperative_id","refers_to") WHERE kind = 'reversal';--> statement-breakpoint
CREATE INDEX "document_by_subject" ON "document" USING btree ("cooperative_id","subject","id");--> statement-breakpoint
CREATE INDEX "household_sorted" ON "household" USING btree ("cooperative_id","sort_key","id");--> statement-breakpoint
CREATE INDEX "household_placement_by_member" ON "household_placement" USING btree ("cooperative_id","member_id","effective_on");--> statement-breakpoint
CREATE UNIQUE INDEX "member_resident_id_unique" ON "member" USING btree ("cooperative_id","resident_id_index");--> statement-breakpoint
CREATE INDEX "member_sorted" ON "member" USING btree ("cooperative_id","sort_key","id");--> statement-breakpoint
CREATE INDEX "member_by_household" ON "member" USING btree ("cooperative_id","household_id");--> statement-breakpoint
CREATE INDEX "member_standing_by_member" ON "member_standing" USING btree ("cooperative_id","member_id","effective_on");--> statement-breakpoint
CREATE INDEX "member_tag_by_member" ON "member_tag" USING btree ("cooperative_id","member_id","tag","effective_on");--> statement-breakpoint
CREATE UNIQUE INDEX "holder_account_member_unique" ON "holder_account" USING btree ("cooperative_id","member_id");--> statement-breakpoint
CREATE UNIQUE INDEX "holder_account_household_unique" ON "holder_account" USING btree ("cooperative_id","household_id");--> statement-breakpoint
CREATE UNIQUE INDEX "holder_account_single_unique" ON "holder_account" USING btree ("cooperative_id","kind") WHERE kind in ('pool','collective','redeemed');--> statement-breakpoint
CREATE INDEX "holder_account_sorted" ON "holder_account" USING btree ("cooperative_id","sort_key","id");--> statement-breakpoint
CREATE UNIQUE INDEX "share_certificate_one_valid" ON "share_certificate" USING btree ("cooperative_id","account_id") WHERE state = 'valid';--> statement-breakpoint
CREATE INDEX "share_limit_by_kind" ON "share_limit" USING btree ("cooperative_id","kind","effective_on");--> statement-breakpoint
CREATE INDEX "share_movement_to" ON "share_movement" USING btree ("cooperative_id","to_account","effective_on");--> statement-breakpoint
CREATE INDEX "share_movement_from" ON "share_movement" USING btree ("cooperative_id","from_account","effective_on");--> statement-breakpoint
CREATE INDEX "share_movement_posting" ON "share_movement" USING btree ("cooperative_id","posting_id");--> statement-breakpoint
CREATE INDEX "share_restriction_by_account" ON "share_restriction" USING btree ("cooperative_id","account_id");