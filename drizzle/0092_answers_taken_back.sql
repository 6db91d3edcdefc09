-- What the bank's answer says came back goes out again by bank, too, once another than its reader has looked at the answer; an answer
-- that was wrong is taken back, and a year whose closing another confirmed is reopened, by one who asks and another who confirms. Until when
-- the books of a cooperative were written by versions that asked for less, only this migration writes.
CREATE TABLE "looked_less_before" (
	"cooperative_id" uuid PRIMARY KEY NOT NULL,
	"until" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entry" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO looked_less_before (cooperative_id, until)
SELECT cooperative_id, max(recorded_at) FROM audit_entry GROUP BY cooperative_id;
--> statement-breakpoint
CREATE TABLE "answer_take_back" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"answer_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "answer_take_back_pk" PRIMARY KEY("cooperative_id","id")
);
--> statement-breakpoint
CREATE TABLE "answer_take_back_answer" (
	"cooperative_id" uuid NOT NULL,
	"take_back_id" uuid NOT NULL,
	"reason" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "answer_take_back_answer_pk" PRIMARY KEY("cooperative_id","take_back_id")
);
--> statement-breakpoint
ALTER TABLE "answer_take_back" ADD CONSTRAINT "answer_take_back_fk" FOREIGN KEY ("cooperative_id","answer_id") REFERENCES "public"."bank_answer"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "answer_take_back_answer" ADD CONSTRAINT "answer_take_back_answer_fk" FOREIGN KEY ("cooperative_id","take_back_id") REFERENCES "public"."answer_take_back"("cooperative_id","id");
--> statement-breakpoint
CREATE INDEX "answer_take_back_of_answer" ON "answer_take_back" USING btree ("cooperative_id","answer_id");
--> statement-breakpoint
-- A line is told of once by an answer; after that by hand, each time the other of the two: it came back late, its answer was wrong.
ALTER TABLE "payment_result" DROP CONSTRAINT "payment_result_outcome";
--> statement-breakpoint
ALTER TABLE "payment_result" DROP CONSTRAINT "payment_result_late";
--> statement-breakpoint
ALTER TABLE "payment_result" ADD CONSTRAINT "payment_result_outcome" CHECK ("payment_result"."outcome" in ('paid','returned'));
--> statement-breakpoint
ALTER TABLE "payment_result" ADD CONSTRAINT "payment_result_late" CHECK ("payment_result"."late" in (0, 1, 2) and ("payment_result"."late" > 0) = ("payment_result"."answer_id" is null));
--> statement-breakpoint
CREATE OR REPLACE VIEW payment_state WITH (security_invoker = true) AS
SELECT l.cooperative_id, l.order_id, l.serial, o.kind, o.number, l.run_id, l.account_id, l.part, l.payee_id, l.amount,
  e.kind AS ended, n.recorded_at AS refused_at,
  told.outcome AS outcome,
  CASE WHEN n.order_id IS NOT NULL THEN n.recorded_at WHEN told.outcome = 'returned' THEN told.recorded_at END AS back_at,
  CASE WHEN n.order_id IS NOT NULL THEN n.reason WHEN told.outcome = 'returned' THEN told.reason END AS back_reason,
  e.kind IS DISTINCT FROM 'cancelled' AND n.order_id IS NULL AND told.outcome IS DISTINCT FROM 'returned' AS stands,
  e.kind IS NOT DISTINCT FROM 'sent' AND n.order_id IS NULL AND told.outcome IS DISTINCT FROM 'returned' AS out
FROM payment_line l
JOIN payment_order o ON o.cooperative_id = l.cooperative_id AND o.id = l.order_id
LEFT JOIN payment_order_end e ON e.cooperative_id = l.cooperative_id AND e.order_id = l.order_id
LEFT JOIN payment_refusal n ON n.cooperative_id = l.cooperative_id AND n.order_id = l.order_id
LEFT JOIN LATERAL (
  SELECT t.outcome, t.reason, t.recorded_at FROM payment_result t
  WHERE t.cooperative_id = l.cooperative_id AND t.order_id = l.order_id AND t.serial = l.serial
  ORDER BY t.late DESC LIMIT 1) AS told ON true;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION refuse_late_return_of_unpaid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM added a
    WHERE a.late > 0 AND NOT EXISTS (
      SELECT 1 FROM payment_result t WHERE t.cooperative_id = a.cooperative_id AND t.order_id = a.order_id
        AND t.serial = a.serial AND t.late = a.late - 1 AND t.outcome <> a.outcome)
  ) THEN
    RAISE EXCEPTION 'only what was paid comes back late, and only what came back was paid after all' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
