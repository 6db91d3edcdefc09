-- Duties that exclude each other in one person, terms that end, agendas that say who proposed and who studied.
--
-- Who gave a role: never who holds it. Null only for what was given before this was kept.
ALTER TABLE "role_grant" ADD COLUMN "granted_by" uuid;
--> statement-breakpoint
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_by_another" CHECK ("role_grant"."granted_by" <> "role_grant"."user_id");
--> statement-breakpoint
CREATE FUNCTION roles_exclude(one text, other text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT (least(one, other), greatest(one, other)) IN (
    ('accountant', 'reviewer'), ('accountant', 'chair'), ('accountant', 'cashier'), ('accountant', 'supervisor'),
    ('cashier', 'reviewer'), ('cashier', 'chair'), ('cashier', 'supervisor'),
    ('reviewer', 'supervisor'), ('chair', 'supervisor')
  ) OR (one <> other AND 'auditor' IN (one, other))
$$;
--> statement-breakpoint
-- What was given before stands until it is changed; verification names it.
CREATE FUNCTION refuse_excluded_roles() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.granted_by IS NULL THEN
    RAISE EXCEPTION 'role_grant: nobody gave this role' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.role = 'administrator' OR EXISTS (SELECT FROM app_user u WHERE u.id = NEW.user_id AND u.is_administrator) THEN
    RAISE EXCEPTION 'role_grant: a platform administrator holds no role in a cooperative'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (
    SELECT FROM role_grant g
    WHERE g.cooperative_id = NEW.cooperative_id AND g.user_id = NEW.user_id AND roles_exclude(g.role, NEW.role)
  ) THEN
    RAISE EXCEPTION 'role_grant: % excludes another role of this person', NEW.role
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER role_grant_exclusion BEFORE INSERT OR UPDATE ON role_grant
  FOR EACH ROW EXECUTE FUNCTION refuse_excluded_roles();
