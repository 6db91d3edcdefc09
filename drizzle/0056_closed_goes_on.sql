-- A closed cooperative is still read, so whoever reads is still shown out: a suspension, the end of an administrator's visit and of
-- a mandate go on. Everything else is refused under a state of its own, which the service puts into words, however late it hears it.
CREATE OR REPLACE FUNCTION refuse_while_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.command NOT IN ('access.propose-closing', 'access.confirm-proposal', 'access.refuse-proposal',
      'access.suspend-user', 'access.end-entry', 'portal.end-mandate')
    AND (SELECT (p.wish->>'closed')::boolean FROM access_proposal p JOIN access_answer a
      ON a.cooperative_id = p.cooperative_id AND a.proposal_id = p.id AND a.confirmed
      WHERE p.cooperative_id = NEW.cooperative_id AND p.kind = 'closing' ORDER BY a.recorded_at DESC LIMIT 1) THEN
    RAISE EXCEPTION 'the cooperative is closed: nothing is written' USING ERRCODE = 'HG006';
  END IF;
  RETURN NEW;
END $$;
