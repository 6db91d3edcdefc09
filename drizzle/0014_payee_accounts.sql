-- Money goes to an account only after somebody else than whoever entered it has confirmed it. Accounts are entered in
-- changes, one for a person or one for a whole roster; each is confirmed or sent back once, by another person. Accounts that
-- were in use before are taken as confirmed, under a change that says so.
--
-- The owner of the tables is no superuser everywhere: while rows are written, nothing is hidden from the owner.
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
CREATE TABLE "account_change" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"kind" text NOT NULL,
	"count" integer NOT NULL,
	"made_at" timestamptz(3) NOT NULL,
	"made_by" uuid,
	CONSTRAINT "account_change_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "account_change_number_unique" UNIQUE("cooperative_id","number"),
	CONSTRAINT "account_change_kind" CHECK ("account_change"."kind" in ('entered','before')),
	CONSTRAINT "account_change_made_by" CHECK (("account_change"."kind" = 'before') = ("account_change"."made_by" is null))
);
--> statement-breakpoint
CREATE TABLE "account_change_review" (
	"cooperative_id" uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "account_change_review_cooperative_id_change_id_pk" PRIMARY KEY("cooperative_id","change_id"),
	CONSTRAINT "account_change_review_outcome" CHECK ("account_change_review"."outcome" in ('confirmed','sent-back') and ("account_change_review"."outcome" = 'sent-back') = ("account_change_review"."reason" is not null))
);
--> statement-breakpoint
ALTER TABLE "account_change_review" ADD CONSTRAINT "account_change_review_fk" FOREIGN KEY ("cooperative_id","change_id") REFERENCES "public"."account_change"("cooperative_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "member" ADD COLUMN "account_change_id" uuid;
--> statement-breakpoint
ALTER TABLE "member_bank_account" ADD COLUMN "bank_account_index" "bytea", ADD COLUMN "change_id" uuid;
--> statement-breakpoint
-- The books' own time counts: the clock of the computer may be another.
INSERT INTO account_change (cooperative_id, id, number, kind, count, made_at, made_by)
SELECT b.cooperative_id, gen_random_uuid(), 0, 'before', (
    SELECT count(*) FROM member m WHERE m.cooperative_id = b.cooperative_id AND m.bank_account_index IS NOT NULL),
  coalesce((SELECT max(a.recorded_at) FROM audit_entry a WHERE a.cooperative_id = b.cooperative_id), now()), NULL
FROM book b;
--> statement-breakpoint
UPDATE member m SET account_change_id = c.id FROM account_change c
WHERE c.cooperative_id = m.cooperative_id AND m.bank_account_index IS NOT NULL;
--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_account_change_fk" FOREIGN KEY ("cooperative_id","account_change_id") REFERENCES "public"."account_change"("cooperative_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_account_of_change" CHECK (("member"."bank_account_index" is null) = ("member"."account_change_id" is null));
--> statement-breakpoint
CREATE INDEX "member_by_bank_account" ON "member" USING btree ("cooperative_id","bank_account_index") WHERE "member"."bank_account_index" is not null;
--> statement-breakpoint
CREATE INDEX "member_bank_account_of_change" ON "member_bank_account" USING btree ("cooperative_id","change_id");
--> statement-breakpoint
-- A row of before this names no change; from now on every account does.
ALTER TABLE "member_bank_account" ADD CONSTRAINT "member_bank_account_of_change" CHECK (num_nulls("bank_account_cipher", "bank_account_index", "change_id") in (0, 3)) NOT VALID;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION keep_bank_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.bank_account_index IS NOT DISTINCT FROM OLD.bank_account_index
    AND NEW.bank_account_cipher IS NOT DISTINCT FROM OLD.bank_account_cipher
    AND NEW.bank_name IS NOT DISTINCT FROM OLD.bank_name THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' AND NEW.bank_account_index IS NULL THEN
    RETURN NULL;
  END IF;
  INSERT INTO member_bank_account (cooperative_id, member_id, recorded_at, bank_name, bank_account_cipher, bank_account_masked,
    bank_account_index, change_id)
  VALUES (NEW.cooperative_id, NEW.id, NEW.changed_at, NEW.bank_name, NEW.bank_account_cipher, NEW.bank_account_masked,
    NEW.bank_account_index, NEW.account_change_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
-- An account, or the bank it is at, comes in with a change of the same transaction: what was confirmed is never swapped under
-- its confirmation.
CREATE FUNCTION require_account_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.bank_account_index IS NOT DISTINCT FROM OLD.bank_account_index
    AND NEW.bank_account_cipher IS NOT DISTINCT FROM OLD.bank_account_cipher
    AND NEW.bank_name IS NOT DISTINCT FROM OLD.bank_name
    AND NEW.account_change_id IS NOT DISTINCT FROM OLD.account_change_id THEN
    RETURN NEW;
  END IF;
  IF NEW.bank_account_index IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM account_change c
    WHERE c.cooperative_id = NEW.cooperative_id AND c.id = NEW.account_change_id AND c.kind = 'entered'
      AND c.xmin::text::bigint = (pg_current_xact_id()::text::bigint & 4294967295)
  ) THEN
    RAISE EXCEPTION 'an account is entered with a change that another person confirms' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER account_with_change BEFORE INSERT OR UPDATE ON member
  FOR EACH ROW EXECUTE FUNCTION require_account_change();
--> statement-breakpoint
-- Whoever entered accounts does not confirm them, and nobody enters what was in use before.
CREATE FUNCTION refuse_own_account_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM account_change c WHERE c.cooperative_id = NEW.cooperative_id AND c.id = NEW.change_id
    AND (c.made_by = NEW.recorded_by OR c.kind = 'before')) THEN
    RAISE EXCEPTION 'whoever entered an account does not confirm it' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER reviewed_by_another AFTER INSERT ON account_change_review
  FOR EACH ROW EXECUTE FUNCTION refuse_own_account_review();
