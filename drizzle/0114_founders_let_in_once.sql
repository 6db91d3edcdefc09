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
