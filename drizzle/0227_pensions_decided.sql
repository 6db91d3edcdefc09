-- What a rule of pensions gives more rests on the decision that made it, once the members have met and could have decided it: a resolution of an
-- assembly that names nothing else and made no other rule that stands.
CREATE FUNCTION refuse_undecided_pension() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  decision uuid := (NEW.terms->>'resolutionId')::uuid;
BEGIN
  IF decision IS NULL AND members_have_met(NEW.cooperative_id)
    OR decision IS NOT NULL AND (NOT EXISTS (SELECT FROM resolution r
      LEFT JOIN resolution_review v ON v.cooperative_id = r.cooperative_id AND v.resolution_id = r.id
      WHERE r.cooperative_id = NEW.cooperative_id AND r.id = decision AND r.outcome = 'adopted' AND r.subject IS NULL
        AND r.body IN ('members-assembly', 'representative-assembly') AND r.matter IN ('articles', 'rules', 'budget', 'other')
        AND (v.verdict = 'confirmed' OR r.meeting_id IS NOT NULL AND r.late_reason IS NULL))
      OR EXISTS (SELECT FROM pension_rule p
        WHERE p.cooperative_id = NEW.cooperative_id AND p.id <> NEW.id AND (p.terms->>'resolutionId')::uuid = decision
          AND NOT EXISTS (SELECT FROM pension_rule_end e WHERE e.cooperative_id = p.cooperative_id AND e.rule_id = p.id))) THEN
    RAISE EXCEPTION 'a rule of pensions rests on the decision that made it' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER pension_decided BEFORE INSERT ON pension_rule FOR EACH ROW
  WHEN (NEW.proposal_id IS NOT NULL) EXECUTE FUNCTION refuse_undecided_pension();
