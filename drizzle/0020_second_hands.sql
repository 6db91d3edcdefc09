-- An order of payments is released by a person who neither made it nor sends it before it leaves as a file or is sent; what is owed
-- is taken off a claim, and a limitation moved by a reminder, by two people. A term is put off by a resolution that names it, and the
-- supervisors hold no other office.
--
-- Until when the books of a cooperative were written by versions that let one person do it. Only this migration writes it.
CREATE TABLE "one_hand_before" (
	"cooperative_id" uuid PRIMARY KEY NOT NULL,
	"until" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entry" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO one_hand_before (cooperative_id, until)
SELECT cooperative_id, max(recorded_at) FROM audit_entry GROUP BY cooperative_id;
--> statement-breakpoint
CREATE TABLE "payment_release" (
	"cooperative_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"changed" integer NOT NULL,
	"shared" integer NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "payment_release_cooperative_id_order_id_pk" PRIMARY KEY("cooperative_id","order_id"),
	CONSTRAINT "payment_release_seen" CHECK ("payment_release"."changed" >= 0 and "payment_release"."shared" >= 0)
);
--> statement-breakpoint
ALTER TABLE "payment_release" ADD CONSTRAINT "payment_release_order_fk" FOREIGN KEY ("cooperative_id","order_id") REFERENCES "public"."payment_order"("cooperative_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE TABLE "payout_set_off_request" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"owed_run_id" uuid NOT NULL,
	"against_run_id" uuid NOT NULL,
	"amount" numeric(18,2) NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "payout_set_off_request_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "payout_set_off_request_amount" CHECK ("payout_set_off_request"."amount" > 0 and "payout_set_off_request"."owed_run_id" <> "payout_set_off_request"."against_run_id")
);
--> statement-breakpoint
ALTER TABLE "payout_set_off_request" ADD CONSTRAINT "payout_set_off_request_account_fk" FOREIGN KEY ("cooperative_id","account_id") REFERENCES "public"."holder_account"("cooperative_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "payout_set_off_request" ADD CONSTRAINT "payout_set_off_request_owed_fk" FOREIGN KEY ("cooperative_id","owed_run_id") REFERENCES "public"."dividend_run"("cooperative_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "payout_set_off_request" ADD CONSTRAINT "payout_set_off_request_against_fk" FOREIGN KEY ("cooperative_id","against_run_id") REFERENCES "public"."dividend_run"("cooperative_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE TABLE "payout_set_off_refusal" (
	"cooperative_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "payout_set_off_refusal_cooperative_id_request_id_pk" PRIMARY KEY("cooperative_id","request_id")
);
--> statement-breakpoint
ALTER TABLE "payout_set_off_refusal" ADD CONSTRAINT "payout_set_off_refusal_fk" FOREIGN KEY ("cooperative_id","request_id") REFERENCES "public"."payout_set_off_request"("cooperative_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE TABLE "payout_reminder_confirmation" (
	"cooperative_id" uuid NOT NULL,
	"reminder_id" uuid NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "payout_reminder_confirmation_cooperative_id_reminder_id_pk" PRIMARY KEY("cooperative_id","reminder_id")
);
--> statement-breakpoint
ALTER TABLE "payout_reminder_confirmation" ADD CONSTRAINT "payout_reminder_confirmation_fk" FOREIGN KEY ("cooperative_id","reminder_id") REFERENCES "public"."payout_reminder"("cooperative_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- What was noted before counts as it did; from now on a reminder moves the limitation only once another person confirmed it.
ALTER TABLE "payout_reminder" ADD COLUMN "counts_alone" boolean DEFAULT true NOT NULL;
--> statement-breakpoint
ALTER TABLE "payout_reminder" ALTER COLUMN "counts_alone" SET DEFAULT false;
--> statement-breakpoint
CREATE FUNCTION refuse_reminder_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.counts_alone THEN
    RAISE EXCEPTION 'a reminder counts once another person confirmed it' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER counts_by_two AFTER INSERT ON payout_reminder FOR EACH ROW EXECUTE FUNCTION refuse_reminder_alone();
--> statement-breakpoint
CREATE FUNCTION refuse_own_reminder_confirmation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM payout_reminder r WHERE r.cooperative_id = NEW.cooperative_id AND r.id = NEW.reminder_id
    AND r.recorded_by = NEW.recorded_by) THEN
    RAISE EXCEPTION 'whoever noted a reminder does not confirm it' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER confirmed_by_another AFTER INSERT ON payout_reminder_confirmation
  FOR EACH ROW EXECUTE FUNCTION refuse_own_reminder_confirmation();
--> statement-breakpoint
-- Whoever made an order does not release it, and nothing is released that is over.
CREATE FUNCTION refuse_own_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM payment_order o WHERE o.cooperative_id = NEW.cooperative_id AND o.id = NEW.order_id
      AND o.made_by = NEW.recorded_by)
    OR EXISTS (SELECT 1 FROM payment_order_end e WHERE e.cooperative_id = NEW.cooperative_id AND e.order_id = NEW.order_id) THEN
    RAISE EXCEPTION 'an order is released before it is sent, by somebody who did not make it' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER released_by_another AFTER INSERT ON payment_release FOR EACH ROW EXECUTE FUNCTION refuse_own_release();
--> statement-breakpoint
-- Made, released, sent: three people.
CREATE FUNCTION require_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'sent' AND NOT EXISTS (
    SELECT 1 FROM payment_release r
    JOIN payment_order o ON o.cooperative_id = r.cooperative_id AND o.id = r.order_id
    WHERE r.cooperative_id = NEW.cooperative_id AND r.order_id = NEW.order_id
      AND NEW.recorded_by NOT IN (r.recorded_by, o.made_by)) THEN
    RAISE EXCEPTION 'an order is sent after its release, by a third person' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER sent_after_release AFTER INSERT ON payment_order_end FOR EACH ROW EXECUTE FUNCTION require_release();
--> statement-breakpoint
-- The file of an order is taken once it was released; of an order that was sent before there were releases, as ever.
CREATE FUNCTION refuse_taking_unreleased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM payment_order o
    LEFT JOIN payment_release r ON r.cooperative_id = o.cooperative_id AND r.order_id = o.id
    LEFT JOIN payment_order_end e ON e.cooperative_id = o.cooperative_id AND e.order_id = o.id AND e.kind = 'sent'
    WHERE o.cooperative_id = NEW.cooperative_id AND o.file_id = NEW.file_id AND r.order_id IS NULL AND e.order_id IS NULL) THEN
    RAISE EXCEPTION 'the file of an order is taken after its release' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER taken_after_release AFTER INSERT ON file_taken FOR EACH ROW EXECUTE FUNCTION refuse_taking_unreleased();
