-- What gives more pension, who pays, and money that is kept out: none of it by one person, nor by a detour.
--
-- Until when the books of a cooperative were written by versions that asked for less of this. Only this migration writes it.
CREATE TABLE "bound_less_before" (
	"cooperative_id" uuid PRIMARY KEY NOT NULL,
	"until" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entry" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO bound_less_before (cooperative_id, until)
SELECT cooperative_id, max(recorded_at) FROM audit_entry GROUP BY cooperative_id;
--> statement-breakpoint
ALTER TABLE "setting_proposal" DROP CONSTRAINT "setting_proposal_kind";
--> statement-breakpoint
ALTER TABLE "setting_proposal" ADD CONSTRAINT "setting_proposal_kind" CHECK ("setting_proposal"."kind" in ('share-allowance','share-takers','share-limit','kept-out-accounts','books-settings','payout-minimum','rest-day','assembly-settings','assembly-rules','pension-rule','pension-rule-end'));
--> statement-breakpoint
ALTER TABLE "pension_rule" ADD COLUMN "proposal_id" uuid;
--> statement-breakpoint
ALTER TABLE "pension_rule" ADD CONSTRAINT "pension_rule_proposal_fk" FOREIGN KEY ("cooperative_id","proposal_id") REFERENCES "public"."setting_proposal"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "pension_rule_end" ADD COLUMN "proposal_id" uuid;
--> statement-breakpoint
ALTER TABLE "pension_rule_end" ADD CONSTRAINT "pension_rule_end_proposal_fk" FOREIGN KEY ("cooperative_id","proposal_id") REFERENCES "public"."setting_proposal"("cooperative_id","id");
--> statement-breakpoint
CREATE FUNCTION month_in_china(at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(day_in_china(at), 'YYYY-MM')
$$;
--> statement-breakpoint
-- The steps of a pension without their money, and their money: by their order.
CREATE FUNCTION grade_conditions(terms jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_agg(g.grade - 'amount' ORDER BY g.place), '[]')
  FROM jsonb_array_elements(coalesce(terms->'grades', '[]')) WITH ORDINALITY AS g(grade, place)
$$;
--> statement-breakpoint
-- Whether a rule of pensions may give anybody more than another did. What cannot be told to give less gives more.
CREATE FUNCTION gives_more_pension(was jsonb, now jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce((now->>'amount')::numeric > (was->>'amount')::numeric
    OR jsonb_typeof(was->'age') = 'object' AND (jsonb_typeof(now->'age') IS DISTINCT FROM 'object'
      OR (now#>>'{age,male}')::int < (was#>>'{age,male}')::int OR (now#>>'{age,female}')::int < (was#>>'{age,female}')::int)
    OR was->>'years' IS NOT NULL AND (now->>'years' IS NULL OR (now->>'years')::int < (was->>'years')::int)
    OR (was->>'retireesOnly')::boolean AND NOT (now->>'retireesOnly')::boolean
    OR NOT (was->>'deathMonthPaid')::boolean AND (now->>'deathMonthPaid')::boolean
    OR was->>'lifeProofMonths' IS NOT NULL
      AND (now->>'lifeProofMonths' IS NULL OR (now->>'lifeProofMonths')::int > (was->>'lifeProofMonths')::int)
    OR grade_conditions(was) <> grade_conditions(now)
    OR EXISTS (SELECT FROM jsonb_array_elements(coalesce(was->'grades', '[]')) WITH ORDINALITY AS a(grade, place)
      JOIN jsonb_array_elements(coalesce(now->'grades', '[]')) WITH ORDINALITY AS b(grade, place) ON b.place = a.place
      WHERE (b.grade->>'amount')::numeric > (a.grade->>'amount')::numeric), true)
$$;
--> statement-breakpoint
-- The rule that counted before another began, as both were known at a moment.
CREATE FUNCTION pension_rule_before(r pension_rule, moment timestamptz) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT b.terms FROM pension_rule b
  WHERE b.cooperative_id = r.cooperative_id AND b.id <> r.id AND b.from_month <= r.from_month AND b.recorded_at <= moment
    AND NOT EXISTS (SELECT FROM pension_rule_end e
      WHERE e.cooperative_id = b.cooperative_id AND e.rule_id = b.id AND e.recorded_at <= moment)
  ORDER BY b.from_month DESC, b.id DESC LIMIT 1
$$;
--> statement-breakpoint
-- The first rule gives where nothing was given; one from a month that is over gives or takes what was settled.
CREATE FUNCTION loosens(r pension_rule) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT r.from_month IS DISTINCT FROM r.terms->>'from' OR r.from_month < month_in_china(r.recorded_at)
    OR gives_more_pension(pension_rule_before(r, r.recorded_at), r.terms)
$$;
--> statement-breakpoint
-- A rule withdrawn lets the one before it count on.
CREATE FUNCTION loosens(e pension_rule_end) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT b.terms IS NOT NULL AND gives_more_pension(r.terms, b.terms)
    FROM pension_rule r CROSS JOIN LATERAL (SELECT pension_rule_before(r, e.recorded_at) AS terms) b
    WHERE r.cooperative_id = e.cooperative_id AND r.id = e.rule_id), true)
$$;
--> statement-breakpoint
-- A month that was over before the cooperative came here is history; any other begins with the month of its confirmation at the earliest.
CREATE FUNCTION pension_month(cooperative uuid, asked text, confirmed timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN asked < (SELECT month_in_china(c.created_at) FROM cooperative c WHERE c.id = cooperative) THEN asked
    ELSE greatest(asked, month_in_china(confirmed)) END
$$;
--> statement-breakpoint
CREATE FUNCTION is_as_proposed(r pension_rule) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(w - 'from' = r.terms - 'from' AND r.from_month = r.terms->>'from'
    AND r.from_month = pension_month(r.cooperative_id, w->>'from', r.recorded_at), false)
  FROM wish_of_two(r.cooperative_id, r.proposal_id, 'pension-rule') w
$$;
--> statement-breakpoint
CREATE FUNCTION is_as_proposed(e pension_rule_end) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(w->>'from' = r.from_month AND r.from_month = pension_month(r.cooperative_id, r.from_month, e.recorded_at), false)
  FROM wish_of_two(e.cooperative_id, e.proposal_id, 'pension-rule-end') w
  JOIN pension_rule r ON r.cooperative_id = e.cooperative_id AND r.id = e.rule_id
$$;
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['pension_rule', 'pension_rule_end'] LOOP
    EXECUTE format($f$CREATE FUNCTION refuse_loosening_alone_of_%1$s() RETURNS trigger LANGUAGE plpgsql AS $g$
      BEGIN
        IF loosens(NEW) AND NOT coalesce(is_as_proposed(NEW) AND confirmed_now(NEW.cooperative_id, NEW.proposal_id), false) THEN
          RAISE EXCEPTION '%1$s: what loosens it is proposed by one person and confirmed by another' USING ERRCODE = 'HG003';
        END IF;
        RETURN NEW;
      END $g$ $f$, t);
    EXECUTE format('CREATE TRIGGER loosened_by_two BEFORE INSERT ON %1$I FOR EACH ROW
      EXECUTE FUNCTION refuse_loosening_alone_of_%1$s()', t);
  END LOOP;
END $$;
--> statement-breakpoint
-- A retirement begins a pension: whenever it is told, one person enters it and another confirms it.
CREATE FUNCTION refuse_retirement_by_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a change of membership takes one who enters and another who confirms' USING ERRCODE = 'HG003';
END $$;
--> statement-breakpoint
CREATE TRIGGER retired_by_two BEFORE INSERT ON member_standing FOR EACH ROW
  WHEN (NEW.kind = 'retired' AND NEW.change_id IS NULL) EXECUTE FUNCTION refuse_retirement_by_one();
--> statement-breakpoint
-- Accounts of income that is kept out, as known at a moment.
CREATE FUNCTION kept_out_at(cooperative uuid, day date, moment timestamptz) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT a->>'account' FROM (
    SELECT s.accounts FROM kept_out_setting s WHERE s.cooperative_id = cooperative AND s.recorded_at <= moment
    ORDER BY s.version DESC LIMIT 1) s, jsonb_array_elements(s.accounts) a
  WHERE a->>'chart' = CASE WHEN day < '2024-01-01' THEN '2004' ELSE '2023' END
$$;
--> statement-breakpoint
-- Entries that took from accounts kept out: `moved`, by hand to anywhere but money or another such account.
CREATE FUNCTION kept_out_taken(cooperative uuid)
RETURNS TABLE (entry_id uuid, moved boolean) LANGUAGE sql STABLE AS $$
  SELECT e.id, e.kind = 'manual' AND bool_or(NOT k.kept AND l.account !~ '^10[12]' AND l.credit > l.debit)
  FROM journal_entry e
  JOIN journal_line l ON l.cooperative_id = e.cooperative_id AND l.entry_id = e.id
  CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM kept_out_at(cooperative, e.entry_date, e.recorded_at) a
    WHERE l.account = a OR l.account LIKE a || '.%') AS kept) k
  WHERE e.cooperative_id = cooperative AND e.kind IN ('manual', 'reversal')
    AND EXISTS (SELECT FROM kept_out_setting s WHERE s.cooperative_id = cooperative)
  GROUP BY e.id, e.kind HAVING coalesce(sum(l.debit - l.credit) FILTER (WHERE k.kept), 0) > 0
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_moving_kept_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(l.debit - l.credit) FILTER (WHERE k.kept) > 0
        AND bool_or(NOT k.kept AND l.account !~ '^10[12]' AND l.credit > l.debit)
      FROM journal_line l CROSS JOIN LATERAL (SELECT EXISTS (
        SELECT FROM kept_out_at(NEW.cooperative_id, NEW.entry_date, 'infinity') a
        WHERE l.account = a OR l.account LIKE a || '.%') AS kept) k
      WHERE l.cooperative_id = NEW.cooperative_id AND l.entry_id = NEW.id) THEN
    RAISE EXCEPTION 'income that is kept out is not moved to another account by hand' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER kept_out_stays AFTER INSERT ON journal_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind = 'manual') EXECUTE FUNCTION refuse_moving_kept_out();
--> statement-breakpoint
-- Since when these books distribute: a plan was adopted, or a dividend posted. What was there by then is what was opened with.
CREATE FUNCTION distributes_since(cooperative uuid) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT least(
    (SELECT min(p.recorded_at) FROM distribution_plan_end p WHERE p.cooperative_id = cooperative AND p.kind = 'adopted'),
    (SELECT min(r.posted_at) FROM dividend_run r WHERE r.cooperative_id = cooperative AND r.kind <> 'history'))
$$;
--> statement-breakpoint
CREATE FUNCTION opens_income_late(e journal_entry) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT e.recorded_at > coalesce(distributes_since(e.cooperative_id), 'infinity')
    AND (e.kind = 'opening' OR EXISTS (SELECT FROM journal_entry o
      WHERE o.cooperative_id = e.cooperative_id AND o.id = e.reverses AND o.kind = 'opening'))
    AND (SELECT coalesce(sum(l.credit - l.debit), 0) > 0 FROM journal_line l
      WHERE l.cooperative_id = e.cooperative_id AND l.entry_id = e.id AND l.account ~ '^(32[12]|5)')
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_late_opening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF opens_income_late(NEW) THEN
    RAISE EXCEPTION 'opening balances bring no income once a plan was adopted or a dividend posted' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER opened_before AFTER INSERT ON journal_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind IN ('opening', 'reversal')) EXECUTE FUNCTION refuse_late_opening();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('bound_less_before');
--> statement-breakpoint
REVOKE INSERT ON bound_less_before, decided_before, entry_by_one, headed_alone_before, inherited_alone_before, loosened_alone_before,
  one_hand_before, voted_twice_before, written_before FROM hegu_app;
--> statement-breakpoint
CREATE TRIGGER closed BEFORE INSERT ON bound_less_before FOR EACH ROW EXECUTE FUNCTION refuse_closed();
