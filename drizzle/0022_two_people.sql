-- Whoever gets power over a cooperative gets it from two people: proposed by one, confirmed by another, rows that only grow. A
-- cooperative begins with the people named at its founding. What was given before this stands under a proposal that says so.
-- A person chooses their own password by an invitation that works once.
DO $$
DECLARE t record;
BEGIN
  FOR t IN
    SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = 1 AND a.attname = 'cooperative_id'
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
  LOOP
    EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', t.name);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE TABLE "access_proposal" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"kind" text NOT NULL,
	"user_id" uuid,
	"wish" jsonb NOT NULL,
	"code_hash" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid,
	"recorded_by_name" text NOT NULL,
	CONSTRAINT "access_proposal_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "access_proposal_number_unique" UNIQUE("cooperative_id","number"),
	CONSTRAINT "access_proposal_kind" CHECK ("access_proposal"."kind" in ('before','founding','user','roles','member','reset','restore','entry','second-factor','mandate')),
	CONSTRAINT "access_proposal_whom" CHECK (("access_proposal"."user_id" is null) = ("access_proposal"."kind" in ('before','founding','second-factor'))),
	CONSTRAINT "access_proposal_of_another" CHECK ("access_proposal"."recorded_by" <> "access_proposal"."user_id"),
	CONSTRAINT "access_proposal_by" CHECK (("access_proposal"."recorded_by" is null) = ("access_proposal"."kind" = 'before'))
);
--> statement-breakpoint
CREATE TABLE "access_answer" (
	"cooperative_id" uuid NOT NULL,
	"proposal_id" uuid NOT NULL,
	"confirmed" boolean NOT NULL,
	"reason" text,
	"warnings" jsonb NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_by_name" text NOT NULL,
	CONSTRAINT "access_answer_cooperative_id_proposal_id_pk" PRIMARY KEY("cooperative_id","proposal_id"),
	CONSTRAINT "access_answer_reason" CHECK ("access_answer"."confirmed" or "access_answer"."reason" is not null)
);
--> statement-breakpoint
ALTER TABLE "access_answer" ADD CONSTRAINT "access_answer_proposal_fk" FOREIGN KEY ("cooperative_id","proposal_id") REFERENCES "public"."access_proposal"("cooperative_id","id");
--> statement-breakpoint
CREATE TABLE "access_end" (
	"cooperative_id" uuid NOT NULL,
	"proposal_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_by_name" text NOT NULL,
	CONSTRAINT "access_end_cooperative_id_proposal_id_pk" PRIMARY KEY("cooperative_id","proposal_id")
);
--> statement-breakpoint
ALTER TABLE "access_end" ADD CONSTRAINT "access_end_proposal_fk" FOREIGN KEY ("cooperative_id","proposal_id") REFERENCES "public"."access_proposal"("cooperative_id","id");
--> statement-breakpoint
CREATE TABLE "access_suspension" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_by_name" text NOT NULL,
	CONSTRAINT "access_suspension_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "access_suspension_of_another" CHECK ("access_suspension"."recorded_by" <> "access_suspension"."user_id")
);
--> statement-breakpoint
ALTER TABLE "access_suspension" ADD CONSTRAINT "access_suspension_user_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id");
--> statement-breakpoint
CREATE INDEX "access_suspension_of_user" ON "access_suspension" USING btree ("cooperative_id","user_id");
--> statement-breakpoint
CREATE INDEX "access_proposal_of_user" ON "access_proposal" USING btree ("cooperative_id","user_id");
--> statement-breakpoint
-- A new person has no password until they choose one.
ALTER TABLE "app_user" ALTER COLUMN "password_hash" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "app_user" ADD COLUMN "password_chosen_at" timestamptz(3);
--> statement-breakpoint
-- The code of an invitation has two halves, one with each of the two people who let somebody in; only hashes are kept.
CREATE TABLE "invitation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"first_hash" text NOT NULL,
	"second_hash" text NOT NULL,
	"made_at" timestamptz(3) NOT NULL,
	"expires_at" timestamptz(3) NOT NULL,
	"used_at" timestamptz(3)
);
--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id");
--> statement-breakpoint
CREATE INDEX "invitation_of_user" ON "invitation" USING btree ("user_id");
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON invitation TO hegu_app;
--> statement-breakpoint
INSERT INTO access_proposal (cooperative_id, id, number, kind, wish, recorded_at, recorded_by_name)
SELECT b.cooperative_id, gen_random_uuid(), 0, 'before', '{}',
  coalesce((SELECT max(a.recorded_at) FROM audit_entry a WHERE a.cooperative_id = b.cooperative_id), now()), ''
FROM book b;
--> statement-breakpoint
ALTER TABLE "role_grant" ADD COLUMN "proposal_id" uuid;
--> statement-breakpoint
ALTER TABLE "role_grant" DISABLE TRIGGER USER;
--> statement-breakpoint
UPDATE role_grant g SET proposal_id = p.id FROM access_proposal p WHERE p.cooperative_id = g.cooperative_id;
--> statement-breakpoint
ALTER TABLE "role_grant" ENABLE TRIGGER USER;
--> statement-breakpoint
ALTER TABLE "role_grant" ALTER COLUMN "proposal_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_proposal_fk" FOREIGN KEY ("cooperative_id","proposal_id") REFERENCES "public"."access_proposal"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "member_user" ADD COLUMN "proposal_id" uuid;
--> statement-breakpoint
UPDATE member_user m SET proposal_id = p.id FROM access_proposal p WHERE p.cooperative_id = m.cooperative_id;
--> statement-breakpoint
ALTER TABLE "member_user" ALTER COLUMN "proposal_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "member_user" ADD CONSTRAINT "member_user_proposal_fk" FOREIGN KEY ("cooperative_id","proposal_id") REFERENCES "public"."access_proposal"("cooperative_id","id");
--> statement-breakpoint
-- Whether a proposal carries now: confirmed in this very transaction by another than whoever made it and whom it is about.
CREATE FUNCTION access_confirmed_now(cooperative uuid, proposal uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM access_proposal p JOIN access_answer a ON a.cooperative_id = p.cooperative_id AND a.proposal_id = p.id
    WHERE p.cooperative_id = cooperative AND p.id = proposal AND a.confirmed
      AND a.recorded_by IS DISTINCT FROM p.recorded_by AND a.recorded_by IS DISTINCT FROM p.user_id
      AND a.xmin::text::bigint = (pg_current_xact_id()::text::bigint & 4294967295))
