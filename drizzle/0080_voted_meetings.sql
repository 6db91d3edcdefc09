-- A meeting that voted is counted and closed, never cancelled: a result is not made away with.
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
