-- Whoever says alone that money is owed again – that cash was never handed out, that the bank refused a file as a whole – does not release
-- the order that pays it again; and a set-off that two people made is struck by a third.
CREATE FUNCTION released_by_reopener(r payment_release) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM payment_line l
    WHERE l.cooperative_id = r.cooperative_id AND l.order_id = r.order_id AND l.run_id IS NOT NULL AND (
      EXISTS (
        SELECT FROM payout_cash_strike x
        JOIN payout_cash h ON h.cooperative_id = x.cooperative_id AND h.id = x.cash_id AND h.direction = 'paid'
        WHERE x.cooperative_id = l.cooperative_id AND x.recorded_by = r.recorded_by AND x.recorded_at <= r.recorded_at
          AND h.run_id = l.run_id AND h.account_id = l.account_id
          AND part_goes_on(l.cooperative_id, l.run_id, l.account_id, h.part, l.part))
      OR EXISTS (
        SELECT FROM payment_refusal n
        JOIN payment_line k ON k.cooperative_id = n.cooperative_id AND k.order_id = n.order_id
        WHERE n.cooperative_id = l.cooperative_id AND n.recorded_by = r.recorded_by AND n.recorded_at <= r.recorded_at
          AND k.run_id = l.run_id AND k.account_id = l.account_id
          AND part_goes_on(l.cooperative_id, l.run_id, l.account_id, k.part, l.part))))
  OR EXISTS (
    SELECT FROM pension_line l
    JOIN pension_line k ON k.cooperative_id = l.cooperative_id AND k.member_id = l.member_id AND k.order_id <> l.order_id AND k.means = 'bank'
    JOIN payment_refusal n ON n.cooperative_id = k.cooperative_id AND n.order_id = k.order_id
      AND n.recorded_by = r.recorded_by AND n.recorded_at <= r.recorded_at
    WHERE l.cooperative_id = r.cooperative_id AND l.order_id = r.order_id AND l.means <> 'held' AND l.amount > 0
      -- Once another has released what pays it again, it is past.
      AND NOT EXISTS (
        SELECT FROM pension_line p
        JOIN payment_release s ON s.cooperative_id = p.cooperative_id AND s.order_id = p.order_id
          AND s.recorded_at > n.recorded_at AND s.recorded_at < r.recorded_at
        WHERE p.cooperative_id = l.cooperative_id AND p.member_id = l.member_id AND p.means <> 'held' AND p.amount > 0))
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_release_by_reopener() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF released_by_reopener(NEW) THEN
    RAISE EXCEPTION 'whoever said that money is owed again does not release what pays it again' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER not_by_reopener AFTER INSERT ON payment_release FOR EACH ROW EXECUTE FUNCTION refuse_release_by_reopener();
--> statement-breakpoint
CREATE FUNCTION set_off_struck_by_third(x payout_set_off_strike) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (
    SELECT FROM payout_set_off s
    LEFT JOIN payout_set_off_request q ON q.cooperative_id = s.cooperative_id AND q.id = s.id
    WHERE s.cooperative_id = x.cooperative_id AND s.id = x.set_off_id AND x.recorded_by IN (s.recorded_by, q.recorded_by))
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_set_off_struck_by_its_makers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT set_off_struck_by_third(NEW) THEN
    RAISE EXCEPTION 'a set-off is struck by somebody who neither asked for it nor confirmed it' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER struck_by_third AFTER INSERT ON payout_set_off_strike FOR EACH ROW EXECUTE FUNCTION refuse_set_off_struck_by_its_makers();