--> statement-breakpoint
CREATE FUNCTION refuse_account_of_before() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'before' THEN
    RAISE EXCEPTION 'no account is entered as in use before' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER entered_only AFTER INSERT ON account_change FOR EACH ROW EXECUTE FUNCTION refuse_account_of_before();
--> statement-breakpoint
-- A line of an order goes to the account that its payee has now, and that another person has confirmed.
CREATE FUNCTION require_confirmed_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM entered e
    WHERE (
      SELECT m.bank_account_index = e.bank_account_index AND (c.kind = 'before' OR v.outcome = 'confirmed')
      FROM member m
      JOIN account_change c ON c.cooperative_id = m.cooperative_id AND c.id = m.account_change_id
      LEFT JOIN account_change_review v ON v.cooperative_id = m.cooperative_id AND v.change_id = c.id
      WHERE m.cooperative_id = e.cooperative_id AND m.id = e.payee_id
      LIMIT 1) IS NOT TRUE
  ) THEN
    RAISE EXCEPTION 'a payment would go to an account that nobody has confirmed' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER to_confirmed_account AFTER INSERT ON payment_line
  REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION require_confirmed_account();
--> statement-breakpoint
-- Only what the bank reported as paid comes back late.
CREATE FUNCTION refuse_late_return_of_unpaid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM added a
    WHERE a.late = 1 AND NOT EXISTS (
      SELECT 1 FROM payment_result t WHERE t.cooperative_id = a.cooperative_id AND t.order_id = a.order_id
        AND t.serial = a.serial AND t.late = 0 AND t.outcome = 'paid')
  ) THEN
    RAISE EXCEPTION 'only what was paid comes back late' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER late_return_of_paid AFTER INSERT ON payment_result
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_return_of_unpaid();
--> statement-breakpoint
-- Who says by hand that a payment came back, or was never made, does not hand out its money.
CREATE FUNCTION refuse_cash_by_returner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.direction = 'paid' AND (EXISTS (
      SELECT 1 FROM payment_result t
      JOIN payment_line l ON l.cooperative_id = t.cooperative_id AND l.order_id = t.order_id AND l.serial = t.serial
      WHERE t.cooperative_id = NEW.cooperative_id AND t.late = 1 AND t.recorded_by = NEW.recorded_by
        AND l.run_id = NEW.run_id AND l.account_id = NEW.account_id AND l.part = NEW.part)
    OR EXISTS (
      SELECT 1 FROM payout_cash_strike x
      JOIN payout_cash h ON h.cooperative_id = x.cooperative_id AND h.id = x.cash_id AND h.direction = 'paid'
      WHERE x.cooperative_id = NEW.cooperative_id AND x.recorded_by = NEW.recorded_by
        AND h.run_id = NEW.run_id AND h.account_id = NEW.account_id AND h.part = NEW.part)) THEN
    RAISE EXCEPTION 'whoever entered a return does not pay its money in cash' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER paid_by_another AFTER INSERT ON payout_cash
  FOR EACH ROW EXECUTE FUNCTION refuse_cash_by_returner();
