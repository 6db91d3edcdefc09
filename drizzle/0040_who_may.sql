-- Whoever asks for something of a cooperative has a part in it: PostgreSQL sees to it besides the application. A platform
-- administrator helps with people and sees no ledger, unless they were let in for a time; then they read.
CREATE FUNCTION require_part(cooperative uuid, person uuid, action text) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF EXISTS (SELECT FROM role_grant g WHERE g.cooperative_id = cooperative AND g.user_id = person) THEN RETURN; END IF;
  IF NOT EXISTS (SELECT FROM app_user u WHERE u.id = person AND u.is_administrator)
    OR NOT EXISTS (SELECT FROM cooperative c WHERE c.id = cooperative) THEN
    RAISE EXCEPTION 'nobody with a part in this cooperative' USING ERRCODE = 'HG004';
  END IF;
  IF action NOT IN ('cooperative.create', 'cooperative.close', 'cooperative.read', 'people.read', 'people.confirm', 'people.suspend')
    AND NOT (action LIKE '%.read' AND EXISTS (
      SELECT FROM access_proposal p JOIN access_answer a
        ON a.cooperative_id = p.cooperative_id AND a.proposal_id = p.id AND a.confirmed
      WHERE p.cooperative_id = cooperative AND p.kind = 'entry' AND p.user_id = person
        AND (p.wish->>'until')::timestamptz > now()
        AND NOT EXISTS (SELECT FROM access_end e WHERE e.cooperative_id = p.cooperative_id AND e.proposal_id = p.id))) THEN
    RAISE EXCEPTION 'an administrator who was not let in does not do this' USING ERRCODE = 'HG005';
  END IF;
END $$;
--> statement-breakpoint
-- An approval names its content once: whoever changes what was approved does not approve it anew by the same row.
CREATE FUNCTION refuse_approval_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'run % was approved as it was: it is withdrawn and drafted anew', OLD.number USING ERRCODE = 'HG003';
END $$;
--> statement-breakpoint
CREATE TRIGGER approved_once BEFORE UPDATE ON dividend_run FOR EACH ROW
  WHEN (OLD.state IN ('approved', 'on-notice') AND NEW.state <> 'withdrawn' AND
    (NEW.state IN ('draft', 'calculated') OR (OLD.approved_content, OLD.resolution_id) IS DISTINCT FROM (NEW.approved_content, NEW.resolution_id)))
  EXECUTE FUNCTION refuse_approval_anew();
--> statement-breakpoint
-- An account of a member is written with its change, in one transaction: none comes in under a change that somebody confirmed long ago.
CREATE OR REPLACE FUNCTION require_account_of_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF num_nulls(NEW.bank_account_cipher, NEW.bank_account_index, NEW.change_id) NOT IN (0, 3) THEN
    RAISE EXCEPTION 'member_bank_account: an account comes with its index and its change' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.change_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM account_change c WHERE c.cooperative_id = NEW.cooperative_id AND c.id = NEW.change_id
      AND c.xmin::text::bigint = (pg_current_xact_id()::text::bigint & 4294967295)) THEN
    RAISE EXCEPTION 'an account is entered with a change that another person confirms' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- Whether what moved under a confirmed request is what was asked for: kind, day, class, quantity, from whom and to whom.
CREATE FUNCTION moved_as_asked(cooperative uuid, request uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (
    SELECT FROM movement_request_answer q
    JOIN movement_request r ON r.cooperative_id = q.cooperative_id AND r.id = q.request_id
    CROSS JOIN LATERAL generate_series(q.first_number, q.last_number) AS n(number)
    LEFT JOIN share_movement m ON m.cooperative_id = q.cooperative_id AND m.number = n.number
    LEFT JOIN share_class c ON c.cooperative_id = q.cooperative_id AND c.id = m.class_id
    LEFT JOIN holder_account f ON f.cooperative_id = q.cooperative_id AND f.id = m.from_account
    LEFT JOIN holder_account t ON t.cooperative_id = q.cooperative_id AND t.id = m.to_account
    WHERE q.cooperative_id = cooperative AND q.request_id = request AND q.confirmed AND NOT coalesce(
      m.recorded_at = q.recorded_at AND CASE WHEN r.wish->>'kind' = 'reversal' THEN m.reverses = (r.wish->>'movementId')::uuid
      ELSE m.kind = r.wish->>'kind' AND m.effective_on = (r.wish->>'effectiveOn')::date
        AND c.code = coalesce(r.wish->>'shareClass', c.code)
        AND m.quantity = coalesce((r.wish->>'quantity')::numeric, m.quantity)
        AND f.number = coalesce(r.wish->'deceased'->>'number', r.wish->'from'->>'number', f.number)
        AND t.number = coalesce(r.wish->'to'->>'number', t.number)
        AND (r.wish->'heirs' IS NULL OR EXISTS (
          SELECT FROM jsonb_array_elements(r.wish->'heirs') h
          WHERE h->'holder'->>'kind' = t.kind AND coalesce(h->'holder'->>'number', t.number) = t.number))
      END, false))
$$;
--> statement-breakpoint
CREATE FUNCTION require_moved_as_asked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT moved_as_asked(NEW.cooperative_id, NEW.request_id) THEN
    RAISE EXCEPTION 'what was confirmed is not what was asked for' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER moved_as_asked AFTER INSERT ON movement_request_answer DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.confirmed) EXECUTE FUNCTION require_moved_as_asked();
