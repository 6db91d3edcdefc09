-- What a dividend was reckoned on is changed by two people: one alone would take from one holder and give to another what was paid. And what
-- was written more than a day ago is taken back by two.
-- Until when what was held is what a dividend rests on that was approved and not taken back; null where none was.
CREATE FUNCTION paid_until(coop uuid) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT max(r.record_date) FROM dividend_run r
  WHERE r.cooperative_id = coop AND r.kind <> 'reversal' AND r.state IN ('approved', 'on-notice', 'posted')
    AND NOT EXISTS (SELECT FROM dividend_run t WHERE t.cooperative_id = coop AND t.kind = 'reversal' AND t.refers_to = r.id)
$$;
--> statement-breakpoint
-- Judged at the end: the confirmation is written after what it confirms.
CREATE FUNCTION refuse_paid_on_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM movement_request_answer q
    WHERE q.cooperative_id = NEW.cooperative_id AND NEW.number BETWEEN q.first_number AND q.last_number) THEN
    RETURN NULL;
  END IF;
  IF NEW.effective_on <= paid_until(NEW.cooperative_id) THEN
    RAISE EXCEPTION 'what a dividend was reckoned on two people change' USING ERRCODE = 'HG003';
  END IF;
  IF EXISTS (SELECT FROM share_movement o WHERE o.cooperative_id = NEW.cooperative_id AND o.id = NEW.reverses
    AND day_in_china(o.recorded_at) + 1 < day_in_china(NEW.recorded_at)) THEN
    RAISE EXCEPTION 'what was written more than a day ago two people take back' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER paid_on_by_two AFTER INSERT ON share_movement DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.posting_id IS NULL
    AND NEW.kind IN ('subscription', 'gift', 'transfer', 'redemption', 'correction', 'reversal')) EXECUTE FUNCTION refuse_paid_on_alone();
