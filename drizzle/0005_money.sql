CREATE TABLE "asset" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"sort_key" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"place" text,
	"acquired_on" date NOT NULL,
	"objective" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "asset_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "asset_number_unique" UNIQUE("cooperative_id","number"),
	CONSTRAINT "asset_kind" CHECK ("asset"."kind" in ('operating','non-operating','resource'))
);
--> statement-breakpoint
CREATE TABLE "asset_end" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"asset_id" uuid NOT NULL,
	"ended_on" date NOT NULL,
	"reason" text NOT NULL,
	"objective" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "asset_end_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id")
);
--> statement-breakpoint
CREATE TABLE "asset_strike" (
	"cooperative_id" uuid NOT NULL,
	"record_id" uuid NOT NULL,
	"asset_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "asset_strike_cooperative_id_record_id_pk" PRIMARY KEY("cooperative_id","record_id")
);
--> statement-breakpoint
CREATE TABLE "asset_use" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"asset_id" uuid NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"income" numeric(18,2),
	"note" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "asset_use_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "asset_use_span" CHECK ("asset_use"."from_day" <= "asset_use"."to_day" and ("asset_use"."income" is null or "asset_use"."income" >= 0))
);
--> statement-breakpoint
CREATE TABLE "asset_valuation" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"asset_id" uuid NOT NULL,
	"valued_on" date NOT NULL,
	"value" numeric(18,2) NOT NULL,
	"source" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "asset_valuation_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "asset_valuation_value" CHECK ("asset_valuation"."value" >= 0)
);
--> statement-breakpoint
CREATE TABLE "distribution_plan" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"period" text NOT NULL,
	"mode" text NOT NULL,
	"terms" jsonb NOT NULL,
	"reserve" numeric(18,2) NOT NULL,
	"welfare" numeric(18,2) NOT NULL,
	"other" numeric(18,2) NOT NULL,
	"members" numeric(18,2) NOT NULL,
	"payable" numeric(18,2) NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "distribution_plan_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "distribution_plan_number_unique" UNIQUE("cooperative_id","number"),
	CONSTRAINT "distribution_plan_mode" CHECK ("distribution_plan"."mode" in ('opening','advance','year')),
	CONSTRAINT "distribution_plan_payable" CHECK ("distribution_plan"."payable" between 0 and "distribution_plan"."members")
);
--> statement-breakpoint
CREATE TABLE "distribution_plan_end" (
	"cooperative_id" uuid NOT NULL,
	"plan_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"resolution_id" uuid,
	"reason" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "distribution_plan_end_cooperative_id_plan_id_pk" PRIMARY KEY("cooperative_id","plan_id"),
	CONSTRAINT "distribution_plan_end_kind" CHECK ("distribution_plan_end"."kind" in ('adopted','withdrawn') and ("distribution_plan_end"."kind" = 'adopted') = ("distribution_plan_end"."resolution_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "distribution_plan_repeal" (
	"cooperative_id" uuid NOT NULL,
	"plan_id" uuid NOT NULL,
	"resolution_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "distribution_plan_repeal_cooperative_id_plan_id_pk" PRIMARY KEY("cooperative_id","plan_id")
);
--> statement-breakpoint
CREATE TABLE "member_bank_account" (
	"cooperative_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"bank_name" text,
	"bank_account_cipher" "bytea",
	"bank_account_masked" text,
	CONSTRAINT "member_bank_account_cooperative_id_member_id_recorded_at_pk" PRIMARY KEY("cooperative_id","member_id","recorded_at")
);
--> statement-breakpoint
CREATE TABLE "bank_template" (
	"cooperative_id" uuid NOT NULL,
	"id" text NOT NULL,
	"version" bigint NOT NULL,
	"template" jsonb NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "bank_template_cooperative_id_id_version_pk" PRIMARY KEY("cooperative_id","id","version")
);
--> statement-breakpoint
CREATE TABLE "estate_share" (
	"cooperative_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"part" smallint NOT NULL,
	"heir_id" uuid NOT NULL,
	"amount" numeric(18,2) NOT NULL,
	"basis" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "estate_share_cooperative_id_run_id_account_id_part_pk" PRIMARY KEY("cooperative_id","run_id","account_id","part"),
	CONSTRAINT "estate_share_part" CHECK ("estate_share"."part" >= 1 and "estate_share"."amount" >= 0)
);
--> statement-breakpoint
CREATE TABLE "estate_share_end" (
	"cooperative_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"part" smallint NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "estate_share_end_cooperative_id_run_id_account_id_part_pk" PRIMARY KEY("cooperative_id","run_id","account_id","part"),
	CONSTRAINT "estate_share_end_kind" CHECK ("estate_share_end"."kind" in ('passed-on','undone'))
);
--> statement-breakpoint
CREATE TABLE "payout_batch" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"template" text NOT NULL,
	"encoding" text NOT NULL,
	"pay_on" date NOT NULL,
	"purpose" text NOT NULL,
	"count" integer NOT NULL,
	"total" numeric(18,2) NOT NULL,
	"file_name" text NOT NULL,
	"file_sha256" text NOT NULL,
	"file_cipher" "bytea" NOT NULL,
	"sealed_sha256" text NOT NULL,
	"made_at" timestamptz(3) NOT NULL,
	"made_by" uuid NOT NULL,
	CONSTRAINT "payout_batch_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "payout_batch_number_unique" UNIQUE("cooperative_id","number"),
	CONSTRAINT "payout_batch_of_something" CHECK ("payout_batch"."count" > 0 and "payout_batch"."total" > 0)
);
--> statement-breakpoint
CREATE TABLE "payout_batch_end" (
	"cooperative_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reason" text,
	"bank_account" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "payout_batch_end_cooperative_id_batch_id_pk" PRIMARY KEY("cooperative_id","batch_id"),
	CONSTRAINT "payout_batch_end_kind" CHECK ("payout_batch_end"."kind" in ('sent','cancelled')),
	CONSTRAINT "payout_batch_end_account" CHECK (("payout_batch_end"."kind" = 'sent') = ("payout_batch_end"."bank_account" is not null))
);
--> statement-breakpoint
CREATE TABLE "payout_batch_refusal" (
	"cooperative_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "payout_batch_refusal_cooperative_id_batch_id_pk" PRIMARY KEY("cooperative_id","batch_id")
);
--> statement-breakpoint
CREATE TABLE "payout_cash" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"run_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"part" smallint NOT NULL,
	"direction" text NOT NULL,
	"amount" numeric(18,2) NOT NULL,
	"handed_on" date NOT NULL,
	"proxy" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "payout_cash_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "payout_cash_number_unique" UNIQUE("cooperative_id","number"),
	CONSTRAINT "payout_cash_direction" CHECK ("payout_cash"."direction" in ('paid','received')),
	CONSTRAINT "payout_cash_positive" CHECK ("payout_cash"."amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "payout_cash_strike" (
	"cooperative_id" uuid NOT NULL,
	"cash_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "payout_cash_strike_cooperative_id_cash_id_pk" PRIMARY KEY("cooperative_id","cash_id")
);
--> statement-breakpoint
CREATE TABLE "payout_file_taken" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "payout_file_taken_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id")
);
--> statement-breakpoint
CREATE TABLE "payout_line" (
	"cooperative_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"serial" integer NOT NULL,
	"run_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"part" smallint NOT NULL,
	"payee_id" uuid NOT NULL,
	"payee_name" text NOT NULL,
	"bank_name" text,
	"bank_account_cipher" "bytea" NOT NULL,
	"bank_account_index" "bytea" NOT NULL,
	"bank_account_masked" text NOT NULL,
	"amount" numeric(18,2) NOT NULL,
	CONSTRAINT "payout_line_cooperative_id_batch_id_serial_pk" PRIMARY KEY("cooperative_id","batch_id","serial"),
	CONSTRAINT "payout_line_once_a_batch" UNIQUE("cooperative_id","batch_id","run_id","account_id","part"),
	CONSTRAINT "payout_line_positive" CHECK ("payout_line"."amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "payout_reminder" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"reminded_on" date NOT NULL,
	"means" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "payout_reminder_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id")
);
--> statement-breakpoint
CREATE TABLE "payout_result" (
	"cooperative_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"serial" integer NOT NULL,
	"late" smallint NOT NULL,
	"outcome" text NOT NULL,
	"reason" text NOT NULL,
	"return_id" uuid,
	"recorded_at" timestamptz(3) NOT NULL,
	CONSTRAINT "payout_result_cooperative_id_batch_id_serial_late_pk" PRIMARY KEY("cooperative_id","batch_id","serial","late"),
	CONSTRAINT "payout_result_outcome" CHECK ("payout_result"."outcome" in ('paid','returned') and ("payout_result"."late" = 0 or "payout_result"."outcome" = 'returned')),
	CONSTRAINT "payout_result_late" CHECK ("payout_result"."late" in (0, 1) and ("payout_result"."late" = 1) = ("payout_result"."return_id" is null))
);
--> statement-breakpoint
CREATE TABLE "payout_return" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"sha256" text NOT NULL,
	"paid" integer NOT NULL,
	"returned" integer NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "payout_return_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id")
);
--> statement-breakpoint
CREATE TABLE "payout_set_off" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"owed_run_id" uuid NOT NULL,
	"against_run_id" uuid NOT NULL,
	"amount" numeric(18,2) NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "payout_set_off_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "payout_set_off_amount" CHECK ("payout_set_off"."amount" > 0 and "payout_set_off"."owed_run_id" <> "payout_set_off"."against_run_id")
);
--> statement-breakpoint
CREATE TABLE "payout_set_off_strike" (
	"cooperative_id" uuid NOT NULL,
	"set_off_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "payout_set_off_strike_cooperative_id_set_off_id_pk" PRIMARY KEY("cooperative_id","set_off_id")
);
--> statement-breakpoint
CREATE TABLE "payout_setting" (
	"cooperative_id" uuid NOT NULL,
	"version" bigint NOT NULL,
	"payer_name" text NOT NULL,
	"payer_bank" text NOT NULL,
	"payer_account_cipher" "bytea" NOT NULL,
	"payer_account_masked" text NOT NULL,
	"minimum" numeric(18,2) NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "payout_setting_cooperative_id_version_pk" PRIMARY KEY("cooperative_id","version"),
	CONSTRAINT "payout_setting_minimum" CHECK ("payout_setting"."minimum" >= 0)
);
--> statement-breakpoint
CREATE TABLE "life_proof" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"proved_on" date NOT NULL,
	"means" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "life_proof_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id")
);
--> statement-breakpoint
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
CREATE TABLE "pension_line" (
	"cooperative_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"of_month" numeric(18,2) NOT NULL,
	"arrears" numeric(18,2) NOT NULL,
	"offset_amount" numeric(18,2) NOT NULL,
	"amount" numeric(18,2) NOT NULL,
	"overpaid" numeric(18,2) NOT NULL,
	"means" text NOT NULL,
	"serial" integer,
	"bank_account_index" "bytea",
	"bank_account_masked" text,
	CONSTRAINT "pension_line_cooperative_id_run_id_member_id_pk" PRIMARY KEY("cooperative_id","run_id","member_id"),
	CONSTRAINT "pension_line_serial_unique" UNIQUE("cooperative_id","run_id","serial"),
	CONSTRAINT "pension_line_amount" CHECK ("pension_line"."amount" >= 0 and "pension_line"."overpaid" >= 0),
	CONSTRAINT "pension_line_means" CHECK ("pension_line"."means" in ('bank','cash','held')),
	CONSTRAINT "pension_line_by_bank" CHECK (num_nulls("pension_line"."serial", "pension_line"."bank_account_index", "pension_line"."bank_account_masked") = case "pension_line"."means" when 'bank' then 0 else 3 end)
);
--> statement-breakpoint
CREATE TABLE "pension_repayment" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"amount" numeric(18,2) NOT NULL,
	"means" text NOT NULL,
	"note" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "pension_repayment_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "pension_repayment_amount" CHECK ("pension_repayment"."amount" > 0),
	CONSTRAINT "pension_repayment_means" CHECK ("pension_repayment"."means" in ('bank','cash'))
);
--> statement-breakpoint
CREATE TABLE "pension_return" (
	"cooperative_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"answer_id" uuid,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "pension_return_cooperative_id_run_id_member_id_pk" PRIMARY KEY("cooperative_id","run_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "pension_rule" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"from_month" text NOT NULL,
	"terms" jsonb NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "pension_rule_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id")
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
CREATE TABLE "pension_run" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"month" text NOT NULL,
	"pay_on" date NOT NULL,
	"count" integer NOT NULL,
	"by_bank" numeric(18,2) NOT NULL,
	"in_cash" numeric(18,2) NOT NULL,
	"template" text,
	"encoding" text,
	"file_name" text,
	"file_sha256" text,
	"file_cipher" "bytea",
	"sealed_sha256" text,
	"made_at" timestamptz(3) NOT NULL,
	"made_by" uuid NOT NULL,
	CONSTRAINT "pension_run_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "pension_run_number_unique" UNIQUE("cooperative_id","number"),
	CONSTRAINT "pension_run_file" CHECK (num_nulls("pension_run"."template", "pension_run"."encoding", "pension_run"."file_name", "pension_run"."file_sha256", "pension_run"."file_cipher", "pension_run"."sealed_sha256") in (0, 6))
);
--> statement-breakpoint
CREATE TABLE "pension_run_end" (
	"cooperative_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reason" text,
	"bank_account" text,
	"pension_account" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "pension_run_end_cooperative_id_run_id_pk" PRIMARY KEY("cooperative_id","run_id"),
	CONSTRAINT "pension_run_end_kind" CHECK ("pension_run_end"."kind" in ('paid','cancelled')),
	CONSTRAINT "pension_run_end_accounts" CHECK (num_nulls("pension_run_end"."bank_account", "pension_run_end"."pension_account") = case "pension_run_end"."kind" when 'paid' then 0 else 2 end)
);
--> statement-breakpoint
CREATE TABLE "tax_filing" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"month" text NOT NULL,
	"template" text NOT NULL,
	"count" integer NOT NULL,
	"corrections" integer NOT NULL,
	"gross" numeric(18,2) NOT NULL,
	"tax" numeric(18,2) NOT NULL,
	"file_sha256" text NOT NULL,
	"file_cipher" "bytea" NOT NULL,
	"sealed_sha256" text NOT NULL,
	"made_at" timestamptz(3) NOT NULL,
	"made_by" uuid NOT NULL,
	CONSTRAINT "tax_filing_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "tax_filing_number_unique" UNIQUE("cooperative_id","number")
);
--> statement-breakpoint
CREATE TABLE "tax_filing_run" (
	"cooperative_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"filing_id" uuid NOT NULL,
	CONSTRAINT "tax_filing_run_cooperative_id_run_id_pk" PRIMARY KEY("cooperative_id","run_id")
);
--> statement-breakpoint
CREATE TABLE "tax_remittance" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"filing_id" uuid NOT NULL,
	"remitted_on" date NOT NULL,
	"amount" numeric(18,2) NOT NULL,
	"receipt" text NOT NULL,
	"bank_account" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "tax_remittance_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "tax_remittance_something" CHECK ("tax_remittance"."amount" <> 0)
);
--> statement-breakpoint
CREATE TABLE "tax_remittance_strike" (
	"cooperative_id" uuid NOT NULL,
	"remittance_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "tax_remittance_strike_cooperative_id_remittance_id_pk" PRIMARY KEY("cooperative_id","remittance_id")
);
--> statement-breakpoint
CREATE TABLE "tax_template" (
	"cooperative_id" uuid NOT NULL,
	"id" text NOT NULL,
	"version" bigint NOT NULL,
	"template" jsonb NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "tax_template_cooperative_id_id_version_pk" PRIMARY KEY("cooperative_id","id","version")
);
--> statement-breakpoint
ALTER TABLE "asset_end" ADD CONSTRAINT "asset_end_fk" FOREIGN KEY ("cooperative_id","asset_id") REFERENCES "public"."asset"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asset_strike" ADD CONSTRAINT "asset_strike_fk" FOREIGN KEY ("cooperative_id","asset_id") REFERENCES "public"."asset"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asset_use" ADD CONSTRAINT "asset_use_fk" FOREIGN KEY ("cooperative_id","asset_id") REFERENCES "public"."asset"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asset_valuation" ADD CONSTRAINT "asset_valuation_fk" FOREIGN KEY ("cooperative_id","asset_id") REFERENCES "public"."asset"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "distribution_plan_end" ADD CONSTRAINT "distribution_plan_end_fk" FOREIGN KEY ("cooperative_id","plan_id") REFERENCES "public"."distribution_plan"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "distribution_plan_end" ADD CONSTRAINT "distribution_plan_end_resolution_fk" FOREIGN KEY ("cooperative_id","resolution_id") REFERENCES "public"."resolution"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "distribution_plan_repeal" ADD CONSTRAINT "distribution_plan_repeal_fk" FOREIGN KEY ("cooperative_id","plan_id") REFERENCES "public"."distribution_plan_end"("cooperative_id","plan_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "distribution_plan_repeal" ADD CONSTRAINT "distribution_plan_repeal_resolution_fk" FOREIGN KEY ("cooperative_id","resolution_id") REFERENCES "public"."resolution"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_bank_account" ADD CONSTRAINT "member_bank_account_fk" FOREIGN KEY ("cooperative_id","member_id") REFERENCES "public"."member"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "estate_share" ADD CONSTRAINT "estate_share_run_fk" FOREIGN KEY ("cooperative_id","run_id") REFERENCES "public"."dividend_run"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "estate_share" ADD CONSTRAINT "estate_share_account_fk" FOREIGN KEY ("cooperative_id","account_id") REFERENCES "public"."holder_account"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "estate_share" ADD CONSTRAINT "estate_share_heir_fk" FOREIGN KEY ("cooperative_id","heir_id") REFERENCES "public"."member"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "estate_share_end" ADD CONSTRAINT "estate_share_end_fk" FOREIGN KEY ("cooperative_id","run_id","account_id","part") REFERENCES "public"."estate_share"("cooperative_id","run_id","account_id","part") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_batch_end" ADD CONSTRAINT "payout_batch_end_fk" FOREIGN KEY ("cooperative_id","batch_id") REFERENCES "public"."payout_batch"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_batch_refusal" ADD CONSTRAINT "payout_batch_refusal_fk" FOREIGN KEY ("cooperative_id","batch_id") REFERENCES "public"."payout_batch_end"("cooperative_id","batch_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_cash" ADD CONSTRAINT "payout_cash_run_fk" FOREIGN KEY ("cooperative_id","run_id") REFERENCES "public"."dividend_run"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_cash" ADD CONSTRAINT "payout_cash_account_fk" FOREIGN KEY ("cooperative_id","account_id") REFERENCES "public"."holder_account"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_cash_strike" ADD CONSTRAINT "payout_cash_strike_fk" FOREIGN KEY ("cooperative_id","cash_id") REFERENCES "public"."payout_cash"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_file_taken" ADD CONSTRAINT "payout_file_taken_fk" FOREIGN KEY ("cooperative_id","batch_id") REFERENCES "public"."payout_batch"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_line" ADD CONSTRAINT "payout_line_batch_fk" FOREIGN KEY ("cooperative_id","batch_id") REFERENCES "public"."payout_batch"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_line" ADD CONSTRAINT "payout_line_run_fk" FOREIGN KEY ("cooperative_id","run_id") REFERENCES "public"."dividend_run"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_line" ADD CONSTRAINT "payout_line_account_fk" FOREIGN KEY ("cooperative_id","account_id") REFERENCES "public"."holder_account"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_line" ADD CONSTRAINT "payout_line_payee_fk" FOREIGN KEY ("cooperative_id","payee_id") REFERENCES "public"."member"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_reminder" ADD CONSTRAINT "payout_reminder_account_fk" FOREIGN KEY ("cooperative_id","account_id") REFERENCES "public"."holder_account"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_result" ADD CONSTRAINT "payout_result_line_fk" FOREIGN KEY ("cooperative_id","batch_id","serial") REFERENCES "public"."payout_line"("cooperative_id","batch_id","serial") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_result" ADD CONSTRAINT "payout_result_return_fk" FOREIGN KEY ("cooperative_id","return_id") REFERENCES "public"."payout_return"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_return" ADD CONSTRAINT "payout_return_batch_fk" FOREIGN KEY ("cooperative_id","batch_id") REFERENCES "public"."payout_batch"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_set_off" ADD CONSTRAINT "payout_set_off_account_fk" FOREIGN KEY ("cooperative_id","account_id") REFERENCES "public"."holder_account"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_set_off" ADD CONSTRAINT "payout_set_off_owed_fk" FOREIGN KEY ("cooperative_id","owed_run_id") REFERENCES "public"."dividend_run"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_set_off" ADD CONSTRAINT "payout_set_off_against_fk" FOREIGN KEY ("cooperative_id","against_run_id") REFERENCES "public"."dividend_run"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_set_off_strike" ADD CONSTRAINT "payout_set_off_strike_fk" FOREIGN KEY ("cooperative_id","set_off_id") REFERENCES "public"."payout_set_off"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "life_proof" ADD CONSTRAINT "life_proof_member_fk" FOREIGN KEY ("cooperative_id","member_id") REFERENCES "public"."member"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pension_answer" ADD CONSTRAINT "pension_answer_run_fk" FOREIGN KEY ("cooperative_id","run_id") REFERENCES "public"."pension_run"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pension_confirmation" ADD CONSTRAINT "pension_confirmation_line_fk" FOREIGN KEY ("cooperative_id","run_id","member_id") REFERENCES "public"."pension_line"("cooperative_id","run_id","member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pension_confirmation" ADD CONSTRAINT "pension_confirmation_answer_fk" FOREIGN KEY ("cooperative_id","answer_id") REFERENCES "public"."pension_answer"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pension_file_taken" ADD CONSTRAINT "pension_file_taken_fk" FOREIGN KEY ("cooperative_id","run_id") REFERENCES "public"."pension_run"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pension_line" ADD CONSTRAINT "pension_line_run_fk" FOREIGN KEY ("cooperative_id","run_id") REFERENCES "public"."pension_run"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pension_line" ADD CONSTRAINT "pension_line_member_fk" FOREIGN KEY ("cooperative_id","member_id") REFERENCES "public"."member"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pension_repayment" ADD CONSTRAINT "pension_repayment_member_fk" FOREIGN KEY ("cooperative_id","member_id") REFERENCES "public"."member"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pension_return" ADD CONSTRAINT "pension_return_line_fk" FOREIGN KEY ("cooperative_id","run_id","member_id") REFERENCES "public"."pension_line"("cooperative_id","run_id","member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pension_return" ADD CONSTRAINT "pension_return_answer_fk" FOREIGN KEY ("cooperative_id","answer_id") REFERENCES "public"."pension_answer"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pension_rule_end" ADD CONSTRAINT "pension_rule_end_fk" FOREIGN KEY ("cooperative_id","rule_id") REFERENCES "public"."pension_rule"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pension_run_end" ADD CONSTRAINT "pension_run_end_fk" FOREIGN KEY ("cooperative_id","run_id") REFERENCES "public"."pension_run"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tax_filing_run" ADD CONSTRAINT "tax_filing_run_filing_fk" FOREIGN KEY ("cooperative_id","filing_id") REFERENCES "public"."tax_filing"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tax_filing_run" ADD CONSTRAINT "tax_filing_run_run_fk" FOREIGN KEY ("cooperative_id","run_id") REFERENCES "public"."dividend_run"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tax_remittance" ADD CONSTRAINT "tax_remittance_filing_fk" FOREIGN KEY ("cooperative_id","filing_id") REFERENCES "public"."tax_filing"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tax_remittance_strike" ADD CONSTRAINT "tax_remittance_strike_fk" FOREIGN KEY ("cooperative_id","remittance_id") REFERENCES "public"."tax_remittance"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "asset_end_of_asset" ON "asset_end" USING btree ("cooperative_id","asset_id");--> statement-breakpoint
CREATE INDEX "asset_use_of_asset" ON "asset_use" USING btree ("cooperative_id","asset_id");--> statement-breakpoint
CREATE INDEX "asset_valuation_of_asset" ON "asset_valuation" USING btree ("cooperative_id","asset_id","valued_on");--> statement-breakpoint
CREATE INDEX "payout_cash_of_claim" ON "payout_cash" USING btree ("cooperative_id","run_id","account_id","part");--> statement-breakpoint
CREATE INDEX "payout_file_taken_of_batch" ON "payout_file_taken" USING btree ("cooperative_id","batch_id");--> statement-breakpoint
CREATE INDEX "payout_line_of_claim" ON "payout_line" USING btree ("cooperative_id","run_id","account_id","part");--> statement-breakpoint
CREATE INDEX "payout_reminder_of_holder" ON "payout_reminder" USING btree ("cooperative_id","account_id","reminded_on");--> statement-breakpoint
CREATE INDEX "payout_return_of_batch" ON "payout_return" USING btree ("cooperative_id","batch_id");--> statement-breakpoint
CREATE INDEX "payout_set_off_of_holder" ON "payout_set_off" USING btree ("cooperative_id","account_id");--> statement-breakpoint
CREATE INDEX "life_proof_of_member" ON "life_proof" USING btree ("cooperative_id","member_id","proved_on");--> statement-breakpoint
CREATE INDEX "pension_answer_by_content" ON "pension_answer" USING btree ("cooperative_id","sha256");--> statement-breakpoint
CREATE INDEX "pension_file_taken_of_run" ON "pension_file_taken" USING btree ("cooperative_id","run_id");--> statement-breakpoint
CREATE INDEX "pension_repayment_of_member" ON "pension_repayment" USING btree ("cooperative_id","member_id");--> statement-breakpoint
CREATE INDEX "tax_remittance_of_filing" ON "tax_remittance" USING btree ("cooperative_id","filing_id");
--> statement-breakpoint
-- Every account that a member ever had stays known, whoever writes the row.
CREATE FUNCTION keep_bank_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.bank_account_index IS NOT DISTINCT FROM OLD.bank_account_index
    AND NEW.bank_name IS NOT DISTINCT FROM OLD.bank_name THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' AND NEW.bank_account_index IS NULL THEN
    RETURN NULL;
  END IF;
  INSERT INTO member_bank_account (cooperative_id, member_id, recorded_at, bank_name, bank_account_cipher, bank_account_masked)
  VALUES (NEW.cooperative_id, NEW.id, NEW.changed_at, NEW.bank_name, NEW.bank_account_cipher, NEW.bank_account_masked);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_bank_account AFTER INSERT OR UPDATE ON member FOR EACH ROW EXECUTE FUNCTION keep_bank_account();
--> statement-breakpoint
INSERT INTO member_bank_account (cooperative_id, member_id, recorded_at, bank_name, bank_account_cipher, bank_account_masked)
SELECT cooperative_id, id, changed_at, bank_name, bank_account_cipher, bank_account_masked
FROM member WHERE bank_account_index IS NOT NULL;
--> statement-breakpoint
-- Nobody is paid beyond what is due, whatever the program does: after each statement the bank payments that were not
-- cancelled, refused or returned, with the cash, are at most the claim; of a debt, at most the debt is received. A reversal's
-- line takes back and gives back in steps; the books' check proves it.
CREATE FUNCTION refuse_overpayment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1
    FROM (SELECT DISTINCT cooperative_id, run_id, account_id, part FROM entered) AS c
    JOIN dividend_run r ON r.cooperative_id = c.cooperative_id AND r.id = c.run_id
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(l.amount), 0) AS amount FROM payout_line l
      WHERE l.cooperative_id = c.cooperative_id AND l.run_id = c.run_id AND l.account_id = c.account_id AND l.part = c.part
        AND NOT EXISTS (SELECT 1 FROM payout_batch_end e WHERE e.cooperative_id = l.cooperative_id
          AND e.batch_id = l.batch_id AND e.kind = 'cancelled')
        AND NOT EXISTS (SELECT 1 FROM payout_batch_refusal n WHERE n.cooperative_id = l.cooperative_id
          AND n.batch_id = l.batch_id)
        AND NOT EXISTS (SELECT 1 FROM payout_result t WHERE t.cooperative_id = l.cooperative_id
          AND t.batch_id = l.batch_id AND t.serial = l.serial AND t.outcome = 'returned')) AS bank
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(CASE h.direction WHEN 'paid' THEN h.amount ELSE -h.amount END), 0) AS amount
      FROM payout_cash h
      WHERE h.cooperative_id = c.cooperative_id AND h.run_id = c.run_id AND h.account_id = c.account_id AND h.part = c.part
        AND NOT EXISTS (SELECT 1 FROM payout_cash_strike x WHERE x.cooperative_id = h.cooperative_id
          AND x.cash_id = h.id)) AS cash
    CROSS JOIN LATERAL (
      SELECT CASE WHEN c.part = 0 THEN (
          SELECT l.net FROM dividend_line l WHERE l.cooperative_id = c.cooperative_id AND l.run_id = c.run_id
            AND l.calculation = r.calculation AND l.account_id = c.account_id) + coalesce((
          SELECT sum(CASE o.owed_run_id WHEN c.run_id THEN o.amount ELSE -o.amount END) FROM payout_set_off o
          WHERE o.cooperative_id = c.cooperative_id AND o.account_id = c.account_id
            AND c.run_id IN (o.owed_run_id, o.against_run_id)
            AND NOT EXISTS (SELECT 1 FROM payout_set_off_strike x WHERE x.cooperative_id = o.cooperative_id
              AND x.set_off_id = o.id)), 0)
        ELSE (
          SELECT s.amount FROM estate_share s WHERE s.cooperative_id = c.cooperative_id AND s.run_id = c.run_id
            AND s.account_id = c.account_id AND s.part = c.part)
        END AS amount) AS due
    WHERE r.kind <> 'reversal' AND (due.amount IS NULL
      OR bank.amount + cash.amount > greatest(due.amount, 0) OR bank.amount + cash.amount < least(due.amount, 0))
  ) THEN
    RAISE EXCEPTION 'a claim would be paid beyond what is due' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER within_claim AFTER INSERT ON payout_line
  REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION refuse_overpayment();
