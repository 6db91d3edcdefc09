-- Whoever asks for something of a cooperative has a part in it: PostgreSQL sees to it besides the application. A platform
-- administrator helps with people and sees no ledger, unless they were let in for a time; then they read.
CREATE FUNCTION require_part(cooperative uuid, person uuid, action text) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF EXISTS (SELECT FROM role_grant g WHERE g.cooperative_id = cooperative AND g.user_id = person) THEN RETURN; END IF;
  IF NOT EXISTS (SELECT FROM app_user u WHERE u.id = person AND u.is_administrator)
    OR NOT EXISTS (SELECT FROM cooperative c WHERE c.id = cooperative) THEN
    RAISE EXCEPTION 'nobody with a part in this cooperative' USING ERRCODE = 'HG004';
  END IF;
  IF action NOT IN ('cooperative.create', 'cooperative.read', 'people.read', 'people.confirm', 'people.suspend')
    AND NOT (action LIKE '%.read' AND EXISTS (
      SELECT FROM access_proposal p JOIN access_answer a
        ON a.cooperative_id = p.cooperative_id AND a.proposal_id = p.id AND a.confirmed
      WHERE p.cooperative_id = cooperative AND p.kind = 'entry' AND p.user_id = person
        AND (p.wish->>'until')::timestamptz > now()
        AND NOT EXISTS (SELECT FROM access_end e WHERE e.cooperative_id = p.cooperative_id AND e.proposal_id = p.id))) THEN
    RAISE EXCEPTION 'an administrator who was not let in does not do this' USING ERRCODE = 'HG005';
  END IF;
END $$;
