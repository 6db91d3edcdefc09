-- Members sign in to the portal with their number and a PIN of their own. What lets them choose it is a code in two halves, one from each
-- of two people, for many members at once. Whoever comes so holds no duty of the office, ever: a PIN is enough for oneself alone.
ALTER TABLE "access_proposal" DROP CONSTRAINT "access_proposal_kind";
--> statement-breakpoint
ALTER TABLE "access_proposal" ADD CONSTRAINT "access_proposal_kind" CHECK ("access_proposal"."kind" in ('before','founding','user','roles','member','reset','restore','entry','second-factor','mandate','mandate-end','closing','portal'));
--> statement-breakpoint
ALTER TABLE "access_proposal" DROP CONSTRAINT "access_proposal_whom";
--> statement-breakpoint
ALTER TABLE "access_proposal" ADD CONSTRAINT "access_proposal_whom" CHECK (("access_proposal"."user_id" is null) = ("access_proposal"."kind" in ('before','founding','second-factor','closing','portal')));
--> statement-breakpoint
ALTER TABLE "app_user" ADD COLUMN "portal_only" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION seal_people_tables() RETURNS void LANGUAGE plpgsql AS $$
DECLARE shown text; changed text;
BEGIN
  SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FILTER (WHERE a.attname !~ '(hash|secret|code|key|password)'),
    string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
      FILTER (WHERE a.attname NOT IN ('id', 'is_administrator', 'created_at', 'portal_only'))
  INTO shown, changed
  FROM pg_attribute a WHERE a.attrelid = 'app_user'::regclass AND a.attnum > 0 AND NOT a.attisdropped;
  REVOKE ALL ON app_user FROM hegu_reader;
  EXECUTE format('GRANT SELECT (%s) ON app_user TO hegu_reader', shown);
  REVOKE UPDATE ON app_user FROM hegu_app;
  EXECUTE format('GRANT UPDATE (%s) ON app_user TO hegu_app', changed);
END $$;
--> statement-breakpoint
SELECT seal_people_tables();
--> statement-breakpoint
CREATE FUNCTION refuse_other_portal_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'app_user: somebody of the portal stays one, and nobody else becomes one' USING ERRCODE = 'HG001';
END $$;
--> statement-breakpoint
CREATE TRIGGER portal_for_ever BEFORE UPDATE ON app_user FOR EACH ROW
  WHEN (NEW.portal_only IS DISTINCT FROM OLD.portal_only OR NEW.portal_only AND NEW.is_administrator)
  EXECUTE FUNCTION refuse_other_portal_user();
--> statement-breakpoint
-- A role rests on a proposal about this person with this role, confirmed as it is given; or on the founding, as it is written. Codes for
-- the portal make shareholders, and shareholders alone of those who came by one.
CREATE OR REPLACE FUNCTION require_two_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.role <> 'shareholder' AND EXISTS (SELECT FROM app_user u WHERE u.id = NEW.user_id AND u.portal_only) THEN
    RAISE EXCEPTION 'role_grant: somebody of the portal is a shareholder and nothing else' USING ERRCODE = 'HG003';
  END IF;
  IF EXISTS (SELECT FROM access_proposal p WHERE p.cooperative_id = NEW.cooperative_id AND p.id = NEW.proposal_id
      AND (p.kind IN ('user', 'roles') AND p.user_id = NEW.user_id AND p.wish->'roles' ? NEW.role
          AND access_confirmed_now(p.cooperative_id, p.id)
        OR p.kind = 'portal' AND NEW.role = 'shareholder' AND access_confirmed_now(p.cooperative_id, p.id)
          AND p.wish->'people' @> jsonb_build_array(jsonb_build_object('userId', NEW.user_id))
        OR p.kind = 'founding' AND p.xmin::text::bigint = (pg_current_xact_id()::text::bigint & 4294967295)
          AND p.wish->'people' @> jsonb_build_array(jsonb_build_object('userId', NEW.user_id, 'roles', jsonb_build_array(NEW.role))))) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'role_grant: % was not proposed by one person and confirmed by another', NEW.role USING ERRCODE = 'HG003';
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION require_two_people_for_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM access_proposal p WHERE p.cooperative_id = NEW.cooperative_id AND p.id = NEW.proposal_id
      AND (p.kind = 'member' AND p.user_id = NEW.user_id AND (p.wish->>'memberId')::uuid = NEW.member_id
        OR p.kind = 'portal' AND p.wish->'people' @> jsonb_build_array(jsonb_build_object('userId', NEW.user_id, 'memberId', NEW.member_id)))
      AND access_confirmed_now(p.cooperative_id, p.id)) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'member_user: the link was not proposed by one person and confirmed by another' USING ERRCODE = 'HG003';
END $$;
--> statement-breakpoint
-- Whom a shareholder calls: said on each page of the portal. The last one counts.
CREATE TABLE "office_contact" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"telephone" text NOT NULL,
	"place" text,
	"hours" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "office_contact_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "office_contact_telephone" CHECK ("office_contact"."telephone" ~ '^[0-9+ -]{5,30}$')
);
--> statement-breakpoint
ALTER TABLE "office_contact" ADD CONSTRAINT "office_contact_book_fk" FOREIGN KEY ("cooperative_id") REFERENCES "public"."book"("cooperative_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('office_contact');
--> statement-breakpoint
REVOKE INSERT ON bound_less_before, decided_before, ended_alone_before, entry_by_one, hand_less_before, headed_alone_before,
  inherited_alone_before, loosened_alone_before, one_hand_before, placed_alone_before, told_alone_before, undone_alone_before,
  voted_twice_before, written_before FROM hegu_app;
--> statement-breakpoint
SELECT show_in_portal('office_contact', 'true');
