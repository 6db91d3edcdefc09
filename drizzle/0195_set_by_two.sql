-- Own rules of assemblies are set by two people, rest on the decision that made them once the members have met, and never reach behind
-- anything that stands by the rules of its day. What tightens the register alone counts from its own day on; from earlier by two.
CREATE TABLE "set_back_before" (
	"cooperative_id" uuid PRIMARY KEY NOT NULL,
	"until" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entry" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO set_back_before (cooperative_id, until)
SELECT cooperative_id, max(recorded_at) FROM audit_entry GROUP BY cooperative_id;
--> statement-breakpoint
ALTER TABLE "own_rules" ADD COLUMN "resolution_id" uuid;
--> statement-breakpoint
ALTER TABLE "own_rules" ADD CONSTRAINT "own_rules_resolution_fk" FOREIGN KEY ("cooperative_id","resolution_id") REFERENCES "public"."resolution"("cooperative_id","id");
--> statement-breakpoint
-- One decision of the articles makes one version of own rules.
ALTER TABLE "own_rules" ADD CONSTRAINT "own_rules_resolution_unique" UNIQUE ("cooperative_id","resolution_id");
--> statement-breakpoint
-- What was judged by the rules of a day, or was called by them, from that day on.
CREATE FUNCTION stands_by_rules(coop uuid, day date) RETURNS TABLE (what text, name text, on_day date) LANGUAGE sql STABLE AS $$
  SELECT 'decision', r.number, r.decided_on FROM resolution r WHERE r.cooperative_id = coop AND r.decided_on >= day
  UNION ALL
  SELECT 'meeting', m.title, m.held_on FROM meeting m
    WHERE m.cooperative_id = coop AND m.state IN ('awaiting-review', 'convened', 'open') AND m.held_on >= day
  UNION ALL
  SELECT 'effect', d.period, china_day(d.posted_at) FROM dividend_run d
    WHERE d.cooperative_id = coop AND d.posted_at IS NOT NULL AND d.kind <> 'history' AND china_day(d.posted_at) >= day
  UNION ALL
  SELECT 'effect', p.period, china_day(e.recorded_at) FROM distribution_plan_end e
    JOIN distribution_plan p ON p.cooperative_id = coop AND p.id = e.plan_id
    WHERE e.cooperative_id = coop AND e.kind = 'adopted' AND china_day(e.recorded_at) >= day
  UNION ALL
  SELECT 'effect', s.name, greatest(p.effective_on, china_day(p.recorded_at)) FROM allotment_posting p
    JOIN allotment_scheme s ON s.cooperative_id = coop AND s.id = p.scheme_id
    WHERE p.cooperative_id = coop AND p.resolution_id IS NOT NULL AND greatest(p.effective_on, china_day(p.recorded_at)) >= day
$$;
--> statement-breakpoint
CREATE FUNCTION members_have_met(coop uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM resolution r
    LEFT JOIN resolution_review v ON v.cooperative_id = coop AND v.resolution_id = r.id
    WHERE r.cooperative_id = coop AND r.body = 'members-assembly' AND r.outcome = 'adopted'
      AND (v.verdict = 'confirmed' OR r.meeting_id IS NOT NULL AND r.late_reason IS NULL))
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_rules_behind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM stands_by_rules(NEW.cooperative_id, NEW.effective_from)) THEN
    RAISE EXCEPTION 'own rules never reach behind what stands by the rules of its day' USING ERRCODE = 'HG003';
  END IF;
  IF NEW.resolution_id IS NULL AND members_have_met(NEW.cooperative_id)
    OR NEW.resolution_id IS NOT NULL AND NOT EXISTS (SELECT FROM resolution r
      LEFT JOIN resolution_review v ON v.cooperative_id = r.cooperative_id AND v.resolution_id = r.id
      WHERE r.cooperative_id = NEW.cooperative_id AND r.id = NEW.resolution_id AND r.matter = 'articles' AND r.outcome = 'adopted'
        AND (v.verdict = 'confirmed' OR r.meeting_id IS NOT NULL AND r.late_reason IS NULL)) THEN
    RAISE EXCEPTION 'own rules rest on the decision that made them' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER behind_nothing BEFORE INSERT ON own_rules FOR EACH ROW EXECUTE FUNCTION refuse_rules_behind();
--> statement-breakpoint
-- Stricter or laxer than those of before: rules of decisions take two. A version of before asked it only of what took the place of others.
CREATE OR REPLACE FUNCTION loosens(r own_rules) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT FROM set_back_before o WHERE o.cooperative_id = r.cooperative_id AND r.recorded_at <= o.until)
    OR EXISTS (SELECT FROM own_rules b WHERE b.cooperative_id = r.cooperative_id AND b.version < r.version
      AND b.based_on = r.based_on AND b.effective_from <= r.effective_from)
