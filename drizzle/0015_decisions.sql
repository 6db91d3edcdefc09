-- A decision cannot be typed away: what rests on a resolution is exactly what the resolution names; minutes entered from paper,
-- or days after, count once a second person confirmed them; a public notice begins when its list is there; days entered late
-- keep their reason and their confirmation beside them. PostgreSQL says so, too: rows of the version before stay as they are,
-- what is written from now on keeps to it.
ALTER TABLE "resolution" ADD COLUMN "registered" integer;
--> statement-breakpoint
ALTER TABLE "resolution" ADD COLUMN "late_reason" text;
--> statement-breakpoint
ALTER TABLE "run_notice" ADD COLUMN "late_reason" text;
--> statement-breakpoint
ALTER TABLE "meeting_notice" ADD COLUMN "late_reason" text;
--> statement-breakpoint
CREATE TABLE "resolution_review" (
	"cooperative_id" uuid NOT NULL,
	"resolution_id" uuid NOT NULL,
	"verdict" text NOT NULL,
	"reason" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "resolution_review_cooperative_id_resolution_id_pk" PRIMARY KEY("cooperative_id","resolution_id"),
	CONSTRAINT "resolution_review_verdict" CHECK ("resolution_review"."verdict" in ('confirmed','sent-back')),
	CONSTRAINT "resolution_review_reason" CHECK (("resolution_review"."verdict" = 'sent-back') = ("resolution_review"."reason" is not null)),
	CONSTRAINT "resolution_review_resolution_fk" FOREIGN KEY ("cooperative_id","resolution_id") REFERENCES "resolution"("cooperative_id","id")
);
--> statement-breakpoint
CREATE TABLE "run_notice_review" (
	"cooperative_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"verdict" text NOT NULL,
	"reason" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "run_notice_review_cooperative_id_run_id_pk" PRIMARY KEY("cooperative_id","run_id"),
	CONSTRAINT "run_notice_review_verdict" CHECK ("run_notice_review"."verdict" in ('confirmed','sent-back')),
	CONSTRAINT "run_notice_review_reason" CHECK (("run_notice_review"."verdict" = 'sent-back') = ("run_notice_review"."reason" is not null)),
	CONSTRAINT "run_notice_review_notice_fk" FOREIGN KEY ("cooperative_id","run_id") REFERENCES "run_notice"("cooperative_id","run_id")
);
--> statement-breakpoint
CREATE TABLE "meeting_notice_review" (
	"cooperative_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "meeting_notice_review_cooperative_id_meeting_id_number_pk" PRIMARY KEY("cooperative_id","meeting_id","number"),
	CONSTRAINT "meeting_notice_review_notice_fk" FOREIGN KEY ("cooperative_id","meeting_id","number") REFERENCES "meeting_notice"("cooperative_id","meeting_id","number")
);
--> statement-breakpoint
CREATE TABLE "allotment_scheme_withdrawal" (
	"cooperative_id" uuid NOT NULL,
	"scheme_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "allotment_scheme_withdrawal_cooperative_id_scheme_id_pk" PRIMARY KEY("cooperative_id","scheme_id"),
	CONSTRAINT "allotment_scheme_withdrawal_scheme_fk" FOREIGN KEY ("cooperative_id","scheme_id") REFERENCES "allotment_scheme"("cooperative_id","id")
);
--> statement-breakpoint
-- A meeting whose notice awaits review is not convened.
ALTER TABLE "meeting" DROP CONSTRAINT "meeting_state";
--> statement-breakpoint
ALTER TABLE "meeting" ADD CONSTRAINT "meeting_state" CHECK ("meeting"."state" in ('draft','awaiting-review','convened','open','closed','cancelled'));
--> statement-breakpoint
-- Seven days are the least that any province's rules give; notices of the version before may be shorter.
ALTER TABLE "run_notice" DROP CONSTRAINT "run_notice_days";
--> statement-breakpoint
ALTER TABLE "run_notice" ADD CONSTRAINT "run_notice_days" CHECK ("run_notice"."days" >= 7) NOT VALID;
--> statement-breakpoint
CREATE FUNCTION china_day(moment timestamptz) RETURNS date LANGUAGE sql IMMUTABLE AS $$
  SELECT (moment AT TIME ZONE 'Asia/Shanghai')::date