--> statement-breakpoint
-- A tax list is the lines of its runs, and later no run is added; its tax is handed over once, whole, and struck by another.
CREATE FUNCTION require_whole_filing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT (coalesce(sum(l.gross), 0), coalesce(sum(l.tax), 0)) IS DISTINCT FROM (NEW.gross, NEW.tax)
      FROM tax_filing_run t
      JOIN dividend_run r ON r.cooperative_id = t.cooperative_id AND r.id = t.run_id
      JOIN dividend_line l ON l.cooperative_id = t.cooperative_id AND l.run_id = t.run_id AND l.calculation = r.calculation
      JOIN holder_account a ON a.cooperative_id = t.cooperative_id AND a.id = l.account_id AND a.kind <> 'collective'
      WHERE t.cooperative_id = NEW.cooperative_id AND t.filing_id = NEW.id) THEN
    RAISE EXCEPTION 'tax list % is not the lines of its runs', NEW.number USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER whole_filing AFTER INSERT ON tax_filing DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_whole_filing();
--> statement-breakpoint
CREATE FUNCTION refuse_late_filing_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM (SELECT DISTINCT cooperative_id, filing_id FROM added) AS a
    JOIN tax_filing f ON f.cooperative_id = a.cooperative_id AND f.id = a.filing_id
    WHERE f.xmin::text::bigint <> (pg_current_xact_id()::text::bigint & 4294967295)
  ) THEN
    RAISE EXCEPTION 'the runs of a tax list are written with it' USING ERRCODE = 'HG001';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER complete_filing AFTER INSERT ON tax_filing_run
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_filing_run();
--> statement-breakpoint
CREATE FUNCTION require_one_remittance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.amount IS DISTINCT FROM (SELECT f.tax FROM tax_filing f WHERE f.cooperative_id = NEW.cooperative_id AND f.id = NEW.filing_id)
    OR EXISTS (
      SELECT 1 FROM tax_remittance m
      WHERE m.cooperative_id = NEW.cooperative_id AND m.filing_id = NEW.filing_id AND m.id <> NEW.id
        AND NOT EXISTS (SELECT 1 FROM tax_remittance_strike x
          WHERE x.cooperative_id = m.cooperative_id AND x.remittance_id = m.id)) THEN
    RAISE EXCEPTION 'the tax of a list is handed over once, and whole' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER handed_over_once AFTER INSERT ON tax_remittance
  FOR EACH ROW EXECUTE FUNCTION require_one_remittance();
--> statement-breakpoint
CREATE FUNCTION refuse_own_tax_strike() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM tax_remittance m WHERE m.cooperative_id = NEW.cooperative_id AND m.id = NEW.remittance_id
    AND m.recorded_by = NEW.recorded_by) THEN
    RAISE EXCEPTION 'whoever entered a remittance does not strike it' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER struck_by_another AFTER INSERT ON tax_remittance_strike
  FOR EACH ROW EXECUTE FUNCTION refuse_own_tax_strike();
--> statement-breakpoint
-- Whose income a line is: all that a run pays one taxpayer is one receipt. A line of before this is a receipt by itself.
ALTER TABLE "dividend_line" ADD COLUMN "taxpayer_id" uuid;
--> statement-breakpoint
ALTER TABLE "dividend_line" ADD CONSTRAINT "dividend_line_taxpayer_fk" FOREIGN KEY ("cooperative_id","taxpayer_id") REFERENCES "public"."member"("cooperative_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('account_change', 'account_change_review');
