-- The last day of a notice, the day of an answer to an objection and the day for handing tax over move past days of rest. The table of those
-- grows year by year: what was counted when it mattered is kept, and a later table moves none of it. Null: of before, counted when read.
ALTER TABLE "dividend_run" ADD COLUMN "notice_ended_on" date;
--> statement-breakpoint
ALTER TABLE "run_objection" ADD COLUMN "answer_due_on" date;
--> statement-breakpoint
ALTER TABLE "tax_filing" ADD COLUMN "due_on" date;
--> statement-breakpoint
-- As 0015 left it, but that the day on which the notice ended is kept with the posting: never before its days are counted out, and over.
CREATE OR REPLACE FUNCTION refuse_run_not_carried() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE hung record;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.state = OLD.state AND NEW.resolution_id IS NOT DISTINCT FROM OLD.resolution_id THEN
    RETURN NEW;
  END IF;
  PERFORM require_carried(NEW.cooperative_id, NEW.resolution_id,
    CASE NEW.kind WHEN 'reversal' THEN 'reversal:' || NEW.refers_to ELSE 'run:' || NEW.id || ':' || NEW.calculation END,
    NEW.record_date);
  -- History pays nothing and hangs nowhere.
  IF NEW.state = 'posted' AND NEW.kind NOT IN ('reversal', 'history') THEN
    SELECT n.days, CASE
        WHEN NOT is_late(n.posted_on, n.recorded_at) OR v.verdict = 'confirmed' THEN n.posted_on
        WHEN v.verdict = 'sent-back' THEN china_day(n.recorded_at)
      END AS begun
    INTO hung FROM run_notice n
    LEFT JOIN run_notice_review v ON v.cooperative_id = n.cooperative_id AND v.run_id = n.run_id
    WHERE n.cooperative_id = NEW.cooperative_id AND n.run_id = NEW.id;
    IF hung.begun IS NULL OR NEW.posted_at IS NULL OR NEW.notice_ended_on IS NULL
      OR NEW.notice_ended_on < hung.begun + hung.days OR china_day(NEW.posted_at) <= NEW.notice_ended_on THEN
      RAISE EXCEPTION 'run %: its public notice is not over', NEW.id USING ERRCODE = 'HG001';
    END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
GRANT SELECT (notice_ended_on) ON dividend_run TO hegu_portal;
--> statement-breakpoint
GRANT SELECT (answer_due_on) ON run_objection TO hegu_portal;
