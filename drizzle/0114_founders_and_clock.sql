-- The founding lets in whoever has never been here. Once somebody signed in, a new password of theirs comes of two people's act alone: else
-- whoever opened the cooperative could repeat the founding after a reset, and take the invitation meant for them.
CREATE OR REPLACE FUNCTION require_letting_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.used_at IS NOT NULL OR NOT let_in_now(NEW.user_id) AND NOT EXISTS (
    SELECT FROM access_proposal p JOIN app_user u ON u.id = NEW.user_id
    WHERE p.cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid AND p.kind = 'founding'
      AND p.wish->'people' @> jsonb_build_array(jsonb_build_object('userId', NEW.user_id))
      AND u.password_hash IS NULL AND u.signed_in_at IS NULL) THEN
    RAISE EXCEPTION 'invitation: nobody is invited but by two people' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- Whoever administers the platform is one of the two who say which day it is where its clock came too far.
CREATE OR REPLACE FUNCTION require_part(cooperative uuid, person uuid, action text) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF EXISTS (SELECT FROM role_grant g WHERE g.cooperative_id = cooperative AND g.user_id = person) THEN RETURN; END IF;
  IF NOT EXISTS (SELECT FROM app_user u WHERE u.id = person AND u.is_administrator)
    OR NOT EXISTS (SELECT FROM cooperative c WHERE c.id = cooperative) THEN
    RAISE EXCEPTION 'nobody with a part in this cooperative' USING ERRCODE = 'HG004';
  END IF;
  IF action NOT IN ('cooperative.create', 'cooperative.close', 'cooperative.read', 'people.read', 'people.confirm', 'people.suspend',
      'clock.confirm')
    AND NOT (action LIKE '%.read' AND EXISTS (
      SELECT FROM access_proposal p JOIN access_answer a
        ON a.cooperative_id = p.cooperative_id AND a.proposal_id = p.id AND a.confirmed
      WHERE p.cooperative_id = cooperative AND p.kind = 'entry' AND p.user_id = person
        AND (p.wish->>'until')::timestamptz > now()
        AND NOT EXISTS (SELECT FROM access_end e WHERE e.cooperative_id = p.cooperative_id AND e.proposal_id = p.id))) THEN
    RAISE EXCEPTION 'an administrator who was not let in does not do this' USING ERRCODE = 'HG005';
  END IF;
END $$;
