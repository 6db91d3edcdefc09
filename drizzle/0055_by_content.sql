-- What was rejected is known by what it says and not by its row; and a year is closed once the one before it was confirmed.
--
-- A figure as a fraction in lowest terms, whether written 1:99, 2:198, 0.5 or 1/2; any other text as it is.
CREATE FUNCTION plain_figure(written text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  m text[] := regexp_match(written, '^(\d{1,40}(?:\.\d{1,20})?)(?:[:/](\d{1,40}(?:\.\d{1,20})?))?$');
  over numeric;
  under numeric;
  common numeric;
BEGIN
  IF m IS NULL OR coalesce(m[2]::numeric, 1) = 0 THEN
    RETURN written;
  END IF;
  over := m[1]::numeric;
  under := coalesce(m[2]::numeric, 1);
  common := gcd(over * 10::numeric ^ 20, under * 10::numeric ^ 20);
  RETURN trunc(over * 10::numeric ^ 20 / common) || '/' || trunc(under * 10::numeric ^ 20 / common);
END $$;
--> statement-breakpoint
-- Every figure in it plain; what a list says, in whatever order.
CREATE FUNCTION plain_content(said jsonb) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN CASE jsonb_typeof(said)
    WHEN 'object' THEN (SELECT coalesce(jsonb_object_agg(f.key, plain_content(f.value)), '{}') FROM jsonb_each(said) f)
    WHEN 'array' THEN (SELECT coalesce(jsonb_agg(plain_content(i) ORDER BY plain_content(i)), '[]') FROM jsonb_array_elements(said) i)
    WHEN 'string' THEN to_jsonb(plain_figure(said #>> '{}'))
    ELSE said END;
END $$;
--> statement-breakpoint
-- Of a class the first rule decides that somebody is in: rules keep their order within their class.
CREATE FUNCTION plain_rules(rules jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_agg(plain_content(r.rule) ORDER BY r.rule->>'shareClass', r.place), '[]')
  FROM jsonb_array_elements(rules) WITH ORDINALITY AS r(rule, place)
$$;
--> statement-breakpoint
-- What a subject says: of a scheme its rules and the day of its effect, of a plan its period and figures, of a split its class and ratio,
-- of a run its terms. Any other subject says itself.
CREATE FUNCTION subject_content(coop uuid, subject text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(CASE
    WHEN subject ~ '^scheme:[0-9a-f-]{36}$' THEN (SELECT jsonb_build_array('scheme', s.effective_on, plain_rules(s.rules))::text
      FROM allotment_scheme s WHERE s.cooperative_id = coop AND s.id = split_part(subject, ':', 2)::uuid)
    WHEN subject ~ '^plan:[0-9a-f-]{36}$' THEN (SELECT jsonb_build_array('plan', p.mode, p.period, p.reserve, p.welfare, p.other,
        p.benefits, p.investors, p.members, p.payable)::text
      FROM distribution_plan p WHERE p.cooperative_id = coop AND p.id = split_part(subject, ':', 2)::uuid)
    WHEN subject ~ '^run:[0-9a-f-]{36}:\d+$' THEN (SELECT jsonb_build_array('run', r.kind, r.period, r.record_date, r.basis, r.method,
        r.rate_scale, r.pool, plain_content(r.class_weights), trim_scale(r.tax_rate), r.refers_to)::text
      FROM dividend_run r WHERE r.cooperative_id = coop AND r.id = split_part(subject, ':', 2)::uuid)
    WHEN subject ~ '^split:.*:\d+:\d+:\d{4}-\d\d-\d\d$' THEN (SELECT jsonb_build_array('split', m[1], plain_figure(m[2]))::text
      FROM regexp_match(subject, '^split:(.*):(\d+:\d+):\d{4}-\d\d-\d\d$') m)
  END, subject)
$$;
--> statement-breakpoint
-- As before; and whatever says the same was rejected on that day or a later one, be it another row.
CREATE OR REPLACE FUNCTION decided_already(coop uuid, of_subject text, itself uuid, by_body text, day date, confirmed boolean) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM resolution r
    LEFT JOIN resolution_review v ON v.cooperative_id = coop AND v.resolution_id = r.id
    WHERE r.cooperative_id = coop AND r.id <> itself AND r.outcome <> 'lapsed' AND r.subject IS NOT NULL
      AND v.verdict IS DISTINCT FROM 'sent-back'
      AND (NOT confirmed OR v.verdict = 'confirmed' OR r.meeting_id IS NOT NULL AND r.late_reason IS NULL)
      AND (r.subject = of_subject AND (r.decided_on = day OR r.outcome = 'adopted'
        AND NOT (by_body = 'members-assembly' AND r.body <> 'members-assembly')
        AND NOT (of_subject LIKE 'share-takers:%' AND EXISTS (
          SELECT 1 FROM resolution t LEFT JOIN resolution_review w ON w.cooperative_id = coop AND w.resolution_id = t.id
          WHERE t.cooperative_id = coop AND t.subject LIKE 'share-takers:%' AND t.subject <> of_subject AND t.outcome = 'adopted'
            AND w.verdict IS DISTINCT FROM 'sent-back' AND (t.decided_on, t.recorded_at) > (r.decided_on, r.recorded_at))))
        OR r.outcome = 'rejected' AND r.decided_on >= day
          AND subject_content(coop, r.subject) = subject_content(coop, of_subject)))
$$;
--> statement-breakpoint
-- A year is closed after the one before it was confirmed by another than who closed that.
CREATE FUNCTION refuse_close_before_confirmation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before text := 'year-close:' || split_part(NEW.source, ':', 2)::integer - 1 || ':%';
BEGIN
  IF EXISTS (SELECT FROM journal_entry e WHERE e.cooperative_id = NEW.cooperative_id AND e.source LIKE before AND e.reverses IS NULL
      AND NOT EXISTS (SELECT FROM journal_entry r WHERE r.cooperative_id = NEW.cooperative_id AND r.reverses = e.id))
    AND NOT EXISTS (SELECT FROM year_confirmation y
      JOIN journal_entry e ON e.cooperative_id = y.cooperative_id AND e.id = y.closing_id
      WHERE y.cooperative_id = NEW.cooperative_id AND e.source LIKE before
        AND NOT EXISTS (SELECT FROM journal_entry r WHERE r.cooperative_id = NEW.cooperative_id AND r.reverses = e.id)) THEN
    RAISE EXCEPTION 'a year is closed once another person confirmed the year before it' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER closed_after_confirmation BEFORE INSERT ON journal_entry
  FOR EACH ROW WHEN (NEW.kind = 'closing' AND NEW.source LIKE 'year-close:%') EXECUTE FUNCTION refuse_close_before_confirmation();
