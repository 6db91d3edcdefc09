-- What an assembly decided and a second person approved is withdrawn by one who asks and another who confirms. `before`: withdrawn by one, by
-- a version that did not ask for two.
CREATE TABLE "run_withdrawal" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "run_withdrawal_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "run_withdrawal_kind" CHECK ("run_withdrawal"."kind" in ('asked','before'))
);
--> statement-breakpoint
CREATE TABLE "run_withdrawal_answer" (
	"cooperative_id" uuid NOT NULL,
	"withdrawal_id" uuid NOT NULL,
	"reason" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "run_withdrawal_answer_pk" PRIMARY KEY("cooperative_id","withdrawal_id")
);
--> statement-breakpoint
ALTER TABLE "run_withdrawal" ADD CONSTRAINT "run_withdrawal_run_fk" FOREIGN KEY ("cooperative_id","run_id") REFERENCES "public"."dividend_run"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "run_withdrawal_answer" ADD CONSTRAINT "run_withdrawal_answer_fk" FOREIGN KEY ("cooperative_id","withdrawal_id") REFERENCES "public"."run_withdrawal"("cooperative_id","id");
--> statement-breakpoint
CREATE INDEX "run_withdrawal_of_run" ON "run_withdrawal" USING btree ("cooperative_id","run_id");
--> statement-breakpoint
ALTER TABLE "dividend_run" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO run_withdrawal (cooperative_id, id, run_id, kind, reason, recorded_at, recorded_by)
SELECT cooperative_id, gen_random_uuid(), id, 'before', coalesce(reason, '—'), approved_at, prepared_by FROM dividend_run
WHERE state = 'withdrawn' AND approved_by IS NOT NULL;
--> statement-breakpoint
-- By one who asked for it, and another who confirmed it.
CREATE FUNCTION run_withdrawn_by_two(r dividend_run) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM run_withdrawal q
    JOIN run_withdrawal_answer a ON a.cooperative_id = q.cooperative_id AND a.withdrawal_id = q.id AND a.reason IS NULL
      AND a.recorded_by <> q.recorded_by
    WHERE q.cooperative_id = r.cooperative_id AND q.run_id = r.id AND q.kind = 'asked')
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_withdrawal_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT run_withdrawn_by_two(NEW) THEN
    RAISE EXCEPTION 'what was approved is withdrawn by one who asks and another who confirms' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER withdrawn_by_two AFTER UPDATE ON dividend_run FOR EACH ROW
  WHEN (NEW.state = 'withdrawn' AND OLD.state IN ('approved', 'on-notice')) EXECUTE FUNCTION refuse_withdrawal_alone();
--> statement-breakpoint
CREATE FUNCTION refuse_own_withdrawal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.reason IS NULL AND EXISTS (SELECT FROM run_withdrawal q WHERE q.cooperative_id = NEW.cooperative_id AND q.id = NEW.withdrawal_id
      AND q.recorded_by = NEW.recorded_by) THEN
    RAISE EXCEPTION 'whoever asks for a run to be withdrawn does not confirm it' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER answered_by_another AFTER INSERT ON run_withdrawal_answer FOR EACH ROW EXECUTE FUNCTION refuse_own_withdrawal();
--> statement-breakpoint
-- Whoever was paid over the counter, by one person's word, is told so.
ALTER TABLE "member_message" DROP CONSTRAINT "member_message_kind";
--> statement-breakpoint
ALTER TABLE "member_message" ADD CONSTRAINT "member_message_kind" CHECK ("member_message"."kind" in ('payout-sent','payout-returned','payout-arrived','paid-in-cash','meeting-called','meeting-off','objection-settled'));
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('run_withdrawal', 'run_withdrawal_answer');
