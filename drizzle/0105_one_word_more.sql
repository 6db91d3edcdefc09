-- What one word, or one entry, still did: members hear of cash that is struck off and of other telephones and accounts; capital and reserve
-- are no income; a certificate is dated in its time; the day of the party organisation's study is seen by a second person.
ALTER TABLE "member_message" DROP CONSTRAINT "member_message_kind";
--> statement-breakpoint
ALTER TABLE "member_message" ADD CONSTRAINT "member_message_kind" CHECK ("member_message"."kind" in ('payout-sent','payout-returned','payout-arrived','paid-in-cash','cash-struck','telephone-changed','account-changed','meeting-called','meeting-off','objection-settled'));
--> statement-breakpoint
-- Whether an entry by hand makes income of capital or of the reserve, beyond the loss that the reserve makes good.
CREATE FUNCTION makes_income_of_capital(e journal_entry) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT e.kind = 'manual' AND coalesce(
    (s.of_capital > 0 OR s.of_reserve > 0) AND s.to_income OR s.of_capital > 0 AND s.to_distribution
    OR s.of_reserve > 0 AND s.distributed > greatest(0, (
      SELECT coalesce(sum(l.debit - l.credit), 0) FROM journal_line l
      JOIN journal_entry b ON b.cooperative_id = l.cooperative_id AND b.id = l.entry_id
      WHERE l.cooperative_id = e.cooperative_id AND l.account = '322.02' AND b.id <> e.id AND b.entry_date <= e.entry_date)), false)
  FROM (
    SELECT sum(l.debit - l.credit) FILTER (WHERE l.account ~ '^301') AS of_capital,
      sum(l.debit - l.credit) FILTER (WHERE l.account ~ '^311') AS of_reserve,
      coalesce(sum(l.credit - l.debit) FILTER (WHERE l.account ~ '^322'), 0) AS distributed,
      bool_or(l.credit > l.debit AND l.account ~ '^(321|5)') AS to_income,
      bool_or(l.credit > l.debit AND l.account ~ '^322') AS to_distribution
    FROM journal_line l WHERE l.cooperative_id = e.cooperative_id AND l.entry_id = e.id
  ) s
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_income_of_capital() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF makes_income_of_capital(NEW) THEN
    RAISE EXCEPTION 'capital and reserve are not made income by hand' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER capital_is_no_income AFTER INSERT ON journal_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind = 'manual') EXECUTE FUNCTION refuse_income_of_capital();
--> statement-breakpoint
CREATE FUNCTION refuse_certificate_out_of_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.issued_on > day_in_china(NEW.recorded_at) OR NEW.ended_on < NEW.issued_on THEN
    RAISE EXCEPTION 'a certificate is not dated later than it was issued, nor ended before' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER dated_in_time AFTER INSERT OR UPDATE ON share_certificate FOR EACH ROW EXECUTE FUNCTION refuse_certificate_out_of_time();
--> statement-breakpoint
-- Whether only whoever closes the meeting has said when the party organisation studied its matters.
CREATE FUNCTION study_of_one(cooperative uuid, meeting uuid, closer uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM meeting m
    JOIN meeting_notice n ON n.cooperative_id = m.cooperative_id AND n.meeting_id = m.id AND n.number = m.notice
    WHERE m.cooperative_id = cooperative AND m.id = meeting AND n.study_on IS NOT NULL AND n.recorded_by = closer
      AND NOT EXISTS (SELECT FROM meeting_notice_review v WHERE v.cooperative_id = n.cooperative_id AND v.meeting_id = n.meeting_id
        AND v.number = n.number AND v.recorded_by <> closer))
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_study_of_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF study_of_one(NEW.cooperative_id, NEW.meeting_id, NEW.recorded_by) THEN
    RAISE EXCEPTION 'that the matters were studied is seen by another than whoever gave the notice' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER study_seen AFTER INSERT ON resolution DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.meeting_id IS NOT NULL AND NEW.outcome <> 'lapsed') EXECUTE FUNCTION refuse_study_of_one();
--> statement-breakpoint
-- Whether a resolution that stands has adopted it; what waits for its confirmation decides nothing yet.
CREATE FUNCTION is_decided(coop uuid, of_subject text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM resolution r LEFT JOIN resolution_review v ON v.cooperative_id = coop AND v.resolution_id = r.id
    WHERE r.cooperative_id = coop AND r.subject = of_subject AND r.outcome = 'adopted'
      AND (v.verdict = 'confirmed' OR v.verdict IS NULL AND r.meeting_id IS NOT NULL AND r.late_reason IS NULL))
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_undoing_decided_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF is_decided(NEW.cooperative_id, 'plan:' || NEW.plan_id) THEN
    RAISE EXCEPTION 'a plan that was decided is not withdrawn' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER decided_stays AFTER INSERT ON distribution_plan_end FOR EACH ROW
  WHEN (NEW.kind = 'withdrawn') EXECUTE FUNCTION refuse_undoing_decided_plan();
--> statement-breakpoint
CREATE FUNCTION refuse_undoing_decided_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF is_decided(NEW.cooperative_id, 'run:' || NEW.id || ':' || OLD.calculation)
      AND NOT (NEW.state = 'withdrawn' AND run_withdrawn_by_two(NEW)) THEN
    RAISE EXCEPTION 'a run that was decided is withdrawn by two, and not calculated anew' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER decided_stays AFTER UPDATE ON dividend_run FOR EACH ROW
  WHEN (OLD.state = 'calculated' AND (NEW.state = 'withdrawn' OR NEW.calculation <> OLD.calculation)) EXECUTE FUNCTION refuse_undoing_decided_run();
