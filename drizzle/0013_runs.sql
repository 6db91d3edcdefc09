-- Runs that cannot be got round: no ordinary run in the books without the adopted plan of its half-year, a run of before the
-- cooperative's first day here that pays nothing, an approval that holds what it approved, a carry that is taken once.
ALTER TABLE "dividend_run" DROP CONSTRAINT "dividend_run_kind";--> statement-breakpoint
ALTER TABLE "dividend_run" ADD CONSTRAINT "dividend_run_kind" CHECK ("dividend_run"."kind" in ('regular','supplementary','history','difference','reversal'));--> statement-breakpoint
ALTER TABLE "dividend_run" ADD COLUMN "approved_content" text;--> statement-breakpoint
-- A run that took a carry-forward gives it back when it is withdrawn or reversed: which an index cannot see, and a trigger does.
DROP INDEX "dividend_run_carry_once";--> statement-breakpoint
CREATE INDEX "dividend_run_carried_from" ON "dividend_run" USING btree ("cooperative_id","carried_from");--> statement-breakpoint
-- What a run says and every one of its lines, as one digest: whatever of it is changed, it is another.
CREATE FUNCTION run_content(cooperative uuid, run uuid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array(r.kind, r.period, r.record_date, r.basis, r.method, r.rate_scale,
    trim_scale(r.pool), r.class_weights, trim_scale(r.tax_rate), r.tax_basis, r.refers_to, r.calculation,
    extract(epoch FROM r.known_at), r.carried_from, trim_scale(r.carried_in), r.lines, trim_scale(r.total_weight),
    trim_scale(r.rate), trim_scale(r.paid), trim_scale(r.tax), trim_scale(r.net), trim_scale(r.carried), (
      SELECT string_agg(concat_ws(' ', l.ordinal, l.account_id, trim_scale(l.shares), trim_scale(l.weight),
        trim_scale(l.gross), trim_scale(l.tax), trim_scale(l.net), l.held), ';' ORDER BY l.ordinal)
      FROM dividend_line l
      WHERE l.cooperative_id = r.cooperative_id AND l.run_id = r.id AND l.calculation = r.calculation)
  )::text, 'UTF8')), 'hex')
  FROM dividend_run r WHERE r.cooperative_id = cooperative AND r.id = run
$$;
--> statement-breakpoint
-- What was approved before holds what it says today. Its owner may be bound by forced policies, which would hide every row.
ALTER TABLE "dividend_run" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "dividend_line" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "dividend_run" SET "approved_content" = run_content("cooperative_id", "id") WHERE "state" IN ('approved', 'on-notice', 'posted');--> statement-breakpoint
ALTER TABLE "dividend_line" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "dividend_run" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE FUNCTION first_day_of(period text) RETURNS date LANGUAGE sql IMMUTABLE AS $$
  SELECT make_date(left(period, 4)::int, CASE right(period, 2) WHEN 'H1' THEN 1 ELSE 7 END, 1)
$$;
--> statement-breakpoint
CREATE FUNCTION last_day_of(period text) RETURNS date LANGUAGE sql IMMUTABLE AS $$
  SELECT (first_day_of(period) + interval '6 months' - interval '1 day')::date
$$;
--> statement-breakpoint
CREATE FUNCTION guard_dividend_run() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before text := CASE TG_OP WHEN 'UPDATE' THEN OLD.state ELSE 'none' END;
BEGIN
  IF NEW.state <> 'withdrawn' AND NEW.kind <> 'reversal' AND NEW.carried_from IS NOT NULL AND EXISTS (
    SELECT 1 FROM dividend_run t WHERE t.cooperative_id = NEW.cooperative_id AND t.carried_from = NEW.carried_from
      AND t.id <> NEW.id AND t.state <> 'withdrawn' AND t.kind <> 'reversal' AND NOT EXISTS (
        SELECT 1 FROM dividend_run v WHERE v.cooperative_id = t.cooperative_id AND v.refers_to = t.id
          AND v.kind = 'reversal')) THEN
    RAISE EXCEPTION 'a carry-forward is taken once' USING ERRCODE = 'HG003';
  END IF;
  IF NEW.kind NOT IN ('regular', 'supplementary', 'history') THEN
    RETURN NULL;
  END IF;
  IF NEW.state <> 'posted' OR before = 'posted' THEN
    RETURN NULL;
  END IF;
  IF NEW.approved_content IS DISTINCT FROM run_content(NEW.cooperative_id, NEW.id) THEN
    RAISE EXCEPTION 'run % is not what was approved', NEW.number USING ERRCODE = 'HG003';
  END IF;
  IF NEW.record_date NOT BETWEEN first_day_of(NEW.period) - 1 AND last_day_of(NEW.period) THEN
    RAISE EXCEPTION 'the record date of run % is not of its half-year', NEW.number USING ERRCODE = 'HG003';
  END IF;
  IF NEW.kind = 'history' THEN
    IF last_day_of(NEW.period) >= (SELECT (c.created_at AT TIME ZONE 'Asia/Shanghai')::date FROM cooperative c
        WHERE c.id = NEW.cooperative_id) THEN
      RAISE EXCEPTION 'run % is no history: its half-year ended after the first day here', NEW.number USING ERRCODE = 'HG003';
    END IF;
  ELSIF NOT EXISTS (
    SELECT 1 FROM distribution_plan p
    JOIN distribution_plan_end e ON e.cooperative_id = p.cooperative_id AND e.plan_id = p.id AND e.kind = 'adopted'
    WHERE p.cooperative_id = NEW.cooperative_id AND p.period = NEW.period AND NOT EXISTS (
      SELECT 1 FROM distribution_plan_repeal x WHERE x.cooperative_id = p.cooperative_id AND x.plan_id = p.id)) THEN
    RAISE EXCEPTION 'run % has no adopted plan of its half-year', NEW.number USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER guarded AFTER INSERT OR UPDATE ON dividend_run FOR EACH ROW EXECUTE FUNCTION guard_dividend_run();
--> statement-breakpoint
-- History was paid long ago and elsewhere: nothing is paid, divided or declared of it here.
CREATE FUNCTION refuse_claim_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM (SELECT DISTINCT cooperative_id, run_id FROM entered WHERE run_id IS NOT NULL) AS c
    JOIN dividend_run r ON r.cooperative_id = c.cooperative_id AND r.id = c.run_id
    LEFT JOIN dividend_run o ON o.cooperative_id = r.cooperative_id AND o.id = r.refers_to
    WHERE 'history' IN (r.kind, o.kind)
  ) THEN
    RAISE EXCEPTION 'a run of history has no claims' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER no_history AFTER INSERT ON payment_line
  REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION refuse_claim_of_history();
--> statement-breakpoint
CREATE TRIGGER no_history AFTER INSERT ON payout_cash
  REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION refuse_claim_of_history();
--> statement-breakpoint
CREATE TRIGGER no_history AFTER INSERT ON estate_share
  REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION refuse_claim_of_history();
--> statement-breakpoint
CREATE TRIGGER no_history AFTER INSERT ON tax_filing_run
  REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION refuse_claim_of_history();
