-- What the books do not hold is taken by no plan, whether members get of it or not: investors and others are owed what a plan gives them,
-- and the reserve is not made of income that was only typed.
--
-- How far below nothing a plan may leave the books. Null: it takes nothing. One that only sets aside of the year's own income may leave
-- members what they were paid in advance: a year that earned less than its advances still gets its plan, and its reserve.
CREATE FUNCTION plan_may_go_below(cooperative uuid, plan uuid, moment timestamptz) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN p.payable > 0 OR p.mode <> 'advance' AND p.benefits + p.investors + p.other > 0 THEN 0
    WHEN p.mode <> 'advance' AND p.reserve + p.welfare > 0
      THEN least(coalesce((p.terms -> 'figures' ->> 'advanced')::numeric, 0), (
        SELECT coalesce(sum(r.pool), 0) FROM dividend_run r
        WHERE r.cooperative_id = cooperative AND r.period = left(p.period, 4) || '-H1' AND r.state = 'posted' AND r.posted_at <= moment
          AND r.kind IN ('regular', 'supplementary', 'difference') AND NOT EXISTS (
            SELECT FROM dividend_run v WHERE v.cooperative_id = cooperative AND v.refers_to = r.id AND v.kind = 'reversal'
              AND v.posted_at <= moment)))
  END
  FROM distribution_plan p WHERE p.cooperative_id = cooperative AND p.id = plan
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION refuse_money_voted_twice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF left_beside_plan(NEW.cooperative_id, NEW.plan_id, 'infinity') <
      - plan_may_go_below(NEW.cooperative_id, NEW.plan_id, 'infinity') THEN
    RAISE EXCEPTION 'the plan gives what is not there, or what was voted already' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