--> statement-breakpoint
CREATE TRIGGER within_claim AFTER INSERT ON payout_cash
  REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION refuse_overpayment();
--> statement-breakpoint
-- A batch is its lines: at the end of its transaction they are as many and as much as it says, and later none is added.
CREATE FUNCTION require_whole_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT (count(*), coalesce(sum(amount), 0)) IS DISTINCT FROM (NEW.count::bigint, NEW.total)
    FROM payout_line WHERE cooperative_id = NEW.cooperative_id AND batch_id = NEW.id) THEN
    RAISE EXCEPTION 'batch % is not its lines', NEW.number USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER whole_batch AFTER INSERT ON payout_batch DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_whole_batch();
--> statement-breakpoint
CREATE FUNCTION refuse_late_payout_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM (SELECT DISTINCT cooperative_id, batch_id FROM added) AS a
    JOIN payout_batch b ON b.cooperative_id = a.cooperative_id AND b.id = a.batch_id
    WHERE b.xmin::text::bigint <> (pg_current_xact_id()::text::bigint & 4294967295)
  ) THEN
    RAISE EXCEPTION 'lines are written with their batch' USING ERRCODE = 'HG001';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER complete_batch AFTER INSERT ON payout_line
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_payout_line();
--> statement-breakpoint
-- The bank answers only what was sent and not refused as a whole.
CREATE FUNCTION refuse_answer_to_unsent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM (SELECT DISTINCT cooperative_id, batch_id FROM added) AS a
    WHERE NOT EXISTS (SELECT 1 FROM payout_batch_end e WHERE e.cooperative_id = a.cooperative_id
        AND e.batch_id = a.batch_id AND e.kind = 'sent')
      OR EXISTS (SELECT 1 FROM payout_batch_refusal n WHERE n.cooperative_id = a.cooperative_id
        AND n.batch_id = a.batch_id)
  ) THEN
    RAISE EXCEPTION 'a batch that the bank does not have is not answered' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER answer_to_sent AFTER INSERT ON payout_result
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_answer_to_unsent();
--> statement-breakpoint
-- What heirs have of a line is all of it or, undone, nothing.
CREATE FUNCTION require_whole_estate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  run dividend_run;
  parts numeric;
