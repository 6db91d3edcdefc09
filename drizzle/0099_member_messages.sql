-- What members are told in writing: a payment on its way, one that came back, a meeting called, an objection answered. Kept as it was told,
-- seen in the portal by whom it is for, and handed on to telephones by a job where an operator has connected a gateway.
CREATE TABLE "member_message" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"about" uuid NOT NULL,
	"said_zh" text NOT NULL,
	"said_en" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	CONSTRAINT "member_message_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "member_message_number" UNIQUE("cooperative_id","number"),
	CONSTRAINT "member_message_kind" CHECK ("member_message"."kind" in ('payout-sent','payout-returned','meeting-called','meeting-off','objection-settled'))
);
--> statement-breakpoint
ALTER TABLE "member_message" ADD CONSTRAINT "member_message_member_fk" FOREIGN KEY ("cooperative_id","member_id") REFERENCES "public"."member"("cooperative_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "member_message_of_member" ON "member_message" USING btree ("cooperative_id","member_id","number");
--> statement-breakpoint
CREATE INDEX "member_message_by_time" ON "member_message" USING btree ("cooperative_id","recorded_at");
--> statement-breakpoint
CREATE TABLE "message_delivery" (
	"cooperative_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"outcome" text NOT NULL,
	"said" text,
	"recorded_at" timestamptz(3) NOT NULL,
	CONSTRAINT "message_delivery_cooperative_id_message_id_attempt_pk" PRIMARY KEY("cooperative_id","message_id","attempt"),
	CONSTRAINT "message_delivery_outcome" CHECK ("message_delivery"."outcome" in ('taken','refused','no-telephone','later')),
	CONSTRAINT "message_delivery_said" CHECK (length(coalesce("message_delivery"."said", '')) <= 200)
);
--> statement-breakpoint
ALTER TABLE "message_delivery" ADD CONSTRAINT "message_delivery_message_fk" FOREIGN KEY ("cooperative_id","message_id") REFERENCES "public"."member_message"("cooperative_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Written by a job between the commands, as readings and imports are.
CREATE OR REPLACE FUNCTION rows_between() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['access_entry', 'import_file', 'message_delivery']
$$;
--> statement-breakpoint
SELECT seal_append_only('member_message'), seal_append_only('message_delivery');
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT show_in_portal('member_message', 'member_id IN (SELECT own_members())');
