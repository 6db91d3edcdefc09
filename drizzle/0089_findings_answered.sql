-- What verification finds is answered on record: one person says what it is, another confirms it. The answer names the finding by the
-- hash of what it says; one that says anything else has no answer. Rows only grow.
CREATE TABLE "finding_answer" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"finding" text NOT NULL,
	"says_zh" text NOT NULL,
	"says_en" text NOT NULL,
	"explanation" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "finding_answer_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "finding_answer_finding" CHECK ("finding_answer"."finding" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
ALTER TABLE "finding_answer" ADD CONSTRAINT "finding_answer_book_fk" FOREIGN KEY ("cooperative_id") REFERENCES "public"."book"("cooperative_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE TABLE "finding_answer_review" (
	"cooperative_id" uuid NOT NULL,
	"answer_id" uuid NOT NULL,
	"reason" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "finding_answer_review_cooperative_id_answer_id_pk" PRIMARY KEY("cooperative_id","answer_id")
);
--> statement-breakpoint
ALTER TABLE "finding_answer_review" ADD CONSTRAINT "finding_answer_review_answer_fk" FOREIGN KEY ("cooperative_id","answer_id") REFERENCES "public"."finding_answer"("cooperative_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE FUNCTION refuse_own_finding_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM finding_answer a WHERE a.cooperative_id = NEW.cooperative_id AND a.id = NEW.answer_id
      AND a.recorded_by = NEW.recorded_by) THEN
    RAISE EXCEPTION 'finding_answer_review: another person reviews' USING ERRCODE = 'HG002';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER reviewed_by_another BEFORE INSERT ON finding_answer_review FOR EACH ROW EXECUTE FUNCTION refuse_own_finding_review();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('finding_answer', 'finding_answer_review');
