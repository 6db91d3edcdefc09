-- Since now a body of which too few are left decides nothing, a change of the register that waited is asked anew when it is confirmed, and a
-- first posting is compared with the day of its scheme. Until when versions wrote the books that asked none of it, only this migration writes.
CREATE TABLE "asked_less_before" (
	"cooperative_id" uuid PRIMARY KEY NOT NULL,
	"until" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entry" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO asked_less_before (cooperative_id, until)
SELECT cooperative_id, max(recorded_at) FROM audit_entry GROUP BY cooperative_id;
--> statement-breakpoint
-- As 0113 left it, but of the day on which it was confirmed, as the verification asks.
CREATE OR REPLACE FUNCTION require_membership_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  r resolution;
  s record;
BEGIN
  SELECT * INTO r FROM resolution WHERE cooperative_id = NEW.cooperative_id AND id = NEW.resolution_id;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT m.effective_on, m.corrects, m.recorded_at INTO s
  FROM member_standing m WHERE m.cooperative_id = NEW.cooperative_id AND m.id = NEW.standing_id;
  IF NOT members_decided_duly(r, s.effective_on, s.recorded_at, s.corrects)
    OR ((r.meeting_id IS NULL OR r.late_reason IS NOT NULL) AND NOT EXISTS (
      SELECT 1 FROM resolution_review v
      WHERE v.cooperative_id = NEW.cooperative_id AND v.resolution_id = NEW.resolution_id AND v.verdict = 'confirmed')) THEN
    RAISE EXCEPTION 'the resolution does not decide on members' USING ERRCODE = '23514', CONSTRAINT = 'membership_decided';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('asked_less_before');
--> statement-breakpoint
CREATE TRIGGER closed BEFORE INSERT ON asked_less_before FOR EACH ROW EXECUTE FUNCTION refuse_closed();
--> statement-breakpoint
REVOKE INSERT ON asked_less_before FROM hegu_app;
