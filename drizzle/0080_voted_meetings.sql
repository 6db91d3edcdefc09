-- A meeting that voted is counted and closed, never cancelled: a result is not made away with. And whoever signed in to it online themself
-- votes themself: nobody enters them as absent or represented, and nobody writes their ballot down.
CREATE FUNCTION has_voted(m meeting) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
      SELECT FROM hands_count h
      WHERE h.cooperative_id = m.cooperative_id AND h.meeting_id = m.id AND NOT h.withdrawn
        AND NOT EXISTS (SELECT FROM hands_count n WHERE n.cooperative_id = m.cooperative_id AND n.meeting_id = m.id
          AND n.motion_id = h.motion_id AND (n.recorded_at, n.id) > (h.recorded_at, h.id)))
    OR EXISTS (
      SELECT FROM ballot b
      WHERE b.cooperative_id = m.cooperative_id AND b.meeting_id = m.id
        AND NOT EXISTS (SELECT FROM ballot_strike s WHERE s.cooperative_id = m.cooperative_id AND s.ballot_id = b.id))
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_cancelling_voted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF has_voted(NEW) THEN
    RAISE EXCEPTION 'a meeting that has voted is not cancelled' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER voted_is_closed AFTER UPDATE ON meeting FOR EACH ROW WHEN (NEW.state = 'cancelled' AND OLD.state <> 'cancelled')
  EXECUTE FUNCTION refuse_cancelling_voted();
--> statement-breakpoint
-- Whether the last entry of somebody, but for one, is that they signed in online themself.
CREATE FUNCTION signed_in_themself(cooperative uuid, of_meeting uuid, member uuid, but_for uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((
    SELECT a.manner = 'online' AND EXISTS (SELECT FROM member_user u
      WHERE u.cooperative_id = cooperative AND u.user_id = a.recorded_by AND u.member_id = member)
    FROM meeting_attendance a
    WHERE a.cooperative_id = cooperative AND a.meeting_id = of_meeting AND a.member_id = member AND a.id IS DISTINCT FROM but_for
    ORDER BY a.recorded_at DESC, a.id DESC LIMIT 1), false)
$$;
--> statement-breakpoint
CREATE FUNCTION is_member_of_user(cooperative uuid, person uuid, member uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM member_user u WHERE u.cooperative_id = cooperative AND u.user_id = person AND u.member_id = member)
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_signing_out_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF signed_in_themself(NEW.cooperative_id, NEW.meeting_id, NEW.member_id, NEW.id)
    AND NOT is_member_of_user(NEW.cooperative_id, NEW.recorded_by, NEW.member_id) THEN
    RAISE EXCEPTION 'whoever signed in online themself is neither absent nor represented' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER signed_in_stays AFTER INSERT ON meeting_attendance FOR EACH ROW WHEN (NEW.manner IN ('absent', 'proxy'))
  EXECUTE FUNCTION refuse_signing_out_another();
--> statement-breakpoint
CREATE FUNCTION refuse_ballot_of_signed_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF signed_in_themself(NEW.cooperative_id, NEW.meeting_id, NEW.voter_id, NULL)
    AND NOT is_member_of_user(NEW.cooperative_id, NEW.recorded_by, NEW.voter_id) THEN
    RAISE EXCEPTION 'whoever signed in online themself votes themself' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER signed_in_votes AFTER INSERT ON ballot FOR EACH ROW WHEN (NEW.given_by = 'recorder')
  EXECUTE FUNCTION refuse_ballot_of_signed_in();