$$;
--> statement-breakpoint
-- From the day that was asked for; a version of before moved it to that of the confirmation.
CREATE OR REPLACE FUNCTION is_as_proposed(r own_rules) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(w->'rules' = r.rules AND (w->>'resolutionId')::uuid IS NOT DISTINCT FROM r.resolution_id
    AND r.effective_from IN ((w->>'effectiveFrom')::date, greatest((w->>'effectiveFrom')::date, day_in_china(r.recorded_at))), false)
  FROM wish_of_two(r.cooperative_id, r.proposal_id, 'assembly-rules') w
$$;
--> statement-breakpoint
-- A setting that counts from before it was written: by two, whatever it does.
CREATE FUNCTION reaches_back(r share_allowance) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT r.effective_on < day_in_china(r.recorded_at)
$$;
--> statement-breakpoint
CREATE FUNCTION reaches_back(r share_taker_rule) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT r.effective_on < day_in_china(r.recorded_at)
$$;
--> statement-breakpoint
CREATE FUNCTION reaches_back(r share_limit) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT r.effective_on < day_in_china(r.recorded_at)
$$;
--> statement-breakpoint
-- What loosens counts not before its confirmation; what tightens from the day that two people agreed on.
CREATE OR REPLACE FUNCTION is_as_proposed(r share_allowance) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((w->>'quantity')::numeric = r.quantity AND r.effective_on = CASE WHEN loosens(r)
    THEN greatest((w->>'effectiveOn')::date, day_in_china(r.recorded_at)) ELSE (w->>'effectiveOn')::date END, false)
  FROM wish_of_two(r.cooperative_id, r.proposal_id, 'share-allowance') w
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION is_as_proposed(r share_taker_rule) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(w->>'takers' = r.takers AND (w->>'resolutionId')::uuid IS NOT DISTINCT FROM r.resolution_id
    AND r.effective_on = CASE WHEN r.takers <> 'outside' AND loosens(r)
      THEN greatest((w->>'effectiveOn')::date, day_in_china(r.recorded_at)) ELSE (w->>'effectiveOn')::date END, false)
  FROM wish_of_two(r.cooperative_id, r.proposal_id, 'share-takers') w
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION is_as_proposed(r share_limit) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(w->>'kind' = r.kind AND (w->>'percent')::numeric IS NOT DISTINCT FROM r.percent
    AND w->>'base' IS NOT DISTINCT FROM r.base AND (w->>'total')::numeric IS NOT DISTINCT FROM r.total
    AND r.effective_on = CASE WHEN loosens(r)
      THEN greatest((w->>'effectiveOn')::date, day_in_china(r.recorded_at)) ELSE (w->>'effectiveOn')::date END, false)
  FROM wish_of_two(r.cooperative_id, r.proposal_id, 'share-limit') w
$$;
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['share_allowance', 'share_taker_rule', 'share_limit'] LOOP
    EXECUTE format($f$CREATE OR REPLACE FUNCTION refuse_loosening_alone_of_%1$s() RETURNS trigger LANGUAGE plpgsql AS $g$
      BEGIN
        IF (loosens(NEW) OR reaches_back(NEW)) AND NOT (is_as_proposed(NEW) AND confirmed_now(NEW.cooperative_id, NEW.proposal_id)) THEN
          RAISE EXCEPTION '%1$s: what loosens it or counts from earlier is proposed by one person and confirmed by another'
            USING ERRCODE = 'HG003';
        END IF;
        RETURN NEW;
      END $g$ $f$, t);
  END LOOP;
END $$;
--> statement-breakpoint
-- A class is never fixed below what was issued of it on any day from which the total counts.
CREATE FUNCTION refuse_total_below_issued() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.total < most_issued(NEW.cooperative_id, NEW.class_id, NEW.effective_on) THEN
    RAISE EXCEPTION 'a class is never fixed below what was issued of it' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- The most that stood issued of a class on a day, or on any later one.
CREATE FUNCTION most_issued(coop uuid, class uuid, since date) RETURNS numeric LANGUAGE sql STABLE AS $$
  WITH flows AS (
    SELECT greatest(m.effective_on, since) AS day,
      sum(CASE WHEN f.kind = 'pool' THEN m.quantity ELSE 0 END - CASE WHEN t.kind = 'pool' THEN m.quantity ELSE 0 END) AS issued
    FROM share_movement m
    JOIN holder_account f ON f.cooperative_id = coop AND f.id = m.from_account
    JOIN holder_account t ON t.cooperative_id = coop AND t.id = m.to_account
    WHERE m.cooperative_id = coop AND m.class_id = class AND 'pool' IN (f.kind, t.kind)
    GROUP BY 1)
  SELECT coalesce(max(total), 0) FROM (SELECT sum(issued) OVER (ORDER BY day) AS total FROM flows) running
$$;
--> statement-breakpoint
CREATE TRIGGER above_issued BEFORE INSERT ON share_limit FOR EACH ROW WHEN (NEW.kind = 'class-total' AND NEW.total IS NOT NULL)
  EXECUTE FUNCTION refuse_total_below_issued();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('set_back_before');
--> statement-breakpoint
REVOKE INSERT ON set_back_before FROM hegu_app;
--> statement-breakpoint
CREATE TRIGGER closed BEFORE INSERT ON set_back_before FOR EACH ROW EXECUTE FUNCTION refuse_closed();
