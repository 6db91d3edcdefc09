-- Where a cooperative stands, days of rest of its own, the accounts whose income is not distributed, and what a plan gives to
-- welfare payable and to outside investors.
CREATE TABLE "jurisdiction" (
	"cooperative_id" uuid NOT NULL,
	"version" bigint NOT NULL,
	"effective_from" date NOT NULL,
	"province" text NOT NULL,
	"community" text NOT NULL,
	"source" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "jurisdiction_cooperative_id_version_pk" PRIMARY KEY("cooperative_id","version"),
	CONSTRAINT "jurisdiction_community" CHECK ("jurisdiction"."community" in ('urban','village')),
	CONSTRAINT "jurisdiction_province" CHECK ("jurisdiction"."province" ~ '^[0-9]{2}$')
);
--> statement-breakpoint
CREATE TABLE "rest_day" (
	"cooperative_id" uuid NOT NULL,
	"version" bigint NOT NULL,
	"day" date NOT NULL,
	"rest" boolean NOT NULL,
	"source" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "rest_day_cooperative_id_version_pk" PRIMARY KEY("cooperative_id","version")
);
--> statement-breakpoint
CREATE TABLE "kept_out_setting" (
	"cooperative_id" uuid NOT NULL,
	"version" bigint NOT NULL,
	"accounts" jsonb NOT NULL,
	"source" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "kept_out_setting_cooperative_id_version_pk" PRIMARY KEY("cooperative_id","version")
);
--> statement-breakpoint
ALTER TABLE "distribution_plan" ADD COLUMN "benefits" numeric(18,2) DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "distribution_plan" ADD COLUMN "investors" numeric(18,2) DEFAULT 0 NOT NULL;
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('jurisdiction', 'rest_day', 'kept_out_setting');
