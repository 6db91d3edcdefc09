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
--> statement-breakpoint
ALTER TABLE "meeting" ADD COLUMN "party_study" jsonb;
--> statement-breakpoint
ALTER TABLE "meeting_notice" ADD COLUMN "study_on" date;
--> statement-breakpoint
ALTER TABLE "meeting_notice" ADD COLUMN "study_by" text;
--> statement-breakpoint
ALTER TABLE "meeting_notice" ADD CONSTRAINT "meeting_notice_study" CHECK (("meeting_notice"."study_on" is null) = ("meeting_notice"."study_by" is null));
--> statement-breakpoint
ALTER TABLE "meeting_motion" ADD COLUMN "proposer" text;
--> statement-breakpoint
ALTER TABLE "meeting_motion" ADD COLUMN "declared_not_reserved" boolean;
--> statement-breakpoint
-- What is put to the vote of an assembly since the law of 2025 was studied before its notice; under "other" goes what was
-- declared to be none of the reserved matters.
CREATE FUNCTION refuse_unstudied_motion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.counting = 'none' THEN RETURN NEW; END IF;
  IF NEW.kind = 'other' AND NEW.declared_not_reserved IS NOT TRUE THEN
    RAISE EXCEPTION 'meeting_motion: under "other" without the declaration' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.kind NOT IN ('report', 'dividend-run', 'dividend-difference', 'other') AND EXISTS (
    SELECT FROM meeting m JOIN meeting_notice n ON n.cooperative_id = m.cooperative_id AND n.meeting_id = m.id
    WHERE m.cooperative_id = NEW.cooperative_id AND m.id = NEW.meeting_id AND n.number = NEW.notice
      AND m.body IN ('members-assembly', 'representative-assembly')
      AND n.held_on >= DATE '2025-05-01' AND (n.study_on IS NULL OR n.study_on > n.notice_on)
  ) THEN
    RAISE EXCEPTION 'meeting_motion: the party organisation''s study is missing or after the notice' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER meeting_motion_studied BEFORE INSERT ON meeting_motion FOR EACH ROW EXECUTE FUNCTION refuse_unstudied_motion();
