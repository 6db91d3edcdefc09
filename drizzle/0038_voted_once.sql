-- Money is voted once: what an adopted plan or an approved run gives is not there any more for another plan, though nothing of it
-- is posted yet.
--
-- What there is to distribute, as the books stood at a moment: income of earlier years that nobody has, and what the years until
-- `year` earned. Null while no books were kept here, which they are from the first entry by hand or of opening balances on.
CREATE FUNCTION undistributed_with(cooperative uuid, year int, moment timestamptz) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN EXISTS (
      SELECT FROM journal_entry k WHERE k.cooperative_id = cooperative AND k.kind IN ('opening', 'manual') AND k.recorded_at <= moment)
    THEN (
      SELECT coalesce(sum(l.credit - l.debit), 0)
      FROM journal_line l
      JOIN journal_entry e ON e.cooperative_id = l.cooperative_id AND e.id = l.entry_id
      WHERE l.cooperative_id = cooperative AND e.recorded_at <= moment AND (l.account LIKE '322%'
        OR (l.account LIKE '321%' OR l.account LIKE '5%') AND e.entry_date <= make_date(year, 12, 31)))
  END
$$;
--> statement-breakpoint
-- What was voted of each half-year by a moment and was not posted: what its plan leaves for runs (of a first half no more than the
-- plan of the year took off), or, without a plan, its approved runs; and its approved differences. `of_prior`: paid out of
-- what earlier years left. A half-year of history has its runs alone: it was paid elsewhere.
CREATE FUNCTION voted_waiting(cooperative uuid, moment timestamptz)
RETURNS TABLE (period text, of_prior boolean, waiting numeric) LANGUAGE sql STABLE AS $$
  WITH plan AS (
    SELECT p.period, p.mode, p.payable, coalesce((p.terms -> 'figures' ->> 'advanced')::numeric, 0) AS advanced
    FROM distribution_plan p
    JOIN distribution_plan_end e ON e.cooperative_id = cooperative AND e.plan_id = p.id AND e.kind = 'adopted'
      AND e.recorded_at <= moment
    WHERE p.cooperative_id = cooperative AND NOT EXISTS (
      SELECT FROM distribution_plan_repeal x
      WHERE x.cooperative_id = cooperative AND x.plan_id = p.id AND x.recorded_at <= moment)
  ), run AS (
    SELECT r.period, r.kind, r.pool, r.state = 'posted' AND r.posted_at <= moment AS posted
    FROM dividend_run r
    WHERE r.cooperative_id = cooperative AND r.kind <> 'reversal' AND r.approved_at <= moment
      AND r.state IN ('approved', 'on-notice', 'posted') AND NOT EXISTS (
        SELECT FROM dividend_run v WHERE v.cooperative_id = cooperative AND v.refers_to = r.id AND v.kind = 'reversal'
          AND v.posted_at <= moment)
  ), half AS (
    SELECT r.period, bool_or(r.kind = 'history') AS history,
      coalesce(sum(r.pool) FILTER (WHERE r.posted AND r.kind IN ('regular', 'supplementary')), 0) AS pooled,
      coalesce(sum(r.pool) FILTER (WHERE r.posted AND r.kind <> 'history'), 0) AS taken,
      coalesce(sum(r.pool) FILTER (WHERE NOT r.posted AND r.kind IN ('regular', 'supplementary')), 0) AS approved,
      coalesce(sum(greatest(r.pool, 0)) FILTER (WHERE NOT r.posted AND r.kind = 'difference'), 0) AS differences
    FROM run r GROUP BY r.period
  )
  SELECT coalesce(p.period, h.period), coalesce(p.mode = 'opening', false), coalesce(h.differences, 0) + CASE
      WHEN p.period IS NULL OR h.history THEN coalesce(h.approved, 0)
      ELSE greatest(0, least(p.payable - coalesce(h.pooled, 0), CASE WHEN p.mode = 'advance' THEN y.advanced - coalesce(h.taken, 0) END))
    END
  FROM plan p
  FULL JOIN half h ON h.period = p.period
  LEFT JOIN plan y ON y.period = left(p.period, 4) || '-H2'
$$;
--> statement-breakpoint
-- What the books held beyond a plan and everything voted besides, at a moment; null where no books were kept. What later years give is
-- not of this plan's money, unless it is paid out of what earlier years left.
CREATE FUNCTION left_beside_plan(cooperative uuid, plan uuid, moment timestamptz) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT undistributed_with(cooperative, left(p.period, 4)::int, moment) - p.payable - (
    SELECT coalesce(sum(v.waiting), 0) FROM voted_waiting(cooperative, moment) v
    WHERE v.period <> p.period AND (left(v.period, 4) <= left(p.period, 4) OR v.of_prior))
  FROM distribution_plan p WHERE p.cooperative_id = cooperative AND p.id = plan
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_money_voted_twice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF left_beside_plan(NEW.cooperative_id, NEW.plan_id, 'infinity') < 0
      AND (SELECT p.payable > 0 FROM distribution_plan p WHERE p.cooperative_id = NEW.cooperative_id AND p.id = NEW.plan_id) THEN
    RAISE EXCEPTION 'the plan gives what is not there, or what was voted already' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Judged at the end: what the plan sets aside is entered after it.
