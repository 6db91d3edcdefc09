-- The portal's own rights: whoever signs in as a member sees the rows of that member and what is said to everybody, whatever the
-- program asks. A table is named here, with whose its rows are, or the portal sees nothing of it. Sealed values, their indexes and
-- people of the office are never among it.
--
-- Functions run as the portal: the policies of what they read bind them too. Mandates join `own_members` when there are any.
CREATE FUNCTION own_members() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT member_id FROM member_user
  WHERE cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid
    AND user_id = nullif(current_setting('app.user_id', true), '')::uuid
$$;
--> statement-breakpoint
-- The account of the member, and of the household they sit in: what a household holds, it holds together.
CREATE FUNCTION own_accounts() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT a.id FROM holder_account a
  WHERE a.cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid AND a.kind IN ('member', 'household')
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION own_members(), own_accounts() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION own_members(), own_accounts() TO hegu_portal;
--> statement-breakpoint
-- Every column but what is sealed, what finds it, what files hold and who of the office did it.
CREATE FUNCTION show_in_portal(shown text, whose text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE columns text;
BEGIN
  SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) INTO columns
  FROM pg_attribute a WHERE a.attrelid = shown::regclass AND a.attnum > 0 AND NOT a.attisdropped
    AND a.attname !~ '(cipher|_index|hash|secret|key|password|content|data|address|taxpayer_id|user_id|by)$' OR
    a.attrelid = shown::regclass AND a.attname = 'sort_key' AND NOT a.attisdropped;
  EXECUTE format('REVOKE ALL ON %I FROM hegu_portal', shown);
  EXECUTE format('GRANT SELECT (%s) ON %I TO hegu_portal', columns, shown);
  EXECUTE format('DROP POLICY IF EXISTS own_row ON %I', shown);
  EXECUTE format('CREATE POLICY own_row ON %I FOR SELECT TO hegu_portal
    USING (cooperative_id = nullif(current_setting(''app.cooperative_id'', true), '''')::uuid AND (%s))', shown, whose);
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION show_in_portal(text, text) FROM PUBLIC;
--> statement-breakpoint
-- Requests to correct what is known of a person, and what became of them: by the person, or by the office on their behalf. What it
-- should be may be a number, and is sealed.
CREATE TABLE "correction_request" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"field" text NOT NULL,
	"wish_cipher" "bytea" NOT NULL,
	"asked_on" date NOT NULL,
	"asked" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "correction_request_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "correction_request_field" CHECK ("correction_request"."field" in ('name','sex','birth-date','resident-id','phone','bank-account','standing','household','shares','money','other')),
	CONSTRAINT "correction_request_asked" CHECK ("correction_request"."asked" in ('by-the-person','through-the-office'))
);
--> statement-breakpoint
ALTER TABLE "correction_request" ADD CONSTRAINT "correction_request_member_fk" FOREIGN KEY ("cooperative_id","member_id") REFERENCES "public"."member"("cooperative_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "correction_request_of_member" ON "correction_request" USING btree ("cooperative_id","member_id","id");
--> statement-breakpoint
CREATE TABLE "correction_answer" (
	"cooperative_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "correction_answer_cooperative_id_request_id_pk" PRIMARY KEY("cooperative_id","request_id"),
	CONSTRAINT "correction_answer_outcome" CHECK ("correction_answer"."outcome" in ('corrected','refused') and ("correction_answer"."outcome" = 'corrected' or "correction_answer"."reason" is not null))
);
--> statement-breakpoint
ALTER TABLE "correction_answer" ADD CONSTRAINT "correction_answer_request_fk" FOREIGN KEY ("cooperative_id","request_id") REFERENCES "public"."correction_request"("cooperative_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Nobody answers what they recorded, nor about themselves.
CREATE FUNCTION refuse_own_correction_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM correction_request r WHERE r.cooperative_id = NEW.cooperative_id AND r.id = NEW.request_id
      AND (r.recorded_by = NEW.recorded_by
        OR EXISTS (SELECT FROM member_user u WHERE u.cooperative_id = r.cooperative_id AND u.member_id = r.member_id
          AND u.user_id = NEW.recorded_by))) THEN
    RAISE EXCEPTION 'correction_answer: another person answers' USING ERRCODE = 'HG002';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER answered_by_another BEFORE INSERT ON correction_answer FOR EACH ROW EXECUTE FUNCTION refuse_own_correction_answer();
--> statement-breakpoint
-- How long a class of records is kept, where the cooperative keeps it longer than by default. Rows only grow; the last one counts.
CREATE TABLE "retention_term" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"record_class" text NOT NULL,
	"years" integer NOT NULL,
	"source" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "retention_term_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "retention_term_class" CHECK ("retention_term"."record_class" in ('readings','sign-ins')),
	CONSTRAINT "retention_term_years" CHECK ("retention_term"."years" between 3 and 100)
);
--> statement-breakpoint
ALTER TABLE "retention_term" ADD CONSTRAINT "retention_term_book_fk" FOREIGN KEY ("cooperative_id") REFERENCES "public"."book"("cooperative_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- That one person asks to erase what is past its time, and what another person said. Only then PostgreSQL lets the rows go.
CREATE TABLE "erasure_request" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"record_class" text NOT NULL,
	"before" timestamptz(3) NOT NULL,
	"rows" integer NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "erasure_request_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "erasure_request_class" CHECK ("erasure_request"."record_class" in ('readings','sign-ins'))
);
--> statement-breakpoint
ALTER TABLE "erasure_request" ADD CONSTRAINT "erasure_request_book_fk" FOREIGN KEY ("cooperative_id") REFERENCES "public"."book"("cooperative_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE TABLE "erasure_answer" (
	"cooperative_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"rows" integer NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "erasure_answer_cooperative_id_request_id_pk" PRIMARY KEY("cooperative_id","request_id"),
	CONSTRAINT "erasure_answer_outcome" CHECK ("erasure_answer"."outcome" in ('erased','refused') and ("erasure_answer"."outcome" = 'refused') = ("erasure_answer"."reason" is not null))
);
--> statement-breakpoint
ALTER TABLE "erasure_answer" ADD CONSTRAINT "erasure_answer_request_fk" FOREIGN KEY ("cooperative_id","request_id") REFERENCES "public"."erasure_request"("cooperative_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
REVOKE INSERT ON inherited_alone_before FROM hegu_app;
--> statement-breakpoint
SELECT seal_append_only('correction_request', 'correction_answer', 'retention_term', 'erasure_request', 'erasure_answer');
--> statement-breakpoint
DROP TRIGGER append_only ON correction_request;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON correction_request FOR EACH ROW
  EXECUTE FUNCTION refuse_all_but_resealing('wish_cipher');
--> statement-breakpoint
GRANT UPDATE (wish_cipher) ON correction_request TO hegu_app;
--> statement-breakpoint
-- Not before its time, by the computer's clock as well: neither the term of the cooperative, nor ten years and three without one.
CREATE FUNCTION require_past_its_term() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept integer;
BEGIN
  SELECT t.years INTO kept FROM retention_term t
  WHERE t.cooperative_id = NEW.cooperative_id AND t.record_class = NEW.record_class ORDER BY t.recorded_at DESC, t.id DESC LIMIT 1;
  kept := coalesce(kept, CASE NEW.record_class WHEN 'readings' THEN 10 ELSE 3 END);
  IF NEW.before > least(NEW.recorded_at, now()) - make_interval(years => kept) THEN
    RAISE EXCEPTION 'erasure_request: % are kept for % years', NEW.record_class, kept USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER past_its_term BEFORE INSERT ON erasure_request FOR EACH ROW EXECUTE FUNCTION require_past_its_term();
--> statement-breakpoint
CREATE FUNCTION refuse_own_erasure_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM erasure_request r WHERE r.cooperative_id = NEW.cooperative_id AND r.id = NEW.request_id
      AND r.recorded_by = NEW.recorded_by) THEN
    RAISE EXCEPTION 'erasure_answer: another person answers' USING ERRCODE = 'HG002';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER answered_by_another BEFORE INSERT ON erasure_answer FOR EACH ROW EXECUTE FUNCTION refuse_own_erasure_answer();
--> statement-breakpoint
-- Readings only grow, until two people agreed that what is older than its term goes.
CREATE FUNCTION refuse_all_but_agreed_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (
      SELECT FROM erasure_request r JOIN erasure_answer a ON a.cooperative_id = r.cooperative_id AND a.request_id = r.id
      WHERE r.cooperative_id = OLD.cooperative_id AND a.outcome = 'erased' AND OLD.recorded_at < r.before
        AND r.record_class = CASE OLD.kind WHEN 'sign-in' THEN 'sign-ins' ELSE 'readings' END) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'table % is append only: correct by a reversing entry', TG_TABLE_NAME USING ERRCODE = 'HG001';
END $$;
--> statement-breakpoint
DROP TRIGGER append_only ON access_entry;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON access_entry FOR EACH ROW EXECUTE FUNCTION refuse_all_but_agreed_erasure();
--> statement-breakpoint
GRANT DELETE ON access_entry TO hegu_app;
--> statement-breakpoint
CREATE INDEX "access_entry_by_time" ON "access_entry" USING btree ("cooperative_id","recorded_at");
--> statement-breakpoint
-- Whose the rows of a table are.
DO $$
DECLARE each record;
BEGIN
  DROP POLICY own_link ON member_user;
  FOR each IN SELECT * FROM (VALUES
    ('member_user', 'user_id = nullif(current_setting(''app.user_id'', true), '''')::uuid'),
    ('member', 'id IN (SELECT own_members())'),
    ('household', 'id IN (SELECT m.household_id FROM member m)'),
    ('member_detail', 'member_id IN (SELECT own_members())'),
    ('member_bank_account', 'member_id IN (SELECT own_members())'),
    ('member_standing', 'member_id IN (SELECT own_members())'),
    ('member_basis', 'standing_id IN (SELECT s.id FROM member_standing s)'),
    ('household_placement', 'member_id IN (SELECT own_members())'),
    ('member_tag', 'member_id IN (SELECT own_members())'),
    ('access_entry', 'member_id IN (SELECT own_members())'),
    ('correction_request', 'member_id IN (SELECT own_members())'),
    ('correction_answer', 'request_id IN (SELECT r.id FROM correction_request r)'),
    ('share_class', 'true'),
    ('share_split', 'true'),
    ('holder_account', 'member_id IN (SELECT own_members()) OR household_id IN (SELECT h.id FROM household h)'),
    ('share_movement', 'from_account IN (SELECT own_accounts()) OR to_account IN (SELECT own_accounts())'),
    ('share_restriction', 'account_id IN (SELECT own_accounts())'),
    ('share_restriction_lift', 'restriction_id IN (SELECT r.id FROM share_restriction r)'),
    ('share_certificate', 'account_id IN (SELECT own_accounts())'),
    ('run_notice', 'true'),
    ('run_objection', 'recorded_by = nullif(current_setting(''app.user_id'', true), '''')::uuid'),
    ('run_objection_settlement', '(run_id, number) IN (SELECT o.run_id, o.number FROM run_objection o)'),
    ('dividend_run', 'posted_at IS NOT NULL OR id IN (SELECT n.run_id FROM run_notice n)'),
    ('dividend_line', 'account_id IN (SELECT own_accounts()) AND run_id IN (SELECT r.id FROM dividend_run r)'),
    ('dividend_withholding', 'account_id IN (SELECT own_accounts())'),
    ('outside_claim', 'account_id IN (SELECT own_accounts())'),
    ('payment_line', 'payee_id IN (SELECT own_members())'),
    ('payment_order', 'id IN (SELECT l.order_id FROM payment_line l) OR id IN (SELECT l.order_id FROM pension_line l)'),
    ('payment_order_end', 'order_id IN (SELECT l.order_id FROM payment_line l) OR order_id IN (SELECT l.order_id FROM pension_line l)'),
    ('payment_result', '(order_id, serial) IN (SELECT l.order_id, l.serial FROM payment_line l)'),
    ('payout_cash', 'part = 0 AND account_id IN (SELECT own_accounts())
      OR part > 0 AND (run_id, account_id, part) IN (SELECT e.run_id, e.account_id, e.part FROM estate_share e)'),
    ('payout_cash_strike', 'cash_id IN (SELECT c.id FROM payout_cash c)'),
    ('estate_share', 'heir_id IN (SELECT own_members())'),
    ('estate_share_end', '(run_id, account_id, part) IN (SELECT e.run_id, e.account_id, e.part FROM estate_share e)'),
    ('payout_set_off', 'account_id IN (SELECT own_accounts())'),
    ('payout_reminder', 'account_id IN (SELECT own_accounts())'),
    ('life_proof', 'member_id IN (SELECT own_members())'),
    ('pension_line', 'member_id IN (SELECT own_members())'),
    ('pension_run', 'order_id IN (SELECT l.order_id FROM pension_line l)'),
    ('pension_cash_return', 'member_id IN (SELECT own_members())'),
    ('pension_repayment', 'member_id IN (SELECT own_members())'),
    ('document', 'subject IN (SELECT ''member '' || m.register_number FROM member m)')
  ) AS list (shown, whose) LOOP
    PERFORM show_in_portal(each.shown, each.whose);
  END LOOP;
END $$;
--> statement-breakpoint
-- Whose link it is decides all of this.
GRANT SELECT (user_id) ON member_user TO hegu_portal;
