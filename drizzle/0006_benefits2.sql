CREATE TABLE "pension_answer" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"sha256" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "pension_answer_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id")
);
--> statement-breakpoint
CREATE TABLE "pension_confirmation" (
	"cooperative_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"answer_id" uuid NOT NULL,
	CONSTRAINT "pension_confirmation_cooperative_id_run_id_member_id_pk" PRIMARY KEY("cooperative_id","run_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "pension_file_taken" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "pension_file_taken_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id")
);
--> statement-breakpoint
CREATE TABLE "pension_rule_end" (
	"cooperative_id" uuid NOT NULL,
	"rule_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "pension_rule_end_cooperative_id_rule_id_pk" PRIMARY KEY("cooperative_id","rule_id")
);
--> statement-breakpoint
ALTER TABLE "pension_run" DROP CONSTRAINT "pension_run_file";--> statement-breakpoint
ALTER TABLE "pension_rule" DROP CONSTRAINT "pension_rule_cooperative_id_from_month_pk";--> statement-breakpoint
ALTER TABLE "pension_rule" ADD COLUMN "id" uuid NOT NULL;--> statement-breakpoint
ALTER TABLE "pension_rule" ADD CONSTRAINT "pension_rule_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id");--> statement-breakpoint
ALTER TABLE "pension_line" ADD COLUMN "serial" integer;--> statement-breakpoint
ALTER TABLE "pension_line" ADD COLUMN "bank_account_index" "bytea";--> statement-breakpoint
ALTER TABLE "pension_line" ADD COLUMN "bank_account_masked" text;--> statement-breakpoint
ALTER TABLE "pension_return" ADD COLUMN "answer_id" uuid;--> statement-breakpoint
ALTER TABLE "pension_run" ADD COLUMN "pay_on" date NOT NULL;--> statement-breakpoint
ALTER TABLE "pension_run" ADD COLUMN "template" text;--> statement-breakpoint
ALTER TABLE "pension_run" ADD COLUMN "encoding" text;--> statement-breakpoint
ALTER TABLE "pension_run_end" ADD COLUMN "bank_account" text;--> statement-breakpoint
ALTER TABLE "pension_run_end" ADD COLUMN "pension_account" text;--> statement-breakpoint
ALTER TABLE "pension_answer" ADD CONSTRAINT "pension_answer_run_fk" FOREIGN KEY ("cooperative_id","run_id") REFERENCES "public"."pension_run"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pension_confirmation" ADD CONSTRAINT "pension_confirmation_line_fk" FOREIGN KEY ("cooperative_id","run_id","member_id") REFERENCES "public"."pension_line"("cooperative_id","run_id","member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pension_confirmation" ADD CONSTRAINT "pension_confirmation_answer_fk" FOREIGN KEY ("cooperative_id","answer_id") REFERENCES "public"."pension_answer"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pension_file_taken" ADD CONSTRAINT "pension_file_taken_fk" FOREIGN KEY ("cooperative_id","run_id") REFERENCES "public"."pension_run"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pension_rule_end" ADD CONSTRAINT "pension_rule_end_fk" FOREIGN KEY ("cooperative_id","rule_id") REFERENCES "public"."pension_rule"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pension_answer_by_content" ON "pension_answer" USING btree ("cooperative_id","sha256");--> statement-breakpoint
CREATE INDEX "pension_file_taken_of_run" ON "pension_file_taken" USING btree ("cooperative_id","run_id");--> statement-breakpoint
ALTER TABLE "pension_return" ADD CONSTRAINT "pension_return_answer_fk" FOREIGN KEY ("cooperative_id","answer_id") REFERENCES "public"."pension_answer"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pension_line" ADD CONSTRAINT "pension_line_serial_unique" UNIQUE("cooperative_id","run_id","serial");--> statement-breakpoint
ALTER TABLE "pension_line" ADD CONSTRAINT "pension_line_by_bank" CHECK (num_nulls("pension_line"."serial", "pension_line"."bank_account_index", "pension_line"."bank_account_masked") = case "pension_line"."means" when 'bank' then 0 else 3 end);--> statement-breakpoint
ALTER TABLE "pension_run" ADD CONSTRAINT "pension_run_file" CHECK (num_nulls("pension_run"."template", "pension_run"."encoding", "pension_run"."file_name", "pension_run"."file_sha256", "pension_run"."file_cipher", "pension_run"."sealed_sha256") in (0, 6));--> statement-breakpoint
ALTER TABLE "pension_run_end" ADD CONSTRAINT "pension_run_end_accounts" CHECK (num_nulls("pension_run_end"."bank_account", "pension_run_end"."pension_account") = case "pension_run_end"."kind" when 'paid' then 0 else 2 end);--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('pension_rule_end', 'pension_file_taken', 'pension_answer', 'pension_confirmation');