--> statement-breakpoint
-- Nobody is entitled, left out or put to the vote once a meeting is over: what its minutes count is what was there.
CREATE FUNCTION refuse_after_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM meeting m WHERE m.cooperative_id = NEW.cooperative_id AND m.id = NEW.meeting_id
      AND m.state IN ('closed', 'cancelled')) THEN
    RAISE EXCEPTION 'meeting % is over: nothing is entered in %', NEW.meeting_id, TG_TABLE_NAME USING ERRCODE = 'HG001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER before_its_end BEFORE INSERT ON meeting_entitled FOR EACH ROW EXECUTE FUNCTION refuse_after_meeting();
--> statement-breakpoint
CREATE TRIGGER before_its_end BEFORE INSERT ON meeting_left_out FOR EACH ROW EXECUTE FUNCTION refuse_after_meeting();
--> statement-breakpoint
CREATE TRIGGER before_its_end BEFORE INSERT ON meeting_motion FOR EACH ROW EXECUTE FUNCTION refuse_after_meeting();
--> statement-breakpoint
CREATE TRIGGER before_its_end BEFORE INSERT ON meeting_notice FOR EACH ROW EXECUTE FUNCTION refuse_after_meeting();
--> statement-breakpoint
-- Passkeys: the public halves of keys that never leave their devices, and challenges, each good once and only known by its hash.
CREATE TABLE "passkey" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"shown_at" timestamptz(3),
	CONSTRAINT "passkey_credential_unique" UNIQUE("credential_id")
);
--> statement-breakpoint
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id");
--> statement-breakpoint
CREATE INDEX "passkey_of_user" ON "passkey" USING btree ("user_id");
--> statement-breakpoint
CREATE TABLE "passkey_challenge" (
	"challenge_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid,
	"expires_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "passkey_challenge" ADD CONSTRAINT "passkey_challenge_user_id_app_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id");
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE, UPDATE (name, counter, shown_at) ON passkey TO hegu_app;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON passkey_challenge TO hegu_app;
--> statement-breakpoint
-- A cooperative is closed, and opened again, by an administrator who proposes and a supervisor who confirms.
ALTER TABLE "access_proposal" DROP CONSTRAINT "access_proposal_kind";
--> statement-breakpoint
ALTER TABLE "access_proposal" ADD CONSTRAINT "access_proposal_kind" CHECK ("access_proposal"."kind" in ('before','founding','user','roles','member','reset','restore','entry','second-factor','mandate','closing'));
--> statement-breakpoint
ALTER TABLE "access_proposal" DROP CONSTRAINT "access_proposal_whom";
--> statement-breakpoint
ALTER TABLE "access_proposal" ADD CONSTRAINT "access_proposal_whom" CHECK (("access_proposal"."user_id" is null) = ("access_proposal"."kind" in ('before','founding','second-factor','closing')));
--> statement-breakpoint
CREATE OR REPLACE FUNCTION refuse_access_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'before' THEN
    RAISE EXCEPTION 'access_proposal: nothing is entered as given before' USING ERRCODE = 'HG003';
  END IF;
  IF NEW.kind = 'founding' AND EXISTS (SELECT FROM access_proposal p WHERE p.cooperative_id = NEW.cooperative_id) THEN
    RAISE EXCEPTION 'access_proposal: a cooperative is founded once, by an administrator' USING ERRCODE = 'HG003';
  END IF;
  IF NEW.kind IN ('founding', 'closing') THEN
    IF NOT EXISTS (SELECT FROM app_user u WHERE u.id = NEW.recorded_by AND u.is_administrator) THEN
      RAISE EXCEPTION 'access_proposal: an administrator founds and closes' USING ERRCODE = 'HG003';
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
CREATE FUNCTION refuse_closing_by_administrator() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.confirmed AND EXISTS (SELECT FROM access_proposal p WHERE p.cooperative_id = NEW.cooperative_id AND p.id = NEW.proposal_id
      AND p.kind = 'closing')
    AND NOT EXISTS (SELECT FROM role_grant g WHERE g.cooperative_id = NEW.cooperative_id AND g.user_id = NEW.recorded_by
      AND g.role = 'supervisor') THEN
    RAISE EXCEPTION 'access_answer: a supervisor confirms that a cooperative is closed or reopened' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER closed_by_supervisor BEFORE INSERT ON access_answer FOR EACH ROW EXECUTE FUNCTION refuse_closing_by_administrator();
--> statement-breakpoint
-- Every change leaves an entry in the trail: in a closed cooperative none does but what reopens it.
CREATE FUNCTION refuse_while_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.command NOT IN ('access.propose-closing', 'access.confirm-proposal', 'access.refuse-proposal')
    AND (SELECT (p.wish->>'closed')::boolean FROM access_proposal p JOIN access_answer a
      ON a.cooperative_id = p.cooperative_id AND a.proposal_id = p.id AND a.confirmed
      WHERE p.cooperative_id = NEW.cooperative_id AND p.kind = 'closing' ORDER BY a.recorded_at DESC LIMIT 1) THEN
    RAISE EXCEPTION 'the cooperative is closed: nothing is written' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER only_while_open BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_while_closed();
