-- What the bank's answer says came back goes out in cash once another than its reader has looked at it. Until when the books of a
-- cooperative were written by versions that took the reader's word alone, only this migration writes.
CREATE TABLE "answered_alone_before" (
	"cooperative_id" uuid PRIMARY KEY NOT NULL,
	"until" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entry" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO answered_alone_before (cooperative_id, until)
SELECT cooperative_id, max(recorded_at) FROM audit_entry GROUP BY cooperative_id;
--> statement-breakpoint
CREATE TABLE "answer_confirmation" (
	"cooperative_id" uuid NOT NULL,
	"answer_id" uuid NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "answer_confirmation_pk" PRIMARY KEY("cooperative_id","answer_id")
);
--> statement-breakpoint
ALTER TABLE "answer_confirmation" ADD CONSTRAINT "answer_confirmation_fk" FOREIGN KEY ("cooperative_id","answer_id") REFERENCES "public"."bank_answer"("cooperative_id","id");
--> statement-breakpoint
CREATE FUNCTION refuse_own_answer_confirmed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM bank_answer a WHERE a.cooperative_id = NEW.cooperative_id AND a.id = NEW.answer_id
    AND a.recorded_by = NEW.recorded_by) THEN
    RAISE EXCEPTION 'whoever read an answer in does not confirm it' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER confirmed_by_another AFTER INSERT ON answer_confirmation FOR EACH ROW EXECUTE FUNCTION refuse_own_answer_confirmed();
--> statement-breakpoint
-- Whether the money of one part of a line is that of another: itself, or what a division made of it, or another division after it.
CREATE FUNCTION part_goes_on(cooperative uuid, run uuid, account uuid, was smallint, is_now smallint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT was = is_now OR was = 0 OR EXISTS (
    SELECT FROM estate_share_end x WHERE x.cooperative_id = cooperative AND x.run_id = run AND x.account_id = account AND x.part = was)
$$;
--> statement-breakpoint
-- Of everything that came back of this money by an answer since then, somebody looked at the answer who neither read it in nor pays.
CREATE FUNCTION returns_looked_at(h payout_cash) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (
    SELECT FROM payment_line l
    JOIN payment_result t ON t.cooperative_id = l.cooperative_id AND t.order_id = l.order_id AND t.serial = l.serial
      AND t.late = 0 AND t.outcome = 'returned'
    LEFT JOIN answered_alone_before b ON b.cooperative_id = l.cooperative_id
    WHERE l.cooperative_id = h.cooperative_id AND l.run_id = h.run_id AND l.account_id = h.account_id
      AND part_goes_on(h.cooperative_id, h.run_id, h.account_id, l.part, h.part)
      AND t.recorded_at <= h.recorded_at AND t.recorded_at > coalesce(b.until, '-infinity')
      AND NOT EXISTS (SELECT FROM answer_confirmation c WHERE c.cooperative_id = t.cooperative_id AND c.answer_id = t.answer_id
        AND c.recorded_at <= h.recorded_at AND c.recorded_by NOT IN (t.recorded_by, h.recorded_by)))
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_unseen_return() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT returns_looked_at(NEW) THEN
    RAISE EXCEPTION 'what came back is paid in cash once another than its reader and its payer has looked at the answer' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER returns_looked_at AFTER INSERT ON payout_cash FOR EACH ROW WHEN (NEW.direction = 'paid')
  EXECUTE FUNCTION refuse_unseen_return();
--> statement-breakpoint
-- Who says by hand that a payment came back, or confirms that, or struck one, does not hand out its money, however it was divided since.
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
        AND l.run_id = NEW.run_id AND l.account_id = NEW.account_id
        AND part_goes_on(NEW.cooperative_id, NEW.run_id, NEW.account_id, l.part, NEW.part))
    OR EXISTS (
      SELECT 1 FROM payout_cash_strike x
      JOIN payout_cash h ON h.cooperative_id = x.cooperative_id AND h.id = x.cash_id AND h.direction = 'paid'
      WHERE x.cooperative_id = NEW.cooperative_id AND x.recorded_by = NEW.recorded_by
        AND h.run_id = NEW.run_id AND h.account_id = NEW.account_id
        AND part_goes_on(NEW.cooperative_id, NEW.run_id, NEW.account_id, h.part, NEW.part))) THEN
    RAISE EXCEPTION 'whoever entered a return does not pay its money in cash' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- A division, or its undoing, that was asked for before the last one of the same estate took effect is asked for anew.
CREATE FUNCTION estate_overtaken(a estate_request_answer) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM estate_request r
    JOIN estate_request o ON o.cooperative_id = r.cooperative_id AND o.account_id = r.account_id AND o.id <> r.id
    JOIN estate_request_answer q ON q.cooperative_id = o.cooperative_id AND q.request_id = o.id AND q.reason IS NULL
      AND q.recorded_at > r.recorded_at AND q.recorded_at < a.recorded_at
    WHERE r.cooperative_id = a.cooperative_id AND r.id = a.request_id)
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_overtaken_estate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF estate_overtaken(NEW) THEN
    RAISE EXCEPTION 'the estate was divided, or its division undone, since this was asked for' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER not_overtaken AFTER INSERT ON estate_request_answer FOR EACH ROW WHEN (NEW.reason IS NULL)
  EXECUTE FUNCTION refuse_overtaken_estate();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('answered_alone_before', 'answer_confirmation');
--> statement-breakpoint
CREATE TRIGGER closed BEFORE INSERT ON answered_alone_before FOR EACH ROW EXECUTE FUNCTION refuse_closed();
--> statement-breakpoint
REVOKE INSERT ON answered_alone_before FROM hegu_app;
