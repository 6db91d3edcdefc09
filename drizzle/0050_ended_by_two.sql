-- What binds or was decided ends by two: an allotment is reversed, and a restriction lifted, by one who asks and another who confirms; a
-- meeting is closed by another than whoever entered its attendance and votes. Until when one person did it, only this migration writes.
CREATE TABLE "ended_alone_before" (
	"cooperative_id" uuid PRIMARY KEY NOT NULL,
	"until" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entry" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO ended_alone_before (cooperative_id, until)
SELECT cooperative_id, max(recorded_at) FROM audit_entry GROUP BY cooperative_id;
--> statement-breakpoint
-- The end of a restriction moves no shares.
ALTER TABLE "movement_request_answer" DROP CONSTRAINT "movement_request_answer_shape";
--> statement-breakpoint
ALTER TABLE "movement_request_answer" ADD CONSTRAINT "movement_request_answer_shape" CHECK (case when "movement_request_answer"."confirmed" then num_nulls("movement_request_answer"."first_number", "movement_request_answer"."last_number") <> 1 and "movement_request_answer"."last_number" >= "movement_request_answer"."first_number" is not false
        else "movement_request_answer"."first_number" is null and "movement_request_answer"."last_number" is null and "movement_request_answer"."reason" is not null end);
--> statement-breakpoint
-- Whether what was done under a confirmed request is what was asked for: kind, day, class, quantity, from whom and to whom; a posting
-- undone whole; the restriction and its last day. What counts from before a split is split as well.
CREATE OR REPLACE FUNCTION moved_as_asked(cooperative uuid, request uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (
    SELECT FROM movement_request_answer q
    JOIN movement_request r ON r.cooperative_id = q.cooperative_id AND r.id = q.request_id
    WHERE q.cooperative_id = cooperative AND q.request_id = request AND q.confirmed AND CASE r.wish->>'kind'
      WHEN 'restriction-lift' THEN q.first_number IS NOT NULL OR NOT EXISTS (
        SELECT FROM share_restriction_lift l WHERE l.cooperative_id = q.cooperative_id AND l.recorded_at = q.recorded_at
          AND l.restriction_id = (r.wish->>'restrictionId')::uuid AND l.lifted_on = (r.wish->>'liftedOn')::date)
      WHEN 'posting-reversal' THEN q.first_number IS NULL OR NOT EXISTS (
        SELECT FROM allotment_reversal x WHERE x.cooperative_id = q.cooperative_id AND x.recorded_at = q.recorded_at
          AND x.posting_id = (r.wish->>'postingId')::uuid)
        OR EXISTS (
          SELECT FROM share_movement o WHERE o.cooperative_id = q.cooperative_id AND o.posting_id = (r.wish->>'postingId')::uuid
            AND NOT EXISTS (SELECT FROM share_movement m WHERE m.cooperative_id = q.cooperative_id AND m.reverses = o.id
              AND m.number BETWEEN q.first_number AND q.last_number))
      ELSE q.first_number IS NULL END)
  AND NOT EXISTS (
    SELECT FROM movement_request_answer q
    JOIN movement_request r ON r.cooperative_id = q.cooperative_id AND r.id = q.request_id
    CROSS JOIN LATERAL generate_series(q.first_number, q.last_number) AS n(number)
    LEFT JOIN share_movement m ON m.cooperative_id = q.cooperative_id AND m.number = n.number
    LEFT JOIN share_class c ON c.cooperative_id = q.cooperative_id AND c.id = m.class_id
    LEFT JOIN holder_account f ON f.cooperative_id = q.cooperative_id AND f.id = m.from_account
    LEFT JOIN holder_account t ON t.cooperative_id = q.cooperative_id AND t.id = m.to_account
    WHERE q.cooperative_id = cooperative AND q.request_id = request AND q.confirmed AND NOT coalesce(
      m.recorded_at = q.recorded_at AND CASE
      WHEN m.kind = 'split' THEN EXISTS (
        SELECT FROM share_split s WHERE s.cooperative_id = q.cooperative_id AND s.id = m.posting_id AND s.class_id = m.class_id
          AND s.effective_on = m.effective_on)
      WHEN r.wish->>'kind' = 'reversal' THEN m.reverses = (r.wish->>'movementId')::uuid
      WHEN r.wish->>'kind' = 'posting-reversal' THEN EXISTS (
        SELECT FROM share_movement o WHERE o.cooperative_id = q.cooperative_id AND o.id = m.reverses
          AND o.posting_id = (r.wish->>'postingId')::uuid)
      ELSE m.kind = r.wish->>'kind' AND m.effective_on = (r.wish->>'effectiveOn')::date
        AND c.code = coalesce(r.wish->>'shareClass', c.code)
        AND m.quantity = coalesce((r.wish->>'quantity')::numeric, m.quantity)
        AND f.number = coalesce(r.wish->'deceased'->>'number', r.wish->'from'->>'number', f.number)
        AND t.number = coalesce(r.wish->'to'->>'number', t.number)
        AND (r.wish->'heirs' IS NULL OR EXISTS (
          SELECT FROM jsonb_array_elements(r.wish->'heirs') h
          WHERE h->'holder'->>'kind' = t.kind AND coalesce(h->'holder'->>'number', t.number) = t.number))
      END, false))
$$;
--> statement-breakpoint
-- An allotment was decided by an assembly: it goes back by two, as what two people moved does.
CREATE OR REPLACE FUNCTION refuse_reversal_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
      SELECT 1 FROM share_movement o
      WHERE o.cooperative_id = NEW.cooperative_id AND o.id = NEW.reverses AND (o.kind = 'allotment' OR EXISTS (
        SELECT 1 FROM movement_request_answer q WHERE q.cooperative_id = o.cooperative_id
          AND o.number BETWEEN q.first_number AND q.last_number)))
    AND NOT EXISTS (
      SELECT 1 FROM movement_request_answer q
      WHERE q.cooperative_id = NEW.cooperative_id AND NEW.number BETWEEN q.first_number AND q.last_number) THEN
    RAISE EXCEPTION 'what two people moved, or an assembly, two people undo' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION refuse_posting_reversed_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
      SELECT FROM movement_request r
      JOIN movement_request_answer q ON q.cooperative_id = r.cooperative_id AND q.request_id = r.id
      WHERE r.cooperative_id = NEW.cooperative_id AND r.wish->>'kind' = 'posting-reversal'
        AND (r.wish->>'postingId')::uuid = NEW.posting_id
        AND q.confirmed AND q.recorded_by <> r.recorded_by AND q.recorded_at = NEW.recorded_at) THEN
    RAISE EXCEPTION 'an allotment is reversed by one who asks and another who confirms' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER reversed_by_two AFTER INSERT ON allotment_reversal DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION refuse_posting_reversed_alone();