--> statement-breakpoint
-- What is taken off a claim was asked for by one person and confirmed by another, to the fen.
CREATE FUNCTION require_set_off_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM payout_set_off_request q
    WHERE q.cooperative_id = NEW.cooperative_id AND q.id = NEW.id AND q.recorded_by <> NEW.recorded_by
      AND (q.account_id, q.owed_run_id, q.against_run_id, q.amount)
        = (NEW.account_id, NEW.owed_run_id, NEW.against_run_id, NEW.amount)
      AND NOT EXISTS (SELECT 1 FROM payout_set_off_refusal n
        WHERE n.cooperative_id = q.cooperative_id AND n.request_id = q.id)) THEN
    RAISE EXCEPTION 'a set-off is asked for by one person and confirmed by another' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER set_off_by_two AFTER INSERT ON payout_set_off FOR EACH ROW EXECUTE FUNCTION require_set_off_request();
--> statement-breakpoint
-- Minutes that were written days after the meeting say why.
ALTER TABLE "meeting_minutes" ADD COLUMN "late_reason" text;
--> statement-breakpoint
-- A term is put off by a resolution that names whose, which, and to what day.
CREATE FUNCTION require_postponement_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM resolution r
    WHERE r.cooperative_id = NEW.cooperative_id AND r.id = NEW.resolution_id AND r.outcome = 'adopted'
      AND r.matter = 'election'
      AND r.subject = 'postponement:' || NEW.body || ':' || NEW.ends_on || ':' || NEW.until) THEN
    RAISE EXCEPTION 'a term is put off by a resolution on exactly that' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER postponement_decided AFTER INSERT ON term_postponement FOR EACH ROW EXECUTE FUNCTION require_postponement_decided();
