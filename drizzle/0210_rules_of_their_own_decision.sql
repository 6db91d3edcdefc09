-- A decision that names a subject decided that one: own rules rest on one that names none.
CREATE OR REPLACE FUNCTION refuse_rules_behind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM stands_by_rules(NEW.cooperative_id, NEW.effective_from)) THEN
    RAISE EXCEPTION 'own rules never reach behind what stands by the rules of its day' USING ERRCODE = 'HG003';
  END IF;
  IF NEW.resolution_id IS NULL AND members_have_met(NEW.cooperative_id)
    OR NEW.resolution_id IS NOT NULL AND NOT EXISTS (SELECT FROM resolution r
      LEFT JOIN resolution_review v ON v.cooperative_id = r.cooperative_id AND v.resolution_id = r.id
      WHERE r.cooperative_id = NEW.cooperative_id AND r.id = NEW.resolution_id AND r.matter = 'articles' AND r.subject IS NULL AND r.outcome = 'adopted'
        AND (v.verdict = 'confirmed' OR r.meeting_id IS NOT NULL AND r.late_reason IS NULL)) THEN
    RAISE EXCEPTION 'own rules rest on the decision that made them' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
