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
ALTER TABLE "tax_remittance" DROP CONSTRAINT "tax_remittance_cooperative_id_filing_id_pk";--> statement-breakpoint
ALTER TABLE "tax_remittance" ADD COLUMN "id" uuid NOT NULL;--> statement-breakpoint
ALTER TABLE "tax_remittance" ADD CONSTRAINT "tax_remittance_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id");--> statement-breakpoint
ALTER TABLE "tax_remittance" ADD COLUMN "bank_account" text NOT NULL;--> statement-breakpoint
ALTER TABLE "distribution_plan_repeal" ADD CONSTRAINT "distribution_plan_repeal_fk" FOREIGN KEY ("cooperative_id","plan_id") REFERENCES "public"."distribution_plan_end"("cooperative_id","plan_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "distribution_plan_repeal" ADD CONSTRAINT "distribution_plan_repeal_resolution_fk" FOREIGN KEY ("cooperative_id","resolution_id") REFERENCES "public"."resolution"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tax_remittance_strike" ADD CONSTRAINT "tax_remittance_strike_fk" FOREIGN KEY ("cooperative_id","remittance_id") REFERENCES "public"."tax_remittance"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "tax_remittance_of_filing" ON "tax_remittance" USING btree ("cooperative_id","filing_id");--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('distribution_plan_repeal', 'tax_template', 'tax_remittance_strike');