DROP TRIGGER returned_by_two ON payment_result;
--> statement-breakpoint
CREATE TRIGGER returned_by_two AFTER INSERT ON payment_result FOR EACH ROW WHEN (NEW.late > 0 AND NEW.outcome = 'returned')
  EXECUTE FUNCTION refuse_late_return_alone();
--> statement-breakpoint
-- The answer that said so was taken back in the same act, by another than whoever asked for that.
CREATE FUNCTION taken_back_by_two(r payment_result) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM payment_result t
    JOIN answer_take_back q ON q.cooperative_id = t.cooperative_id AND q.answer_id = t.answer_id
    JOIN answer_take_back_answer a ON a.cooperative_id = q.cooperative_id AND a.take_back_id = q.id AND a.reason IS NULL
      AND a.recorded_by = r.recorded_by AND a.recorded_at = r.recorded_at AND a.recorded_by <> q.recorded_by
    WHERE t.cooperative_id = r.cooperative_id AND t.order_id = r.order_id AND t.serial = r.serial AND t.late = r.late - 1)
$$;
--> statement-breakpoint
-- Nobody is paid beyond what is due by that: what waits again, or was paid again, was not taken back before.
CREATE FUNCTION refuse_take_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT taken_back_by_two(NEW) THEN
    RAISE EXCEPTION 'an answer is taken back by one who asks and another who confirms' USING ERRCODE = 'HG003';
  END IF;
  IF EXISTS (
    SELECT FROM payment_line l
    WHERE l.cooperative_id = NEW.cooperative_id AND l.order_id = NEW.order_id AND l.serial = NEW.serial AND l.run_id IS NOT NULL
      AND (EXISTS (
          SELECT FROM payment_state s WHERE s.cooperative_id = l.cooperative_id AND s.run_id = l.run_id AND s.account_id = l.account_id
            AND s.order_id <> l.order_id AND s.stands AND part_goes_on(l.cooperative_id, l.run_id, l.account_id, l.part, s.part))
        OR EXISTS (
          SELECT FROM payout_cash h WHERE h.cooperative_id = l.cooperative_id AND h.run_id = l.run_id AND h.account_id = l.account_id
            AND h.direction = 'paid' AND part_goes_on(l.cooperative_id, l.run_id, l.account_id, l.part, h.part)
            AND NOT EXISTS (SELECT FROM payout_cash_strike x WHERE x.cooperative_id = h.cooperative_id AND x.cash_id = h.id)))
  ) THEN
    RAISE EXCEPTION 'what came back was paid again since' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER taken_back_by_two AFTER INSERT ON payment_result FOR EACH ROW WHEN (NEW.late > 0 AND NEW.outcome = 'paid')
  EXECUTE FUNCTION refuse_take_back();
--> statement-breakpoint
CREATE FUNCTION refuse_own_take_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.reason IS NULL AND EXISTS (SELECT FROM answer_take_back q WHERE q.cooperative_id = NEW.cooperative_id AND q.id = NEW.take_back_id
      AND q.recorded_by = NEW.recorded_by) THEN
    RAISE EXCEPTION 'whoever asks for an answer to be taken back does not confirm it' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER answered_by_another AFTER INSERT ON answer_take_back_answer FOR EACH ROW EXECUTE FUNCTION refuse_own_take_back();
--> statement-breakpoint
-- What an answer that was taken back said came back holds nothing up any more.
CREATE OR REPLACE FUNCTION returns_looked_at(h payout_cash) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (
    SELECT FROM payment_line l
    JOIN payment_result t ON t.cooperative_id = l.cooperative_id AND t.order_id = l.order_id AND t.serial = l.serial
      AND t.late = 0 AND t.outcome = 'returned'
    LEFT JOIN answered_alone_before b ON b.cooperative_id = l.cooperative_id
    WHERE l.cooperative_id = h.cooperative_id AND l.run_id = h.run_id AND l.account_id = h.account_id
      AND part_goes_on(h.cooperative_id, h.run_id, h.account_id, l.part, h.part)
      AND t.recorded_at <= h.recorded_at AND t.recorded_at > coalesce(b.until, '-infinity')
      AND NOT EXISTS (SELECT FROM payment_result p WHERE p.cooperative_id = t.cooperative_id AND p.order_id = t.order_id
        AND p.serial = t.serial AND p.late = 1 AND p.recorded_at <= h.recorded_at)
      AND NOT EXISTS (SELECT FROM answer_confirmation c WHERE c.cooperative_id = t.cooperative_id AND c.answer_id = t.answer_id
        AND c.recorded_at <= h.recorded_at AND c.recorded_by NOT IN (t.recorded_by, h.recorded_by)))
