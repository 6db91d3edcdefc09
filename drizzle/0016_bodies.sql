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
--> statement-breakpoint
CREATE TABLE "term_postponement" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"body" text NOT NULL,
	"ends_on" date NOT NULL,
	"until" date NOT NULL,
	"reason" text NOT NULL,
	"resolution_id" uuid NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "term_postponement_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "term_postponement_resolution_fk" FOREIGN KEY ("cooperative_id","resolution_id") REFERENCES "resolution"("cooperative_id","id"),
	CONSTRAINT "term_postponement_body" CHECK ("term_postponement"."body" in ('representative-assembly','board','supervisors')),
	CONSTRAINT "term_postponement_later" CHECK ("term_postponement"."until" > "term_postponement"."ends_on")
);
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('term_postponement');
--> statement-breakpoint
-- The same election is entered once: two first seats of one person in a body from one day are none.
CREATE FUNCTION refuse_election_twice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.follows IS NULL AND EXISTS (
    SELECT FROM seat s
    WHERE s.cooperative_id = NEW.cooperative_id AND s.body = NEW.body AND s.member_id = NEW.member_id
      AND s.held_from = NEW.held_from AND s.follows IS NULL
  ) THEN
    RAISE EXCEPTION 'seat: this election is on record already' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER seat_elected_once BEFORE INSERT ON seat FOR EACH ROW EXECUTE FUNCTION refuse_election_twice();
