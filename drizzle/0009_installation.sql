-- Which key opened the database: one row, written at the first start and never changed. The fingerprint is derived from the
-- key and says nothing of it. And whether somebody ever signed in, so that a first password that never reached anybody may be
-- given again.
CREATE TABLE "installation" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"key_fingerprint" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	CONSTRAINT "installation_one_row" CHECK ("installation"."only")
);
--> statement-breakpoint
SELECT seal_append_only('installation');
--> statement-breakpoint
ALTER TABLE "app_user" ADD COLUMN "signed_in_at" timestamptz(3);
