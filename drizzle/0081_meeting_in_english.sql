-- What a meeting is called on papers in English.
ALTER TABLE "meeting" ADD COLUMN "title_en" text;
--> statement-breakpoint
SELECT seal_tenant_tables();
