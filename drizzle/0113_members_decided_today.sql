-- Representatives do not decide on members since 1 May 2025: the day that a change claims, and in a register in use the day it is entered on,
-- are asked as the day of the decision is. Corrections are judged by the day they claim alone. Used where it is written, and again by the
-- verification.
CREATE FUNCTION members_decided_duly(r resolution, effective date, entered timestamptz, corrects uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT r.matter = 'membership' AND r.body NOT IN ('board', 'supervisors')
    AND NOT (r.body = 'representative-assembly' AND greatest(r.decided_on, effective,
      CASE WHEN corrects IS NULL AND entered > register_in_use_since(r.cooperative_id) THEN day_in_china(entered) END)
      >= date '2025-05-01')
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION require_membership_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  r resolution;
  s record;
BEGIN
  SELECT * INTO r FROM resolution WHERE cooperative_id = NEW.cooperative_id AND id = NEW.resolution_id;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT m.effective_on, m.corrects, CASE c.kind WHEN 'entered' THEN c.made_at ELSE m.recorded_at END AS entered INTO s
  FROM member_standing m
  LEFT JOIN register_change c ON c.cooperative_id = m.cooperative_id AND c.id = m.change_id
  WHERE m.cooperative_id = NEW.cooperative_id AND m.id = NEW.standing_id;
  IF NOT members_decided_duly(r, s.effective_on, s.entered, s.corrects)
    OR ((r.meeting_id IS NULL OR r.late_reason IS NOT NULL) AND NOT EXISTS (
      SELECT 1 FROM resolution_review v
      WHERE v.cooperative_id = NEW.cooperative_id AND v.resolution_id = NEW.resolution_id AND v.verdict = 'confirmed')) THEN
    RAISE EXCEPTION 'the resolution does not decide on members' USING ERRCODE = '23514', CONSTRAINT = 'membership_decided';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION require_decision_proposed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  r resolution;
  made timestamptz;
BEGIN
  SELECT * INTO r FROM resolution WHERE cooperative_id = NEW.cooperative_id AND id = NEW.resolution_id;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT c.made_at INTO made FROM register_change c WHERE c.cooperative_id = NEW.cooperative_id AND c.id = NEW.change_id;
  IF NOT members_decided_duly(r, NEW.effective_on, made, NEW.corrects)
    OR ((r.meeting_id IS NULL OR r.late_reason IS NOT NULL) AND NOT EXISTS (
      SELECT 1 FROM resolution_review v
      WHERE v.cooperative_id = NEW.cooperative_id AND v.resolution_id = NEW.resolution_id AND v.verdict = 'confirmed')) THEN
    RAISE EXCEPTION 'the resolution does not decide on members' USING ERRCODE = '23514', CONSTRAINT = 'membership_decided';
  END IF;
  RETURN NULL;
END $$;
