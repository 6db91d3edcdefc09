-- One row of the bank's file may pay several lines of the same person and account; in the books the lines stay apart. Null: a row each.
ALTER TABLE "payment_order" ADD COLUMN "bank_rows" integer;
--> statement-breakpoint
ALTER TABLE "payment_order" ADD CONSTRAINT "payment_order_rows"
	CHECK ("payment_order"."bank_rows" is null or "payment_order"."kind" = 'payout' and "payment_order"."bank_rows" between 1 and "payment_order"."count");
--> statement-breakpoint
ALTER TABLE "payment_line" ADD COLUMN "bank_row" integer;
--> statement-breakpoint
-- The rows of an order are as many as it says, numbered from 1, and each pays one person into one account.
CREATE FUNCTION require_rows_of_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM payment_line l
    WHERE l.cooperative_id = NEW.cooperative_id AND l.order_id = NEW.id AND (l.bank_row IS NULL) <> (NEW.bank_rows IS NULL))
  OR NEW.bank_rows IS NOT NULL AND (
    SELECT count(DISTINCT l.bank_row) <> NEW.bank_rows OR min(l.bank_row) <> 1 OR max(l.bank_row) <> NEW.bank_rows
      OR count(DISTINCT l.bank_row) <> count(DISTINCT (l.bank_row, l.payee_id, l.bank_account_index))
    FROM payment_line l WHERE l.cooperative_id = NEW.cooperative_id AND l.order_id = NEW.id)
  THEN
    RAISE EXCEPTION 'a row of the file of order % pays one person into one account', NEW.number USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER rows_of_one AFTER INSERT ON payment_order DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_rows_of_one();
--> statement-breakpoint
-- What the bank says of a row it says of all that the row paid.
CREATE FUNCTION refuse_part_of_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM added a
    JOIN payment_line l ON l.cooperative_id = a.cooperative_id AND l.order_id = a.order_id AND l.serial = a.serial
    JOIN payment_line o ON o.cooperative_id = a.cooperative_id AND o.order_id = a.order_id AND o.bank_row = l.bank_row
    LEFT JOIN payment_result t ON t.cooperative_id = a.cooperative_id AND t.order_id = a.order_id AND t.serial = o.serial
      AND t.late = a.late
    WHERE l.bank_row IS NOT NULL AND t.outcome IS DISTINCT FROM a.outcome)
  THEN
    RAISE EXCEPTION 'a payment of several lines is paid, or comes back, whole' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER whole_payment AFTER INSERT ON payment_result
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_part_of_payment();
--> statement-breakpoint
CREATE INDEX "payment_line_of_row" ON "payment_line" USING btree ("cooperative_id","order_id","bank_row") WHERE "payment_line"."bank_row" is not null;
--> statement-breakpoint
SELECT seal_tenant_tables();
