-- Since now a report that is voted on is studied as other important matters are; no run is approved or hung up without the adopted plan of its
-- half-year; and no till is below zero at the end of any day. Until when versions wrote the books that asked none of it, only this
-- migration writes.
CREATE TABLE "judged_less_before" (
	"cooperative_id" uuid PRIMARY KEY NOT NULL,
	"until" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entry" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO judged_less_before (cooperative_id, until)
SELECT cooperative_id, max(recorded_at) FROM audit_entry GROUP BY cooperative_id;
--> statement-breakpoint
-- As 0016 left it, but that reports are voted on like any other important matter.
CREATE OR REPLACE FUNCTION refuse_unstudied_motion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.counting = 'none' THEN RETURN NEW; END IF;
  IF NEW.kind = 'other' AND NEW.declared_not_reserved IS NOT TRUE THEN
    RAISE EXCEPTION 'meeting_motion: under "other" without the declaration' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.kind NOT IN ('dividend-run', 'dividend-difference', 'other') AND EXISTS (
    SELECT FROM meeting m JOIN meeting_notice n ON n.cooperative_id = m.cooperative_id AND n.meeting_id = m.id
    WHERE m.cooperative_id = NEW.cooperative_id AND m.id = NEW.meeting_id AND n.number = NEW.notice
      AND m.body IN ('members-assembly', 'representative-assembly')
      AND n.held_on >= DATE '2025-05-01' AND (n.study_on IS NULL OR n.study_on > n.notice_on)
  ) THEN
    RAISE EXCEPTION 'meeting_motion: the party organisation''s study is missing or after the notice' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- What is approved or hung up could be posted: its half-year has an adopted plan then already.
CREATE FUNCTION require_planned_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM distribution_plan p
    JOIN distribution_plan_end e ON e.cooperative_id = p.cooperative_id AND e.plan_id = p.id AND e.kind = 'adopted'
    WHERE p.cooperative_id = NEW.cooperative_id AND p.period = NEW.period AND NOT EXISTS (
      SELECT FROM distribution_plan_repeal x WHERE x.cooperative_id = p.cooperative_id AND x.plan_id = p.id)) THEN
    RAISE EXCEPTION 'run % has no adopted plan of its half-year', NEW.number USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER planned BEFORE UPDATE OF state ON dividend_run FOR EACH ROW
  WHEN (NEW.state IN ('approved', 'on-notice') AND OLD.state <> NEW.state AND NEW.kind IN ('regular', 'supplementary'))
  EXECUTE FUNCTION require_planned_run();
--> statement-breakpoint
-- At the end of the transaction each till is held against every day from the first on which something left it. What a transaction wrote
-- together is counted once, by its first line: the one before which no line of it stands.
CREATE FUNCTION refuse_till_below_zero() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  mine xid;
  before xid;
  since date;
  short record;
BEGIN
  SELECT l.xmin INTO mine FROM journal_line l
  WHERE l.cooperative_id = NEW.cooperative_id AND l.entry_id = NEW.entry_id AND l.ordinal = NEW.ordinal;
  SELECT l.xmin INTO before FROM journal_line l
  WHERE l.cooperative_id = NEW.cooperative_id AND l.account = NEW.account AND (l.credit > 0 OR l.debit < 0)
    AND (l.entry_id, l.ordinal) < (NEW.entry_id, NEW.ordinal)
  ORDER BY l.entry_id DESC, l.ordinal DESC LIMIT 1;
  IF before = mine THEN RETURN NULL; END IF;
  SELECT min(e.entry_date) INTO since FROM journal_line l
  JOIN journal_entry e ON e.cooperative_id = l.cooperative_id AND e.id = l.entry_id
  WHERE l.cooperative_id = NEW.cooperative_id AND l.account = NEW.account AND l.xmin = mine AND (l.credit > 0 OR l.debit < 0);
  SELECT d.entry_date, d.balance INTO short FROM (
    SELECT e.entry_date, sum(sum(l.debit - l.credit)) OVER (ORDER BY e.entry_date) AS balance
    FROM journal_line l JOIN journal_entry e ON e.cooperative_id = l.cooperative_id AND e.id = l.entry_id
    WHERE l.cooperative_id = NEW.cooperative_id AND l.account = NEW.account GROUP BY e.entry_date) AS d
  WHERE d.entry_date >= since AND d.balance < 0 ORDER BY d.entry_date LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'the till % is % at the end of %', NEW.account, short.balance, short.entry_date
      USING ERRCODE = '23514', CONSTRAINT = 'till_holds';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER till_holds AFTER INSERT ON journal_line DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN ((NEW.account = '101' OR NEW.account LIKE '101.%') AND (NEW.credit > 0 OR NEW.debit < 0))
  EXECUTE FUNCTION refuse_till_below_zero();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('judged_less_before');
--> statement-breakpoint
-- The days of a notice are counted in the portal as in the office.
SELECT show_in_portal('judged_less_before', 'true');
--> statement-breakpoint
SELECT show_in_portal('rest_day', 'true');
--> statement-breakpoint
CREATE TRIGGER closed BEFORE INSERT ON judged_less_before FOR EACH ROW EXECUTE FUNCTION refuse_closed();
--> statement-breakpoint
REVOKE INSERT ON judged_less_before FROM hegu_app;
