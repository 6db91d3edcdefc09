-- A late return that two people confirmed in error is taken back as a wrong answer is: one asks, another confirms, while its money has not
-- moved. Then what is told of a line goes on in turns, as often as the bank's statement says so.
ALTER TABLE "answer_take_back" ALTER COLUMN "answer_id" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "answer_take_back" ADD COLUMN "late_return_id" uuid;
--> statement-breakpoint
ALTER TABLE "answer_take_back" ADD CONSTRAINT "answer_take_back_late_fk" FOREIGN KEY ("cooperative_id","late_return_id") REFERENCES "public"."late_return"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "answer_take_back" ADD CONSTRAINT "answer_take_back_of_one" CHECK (num_nonnulls("answer_take_back"."answer_id", "answer_take_back"."late_return_id") = 1);
--> statement-breakpoint
CREATE INDEX "answer_take_back_of_late" ON "answer_take_back" USING btree ("cooperative_id","late_return_id");
--> statement-breakpoint
ALTER TABLE "payment_result" DROP CONSTRAINT "payment_result_late";
--> statement-breakpoint
ALTER TABLE "payment_result" ADD CONSTRAINT "payment_result_late" CHECK ("payment_result"."late" >= 0 and ("payment_result"."late" > 0) = ("payment_result"."answer_id" is null));
--> statement-breakpoint
-- What said so was taken back in the same act, by another than whoever asked for that.
CREATE OR REPLACE FUNCTION taken_back_by_two(r payment_result) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM payment_result t
    JOIN answer_take_back q ON q.cooperative_id = t.cooperative_id
    JOIN answer_take_back_answer a ON a.cooperative_id = q.cooperative_id AND a.take_back_id = q.id AND a.reason IS NULL
      AND a.recorded_by = r.recorded_by AND a.recorded_at = r.recorded_at AND a.recorded_by <> q.recorded_by
    LEFT JOIN late_return l ON l.cooperative_id = q.cooperative_id AND l.id = q.late_return_id
    WHERE t.cooperative_id = r.cooperative_id AND t.order_id = r.order_id AND t.serial = r.serial AND t.late = r.late - 1
      AND (q.answer_id = t.answer_id OR t.late > 0 AND l.order_id = t.order_id AND l.serial = t.serial))
$$;
--> statement-breakpoint
-- What came back is not as it came back any more: on its way or paid again, set off, or with the heirs.
CREATE FUNCTION returned_moved(r payment_result) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM payment_line l
    WHERE l.cooperative_id = r.cooperative_id AND l.order_id = r.order_id AND l.serial = r.serial AND l.run_id IS NOT NULL
      AND (EXISTS (
          SELECT FROM payment_state s WHERE s.cooperative_id = l.cooperative_id AND s.run_id = l.run_id AND s.account_id = l.account_id
            AND s.order_id <> l.order_id AND s.stands AND part_goes_on(l.cooperative_id, l.run_id, l.account_id, l.part, s.part))
        OR EXISTS (
          SELECT FROM payout_cash h WHERE h.cooperative_id = l.cooperative_id AND h.run_id = l.run_id AND h.account_id = l.account_id
            AND h.direction = 'paid' AND part_goes_on(l.cooperative_id, l.run_id, l.account_id, l.part, h.part)
            AND NOT EXISTS (SELECT FROM payout_cash_strike x WHERE x.cooperative_id = h.cooperative_id AND x.cash_id = h.id))
        OR l.part = 0 AND EXISTS (
          SELECT FROM estate_share e WHERE e.cooperative_id = l.cooperative_id AND e.run_id = l.run_id AND e.account_id = l.account_id
            AND NOT EXISTS (SELECT FROM estate_share_end x WHERE x.cooperative_id = e.cooperative_id AND x.run_id = e.run_id
              AND x.account_id = e.account_id AND x.part = e.part))
        OR l.part > 0 AND EXISTS (
          SELECT FROM estate_share_end x WHERE x.cooperative_id = l.cooperative_id AND x.run_id = l.run_id
            AND x.account_id = l.account_id AND x.part = l.part)
        OR l.part = 0 AND EXISTS (
          SELECT FROM payout_set_off o WHERE o.cooperative_id = l.cooperative_id AND o.account_id = l.account_id
            AND l.run_id IN (o.owed_run_id, o.against_run_id) AND o.recorded_at >= (
              SELECT max(t.recorded_at) FROM payment_result t WHERE t.cooperative_id = r.cooperative_id AND t.order_id = r.order_id
                AND t.serial = r.serial AND t.late < r.late)
            AND NOT EXISTS (SELECT FROM payout_set_off_strike x WHERE x.cooperative_id = o.cooperative_id AND x.set_off_id = o.id))))
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION refuse_take_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT taken_back_by_two(NEW) THEN
    RAISE EXCEPTION 'what came back is taken back by one who asks and another who confirms' USING ERRCODE = 'HG003';
  END IF;
  IF returned_moved(NEW) THEN
    RAISE EXCEPTION 'what came back has moved since' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- That this payment came back late was told by another than whoever confirmed it, and what was told is not one that was taken back before.
CREATE FUNCTION returned_by_two(t payment_result) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM late_return r
    WHERE r.cooperative_id = t.cooperative_id AND r.order_id = t.order_id AND r.serial = t.serial AND r.recorded_by <> t.recorded_by
      AND NOT EXISTS (SELECT FROM late_return_refusal n WHERE n.cooperative_id = r.cooperative_id AND n.late_return_id = r.id)
      AND NOT EXISTS (
        SELECT FROM answer_take_back q
        JOIN answer_take_back_answer a ON a.cooperative_id = q.cooperative_id AND a.take_back_id = q.id AND a.reason IS NULL
        JOIN payment_result p ON p.cooperative_id = t.cooperative_id AND p.order_id = t.order_id AND p.serial = t.serial
          AND p.outcome = 'paid' AND p.late > 0 AND p.late < t.late AND p.recorded_at = a.recorded_at AND p.recorded_by = a.recorded_by
        WHERE q.cooperative_id = r.cooperative_id AND q.late_return_id = r.id))
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION refuse_late_return_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT returned_by_two(NEW) THEN
    RAISE EXCEPTION 'that a payment came back late is told by one and confirmed by another' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
DROP FUNCTION returned_by_two(uuid, uuid, integer, uuid);
--> statement-breakpoint
-- Whoever was told that their money came back hears that it did not.
ALTER TABLE "member_message" DROP CONSTRAINT "member_message_kind";
--> statement-breakpoint
ALTER TABLE "member_message" ADD CONSTRAINT "member_message_kind" CHECK ("member_message"."kind" in ('payout-sent','payout-returned','payout-arrived','meeting-called','meeting-off','objection-settled'));
--> statement-breakpoint
SELECT seal_tenant_tables();
