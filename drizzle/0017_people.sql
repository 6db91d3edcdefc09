-- Who may take shares and how many without a second look, what is asked for and answered by another person, splits of a class, and
-- why and by what decision somebody became a member or left.
ALTER TABLE "share_movement" DROP CONSTRAINT "share_movement_kind";
--> statement-breakpoint
ALTER TABLE "share_movement" ADD CONSTRAINT "share_movement_kind" CHECK ("share_movement"."kind" in ('opening','subscription','allotment','inheritance','gift','transfer','redemption','escheat','split','correction','reversal'));
--> statement-breakpoint
ALTER TABLE "share_class" ADD COLUMN "name_en" text;
--> statement-breakpoint
CREATE TABLE "share_taker_rule" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"takers" text NOT NULL,
	"effective_on" date NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	"resolution_id" uuid,
	"source" text NOT NULL,
	CONSTRAINT "share_taker_rule_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "share_taker_rule_takers" CHECK ("share_taker_rule"."takers" in ('inside','kin','outside')),
	CONSTRAINT "share_taker_rule_decided" CHECK ("share_taker_rule"."takers" <> 'outside' or "share_taker_rule"."resolution_id" is not null)
);
--> statement-breakpoint
ALTER TABLE "share_taker_rule" ADD CONSTRAINT "share_taker_rule_resolution_fk" FOREIGN KEY ("cooperative_id","resolution_id") REFERENCES "public"."resolution"("cooperative_id","id");
--> statement-breakpoint
CREATE TABLE "share_allowance" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"quantity" numeric(20, 4) NOT NULL,
	"effective_on" date NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "share_allowance_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "share_allowance_quantity" CHECK ("share_allowance"."quantity" >= 0)
);
--> statement-breakpoint
CREATE TABLE "movement_request" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"wish" jsonb NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_by_name" text NOT NULL,
	CONSTRAINT "movement_request_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "movement_request_number_unique" UNIQUE("cooperative_id","number")
);
--> statement-breakpoint
CREATE TABLE "movement_request_answer" (
	"cooperative_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"confirmed" boolean NOT NULL,
	"reason" text,
	"first_number" bigint,
	"last_number" bigint,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_by_name" text NOT NULL,
	CONSTRAINT "movement_request_answer_cooperative_id_request_id_pk" PRIMARY KEY("cooperative_id","request_id"),
	CONSTRAINT "movement_request_answer_shape" CHECK (case when "movement_request_answer"."confirmed" then "movement_request_answer"."first_number" is not null and "movement_request_answer"."last_number" >= "movement_request_answer"."first_number" else "movement_request_answer"."first_number" is null and "movement_request_answer"."last_number" is null and "movement_request_answer"."reason" is not null end)
);
--> statement-breakpoint
ALTER TABLE "movement_request_answer" ADD CONSTRAINT "movement_request_answer_request_fk" FOREIGN KEY ("cooperative_id","request_id") REFERENCES "public"."movement_request"("cooperative_id","id");
--> statement-breakpoint
-- Whoever asked does not answer, unless to take the request back.
CREATE FUNCTION refuse_own_confirmation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.confirmed AND EXISTS (SELECT 1 FROM movement_request r WHERE r.cooperative_id = NEW.cooperative_id
      AND r.id = NEW.request_id AND r.recorded_by = NEW.recorded_by) THEN
    RAISE EXCEPTION 'a request is confirmed by another person' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER confirmed_by_another AFTER INSERT ON movement_request_answer
  FOR EACH ROW EXECUTE FUNCTION refuse_own_confirmation();
--> statement-breakpoint
CREATE TABLE "share_split" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"class_id" uuid NOT NULL,
	"numerator" bigint NOT NULL,
	"denominator" bigint NOT NULL,
	"effective_on" date NOT NULL,
	"first_number" bigint NOT NULL,
	"resolution_id" uuid NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "share_split_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "share_split_once_a_day" UNIQUE("cooperative_id","class_id","effective_on"),
	CONSTRAINT "share_split_ratio" CHECK ("share_split"."numerator" > 0 and "share_split"."denominator" > 0 and "share_split"."numerator" <> "share_split"."denominator")
);
--> statement-breakpoint
ALTER TABLE "share_split" ADD CONSTRAINT "share_split_class_fk" FOREIGN KEY ("cooperative_id","class_id") REFERENCES "public"."share_class"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "share_split" ADD CONSTRAINT "share_split_resolution_fk" FOREIGN KEY ("cooperative_id","resolution_id") REFERENCES "public"."resolution"("cooperative_id","id");
--> statement-breakpoint
CREATE TABLE "member_basis" (
	"cooperative_id" uuid NOT NULL,
	"standing_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"law_id" text,
	"resolution_id" uuid,
	"application" text,
	"recorded_at" timestamptz(3) NOT NULL,
	CONSTRAINT "member_basis_cooperative_id_standing_id_pk" PRIMARY KEY("cooperative_id","standing_id"),
	CONSTRAINT "member_basis_voluntary" CHECK ("member_basis"."reason" <> 'voluntary' or ("member_basis"."application" is not null and "member_basis"."resolution_id" is not null))
);
--> statement-breakpoint
ALTER TABLE "member_basis" ADD CONSTRAINT "member_basis_standing_fk" FOREIGN KEY ("cooperative_id","standing_id") REFERENCES "public"."member_standing"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "member_basis" ADD CONSTRAINT "member_basis_resolution_fk" FOREIGN KEY ("cooperative_id","resolution_id") REFERENCES "public"."resolution"("cooperative_id","id");
--> statement-breakpoint
-- What rests on a decision rests on an adopted one, at every door.
CREATE FUNCTION require_adopted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.resolution_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM resolution r
      WHERE r.cooperative_id = NEW.cooperative_id AND r.id = NEW.resolution_id AND r.outcome = 'adopted') THEN
    RAISE EXCEPTION 'only an adopted resolution carries it' USING ERRCODE = '23514', CONSTRAINT = 'rests_on_adopted';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER rests_on_adopted AFTER INSERT ON member_basis FOR EACH ROW EXECUTE FUNCTION require_adopted();
--> statement-breakpoint
CREATE TRIGGER rests_on_adopted AFTER INSERT ON share_taker_rule FOR EACH ROW EXECUTE FUNCTION require_adopted();
--> statement-breakpoint
CREATE TRIGGER rests_on_adopted AFTER INSERT ON share_split FOR EACH ROW EXECUTE FUNCTION require_adopted();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('share_taker_rule', 'share_allowance', 'movement_request', 'movement_request_answer', 'share_split', 'member_basis');
