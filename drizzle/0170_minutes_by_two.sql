-- Minutes that are written, or written anew, days after the meeting stand once another person confirmed them against the paper; until
-- then what stood before stands. What was written before counts as it did.
CREATE TABLE "meeting_minutes_answer" (
	"cooperative_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"number" integer NOT NULL,
	-- Null: confirmed.
	"reason" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "meeting_minutes_answer_cooperative_id_meeting_id_number_pk" PRIMARY KEY("cooperative_id","meeting_id","number"),
	CONSTRAINT "meeting_minutes_answer_fk" FOREIGN KEY ("cooperative_id","meeting_id","number")
		REFERENCES "public"."meeting_minutes"("cooperative_id","meeting_id","number")
);
--> statement-breakpoint
-- Null: in time, or of before.
ALTER TABLE "meeting_minutes" ADD COLUMN "by_two" boolean CONSTRAINT "meeting_minutes_by_two" CHECK ("by_two");
--> statement-breakpoint
-- Days after the meeting: with a reason, and by two.
CREATE FUNCTION refuse_late_minutes_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF china_day(NEW.recorded_at) > (SELECT m.held_on + 1 FROM meeting m
      WHERE m.cooperative_id = NEW.cooperative_id AND m.id = NEW.meeting_id)
    AND (NEW.late_reason IS NULL OR NEW.by_two IS NULL) THEN
    RAISE EXCEPTION 'minutes that are written days after say why, and wait for another person' USING ERRCODE = 'HG001';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER late_by_two AFTER INSERT ON meeting_minutes FOR EACH ROW EXECUTE FUNCTION refuse_late_minutes_alone();
--> statement-breakpoint
CREATE FUNCTION refuse_own_minutes_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM meeting_minutes m WHERE m.cooperative_id = NEW.cooperative_id AND m.meeting_id = NEW.meeting_id
    AND m.number = NEW.number AND m.by_two AND m.recorded_by <> NEW.recorded_by)
    -- What was written since waits anew.
    OR EXISTS (SELECT FROM meeting_minutes m WHERE m.cooperative_id = NEW.cooperative_id AND m.meeting_id = NEW.meeting_id
      AND m.number > NEW.number) THEN
    RAISE EXCEPTION 'another person than whoever wrote late minutes answers what was written last' USING ERRCODE = 'HG001';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER answered_by_another AFTER INSERT ON meeting_minutes_answer
  FOR EACH ROW EXECUTE FUNCTION refuse_own_minutes_answer();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('meeting_minutes_answer');
--> statement-breakpoint
-- On the phone: that it was confirmed. What was sent back, and why, is the office's.
SELECT show_in_portal('meeting_minutes_answer', 'reason IS NULL AND meeting_id IN (SELECT m.id FROM meeting m)');
--> statement-breakpoint
SELECT show_in_portal('meeting_minutes', 'meeting_id IN (SELECT m.id FROM meeting m) AND (by_two IS NULL OR EXISTS (
  SELECT FROM meeting_minutes_answer a WHERE a.cooperative_id = meeting_minutes.cooperative_id
    AND a.meeting_id = meeting_minutes.meeting_id AND a.number = meeting_minutes.number))');
