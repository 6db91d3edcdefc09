-- The bank's own sample of its file, kept sealed; a template is proved by the latest.
ALTER TABLE "sealed_file" DROP CONSTRAINT "sealed_file_kind";
--> statement-breakpoint
ALTER TABLE "sealed_file" ADD CONSTRAINT "sealed_file_kind" CHECK ("sealed_file"."kind" in ('payout-file','pension-file','tax-file','bank-sample'));
--> statement-breakpoint
CREATE TABLE "bank_sample" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"template_id" text NOT NULL,
	"file_id" uuid NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "bank_sample_pk" PRIMARY KEY("cooperative_id","id")
);
--> statement-breakpoint
ALTER TABLE "bank_sample" ADD CONSTRAINT "bank_sample_file_fk" FOREIGN KEY ("cooperative_id","file_id") REFERENCES "public"."sealed_file"("cooperative_id","id");
--> statement-breakpoint
CREATE INDEX "bank_sample_of_template" ON "bank_sample" USING btree ("cooperative_id","template_id","recorded_at");
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('bank_sample');
