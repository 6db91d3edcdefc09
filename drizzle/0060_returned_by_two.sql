-- That a payment came back after the bank had said it was paid, and that the division of an estate is undone, is told by one and
-- confirmed by another. Until when the books of a cooperative were written by versions that asked for one, only this migration writes.
CREATE TABLE "told_alone_before" (
	"cooperative_id" uuid PRIMARY KEY NOT NULL,
	"until" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entry" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO told_alone_before (cooperative_id, until)
SELECT cooperative_id, max(recorded_at) FROM audit_entry GROUP BY cooperative_id;
--> statement-breakpoint
CREATE TABLE "late_return" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"serial" integer NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "late_return_pk" PRIMARY KEY("cooperative_id","id")
);
--> statement-breakpoint
CREATE TABLE "late_return_refusal" (
	"cooperative_id" uuid NOT NULL,
	"late_return_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "late_return_refusal_pk" PRIMARY KEY("cooperative_id","late_return_id")
);
--> statement-breakpoint
ALTER TABLE "late_return" ADD CONSTRAINT "late_return_line_fk" FOREIGN KEY ("cooperative_id","order_id","serial") REFERENCES "public"."payment_line"("cooperative_id","order_id","serial");
--> statement-breakpoint
ALTER TABLE "late_return_refusal" ADD CONSTRAINT "late_return_refusal_fk" FOREIGN KEY ("cooperative_id","late_return_id") REFERENCES "public"."late_return"("cooperative_id","id");
--> statement-breakpoint
CREATE INDEX "late_return_of_line" ON "late_return" USING btree ("cooperative_id","order_id","serial");
--> statement-breakpoint
CREATE FUNCTION returned_by_two(cooperative uuid, order_of_it uuid, serial_of_it integer, confirmer uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM late_return r
    WHERE r.cooperative_id = cooperative AND r.order_id = order_of_it AND r.serial = serial_of_it AND r.recorded_by <> confirmer
      AND NOT EXISTS (SELECT FROM late_return_refusal n WHERE n.cooperative_id = cooperative AND n.late_return_id = r.id))
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_late_return_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT returned_by_two(NEW.cooperative_id, NEW.order_id, NEW.serial, NEW.recorded_by) THEN
    RAISE EXCEPTION 'that a payment came back late is told by one and confirmed by another' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER returned_by_two AFTER INSERT ON payment_result FOR EACH ROW WHEN (NEW.late = 1)
  EXECUTE FUNCTION refuse_late_return_alone();
--> statement-breakpoint
-- Who says by hand that a payment came back, or confirms that, or struck one, does not hand out its money.
CREATE OR REPLACE FUNCTION refuse_cash_by_returner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.direction = 'paid' AND (EXISTS (
      SELECT 1 FROM payment_result t
      JOIN payment_line l ON l.cooperative_id = t.cooperative_id AND l.order_id = t.order_id AND l.serial = t.serial
      WHERE t.cooperative_id = NEW.cooperative_id AND t.late = 1
        AND (t.recorded_by = NEW.recorded_by OR EXISTS (
          SELECT 1 FROM late_return r WHERE r.cooperative_id = t.cooperative_id AND r.order_id = t.order_id AND r.serial = t.serial
            AND r.recorded_by = NEW.recorded_by
            AND NOT EXISTS (SELECT 1 FROM late_return_refusal n WHERE n.cooperative_id = r.cooperative_id AND n.late_return_id = r.id)))
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
-- What is asked for: to divide among these heirs, or to take a division back, which names none.
ALTER TABLE "estate_request" ADD COLUMN "undoes" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE "estate_request" ADD CONSTRAINT "estate_request_undoes" CHECK ("estate_request"."undoes" = ("estate_request"."heirs" = '[]'));
--> statement-breakpoint
CREATE FUNCTION estate_undone_by_two(e estate_share_end) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM estate_request r
    JOIN estate_request_answer q ON q.cooperative_id = r.cooperative_id AND q.request_id = r.id AND q.reason IS NULL
      AND q.recorded_by = e.recorded_by AND q.recorded_at = e.recorded_at AND q.recorded_by <> r.recorded_by
    WHERE r.cooperative_id = e.cooperative_id AND r.undoes AND r.account_id = e.account_id)
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_estate_undone_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT estate_undone_by_two(NEW) THEN
    RAISE EXCEPTION 'the division of an estate is undone by one who asks and another who confirms' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER undone_by_two AFTER INSERT ON estate_share_end FOR EACH ROW WHEN (NEW.kind = 'undone')
  EXECUTE FUNCTION refuse_estate_undone_alone();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('told_alone_before', 'late_return', 'late_return_refusal');
--> statement-breakpoint
REVOKE INSERT ON told_alone_before FROM hegu_app;
--> statement-breakpoint
CREATE TRIGGER closed BEFORE INSERT ON told_alone_before FOR EACH ROW EXECUTE FUNCTION refuse_closed();