$$;
--> statement-breakpoint
-- Recorded more than a day after the day it claims.
CREATE FUNCTION is_late(claimed date, recorded timestamptz) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT china_day(recorded) > claimed + 1
$$;
--> statement-breakpoint
-- Minutes of a day that lies in the cooperative's time here, or of a meeting that is entered days after, say why.
CREATE FUNCTION refuse_late_resolution() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.late_reason IS NULL AND (
    (NEW.meeting_id IS NOT NULL AND is_late(NEW.decided_on, NEW.recorded_at))
    OR (NEW.meeting_id IS NULL AND NEW.decided_on >= (SELECT china_day(c.created_at) FROM cooperative c WHERE c.id = NEW.cooperative_id))
  ) THEN
    RAISE EXCEPTION 'resolution % of % was recorded on %: a reason is missing', NEW.number, NEW.decided_on, china_day(NEW.recorded_at)
      USING ERRCODE = 'HG001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER late_resolution BEFORE INSERT ON resolution FOR EACH ROW EXECUTE FUNCTION refuse_late_resolution();
--> statement-breakpoint
-- Whoever recorded it does not confirm it.
CREATE FUNCTION refuse_own_review() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE recorder uuid;
BEGIN
  CASE TG_TABLE_NAME
    WHEN 'resolution_review' THEN
      SELECT r.recorded_by INTO recorder FROM resolution r WHERE r.cooperative_id = NEW.cooperative_id AND r.id = NEW.resolution_id;
    WHEN 'run_notice_review' THEN
      SELECT n.recorded_by INTO recorder FROM run_notice n WHERE n.cooperative_id = NEW.cooperative_id AND n.run_id = NEW.run_id;
    WHEN 'meeting_notice_review' THEN
      SELECT n.recorded_by INTO recorder FROM meeting_notice n
      WHERE n.cooperative_id = NEW.cooperative_id AND n.meeting_id = NEW.meeting_id AND n.number = NEW.number;
  END CASE;
  IF recorder IS NULL OR recorder = NEW.recorded_by THEN
    RAISE EXCEPTION 'whoever recorded it does not review it (%)', TG_TABLE_NAME USING ERRCODE = 'HG001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER by_another BEFORE INSERT ON resolution_review FOR EACH ROW EXECUTE FUNCTION refuse_own_review();