--> statement-breakpoint
-- Whether one asked for the end of a restriction and another confirmed it, as it is; an estate also ends with its division.
CREATE FUNCTION lifted_by_two(l share_restriction_lift) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM movement_request r
    JOIN movement_request_answer q ON q.cooperative_id = r.cooperative_id AND q.request_id = r.id
    WHERE r.cooperative_id = l.cooperative_id AND q.confirmed AND q.recorded_by <> r.recorded_by AND q.recorded_at = l.recorded_at
      AND CASE WHEN r.wish->>'kind' = 'restriction-lift'
        THEN (r.wish->>'restrictionId')::uuid = l.restriction_id AND (r.wish->>'liftedOn')::date = l.lifted_on
        ELSE r.wish->>'kind' IN ('inheritance', 'escheat') AND EXISTS (
          SELECT FROM share_restriction x
          JOIN holder_account a ON a.cooperative_id = x.cooperative_id AND a.id = x.account_id AND a.kind = 'member'
          WHERE x.cooperative_id = l.cooperative_id AND x.id = l.restriction_id AND x.kind = 'estate-pending'
            AND a.number = coalesce(r.wish->'deceased'->>'number', r.wish->'from'->>'number')) END)
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_lift_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT lifted_by_two(NEW) THEN
    RAISE EXCEPTION 'a restriction is lifted by one who asks and another who confirms' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER lifted_by_two AFTER INSERT ON share_restriction_lift DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION refuse_lift_alone();
--> statement-breakpoint
-- Whether what counts of a meeting's attendance and votes was entered, or a ballot struck out, by this person. Who signs in or votes
-- for themself enters nothing of others.
CREATE FUNCTION recorded_of_meeting(cooperative uuid, meeting uuid, person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
      SELECT FROM meeting_attendance a
      WHERE a.cooperative_id = cooperative AND a.meeting_id = meeting AND a.recorded_by = person
        AND NOT EXISTS (SELECT FROM meeting_attendance n WHERE n.cooperative_id = cooperative AND n.meeting_id = meeting
          AND n.member_id = a.member_id AND (n.recorded_at, n.id) > (a.recorded_at, a.id))
        AND NOT EXISTS (SELECT FROM member_user u
          WHERE u.cooperative_id = cooperative AND u.user_id = person AND u.member_id = a.member_id))
    OR EXISTS (
      SELECT FROM hands_count h
      WHERE h.cooperative_id = cooperative AND h.meeting_id = meeting AND h.recorded_by = person AND NOT h.withdrawn
        AND NOT EXISTS (SELECT FROM hands_count n WHERE n.cooperative_id = cooperative AND n.meeting_id = meeting
          AND n.motion_id = h.motion_id AND (n.recorded_at, n.id) > (h.recorded_at, h.id)))
    OR EXISTS (
      SELECT FROM ballot b
      LEFT JOIN ballot_strike s ON s.cooperative_id = cooperative AND s.ballot_id = b.id
      WHERE b.cooperative_id = cooperative AND b.meeting_id = meeting
        AND CASE WHEN s.ballot_id IS NULL THEN b.given_by = 'recorder' AND b.recorded_by = person ELSE s.recorded_by = person END)
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_closing_by_recorder() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF recorded_of_meeting(NEW.cooperative_id, NEW.meeting_id, NEW.recorded_by) THEN
    RAISE EXCEPTION 'a meeting is closed by another than whoever entered its attendance and votes' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER closed_by_another AFTER INSERT ON resolution DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.meeting_id IS NOT NULL) EXECUTE FUNCTION refuse_closing_by_recorder();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('ended_alone_before');
--> statement-breakpoint
REVOKE INSERT ON ended_alone_before FROM hegu_app;
--> statement-breakpoint
CREATE TRIGGER closed BEFORE INSERT ON ended_alone_before FOR EACH ROW EXECUTE FUNCTION refuse_closed();
