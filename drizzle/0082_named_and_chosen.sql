-- What a cooperative is called, and what lets a person sign in, follow from what two people or the person themself did, and not from the
-- right to write alone: the service changes neither outside the one act that does.
--
-- Of people the service changes what choosing a password and a first sign-in change. Their names and whether they are there it does not.
CREATE OR REPLACE FUNCTION seal_people_tables() RETURNS void LANGUAGE plpgsql AS $$
DECLARE shown text;
BEGIN
  SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FILTER (WHERE a.attname !~ '(hash|secret|code|key|password)')
  INTO shown
  FROM pg_attribute a WHERE a.attrelid = 'app_user'::regclass AND a.attnum > 0 AND NOT a.attisdropped;
  REVOKE ALL ON app_user FROM hegu_reader;
  EXECUTE format('GRANT SELECT (%s) ON app_user TO hegu_reader', shown);
  REVOKE UPDATE ON app_user FROM hegu_app;
  GRANT UPDATE (password_hash, password_chosen_at, signed_in_at) ON app_user TO hegu_app;
END $$;
--> statement-breakpoint
SELECT seal_people_tables();
--> statement-breakpoint
-- Of a cooperative only a command of its own changes the name, to one that it writes down in the same act.
DROP POLICY own_or_outside ON cooperative;
--> statement-breakpoint
CREATE POLICY own_or_outside ON cooperative FOR SELECT TO hegu_app, hegu_reader
  USING (nullif(current_setting('app.cooperative_id', true), '') IS NULL
    OR id = nullif(current_setting('app.cooperative_id', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY opened_as_itself ON cooperative FOR INSERT TO hegu_app
  WITH CHECK (id = nullif(current_setting('app.cooperative_id', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY named_by_itself ON cooperative FOR UPDATE TO hegu_app
  USING (id = nullif(current_setting('app.cooperative_id', true), '')::uuid)
  WITH CHECK (id = nullif(current_setting('app.cooperative_id', true), '')::uuid);
--> statement-breakpoint
CREATE FUNCTION require_name_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM cooperative_name n WHERE n.cooperative_id = NEW.id AND n.name = NEW.name
      AND n.xmin::text::bigint = (pg_current_xact_id()::text::bigint & 4294967295)) THEN
    RAISE EXCEPTION 'cooperative: a name is taken by the act that writes it down' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER name_written BEFORE UPDATE ON cooperative FOR EACH ROW
  WHEN (current_user = 'hegu_app' AND NEW.name IS DISTINCT FROM OLD.name)
  EXECUTE FUNCTION require_name_written();
--> statement-breakpoint
-- Somebody new is made by an act of a cooperative and has no password; the first person of an installation alone brings one.
CREATE FUNCTION require_making_within() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.password_hash IS NOT NULL OR nullif(current_setting('app.cooperative_id', true), '') IS NULL THEN
    RAISE EXCEPTION 'app_user: somebody new is let in by a cooperative, and chooses a password afterwards' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER made_within BEFORE INSERT ON app_user FOR EACH ROW
  WHEN (current_user = 'hegu_app' AND NOT NEW.is_administrator)
  EXECUTE FUNCTION require_making_within();
--> statement-breakpoint
-- Whether two people let this person choose a password, in this act: somebody new, a new sign-in, a code for the portal.
CREATE FUNCTION let_in_now(person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM access_proposal p
    WHERE p.cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid
      AND (p.kind IN ('user', 'reset') AND p.user_id = person
        OR p.kind = 'portal' AND p.wish->'people' @> jsonb_build_array(jsonb_build_object('userId', person)))
      AND access_confirmed_now(p.cooperative_id, p.id))
$$;
--> statement-breakpoint
-- An invitation comes of that, or of the founding, for as long as the founder has no password.
CREATE FUNCTION require_letting_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.used_at IS NOT NULL OR NOT let_in_now(NEW.user_id) AND NOT EXISTS (
    SELECT FROM access_proposal p JOIN app_user u ON u.id = NEW.user_id
    WHERE p.cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid AND p.kind = 'founding'
      AND p.wish->'people' @> jsonb_build_array(jsonb_build_object('userId', NEW.user_id)) AND u.password_hash IS NULL) THEN
    RAISE EXCEPTION 'invitation: nobody is invited but by two people' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER let_in_by_two BEFORE INSERT ON invitation FOR EACH ROW
  WHEN (current_user = 'hegu_app') EXECUTE FUNCTION require_letting_in();
--> statement-breakpoint
CREATE FUNCTION refuse_used_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'invitation: it is used once, before it has run out, outside every cooperative' USING ERRCODE = 'HG003';
END $$;
--> statement-breakpoint
CREATE TRIGGER used_once BEFORE UPDATE ON invitation FOR EACH ROW
  WHEN (current_user = 'hegu_app' AND (OLD.used_at IS NOT NULL OR NEW.used_at IS NULL OR NEW.used_at >= OLD.expires_at
    OR now() >= OLD.expires_at OR nullif(current_setting('app.cooperative_id', true), '') IS NOT NULL))
  EXECUTE FUNCTION refuse_used_again();
--> statement-breakpoint
REVOKE UPDATE ON invitation FROM hegu_app;
--> statement-breakpoint
GRANT UPDATE (used_at) ON invitation TO hegu_app;
--> statement-breakpoint
-- A password is chosen by an invitation that is used up by it; or by whoever had one and is signed in since before, for themself; or by the
-- first person of an installation, until they have signed in. It is ended by a command that two people stand behind.
CREATE FUNCTION require_right_to_choose() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE this_act bigint := pg_current_xact_id()::text::bigint & 4294967295;
BEGIN
  IF NEW.password_hash IS NULL THEN
    IF let_in_now(NEW.id) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'app_user: a sign-in is ended by two people' USING ERRCODE = 'HG003';
  END IF;
  IF EXISTS (SELECT FROM invitation i WHERE i.user_id = NEW.id AND i.used_at IS NOT NULL AND i.xmin::text::bigint = this_act)
    OR OLD.password_hash IS NOT NULL AND NEW.id = nullif(current_setting('app.user_id', true), '')::uuid
      AND EXISTS (SELECT FROM session s WHERE s.user_id = NEW.id AND s.expires_at > now()
        AND s.xmin::text::bigint <> this_act)
    OR OLD.is_administrator AND OLD.signed_in_at IS NULL AND NOT EXISTS (SELECT FROM cooperative)
      AND NOT EXISTS (SELECT FROM session) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'app_user: a password is chosen by an invitation, or by whoever is signed in' USING ERRCODE = 'HG003';
END $$;
--> statement-breakpoint
CREATE TRIGGER chosen_by_right BEFORE UPDATE ON app_user FOR EACH ROW
  WHEN (current_user = 'hegu_app' AND NEW.password_hash IS DISTINCT FROM OLD.password_hash)
  EXECUTE FUNCTION require_right_to_choose();