$$;
--> statement-breakpoint
-- Whom an order pays again what an answer said came back, nobody but its reader having looked at that answer by then: of a dividend, the
-- money of the same claim; of pensions, whoever one of an earlier month came back from, whatever they are paid by.
CREATE FUNCTION paid_again_unseen(cooperative uuid, order_of_it uuid, moment timestamptz) RETURNS TABLE (name text) LANGUAGE sql STABLE AS $$
  WITH back AS (
    SELECT k.run_id, k.account_id, k.part, k.payee_id, q.kind
    FROM payment_result t
    JOIN payment_line k ON k.cooperative_id = cooperative AND k.order_id = t.order_id AND k.serial = t.serial
    JOIN payment_order q ON q.cooperative_id = cooperative AND q.id = t.order_id
    LEFT JOIN answered_alone_before a ON a.cooperative_id = cooperative
    LEFT JOIN looked_less_before b ON b.cooperative_id = cooperative
    WHERE t.cooperative_id = cooperative AND t.late = 0 AND t.outcome = 'returned' AND t.order_id <> order_of_it
      AND t.recorded_at <= moment
      AND t.recorded_at > coalesce(CASE q.kind WHEN 'payout' THEN a.until ELSE b.until END, '-infinity')
      AND NOT EXISTS (SELECT FROM payment_result p WHERE p.cooperative_id = cooperative AND p.order_id = t.order_id
        AND p.serial = t.serial AND p.late = 1 AND p.recorded_at <= moment)
      AND NOT EXISTS (SELECT FROM answer_confirmation c WHERE c.cooperative_id = cooperative AND c.answer_id = t.answer_id
        AND c.recorded_at <= moment AND c.recorded_by <> t.recorded_by)
  )
  SELECT l.payee_name FROM payment_line l
  WHERE l.cooperative_id = cooperative AND l.order_id = order_of_it AND l.run_id IS NOT NULL AND EXISTS (
    SELECT FROM back k WHERE k.run_id = l.run_id AND k.account_id = l.account_id
      AND part_goes_on(cooperative, l.run_id, l.account_id, k.part, l.part))
  UNION
  SELECT m.name FROM pension_line l
  JOIN member m ON m.cooperative_id = cooperative AND m.id = l.member_id
  WHERE l.cooperative_id = cooperative AND l.order_id = order_of_it AND l.means <> 'held' AND l.amount > 0
    AND EXISTS (SELECT FROM back k WHERE k.kind = 'pension' AND k.payee_id = l.member_id)
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_unseen_payment_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM paid_again_unseen(NEW.cooperative_id, NEW.order_id, NEW.recorded_at)) THEN
    RAISE EXCEPTION 'what came back is paid again by bank once another than its reader has looked at the answer' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER returns_looked_at AFTER INSERT ON payment_release FOR EACH ROW EXECUTE FUNCTION refuse_unseen_payment_again();
