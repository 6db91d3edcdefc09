-- Where an order's lines stand is looked up line by line, through keys, whatever the statistics say. The lines of a day are
-- written and read before PostgreSQL has ever counted them; planned as tables of one row, the guards and the views read each
-- table once for every line of the others.
CREATE OR REPLACE VIEW payment_state WITH (security_invoker = true) AS
SELECT l.cooperative_id, l.order_id, l.serial, o.kind, o.number, l.run_id, l.account_id, l.part, l.payee_id, l.amount,
  e.kind AS ended, n.recorded_at AS refused_at,
  coalesce(late.outcome, told.outcome) AS outcome,
  CASE WHEN n.order_id IS NOT NULL THEN n.recorded_at WHEN late.order_id IS NOT NULL THEN late.recorded_at
    WHEN told.outcome = 'returned' THEN told.recorded_at END AS back_at,
  CASE WHEN n.order_id IS NOT NULL THEN n.reason WHEN late.order_id IS NOT NULL THEN late.reason
    WHEN told.outcome = 'returned' THEN told.reason END AS back_reason,
  e.kind IS DISTINCT FROM 'cancelled' AND n.order_id IS NULL
    AND coalesce(late.outcome, told.outcome) IS DISTINCT FROM 'returned' AS stands,
  e.kind IS NOT DISTINCT FROM 'sent' AND n.order_id IS NULL
    AND coalesce(late.outcome, told.outcome) IS DISTINCT FROM 'returned' AS out
FROM payment_line l
JOIN payment_order o ON o.cooperative_id = l.cooperative_id AND o.id = l.order_id
LEFT JOIN payment_order_end e ON e.cooperative_id = l.cooperative_id AND e.order_id = l.order_id
LEFT JOIN payment_refusal n ON n.cooperative_id = l.cooperative_id AND n.order_id = l.order_id
LEFT JOIN LATERAL (
  SELECT t.order_id, t.outcome, t.reason, t.recorded_at FROM payment_result t
  WHERE t.cooperative_id = l.cooperative_id AND t.order_id = l.order_id AND t.serial = l.serial AND t.late = 0
  LIMIT 1) AS told ON true
LEFT JOIN LATERAL (
  SELECT t.order_id, t.outcome, t.reason, t.recorded_at FROM payment_result t
  WHERE t.cooperative_id = l.cooperative_id AND t.order_id = l.order_id AND t.serial = l.serial AND t.late = 1
  LIMIT 1) AS late ON true;
--> statement-breakpoint
CREATE OR REPLACE VIEW pension_state WITH (security_invoker = true) AS
SELECT l.cooperative_id, l.order_id, l.member_id, r.month, l.means, l.amount, e.kind AS ended, e.recorded_at AS ended_at,
  n.recorded_at AS refused_at, coalesce(s.back_at, k.recorded_at) AS back_at, coalesce(s.back_reason, k.reason) AS back_reason,
  l.means <> 'held' AND e.kind IS DISTINCT FROM 'cancelled' AND coalesce(s.stands, true) AND k.order_id IS NULL AS stands,
  l.means <> 'held' AND e.kind IS NOT DISTINCT FROM 'sent' AND coalesce(s.stands, true) AND k.order_id IS NULL AS out
FROM pension_line l
JOIN pension_run r ON r.cooperative_id = l.cooperative_id AND r.order_id = l.order_id
LEFT JOIN payment_order_end e ON e.cooperative_id = l.cooperative_id AND e.order_id = l.order_id
LEFT JOIN payment_refusal n ON n.cooperative_id = l.cooperative_id AND n.order_id = l.order_id
LEFT JOIN LATERAL (
  SELECT p.back_at, p.back_reason, p.stands FROM payment_state p
  WHERE p.cooperative_id = l.cooperative_id AND p.order_id = l.order_id AND p.serial = l.serial
  LIMIT 1) AS s ON true
LEFT JOIN LATERAL (
  SELECT c.order_id, c.recorded_at, c.reason FROM pension_cash_return c
  WHERE c.cooperative_id = l.cooperative_id AND c.order_id = l.order_id AND c.member_id = l.member_id
  LIMIT 1) AS k ON true;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION refuse_pension_beyond_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM entered c
    JOIN pension_run r ON r.cooperative_id = c.cooperative_id AND r.order_id = c.order_id
    CROSS JOIN LATERAL (
      SELECT 1 FROM pension_state s
      WHERE s.cooperative_id = c.cooperative_id AND s.member_id = c.member_id AND s.month = r.month
        AND s.order_id <> c.order_id AND s.stands AND s.amount > 0
      LIMIT 1) AS again
    WHERE c.means <> 'held' AND c.amount > 0
  ) THEN
    RAISE EXCEPTION 'a pension would be paid twice' USING ERRCODE = 'HG003';
  END IF;
  IF EXISTS (
    SELECT 1
    FROM (
      SELECT c.cooperative_id, c.member_id, max(r.month) AS month FROM entered c
      JOIN pension_run r ON r.cooperative_id = c.cooperative_id AND r.order_id = c.order_id
      WHERE c.means <> 'held' AND c.amount > 0 GROUP BY c.cooperative_id, c.member_id
    ) AS c
    CROSS JOIN LATERAL (
      SELECT sum(s.amount) AS amount FROM pension_state s
      WHERE s.cooperative_id = c.cooperative_id AND s.member_id = c.member_id AND s.stands) AS paid
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(b.amount), 0) AS amount FROM pension_repayment b
      WHERE b.cooperative_id = c.cooperative_id AND b.member_id = c.member_id) AS back
    WHERE paid.amount - back.amount > most_pension_until(c.cooperative_id, c.month)
  ) THEN
    RAISE EXCEPTION 'a pension would be paid beyond what is due' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
