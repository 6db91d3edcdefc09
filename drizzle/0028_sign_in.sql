-- How people sign in: failures are counted and locked, sessions listed and ended, a second factor, tokens for programs.
ALTER TABLE "session" ADD COLUMN "id" uuid NOT NULL DEFAULT gen_random_uuid();
--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "last_seen_at" timestamptz(3);
--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "address" text;
--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "agent" text;
--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "second_factor_at" timestamptz(3);
--> statement-breakpoint
CREATE INDEX "session_of_user" ON "session" USING btree ("user_id");
--> statement-breakpoint
-- Failures by name, by address, and by both; the key says nothing of either and takes few enough values to bound the table.
CREATE TABLE "sign_in_guard" (
	"key" text PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"last_failed_at" timestamptz(3) NOT NULL,
	"locked_until" timestamptz(3),
	CONSTRAINT "sign_in_guard_key" CHECK ("sign_in_guard"."key" ~ '^(name|address|both):[0-9a-f]{5}$')
);
--> statement-breakpoint
CREATE TABLE "second_factor" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"seed" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"confirmed_at" timestamptz(3),
	"last_step" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "second_factor" ADD CONSTRAINT "second_factor_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id");
--> statement-breakpoint
CREATE TABLE "recovery_code" (
	"user_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"used_at" timestamptz(3),
	CONSTRAINT "recovery_code_user_id_code_hash_pk" PRIMARY KEY("user_id","code_hash")
);
--> statement-breakpoint
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id");
--> statement-breakpoint
CREATE TABLE "api_token" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"cooperative_id" uuid NOT NULL,
	"name" text NOT NULL,
	"token_hash" text NOT NULL,
	"scopes" jsonb NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"expires_at" timestamptz(3) NOT NULL,
	"ended_at" timestamptz(3),
	CONSTRAINT "api_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id");
--> statement-breakpoint
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_cooperative_id_cooperative_id_fk" FOREIGN KEY ("cooperative_id") REFERENCES "public"."cooperative"("id");
--> statement-breakpoint
CREATE INDEX "api_token_of_user" ON "api_token" USING btree ("user_id");
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_guard, second_factor, recovery_code TO hegu_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON api_token TO hegu_app;
