-- What the dead held is inherited or falls to the collective: it is not given, sold or redeemed any more, and what counts from before
-- the death, or corrects, takes two people. Judged at the end: the confirmation is written after what it confirms.
CREATE FUNCTION refuse_giving_of_the_dead() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  died date;
BEGIN
  SELECT min(s.effective_on) INTO died FROM holder_account a
    JOIN member_standing s ON s.cooperative_id = NEW.cooperative_id AND s.member_id = a.member_id AND s.kind = 'deceased'
    WHERE a.cooperative_id = NEW.cooperative_id AND a.id = NEW.from_account AND NOT EXISTS (
      SELECT FROM member_standing k WHERE k.cooperative_id = NEW.cooperative_id AND k.corrects = s.id);
  IF died IS NULL THEN
    RETURN NULL;
  END IF;
  IF NEW.kind <> 'correction' AND NEW.effective_on >= died THEN
    RAISE EXCEPTION 'the dead give nothing away' USING ERRCODE = 'HG003';
  END IF;
  IF NOT EXISTS (SELECT FROM movement_request_answer q
      WHERE q.cooperative_id = NEW.cooperative_id AND q.confirmed AND NEW.number BETWEEN q.first_number AND q.last_number) THEN
    RAISE EXCEPTION 'what the dead held moves by one who asks and another who confirms' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER dead_give_nothing AFTER INSERT ON share_movement DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind IN ('gift', 'transfer', 'redemption', 'correction')) EXECUTE FUNCTION refuse_giving_of_the_dead();
