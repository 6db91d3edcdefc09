-- Who becomes a member or leaves rests on a resolution on members of a body that has the power; what two people moved in the register
-- two people undo.
CREATE FUNCTION require_membership_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  r record;
  day date;
BEGIN
  SELECT * INTO r FROM resolution WHERE cooperative_id = NEW.cooperative_id AND id = NEW.resolution_id;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT s.effective_on INTO day FROM member_standing s WHERE s.cooperative_id = NEW.cooperative_id AND s.id = NEW.standing_id;
  IF r.matter <> 'membership' OR r.body IN ('board', 'supervisors')
    OR (r.body = 'representative-assembly' AND greatest(r.decided_on, day) >= DATE '2025-05-01')
    OR ((r.meeting_id IS NULL OR r.late_reason IS NOT NULL) AND NOT EXISTS (
      SELECT 1 FROM resolution_review v
      WHERE v.cooperative_id = NEW.cooperative_id AND v.resolution_id = NEW.resolution_id AND v.verdict = 'confirmed')) THEN
    RAISE EXCEPTION 'the resolution does not decide on members' USING ERRCODE = '23514', CONSTRAINT = 'membership_decided';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER ruled_on_members AFTER INSERT ON member_basis FOR EACH ROW WHEN (NEW.resolution_id IS NOT NULL)
  EXECUTE FUNCTION require_membership_decision();
--> statement-breakpoint
-- Judged at the end: the confirmation is written after what it confirms.
CREATE FUNCTION refuse_reversal_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
      SELECT 1 FROM share_movement o
      JOIN movement_request_answer q ON q.cooperative_id = o.cooperative_id AND o.number BETWEEN q.first_number AND q.last_number
      WHERE o.cooperative_id = NEW.cooperative_id AND o.id = NEW.reverses)
    AND NOT EXISTS (
      SELECT 1 FROM movement_request_answer q
      WHERE q.cooperative_id = NEW.cooperative_id AND NEW.number BETWEEN q.first_number AND q.last_number) THEN
    RAISE EXCEPTION 'what two people moved two people undo' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER reversed_by_two AFTER INSERT ON share_movement DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.reverses IS NOT NULL) EXECUTE FUNCTION refuse_reversal_alone();
