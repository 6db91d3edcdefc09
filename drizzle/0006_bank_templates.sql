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
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('bank_template');