$$;
--> statement-breakpoint
-- Nobody proposes what was before; a founding is the first of a cooperative, by whoever opens cooperatives; everything else by the
-- chair, or by a supervisor where the chair cannot.
CREATE FUNCTION refuse_access_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'before' THEN
    RAISE EXCEPTION 'access_proposal: nothing is entered as given before' USING ERRCODE = 'HG003';
  END IF;
  IF NEW.kind = 'founding' THEN
    IF EXISTS (SELECT FROM access_proposal p WHERE p.cooperative_id = NEW.cooperative_id)
      OR NOT EXISTS (SELECT FROM app_user u WHERE u.id = NEW.recorded_by AND u.is_administrator) THEN
      RAISE EXCEPTION 'access_proposal: a cooperative is founded once, by an administrator' USING ERRCODE = 'HG003';
    END IF;
    RETURN NEW;
  END IF;
  IF NOT EXISTS (SELECT FROM role_grant g WHERE g.cooperative_id = NEW.cooperative_id
      AND g.user_id = NEW.recorded_by AND g.role IN ('chair', 'supervisor')) THEN
    RAISE EXCEPTION 'access_proposal: whoever proposes is chair or supervisor' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER proposed_by_right BEFORE INSERT ON access_proposal FOR EACH ROW EXECUTE FUNCTION refuse_access_proposal();
--> statement-breakpoint
CREATE FUNCTION refuse_own_access_answer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE p access_proposal;
BEGIN
  SELECT * INTO p FROM access_proposal q WHERE q.cooperative_id = NEW.cooperative_id AND q.id = NEW.proposal_id;
  IF NEW.confirmed AND (p.recorded_by = NEW.recorded_by OR p.user_id IS NOT DISTINCT FROM NEW.recorded_by) THEN
    RAISE EXCEPTION 'access_answer: confirmed by another than who proposed it and whom it is about' USING ERRCODE = 'HG003';
  END IF;
  IF p.kind IN ('before', 'founding') THEN
    RAISE EXCEPTION 'access_answer: a founding is not answered' USING ERRCODE = 'HG003';
  END IF;
  IF NOT EXISTS (SELECT FROM role_grant g WHERE g.cooperative_id = NEW.cooperative_id
      AND g.user_id = NEW.recorded_by AND g.role = 'supervisor')
    AND NOT (p.kind <> 'entry' AND EXISTS (SELECT FROM app_user u WHERE u.id = NEW.recorded_by AND u.is_administrator)) THEN
    RAISE EXCEPTION 'access_answer: whoever confirms is supervisor, or helps as administrator' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER answered_by_another BEFORE INSERT ON access_answer FOR EACH ROW EXECUTE FUNCTION refuse_own_access_answer();
--> statement-breakpoint
-- A role rests on a proposal about this person with this role, confirmed as it is given; or on the founding, as it is written.
CREATE FUNCTION require_two_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM access_proposal p WHERE p.cooperative_id = NEW.cooperative_id AND p.id = NEW.proposal_id
      AND (p.kind IN ('user', 'roles') AND p.user_id = NEW.user_id AND p.wish->'roles' ? NEW.role
          AND access_confirmed_now(p.cooperative_id, p.id)
        OR p.kind = 'founding' AND p.xmin::text::bigint = (pg_current_xact_id()::text::bigint & 4294967295)
          AND p.wish->'people' @> jsonb_build_array(jsonb_build_object('userId', NEW.user_id, 'roles', jsonb_build_array(NEW.role))))) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'role_grant: % was not proposed by one person and confirmed by another', NEW.role USING ERRCODE = 'HG003';
END $$;
--> statement-breakpoint
CREATE TRIGGER role_grant_two_people BEFORE INSERT OR UPDATE ON role_grant FOR EACH ROW EXECUTE FUNCTION require_two_people();
--> statement-breakpoint
CREATE FUNCTION require_two_people_for_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM access_proposal p WHERE p.cooperative_id = NEW.cooperative_id AND p.id = NEW.proposal_id
      AND p.kind = 'member' AND p.user_id = NEW.user_id AND (p.wish->>'memberId')::uuid = NEW.member_id
      AND access_confirmed_now(p.cooperative_id, p.id)) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'member_user: the link was not proposed by one person and confirmed by another' USING ERRCODE = 'HG003';
END $$;
--> statement-breakpoint
CREATE TRIGGER member_user_two_people BEFORE INSERT OR UPDATE ON member_user FOR EACH ROW EXECUTE FUNCTION require_two_people_for_link();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
-- What a migration alone has filled stays so.
REVOKE INSERT ON written_before FROM hegu_app;
--> statement-breakpoint
SELECT seal_append_only('access_proposal', 'access_answer', 'access_end', 'access_suspension');
