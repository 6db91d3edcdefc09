CREATE TABLE "assembly_setting" (
	"cooperative_id" uuid NOT NULL,
	"version" bigint NOT NULL,
	"settings" jsonb NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "assembly_setting_cooperative_id_version_pk" PRIMARY KEY("cooperative_id","version")
);
--> statement-breakpoint
CREATE TABLE "run_notice" (
	"cooperative_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"posted_on" date NOT NULL,
	"days" integer NOT NULL,
	"place" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "run_notice_cooperative_id_run_id_pk" PRIMARY KEY("cooperative_id","run_id"),
	CONSTRAINT "run_notice_days" CHECK ("run_notice"."days" >= 1)
);
--> statement-breakpoint
CREATE TABLE "run_objection" (
	"cooperative_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"raised_on" date NOT NULL,
	"raised_by" text NOT NULL,
	"text" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "run_objection_cooperative_id_run_id_number_pk" PRIMARY KEY("cooperative_id","run_id","number")
);
--> statement-breakpoint
CREATE TABLE "run_objection_settlement" (
	"cooperative_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"settled_on" date NOT NULL,
	"text" text NOT NULL,
	"settled_by" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "run_objection_settlement_cooperative_id_run_id_number_pk" PRIMARY KEY("cooperative_id","run_id","number"),
	CONSTRAINT "run_objection_settlement_kind" CHECK ("run_objection_settlement"."kind" in ('answered','released'))
);
--> statement-breakpoint
ALTER TABLE "dividend_run" DROP CONSTRAINT "dividend_run_state";--> statement-breakpoint
ALTER TABLE "dividend_run" DROP CONSTRAINT "dividend_run_resolved";--> statement-breakpoint
ALTER TABLE "run_notice" ADD CONSTRAINT "run_notice_run_fk" FOREIGN KEY ("cooperative_id","run_id") REFERENCES "public"."dividend_run"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_objection" ADD CONSTRAINT "run_objection_notice_fk" FOREIGN KEY ("cooperative_id","run_id") REFERENCES "public"."run_notice"("cooperative_id","run_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_objection_settlement" ADD CONSTRAINT "run_objection_settlement_fk" FOREIGN KEY ("cooperative_id","run_id","number") REFERENCES "public"."run_objection"("cooperative_id","run_id","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dividend_run" ADD CONSTRAINT "dividend_run_state" CHECK ("dividend_run"."state" in ('draft','calculated','approved','on-notice','posted','withdrawn'));--> statement-breakpoint
ALTER TABLE "dividend_run" ADD CONSTRAINT "dividend_run_resolved" CHECK ("dividend_run"."state" not in ('approved','on-notice','posted') or "dividend_run"."resolution_id" is not null);
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('assembly_setting', 'run_notice', 'run_objection', 'run_objection_settlement');