BEGIN
  SELECT * INTO run FROM dividend_run WHERE cooperative_id = NEW.cooperative_id AND id = NEW.run_id;
  SELECT sum(s.amount) INTO parts FROM estate_share s
  WHERE s.cooperative_id = NEW.cooperative_id AND s.run_id = NEW.run_id AND s.account_id = NEW.account_id
    AND NOT EXISTS (SELECT 1 FROM estate_share_end x WHERE x.cooperative_id = s.cooperative_id AND x.run_id = s.run_id
      AND x.account_id = s.account_id AND x.part = s.part);
  IF run.kind <> 'reversal' AND parts <> (
    SELECT l.net FROM dividend_line l WHERE l.cooperative_id = NEW.cooperative_id AND l.run_id = NEW.run_id
      AND l.calculation = run.calculation AND l.account_id = NEW.account_id) + coalesce((
    SELECT sum(CASE o.owed_run_id WHEN NEW.run_id THEN o.amount ELSE -o.amount END) FROM payout_set_off o
    WHERE o.cooperative_id = NEW.cooperative_id AND o.account_id = NEW.account_id
      AND NEW.run_id IN (o.owed_run_id, o.against_run_id)
      AND NOT EXISTS (SELECT 1 FROM payout_set_off_strike x WHERE x.cooperative_id = o.cooperative_id
        AND x.set_off_id = o.id)), 0) THEN
    RAISE EXCEPTION 'the parts of an estate are not the whole' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER whole_estate AFTER INSERT ON estate_share DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_whole_estate();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER whole_estate AFTER INSERT ON estate_share_end DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_whole_estate();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only(
  'payout_setting', 'payout_batch', 'payout_line', 'payout_batch_end', 'payout_return', 'payout_result',
  'payout_cash', 'payout_cash_strike', 'estate_share', 'payout_reminder', 'payout_set_off', 'member_bank_account',
  'distribution_plan', 'distribution_plan_end', 'tax_filing', 'tax_filing_run', 'tax_remittance',
  'pension_rule', 'life_proof', 'pension_run', 'pension_line', 'pension_run_end', 'pension_return',
  'asset', 'asset_valuation', 'asset_use', 'asset_end',
  'payout_file_taken', 'payout_batch_refusal', 'payout_set_off_strike', 'estate_share_end', 'bank_template',
  'pension_repayment', 'asset_strike', 
  'distribution_plan_repeal', 'tax_template', 'tax_remittance_strike',
  'pension_rule_end', 'pension_file_taken', 'pension_answer', 'pension_confirmation'
);
