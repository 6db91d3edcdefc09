-- A vote that was taken out was a vote: the meeting is counted and closed, cancelled by nobody.
CREATE OR REPLACE FUNCTION has_voted(m meeting) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM hands_count h WHERE h.cooperative_id = m.cooperative_id AND h.meeting_id = m.id)
    OR EXISTS (SELECT FROM ballot b WHERE b.cooperative_id = m.cooperative_id AND b.meeting_id = m.id)
    OR EXISTS (SELECT FROM ballot_handed_in i WHERE i.cooperative_id = m.cooperative_id AND i.meeting_id = m.id)
$$;