--> statement-breakpoint
CREATE OR REPLACE FUNCTION refuse_cash_by_returner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.direction = 'paid' AND (EXISTS (
      SELECT 1 FROM payment_result t
      JOIN payment_line l ON l.cooperative_id = t.cooperative_id AND l.order_id = t.order_id AND l.serial = t.serial
      WHERE t.cooperative_id = NEW.cooperative_id AND t.late > 0 AND t.outcome = 'returned'
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
CREATE TABLE "year_reopening" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"year" integer NOT NULL,
	"closing_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "year_reopening_pk" PRIMARY KEY("cooperative_id","id")
);
--> statement-breakpoint
CREATE TABLE "year_reopening_answer" (
	"cooperative_id" uuid NOT NULL,
	"reopening_id" uuid NOT NULL,
	"reason" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "year_reopening_answer_pk" PRIMARY KEY("cooperative_id","reopening_id")
);
--> statement-breakpoint
ALTER TABLE "year_reopening" ADD CONSTRAINT "year_reopening_closing_fk" FOREIGN KEY ("cooperative_id","closing_id") REFERENCES "public"."journal_entry"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "year_reopening_answer" ADD CONSTRAINT "year_reopening_answer_fk" FOREIGN KEY ("cooperative_id","reopening_id") REFERENCES "public"."year_reopening"("cooperative_id","id");
--> statement-breakpoint
CREATE INDEX "year_reopening_of_closing" ON "year_reopening" USING btree ("cooperative_id","closing_id");
--> statement-breakpoint
-- That whoever does this now confirms by it that the year is reopened, which another asked for.
CREATE FUNCTION year_reopened_by_two(cooperative uuid, of_year integer, who uuid, moment timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM year_reopening q
    JOIN year_reopening_answer a ON a.cooperative_id = q.cooperative_id AND a.reopening_id = q.id AND a.reason IS NULL
      AND a.recorded_by = who AND a.recorded_at = moment AND a.recorded_by <> q.recorded_by
    WHERE q.cooperative_id = cooperative AND q.year = of_year)
$$;
--> statement-breakpoint
-- That a closing of the year, of whose entries `source` names one, was confirmed by then.
CREATE FUNCTION closing_confirmed(cooperative uuid, source text, moment timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM year_confirmation y
    JOIN journal_entry c ON c.cooperative_id = y.cooperative_id AND c.id = y.closing_id
    WHERE y.cooperative_id = cooperative AND y.recorded_at <= moment AND split_part(c.source, ':', 2) = split_part(closing_confirmed.source, ':', 2)
      AND split_part(c.source, ':', 4) = split_part(closing_confirmed.source, ':', 4))
$$;
--> statement-breakpoint
-- A month is not opened under a confirmed closing of its year, nor that closing taken back, but by two.
CREATE FUNCTION month_opened_alone(m month_close) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM journal_entry e
    WHERE e.cooperative_id = m.cooperative_id AND e.source LIKE 'year-close:' || left(m.month, 4) || ':%' AND e.recorded_at <= m.recorded_at
      AND closing_confirmed(e.cooperative_id, e.source, m.recorded_at)
      AND NOT EXISTS (SELECT FROM journal_entry r WHERE r.cooperative_id = e.cooperative_id AND r.reverses = e.id AND r.recorded_at <= m.recorded_at))
  AND NOT year_reopened_by_two(m.cooperative_id, left(m.month, 4)::integer, m.recorded_by, m.recorded_at)
$$;
--> statement-breakpoint
CREATE FUNCTION closing_undone_alone(r journal_entry) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM journal_entry e
    WHERE e.cooperative_id = r.cooperative_id AND e.id = r.reverses AND e.source LIKE 'year-close:%'
      AND closing_confirmed(e.cooperative_id, e.source, r.recorded_at)
      AND NOT year_reopened_by_two(r.cooperative_id, split_part(e.source, ':', 2)::integer, r.recorded_by, r.recorded_at))
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_month_opened_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF month_opened_alone(NEW) THEN
    RAISE EXCEPTION 'a year whose closing was confirmed is reopened by one who asks and another who confirms' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER reopened_by_two AFTER INSERT ON month_close FOR EACH ROW WHEN (NEW.kind = 'reopened')
  EXECUTE FUNCTION refuse_month_opened_alone();
--> statement-breakpoint
CREATE FUNCTION refuse_closing_undone_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF closing_undone_alone(NEW) THEN
    RAISE EXCEPTION 'a year whose closing was confirmed is reopened by one who asks and another who confirms' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER reopened_by_two AFTER INSERT ON journal_entry FOR EACH ROW WHEN (NEW.reverses IS NOT NULL)
  EXECUTE FUNCTION refuse_closing_undone_alone();
--> statement-breakpoint
CREATE FUNCTION refuse_own_reopening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.reason IS NULL AND EXISTS (
    SELECT FROM year_reopening q
    JOIN journal_entry e ON e.cooperative_id = q.cooperative_id AND e.id = q.closing_id
    WHERE q.cooperative_id = NEW.cooperative_id AND q.id = NEW.reopening_id AND NEW.recorded_by IN (q.recorded_by, e.recorded_by)) THEN
    RAISE EXCEPTION 'whoever asks for a year to be reopened, or closed it, does not confirm that' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER answered_by_another AFTER INSERT ON year_reopening_answer FOR EACH ROW EXECUTE FUNCTION refuse_own_reopening();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('looked_less_before', 'answer_take_back', 'answer_take_back_answer', 'year_reopening', 'year_reopening_answer');
--> statement-breakpoint
CREATE TRIGGER closed BEFORE INSERT ON looked_less_before FOR EACH ROW EXECUTE FUNCTION refuse_closed();
--> statement-breakpoint
REVOKE INSERT ON looked_less_before FROM hegu_app;
