-- Whose an account is, what a class of shares is and which household is which never change: nothing in the program changes them, so
-- nobody who reaches the database as the service does either. What is entered wrongly is entered anew.
SELECT seal_append_only('holder_account', 'household', 'share_class');
--> statement-breakpoint
CREATE FUNCTION refuse_another_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%: what a row is about does not change', TG_TABLE_NAME USING ERRCODE = 'HG001';
END $$;
--> statement-breakpoint
CREATE TRIGGER same_person BEFORE UPDATE ON member FOR EACH ROW
  WHEN ((OLD.cooperative_id, OLD.id, OLD.register_number, OLD.sort_key, OLD.recorded_at)
    IS DISTINCT FROM (NEW.cooperative_id, NEW.id, NEW.register_number, NEW.sort_key, NEW.recorded_at))
  EXECUTE FUNCTION refuse_another_identity();
--> statement-breakpoint
-- Which place's law a cooperative follows is told by its jurisdictions, which take two people.
REVOKE UPDATE (credit_code, region_code) ON cooperative FROM hegu_app;
--> statement-breakpoint
-- A role ends as it began: by what one person proposed about this person and another confirmed just now.
CREATE FUNCTION require_two_people_to_end_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM access_proposal p WHERE p.cooperative_id = OLD.cooperative_id AND p.user_id = OLD.user_id
      AND p.kind IN ('user', 'roles') AND access_confirmed_now(p.cooperative_id, p.id)) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'role_grant: % was not taken by one person''s proposal and another''s word', OLD.role USING ERRCODE = 'HG003';
END $$;
--> statement-breakpoint
CREATE TRIGGER role_ends_by_two BEFORE DELETE ON role_grant FOR EACH ROW EXECUTE FUNCTION require_two_people_to_end_role();
--> statement-breakpoint
-- No command of a cooperative gives anybody a password: it may end one. Sessions begin in no cooperative either.
CREATE FUNCTION refuse_password_within() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'app_user: a password is chosen outside every cooperative' USING ERRCODE = 'HG003';
END $$;
--> statement-breakpoint
CREATE TRIGGER password_outside BEFORE UPDATE ON app_user FOR EACH ROW
  WHEN (NEW.password_hash IS NOT NULL AND NEW.password_hash IS DISTINCT FROM OLD.password_hash
    AND nullif(current_setting('app.cooperative_id', true), '') IS NOT NULL)
  EXECUTE FUNCTION refuse_password_within();