--> statement-breakpoint
CREATE TRIGGER by_another BEFORE INSERT ON run_notice_review FOR EACH ROW EXECUTE FUNCTION refuse_own_review();
--> statement-breakpoint
CREATE TRIGGER by_another BEFORE INSERT ON meeting_notice_review FOR EACH ROW EXECUTE FUNCTION refuse_own_review();
--> statement-breakpoint
-- What takes effect rests on an adopted resolution that names exactly it, was confirmed where it came from paper or was entered
-- days after, and is not older than what it decides. So no resolution carries two things.
CREATE FUNCTION require_carried(of_cooperative uuid, by_resolution uuid, wanted text, not_before date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE r record;
BEGIN
  SELECT * INTO r FROM resolution WHERE cooperative_id = of_cooperative AND id = by_resolution;
  IF NOT FOUND OR r.outcome <> 'adopted' OR r.subject IS DISTINCT FROM wanted OR r.decided_on < not_before THEN
    RAISE EXCEPTION 'resolution % does not carry %', by_resolution, wanted USING ERRCODE = 'HG001';
  END IF;
  IF (r.meeting_id IS NULL OR r.late_reason IS NOT NULL) AND NOT EXISTS (
    SELECT 1 FROM resolution_review v
    WHERE v.cooperative_id = of_cooperative AND v.resolution_id = by_resolution AND v.verdict = 'confirmed'
  ) THEN
    RAISE EXCEPTION 'resolution % was not confirmed by a second person', by_resolution USING ERRCODE = 'HG001';
  END IF;
END $$;
--> statement-breakpoint
CREATE FUNCTION refuse_run_not_carried() RETURNS trigger LANGUAGE plpgsql AS $$
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
    IF hung.begun IS NULL OR NEW.posted_at IS NULL OR china_day(NEW.posted_at) <= hung.begun + hung.days THEN
      RAISE EXCEPTION 'run %: its public notice is not over', NEW.id USING ERRCODE = 'HG001';
    END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER carried BEFORE INSERT OR UPDATE ON dividend_run FOR EACH ROW
  WHEN (NEW.state IN ('approved', 'on-notice', 'posted')) EXECUTE FUNCTION refuse_run_not_carried();
--> statement-breakpoint
CREATE FUNCTION refuse_plan_not_carried() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM require_carried(NEW.cooperative_id, NEW.resolution_id,
    CASE TG_TABLE_NAME WHEN 'distribution_plan_repeal' THEN 'plan-repeal:' ELSE 'plan:' END || NEW.plan_id, NULL);
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER carried BEFORE INSERT ON distribution_plan_end FOR EACH ROW
  WHEN (NEW.kind = 'adopted') EXECUTE FUNCTION refuse_plan_not_carried();
--> statement-breakpoint
CREATE TRIGGER carried BEFORE INSERT ON distribution_plan_repeal FOR EACH ROW EXECUTE FUNCTION refuse_plan_not_carried();
--> statement-breakpoint
CREATE FUNCTION refuse_posting_not_carried() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM require_carried(NEW.cooperative_id, NEW.resolution_id, 'scheme:' || NEW.scheme_id, NULL);
  IF EXISTS (SELECT 1 FROM allotment_scheme_withdrawal w WHERE w.cooperative_id = NEW.cooperative_id AND w.scheme_id = NEW.scheme_id) THEN
    RAISE EXCEPTION 'scheme % was withdrawn', NEW.scheme_id USING ERRCODE = 'HG001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER carried BEFORE INSERT ON allotment_posting FOR EACH ROW EXECUTE FUNCTION refuse_posting_not_carried();
--> statement-breakpoint
-- A list hangs from the day it was approved at the earliest; hung up days ago, it says why it is entered only now.
CREATE FUNCTION refuse_notice_before_list() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM dividend_run r WHERE r.cooperative_id = NEW.cooperative_id AND r.id = NEW.run_id
      AND r.state IN ('approved', 'on-notice') AND china_day(r.approved_at) <= NEW.posted_on
  ) THEN
    RAISE EXCEPTION 'the notice of % begins before its list was approved', NEW.posted_on USING ERRCODE = 'HG001';
  END IF;
  IF NEW.late_reason IS NULL AND is_late(NEW.posted_on, NEW.recorded_at) THEN
    RAISE EXCEPTION 'the notice of % was recorded on %: a reason is missing', NEW.posted_on, china_day(NEW.recorded_at)
      USING ERRCODE = 'HG001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER after_its_list BEFORE INSERT ON run_notice FOR EACH ROW EXECUTE FUNCTION refuse_notice_before_list();
--> statement-breakpoint
-- A meeting is convened by a notice of its day, or by one that somebody else confirmed.
CREATE FUNCTION refuse_unreviewed_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> OLD.state AND NOT EXISTS (
    SELECT 1 FROM meeting_notice n
    WHERE n.cooperative_id = NEW.cooperative_id AND n.meeting_id = NEW.id AND n.number = NEW.notice
      AND (NOT is_late(least(n.notice_on, n.papers_open_from), n.recorded_at) OR EXISTS (
        SELECT 1 FROM meeting_notice_review v
        WHERE v.cooperative_id = n.cooperative_id AND v.meeting_id = n.meeting_id AND v.number = n.number))
  ) THEN
    RAISE EXCEPTION 'meeting %: its notice was entered late and not confirmed', NEW.id USING ERRCODE = 'HG001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER notice_in_time BEFORE UPDATE ON meeting FOR EACH ROW
  WHEN (NEW.state IN ('convened', 'open')) EXECUTE FUNCTION refuse_unreviewed_notice();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('resolution_review', 'run_notice_review', 'meeting_notice_review', 'allotment_scheme_withdrawal');
