-- What was rejected is known by what it says and not by its row; a year is closed once the one before it was confirmed; and who pays is
-- changed by two people, under whom no file of before is paid.
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
--> statement-breakpoint
ALTER TABLE "setting_proposal" DROP CONSTRAINT "setting_proposal_kind";
--> statement-breakpoint
ALTER TABLE "setting_proposal" ADD CONSTRAINT "setting_proposal_kind" CHECK ("setting_proposal"."kind" in ('share-allowance','share-takers','share-limit','kept-out-accounts','books-settings','payout-minimum','payer','rest-day','assembly-settings','assembly-rules','pension-rule','pension-rule-end'));
--> statement-breakpoint
-- The account that a proposal would pay from, sealed; until it is confirmed nothing is paid from it.
CREATE TABLE "payer_proposal" (
	"cooperative_id" uuid NOT NULL,
	"proposal_id" uuid NOT NULL,
	"account_cipher" bytea NOT NULL,
	"account_index" bytea NOT NULL,
	CONSTRAINT "payer_proposal_cooperative_id_proposal_id_pk" PRIMARY KEY("cooperative_id","proposal_id")
);
--> statement-breakpoint
ALTER TABLE "payer_proposal" ADD CONSTRAINT "payer_proposal_fk" FOREIGN KEY ("cooperative_id","proposal_id") REFERENCES "public"."setting_proposal"("cooperative_id","id");
--> statement-breakpoint
-- Null only in what versions before wrote.
ALTER TABLE "payout_setting" ADD COLUMN "payer_account_index" bytea;
--> statement-breakpoint
ALTER TABLE "payment_order" ADD COLUMN "payer_version" bigint;
--> statement-breakpoint
ALTER TABLE "payment_order" ADD CONSTRAINT "payment_order_payer_fk" FOREIGN KEY ("cooperative_id","payer_version") REFERENCES "public"."payout_setting"("cooperative_id","version");
--> statement-breakpoint
-- Whether two settings pay in another name, through another bank or from another account.
CREATE FUNCTION pays_otherwise(one payout_setting, other payout_setting) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT (one.payer_name, one.payer_bank, one.payer_account_masked)
      IS DISTINCT FROM (other.payer_name, other.payer_bank, other.payer_account_masked)
    OR coalesce(one.payer_account_index <> other.payer_account_index, false)
$$;
--> statement-breakpoint
-- A higher minimum, or another payer than the one before. The first payer takes one: whoever releases an order sees who pays.
CREATE OR REPLACE FUNCTION loosens(r payout_setting) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT r.minimum > b.minimum OR pays_otherwise(b, r) FROM payout_setting b
    WHERE b.cooperative_id = r.cooperative_id AND b.version < r.version ORDER BY b.version DESC LIMIT 1), r.minimum > 0)
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION is_as_proposed(r payout_setting) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT (w->>'minimum')::numeric = r.minimum
      AND NOT coalesce((SELECT pays_otherwise(b, r) FROM payout_setting b
        WHERE b.cooperative_id = r.cooperative_id AND b.version < r.version ORDER BY b.version DESC LIMIT 1), false)
      FROM wish_of_two(r.cooperative_id, r.proposal_id, 'payout-minimum') w), false)
    OR coalesce((SELECT (w->>'minimum')::numeric = r.minimum AND w->>'payerName' = r.payer_name AND w->>'payerBank' = r.payer_bank
        AND w->>'payerAccountMasked' = r.payer_account_masked AND p.account_index = r.payer_account_index
      FROM wish_of_two(r.cooperative_id, r.proposal_id, 'payer') w
      JOIN payer_proposal p ON p.cooperative_id = r.cooperative_id AND p.proposal_id = r.proposal_id), false)
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_unnamed_payer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'payout_setting: what tells the account from another is missing' USING ERRCODE = 'HG001';
END $$;
--> statement-breakpoint
CREATE TRIGGER payer_told BEFORE INSERT ON payout_setting
  FOR EACH ROW WHEN (NEW.payer_account_index IS NULL) EXECUTE FUNCTION refuse_unnamed_payer();
--> statement-breakpoint
-- Whom the file of an order names as its payer; of an order of before who paid when it was made.
CREATE FUNCTION payer_of(o payment_order) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(o.payer_version, (SELECT max(s.version) FROM payout_setting s
    WHERE s.cooperative_id = o.cooperative_id AND s.recorded_at <= o.made_at))
$$;
--> statement-breakpoint
-- Whether at a moment somebody else paid than the file of the order says.
CREATE FUNCTION payer_overtaken(o payment_order, moment timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT o.file_id IS NOT NULL AND coalesce((SELECT pays_otherwise(s, n) FROM payout_setting s, LATERAL (SELECT max(m.version) AS version
      FROM payout_setting m WHERE m.cooperative_id = o.cooperative_id AND m.recorded_at < moment) l, payout_setting n
    WHERE s.cooperative_id = o.cooperative_id AND s.version = payer_of(o)
      AND n.cooperative_id = o.cooperative_id AND n.version = l.version AND n.version > s.version), false)
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_overtaken_payer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE o payment_order;
BEGIN
  IF TG_TABLE_NAME = 'payment_order' THEN
    o := NEW;
    IF o.payer_version IS NULL THEN
      RAISE EXCEPTION 'payment_order: who pays is missing' USING ERRCODE = 'HG001';
    END IF;
  ELSIF TG_TABLE_NAME = 'file_taken' THEN
    SELECT x.* INTO o FROM payment_order x WHERE x.cooperative_id = NEW.cooperative_id AND x.file_id = NEW.file_id
      AND NOT EXISTS (SELECT FROM payment_order_end e WHERE e.cooperative_id = x.cooperative_id AND e.order_id = x.id);
  ELSE
    SELECT x.* INTO o FROM payment_order x WHERE x.cooperative_id = NEW.cooperative_id AND x.id = NEW.order_id;
  END IF;
  IF payer_overtaken(o, 'infinity') THEN
    RAISE EXCEPTION 'who pays was changed since the file was made' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER payer_in_force AFTER INSERT ON payment_order FOR EACH ROW WHEN (NEW.file_id IS NOT NULL)
  EXECUTE FUNCTION refuse_overtaken_payer();
--> statement-breakpoint
CREATE TRIGGER payer_in_force AFTER INSERT ON payment_release FOR EACH ROW EXECUTE FUNCTION refuse_overtaken_payer();
--> statement-breakpoint
CREATE TRIGGER payer_in_force AFTER INSERT ON file_taken FOR EACH ROW EXECUTE FUNCTION refuse_overtaken_payer();
--> statement-breakpoint
CREATE TRIGGER payer_in_force AFTER INSERT ON payment_order_end FOR EACH ROW WHEN (NEW.kind = 'sent')
  EXECUTE FUNCTION refuse_overtaken_payer();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('payer_proposal');
--> statement-breakpoint
DROP TRIGGER append_only ON payer_proposal;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON payer_proposal FOR EACH ROW
  EXECUTE FUNCTION refuse_all_but_resealing('account_cipher');
--> statement-breakpoint
GRANT UPDATE (account_cipher) ON payer_proposal TO hegu_app;
--> statement-breakpoint
REVOKE INSERT ON bound_less_before, decided_before, ended_alone_before, entry_by_one, headed_alone_before, inherited_alone_before,
  loosened_alone_before, one_hand_before, placed_alone_before, voted_twice_before, written_before FROM hegu_app;
