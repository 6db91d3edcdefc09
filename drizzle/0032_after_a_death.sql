-- What moves because somebody died takes two people: one asks, another confirms. A death that was acted on is not taken back.
--
-- Until when the books of a cooperative were written by versions that let one person do it. Only this migration writes it.
CREATE TABLE "inherited_alone_before" (
	"cooperative_id" uuid PRIMARY KEY NOT NULL,
	"until" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entry" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO inherited_alone_before (cooperative_id, until)
SELECT cooperative_id, max(recorded_at) FROM audit_entry GROUP BY cooperative_id;
--> statement-breakpoint
-- Judged at the end: the confirmation is written after what it confirms.
CREATE FUNCTION refuse_inheritance_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM movement_request_answer q
      WHERE q.cooperative_id = NEW.cooperative_id AND q.confirmed AND NEW.number BETWEEN q.first_number AND q.last_number) THEN
    RAISE EXCEPTION 'what the dead held moves by one who asks and another who confirms' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER inherited_by_two AFTER INSERT ON share_movement DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind IN ('inheritance', 'escheat')) EXECUTE FUNCTION refuse_inheritance_alone();
--> statement-breakpoint
-- A death may still turn out to have been earlier; it is neither undone nor moved behind what was done because of it.
CREATE FUNCTION refuse_undone_death() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  acted date;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM member_standing s
      WHERE s.cooperative_id = NEW.cooperative_id AND s.id = NEW.corrects AND s.kind = 'deceased') THEN
    RETURN NULL;
  END IF;
  SELECT min(day) INTO acted FROM (
    SELECT m.effective_on AS day FROM share_movement m
      JOIN holder_account a ON a.cooperative_id = NEW.cooperative_id AND a.id = m.from_account AND a.member_id = NEW.member_id
      WHERE m.cooperative_id = NEW.cooperative_id AND m.kind IN ('inheritance', 'escheat') AND NOT EXISTS (
        SELECT 1 FROM share_movement r WHERE r.cooperative_id = NEW.cooperative_id AND r.reverses = m.id)
    UNION ALL
    SELECT (e.recorded_at AT TIME ZONE 'Asia/Shanghai')::date FROM estate_share e
      JOIN holder_account a ON a.cooperative_id = NEW.cooperative_id AND a.id = e.account_id AND a.member_id = NEW.member_id
      WHERE e.cooperative_id = NEW.cooperative_id AND NOT EXISTS (
        SELECT 1 FROM estate_share_end x WHERE x.cooperative_id = NEW.cooperative_id AND x.kind = 'undone'
          AND x.run_id = e.run_id AND x.account_id = e.account_id AND x.part = e.part)
    UNION ALL
    SELECT (x.recorded_at AT TIME ZONE 'Asia/Shanghai')::date FROM estate_share_end x
      JOIN estate_share e ON e.cooperative_id = NEW.cooperative_id AND e.run_id = x.run_id AND e.account_id = x.account_id
        AND e.part = x.part AND e.heir_id = NEW.member_id
      WHERE x.cooperative_id = NEW.cooperative_id AND x.kind = 'passed-on' AND EXISTS (
        SELECT 1 FROM estate_share n WHERE n.cooperative_id = NEW.cooperative_id AND n.run_id = x.run_id
          AND n.account_id = x.account_id AND n.part > x.part AND NOT EXISTS (
            SELECT 1 FROM estate_share_end u WHERE u.cooperative_id = NEW.cooperative_id AND u.kind = 'undone'
              AND u.run_id = n.run_id AND u.account_id = n.account_id AND u.part = n.part))
  ) AS done;
  IF acted IS NOT NULL AND (NEW.kind <> 'deceased' OR NEW.effective_on > acted) THEN
    RAISE EXCEPTION 'a death that was acted on is not taken back' USING ERRCODE = '23514', CONSTRAINT = 'death_acted_on';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER death_acted_on AFTER INSERT ON member_standing FOR EACH ROW WHEN (NEW.corrects IS NOT NULL)
  EXECUTE FUNCTION refuse_undone_death();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('inherited_alone_before');
--> statement-breakpoint
REVOKE INSERT ON inherited_alone_before, written_before, one_hand_before FROM hegu_app;