CREATE CONSTRAINT TRIGGER voted_once AFTER INSERT ON distribution_plan_end DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind = 'adopted') EXECUTE FUNCTION refuse_money_voted_twice();
--> statement-breakpoint
-- What the dead were due goes to heirs by one who asks and another who confirms, exactly as it was asked for.
CREATE TABLE "estate_request" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"heirs" jsonb NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	"basis" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "estate_request_pk" PRIMARY KEY("cooperative_id","id")
);
--> statement-breakpoint
CREATE TABLE "estate_request_answer" (
	"cooperative_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"reason" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "estate_request_answer_pk" PRIMARY KEY("cooperative_id","request_id")
);
--> statement-breakpoint
ALTER TABLE "estate_request" ADD CONSTRAINT "estate_request_account_fk" FOREIGN KEY ("cooperative_id","account_id") REFERENCES "public"."holder_account"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "estate_request_answer" ADD CONSTRAINT "estate_request_answer_fk" FOREIGN KEY ("cooperative_id","request_id") REFERENCES "public"."estate_request"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "estate_share" ADD COLUMN "request_id" uuid;
--> statement-breakpoint
ALTER TABLE "estate_share" ADD CONSTRAINT "estate_share_request_fk" FOREIGN KEY ("cooperative_id","request_id") REFERENCES "public"."estate_request"("cooperative_id","id");
--> statement-breakpoint
CREATE FUNCTION refuse_estate_by_asker() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM estate_request r WHERE r.cooperative_id = NEW.cooperative_id AND r.id = NEW.request_id
      AND r.recorded_by = NEW.recorded_by) THEN
    RAISE EXCEPTION 'whoever asked for the division of an estate does not confirm it' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER confirmed_by_another AFTER INSERT ON estate_request_answer FOR EACH ROW WHEN (NEW.reason IS NULL)
  EXECUTE FUNCTION refuse_estate_by_asker();
--> statement-breakpoint
-- A part is one of a confirmed request for its heir, of a line of the deceased or of one that the deceased was an heir of.
CREATE FUNCTION refuse_estate_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM estate_request r
    JOIN estate_request_answer q ON q.cooperative_id = r.cooperative_id AND q.request_id = r.id AND q.reason IS NULL
      AND q.recorded_by = NEW.recorded_by AND q.recorded_at = NEW.recorded_at
    JOIN holder_account a ON a.cooperative_id = r.cooperative_id AND a.id = r.account_id
    WHERE r.cooperative_id = NEW.cooperative_id AND r.id = NEW.request_id
      AND r.heirs @> jsonb_build_array(jsonb_build_object('id', NEW.heir_id))
      AND (r.account_id = NEW.account_id OR EXISTS (
        SELECT FROM estate_share s WHERE s.cooperative_id = NEW.cooperative_id AND s.run_id = NEW.run_id
          AND s.account_id = NEW.account_id AND s.part < NEW.part AND s.heir_id = a.member_id))
      AND EXISTS (
        SELECT FROM member_standing d WHERE d.cooperative_id = r.cooperative_id AND d.member_id = a.member_id AND d.kind = 'deceased'
          AND NOT EXISTS (SELECT FROM member_standing k WHERE k.cooperative_id = d.cooperative_id AND k.corrects = d.id))
  ) THEN
    RAISE EXCEPTION 'what the dead were due is divided by one who asks and another who confirms' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER within_request AFTER INSERT ON estate_share DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION refuse_estate_alone();
--> statement-breakpoint
-- Whoever releases an order also says how many payments go again into an account from which the last one came back.
ALTER TABLE "payment_release" ADD COLUMN "returned" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
-- Until when the books of a cooperative were written by versions that let money be voted twice, and one person divide an estate.
CREATE TABLE "voted_twice_before" (
	"cooperative_id" uuid PRIMARY KEY NOT NULL,
	"until" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entry" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO voted_twice_before (cooperative_id, until)
SELECT cooperative_id, max(recorded_at) FROM audit_entry GROUP BY cooperative_id;
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('voted_twice_before', 'estate_request', 'estate_request_answer');
--> statement-breakpoint
REVOKE INSERT ON voted_twice_before, inherited_alone_before FROM hegu_app;
--> statement-breakpoint
CREATE TRIGGER closed BEFORE INSERT ON voted_twice_before FOR EACH ROW EXECUTE FUNCTION refuse_closed();
--> statement-breakpoint
CREATE TRIGGER closed BEFORE INSERT ON inherited_alone_before FOR EACH ROW EXECUTE FUNCTION refuse_closed();
