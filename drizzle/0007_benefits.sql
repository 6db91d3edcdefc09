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
-- What stands already gets a name of its own, so that it can be struck.
ALTER TABLE "asset_end" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "asset_end" ALTER COLUMN "id" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "asset_valuation" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "asset_valuation" ALTER COLUMN "id" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "asset_end" DROP CONSTRAINT "asset_end_cooperative_id_asset_id_pk";--> statement-breakpoint
ALTER TABLE "asset_valuation" DROP CONSTRAINT "asset_valuation_cooperative_id_asset_id_valued_on_pk";--> statement-breakpoint
ALTER TABLE "asset_end" ADD CONSTRAINT "asset_end_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id");--> statement-breakpoint
ALTER TABLE "asset_valuation" ADD CONSTRAINT "asset_valuation_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id");--> statement-breakpoint
ALTER TABLE "asset_strike" ADD CONSTRAINT "asset_strike_fk" FOREIGN KEY ("cooperative_id","asset_id") REFERENCES "public"."asset"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pension_repayment" ADD CONSTRAINT "pension_repayment_member_fk" FOREIGN KEY ("cooperative_id","member_id") REFERENCES "public"."member"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pension_repayment_of_member" ON "pension_repayment" USING btree ("cooperative_id","member_id");--> statement-breakpoint
CREATE INDEX "asset_end_of_asset" ON "asset_end" USING btree ("cooperative_id","asset_id");--> statement-breakpoint
CREATE INDEX "asset_valuation_of_asset" ON "asset_valuation" USING btree ("cooperative_id","asset_id","valued_on");
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('pension_repayment', 'asset_strike');