--> statement-breakpoint
CREATE FUNCTION sits_in(coop uuid, person uuid, which text, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM seat s
    LEFT JOIN seat_end e ON e.cooperative_id = s.cooperative_id AND e.seat_id = s.id
    WHERE s.cooperative_id = coop AND s.member_id = person AND s.body = which AND s.held_from <= day
      AND (e.ended_on IS NULL OR e.ended_on > day)
      AND day <= coalesce(
        (SELECT p.until FROM term_postponement p
          WHERE p.cooperative_id = coop AND p.body = which AND p.ends_on = s.term_ends_on
          ORDER BY p.recorded_at DESC, p.id DESC LIMIT 1),
        s.term_ends_on, (s.held_from + interval '5 years' - interval '1 day')::date))
$$;
--> statement-breakpoint
CREATE FUNCTION role_beside_seat(coop uuid, person uuid, duty text, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT (duty IN ('accountant', 'cashier', 'reviewer', 'chair') AND sits_in(coop, person, 'supervisors', day))
    AND NOT (duty = 'supervisor' AND sits_in(coop, person, 'board', day))
$$;
--> statement-breakpoint
-- The supervisors sit on no board and keep neither the books nor the cash, whichever comes first: the seat, the role or the link.
CREATE FUNCTION refuse_role_beside_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM member_user u WHERE u.cooperative_id = NEW.cooperative_id AND u.user_id = NEW.user_id
    AND NOT role_beside_seat(u.cooperative_id, u.member_id, NEW.role, (NEW.granted_at AT TIME ZONE 'Asia/Shanghai')::date)) THEN
    RAISE EXCEPTION 'role_grant: % does not go with a seat of this person', NEW.role USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER role_beside_seat AFTER INSERT OR UPDATE ON role_grant FOR EACH ROW EXECUTE FUNCTION refuse_role_beside_seat();
--> statement-breakpoint
CREATE FUNCTION refuse_link_beside_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM role_grant g WHERE g.cooperative_id = NEW.cooperative_id AND g.user_id = NEW.user_id
    AND NOT role_beside_seat(g.cooperative_id, NEW.member_id, g.role, (NEW.linked_at AT TIME ZONE 'Asia/Shanghai')::date)) THEN
    RAISE EXCEPTION 'member_user: a role of this user does not go with a seat of this member' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER link_beside_seat AFTER INSERT OR UPDATE ON member_user FOR EACH ROW EXECUTE FUNCTION refuse_link_beside_seat();
--> statement-breakpoint
CREATE FUNCTION refuse_incompatible_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.body NOT IN ('board', 'supervisors') THEN RETURN NULL; END IF;
  IF sits_in(NEW.cooperative_id, NEW.member_id, CASE NEW.body WHEN 'board' THEN 'supervisors' ELSE 'board' END, NEW.held_from) THEN
    RAISE EXCEPTION 'seat: nobody directs and supervises' USING ERRCODE = 'HG003';
  END IF;
  IF NEW.body = 'supervisors'
    AND sits_in(NEW.cooperative_id, NEW.member_id, NEW.body, (NEW.recorded_at AT TIME ZONE 'Asia/Shanghai')::date)
    AND EXISTS (
      SELECT 1 FROM member_user u JOIN role_grant g ON g.cooperative_id = u.cooperative_id AND g.user_id = u.user_id
      WHERE u.cooperative_id = NEW.cooperative_id AND u.member_id = NEW.member_id AND g.role IN ('accountant', 'cashier')) THEN
    RAISE EXCEPTION 'seat: a supervisor keeps neither the books nor the cash' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER incompatible_seat AFTER INSERT ON seat FOR EACH ROW EXECUTE FUNCTION refuse_incompatible_seat();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('one_hand_before', 'payment_release', 'payout_set_off_request', 'payout_set_off_refusal', 'payout_reminder_confirmation');
--> statement-breakpoint
REVOKE INSERT ON one_hand_before FROM hegu_app;
