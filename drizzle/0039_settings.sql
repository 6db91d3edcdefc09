-- Settings that bound others: what loosens one of them is proposed by one person and confirmed by another, and does not hold before the
-- day of its confirmation. What tightens takes one.
--
-- Until when the books of a cooperative were written by versions that let one person loosen. Only this migration writes it.
CREATE TABLE "loosened_alone_before" (
	"cooperative_id" uuid PRIMARY KEY NOT NULL,
	"until" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entry" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO loosened_alone_before (cooperative_id, until)
SELECT cooperative_id, max(recorded_at) FROM audit_entry GROUP BY cooperative_id;
--> statement-breakpoint
CREATE TABLE "setting_proposal" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"kind" text NOT NULL,
	"wish" jsonb NOT NULL,
	"says" jsonb NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_by_name" text NOT NULL,
	CONSTRAINT "setting_proposal_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "setting_proposal_number_unique" UNIQUE("cooperative_id","number"),
	CONSTRAINT "setting_proposal_kind" CHECK ("setting_proposal"."kind" in ('share-allowance','share-takers','share-limit','kept-out-accounts','books-settings','payout-minimum','rest-day','assembly-settings','assembly-rules'))
);
--> statement-breakpoint
CREATE TABLE "setting_answer" (
	"cooperative_id" uuid NOT NULL,
	"proposal_id" uuid NOT NULL,
	"confirmed" boolean NOT NULL,
	"reason" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_by_name" text NOT NULL,
	CONSTRAINT "setting_answer_cooperative_id_proposal_id_pk" PRIMARY KEY("cooperative_id","proposal_id"),
	CONSTRAINT "setting_answer_reason" CHECK ("setting_answer"."confirmed" or "setting_answer"."reason" is not null)
);
--> statement-breakpoint
ALTER TABLE "setting_answer" ADD CONSTRAINT "setting_answer_proposal_fk" FOREIGN KEY ("cooperative_id","proposal_id") REFERENCES "public"."setting_proposal"("cooperative_id","id");
--> statement-breakpoint
-- The chair proposes; who answers is another user and holds the right to.
CREATE FUNCTION refuse_own_setting_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.confirmed AND NOT EXISTS (SELECT FROM setting_proposal p WHERE p.cooperative_id = NEW.cooperative_id
      AND p.id = NEW.proposal_id AND p.recorded_by <> NEW.recorded_by) THEN
    RAISE EXCEPTION 'setting_answer: confirmed by another than who proposed it' USING ERRCODE = 'HG003';
  END IF;
  IF NEW.confirmed AND NOT EXISTS (SELECT FROM role_grant g WHERE g.cooperative_id = NEW.cooperative_id
      AND g.user_id = NEW.recorded_by AND g.role IN ('reviewer', 'supervisor')) THEN
    RAISE EXCEPTION 'setting_answer: whoever confirms is reviewer or supervisor' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE FUNCTION refuse_setting_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM role_grant g WHERE g.cooperative_id = NEW.cooperative_id
      AND g.user_id = NEW.recorded_by AND g.role = 'chair') THEN
    RAISE EXCEPTION 'setting_proposal: whoever proposes is the chair' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER proposed_by_right BEFORE INSERT ON setting_proposal FOR EACH ROW EXECUTE FUNCTION refuse_setting_proposal();
--> statement-breakpoint
CREATE TRIGGER answered_by_another BEFORE INSERT ON setting_answer FOR EACH ROW EXECUTE FUNCTION refuse_own_setting_answer();
--> statement-breakpoint
ALTER TABLE "share_allowance" ADD COLUMN "proposal_id" uuid;
--> statement-breakpoint
ALTER TABLE "share_taker_rule" ADD COLUMN "proposal_id" uuid;
--> statement-breakpoint
ALTER TABLE "share_limit" ADD COLUMN "proposal_id" uuid, ADD COLUMN "recorded_by" uuid;
--> statement-breakpoint
ALTER TABLE "kept_out_setting" ADD COLUMN "proposal_id" uuid;
--> statement-breakpoint
ALTER TABLE "books_setting" ADD COLUMN "proposal_id" uuid;
--> statement-breakpoint
ALTER TABLE "payout_setting" ADD COLUMN "proposal_id" uuid;
--> statement-breakpoint
ALTER TABLE "rest_day" ADD COLUMN "proposal_id" uuid;
--> statement-breakpoint
ALTER TABLE "assembly_setting" ADD COLUMN "proposal_id" uuid;
--> statement-breakpoint
ALTER TABLE "own_rules" ADD COLUMN "proposal_id" uuid;
--> statement-breakpoint
-- The wish that two people stand behind: proposed by one, confirmed by another in this very transaction or before; no row otherwise.
CREATE FUNCTION wish_of_two(cooperative uuid, proposal uuid, of_kind text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT p.wish FROM setting_proposal p
  JOIN setting_answer a ON a.cooperative_id = p.cooperative_id AND a.proposal_id = p.id
  WHERE p.cooperative_id = cooperative AND p.id = proposal AND p.kind = of_kind AND a.confirmed AND a.recorded_by <> p.recorded_by
$$;
--> statement-breakpoint
-- One confirmation carries one row: it is written in the transaction that confirms.
CREATE FUNCTION confirmed_now(cooperative uuid, proposal uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM setting_answer a WHERE a.cooperative_id = cooperative AND a.proposal_id = proposal AND a.confirmed
    AND a.xmin::text::bigint = (pg_current_xact_id()::text::bigint & 4294967295))
$$;
--> statement-breakpoint
CREATE FUNCTION day_in_china(at timestamptz) RETURNS date LANGUAGE sql IMMUTABLE AS $$
  SELECT (at AT TIME ZONE 'Asia/Shanghai')::date
$$;
--> statement-breakpoint
-- Whether a row loosens what was in force on the day from which it counts. Used where it is written, and again by the verification.
CREATE FUNCTION loosens(r share_allowance) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT r.quantity > coalesce(
    (SELECT b.quantity FROM share_allowance b WHERE b.cooperative_id = r.cooperative_id AND b.id <> r.id AND b.effective_on <= r.effective_on
      AND (b.recorded_at, b.id) < (r.recorded_at, r.id) ORDER BY b.effective_on DESC, b.recorded_at DESC, b.id DESC LIMIT 1),
    (SELECT 10000 FROM loosened_alone_before o WHERE o.cooperative_id = r.cooperative_id AND r.recorded_at <= o.until), 0)
$$;
--> statement-breakpoint
CREATE FUNCTION width_of(takers text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT array_position(ARRAY['inside', 'kin', 'outside'], takers)
$$;
--> statement-breakpoint
CREATE FUNCTION loosens(r share_taker_rule) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT width_of(r.takers) > width_of(coalesce(
    (SELECT b.takers FROM share_taker_rule b WHERE b.cooperative_id = r.cooperative_id AND b.id <> r.id AND b.effective_on <= r.effective_on
      AND (b.recorded_at, b.id) < (r.recorded_at, r.id) ORDER BY b.effective_on DESC, b.recorded_at DESC, b.id DESC LIMIT 1), 'inside'))
$$;
--> statement-breakpoint
CREATE FUNCTION loosens(r share_limit) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((
    SELECT CASE WHEN r.kind = 'class-total' THEN b.total IS NOT NULL AND (r.total IS NULL OR r.total > b.total)
      ELSE b.percent IS NOT NULL AND (r.percent IS NULL OR r.percent > b.percent OR r.base <> b.base) END
    FROM share_limit b WHERE b.cooperative_id = r.cooperative_id AND b.id <> r.id AND b.kind = r.kind
      AND b.class_id IS NOT DISTINCT FROM r.class_id AND b.effective_on <= r.effective_on
      AND (b.recorded_at, b.id) < (r.recorded_at, r.id) ORDER BY b.effective_on DESC, b.recorded_at DESC, b.id DESC LIMIT 1), false)
$$;
--> statement-breakpoint
CREATE FUNCTION loosens(r kept_out_setting) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT NOT r.accounts @> b.accounts FROM kept_out_setting b
    WHERE b.cooperative_id = r.cooperative_id AND b.version < r.version
    ORDER BY b.version DESC LIMIT 1), false)
$$;
--> statement-breakpoint
CREATE FUNCTION loosens(r books_setting) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT coalesce(b.settings->'overdraftAccounts', '[]') @> coalesce(r.settings->'overdraftAccounts', '[]')
    OR r.settings->>'outsideReviewer' IS DISTINCT FROM b.settings->>'outsideReviewer'
    OR r.settings->>'collectivePart' = 'undistributed' AND b.settings->>'collectivePart' = 'reserve'
  FROM (SELECT 1) one LEFT JOIN LATERAL (SELECT s.settings FROM books_setting s
    WHERE s.cooperative_id = r.cooperative_id AND s.version < r.version ORDER BY s.version DESC LIMIT 1) b ON true
$$;
--> statement-breakpoint
CREATE FUNCTION loosens(r payout_setting) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT r.minimum > coalesce((SELECT b.minimum FROM payout_setting b
    WHERE b.cooperative_id = r.cooperative_id AND b.version < r.version ORDER BY b.version DESC LIMIT 1), 0)
$$;
--> statement-breakpoint
-- A day of rest moves last days, and a worked one brings them nearer: both are looked at by another.
CREATE FUNCTION loosens(r rest_day) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT true $$;
--> statement-breakpoint
CREATE FUNCTION loosens(r assembly_setting) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT (r.settings->>'publicNoticeDays')::integer < coalesce((b.settings->>'publicNoticeDays')::integer, 7)
    OR coalesce((r.settings->>'papersOpenDays')::integer, -1) < coalesce((b.settings->>'papersOpenDays')::integer, -1)
    OR r.settings->>'papersOpenDays' IS NOT NULL AND b.settings->>'papersOpenDays' IS NULL
  FROM (SELECT 1) one LEFT JOIN LATERAL (SELECT s.settings FROM assembly_setting s
    WHERE s.cooperative_id = r.cooperative_id AND s.version < r.version ORDER BY s.version DESC LIMIT 1) b ON true
$$;
--> statement-breakpoint
-- Own rules are never laxer than the law; those that take the place of others may be laxer than these.
CREATE FUNCTION loosens(r own_rules) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM own_rules b WHERE b.cooperative_id = r.cooperative_id AND b.version < r.version
    AND b.based_on = r.based_on AND b.effective_from <= r.effective_from)
$$;
--> statement-breakpoint
-- The row is what was proposed; from the day on that was asked for, and not before that of the confirmation. Who may take shares by a
-- resolution may take them from the day which that gives.
CREATE FUNCTION is_as_proposed(r share_allowance) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((w->>'quantity')::numeric = r.quantity
    AND r.effective_on = greatest((w->>'effectiveOn')::date, day_in_china(r.recorded_at)), false)
  FROM wish_of_two(r.cooperative_id, r.proposal_id, 'share-allowance') w
$$;
--> statement-breakpoint
CREATE FUNCTION is_as_proposed(r share_taker_rule) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(w->>'takers' = r.takers AND (w->>'resolutionId')::uuid IS NOT DISTINCT FROM r.resolution_id
    AND r.effective_on = CASE WHEN r.takers <> 'outside' THEN greatest((w->>'effectiveOn')::date, day_in_china(r.recorded_at))
      ELSE (w->>'effectiveOn')::date END, false)
  FROM wish_of_two(r.cooperative_id, r.proposal_id, 'share-takers') w
$$;
--> statement-breakpoint
CREATE FUNCTION is_as_proposed(r share_limit) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(w->>'kind' = r.kind AND (w->>'percent')::numeric IS NOT DISTINCT FROM r.percent
    AND w->>'base' IS NOT DISTINCT FROM r.base AND (w->>'total')::numeric IS NOT DISTINCT FROM r.total
    AND r.effective_on = greatest((w->>'effectiveOn')::date, day_in_china(r.recorded_at)), false)
  FROM wish_of_two(r.cooperative_id, r.proposal_id, 'share-limit') w
$$;
--> statement-breakpoint
CREATE FUNCTION is_as_proposed(r kept_out_setting) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(w->'accounts' = r.accounts, false) FROM wish_of_two(r.cooperative_id, r.proposal_id, 'kept-out-accounts') w
$$;
--> statement-breakpoint
CREATE FUNCTION is_as_proposed(r books_setting) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(w = r.settings, false) FROM wish_of_two(r.cooperative_id, r.proposal_id, 'books-settings') w
$$;
--> statement-breakpoint
CREATE FUNCTION is_as_proposed(r payout_setting) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((w->>'minimum')::numeric = r.minimum, false) FROM wish_of_two(r.cooperative_id, r.proposal_id, 'payout-minimum') w
$$;
--> statement-breakpoint
CREATE FUNCTION is_as_proposed(r rest_day) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((w->>'day')::date = r.day AND (w->>'rest')::boolean = r.rest AND r.day >= day_in_china(r.recorded_at), false)
  FROM wish_of_two(r.cooperative_id, r.proposal_id, 'rest-day') w
$$;
--> statement-breakpoint
CREATE FUNCTION is_as_proposed(r assembly_setting) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(w = r.settings, false) FROM wish_of_two(r.cooperative_id, r.proposal_id, 'assembly-settings') w
$$;
--> statement-breakpoint
CREATE FUNCTION is_as_proposed(r own_rules) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(w->'rules' = r.rules AND r.effective_from = greatest((w->>'effectiveFrom')::date, day_in_china(r.recorded_at)), false)
  FROM wish_of_two(r.cooperative_id, r.proposal_id, 'assembly-rules') w
$$;
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['share_allowance', 'share_taker_rule', 'share_limit', 'kept_out_setting', 'books_setting', 'payout_setting',
      'rest_day', 'assembly_setting', 'own_rules'] LOOP
    EXECUTE format('ALTER TABLE %1$I ADD CONSTRAINT "%1$s_proposal_fk" FOREIGN KEY ("cooperative_id","proposal_id")
      REFERENCES "public"."setting_proposal"("cooperative_id","id")', t);
    EXECUTE format($f$CREATE FUNCTION refuse_loosening_alone_of_%1$s() RETURNS trigger LANGUAGE plpgsql AS $g$
      BEGIN
        IF loosens(NEW) AND NOT (is_as_proposed(NEW) AND confirmed_now(NEW.cooperative_id, NEW.proposal_id)) THEN
          RAISE EXCEPTION '%1$s: what loosens it is proposed by one person and confirmed by another' USING ERRCODE = 'HG003';
        END IF;
        RETURN NEW;
      END $g$ $f$, t);
    EXECUTE format('CREATE TRIGGER loosened_by_two BEFORE INSERT ON %1$I FOR EACH ROW
      EXECUTE FUNCTION refuse_loosening_alone_of_%1$s()', t);
  END LOOP;
END $$;
--> statement-breakpoint
-- What two people moved goes back by two, also where it is called something else than a reversal: the same class, from who took it to who
-- gave it; and a redemption of what was subscribed.
CREATE FUNCTION refuse_return_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
      SELECT 1 FROM share_movement o
      JOIN holder_account g ON g.cooperative_id = o.cooperative_id AND g.id = o.from_account
      JOIN movement_request_answer q ON q.cooperative_id = o.cooperative_id AND o.number BETWEEN q.first_number AND q.last_number
      WHERE o.cooperative_id = NEW.cooperative_id AND o.number < NEW.number AND o.class_id = NEW.class_id AND o.kind <> 'reversal'
        AND o.to_account = NEW.from_account AND (o.from_account = NEW.to_account OR NEW.kind = 'redemption' AND g.kind = 'pool')
        AND NOT EXISTS (SELECT 1 FROM share_movement r WHERE r.cooperative_id = o.cooperative_id AND r.reverses = o.id))
    AND NOT EXISTS (
      SELECT 1 FROM movement_request_answer q
      WHERE q.cooperative_id = NEW.cooperative_id AND NEW.number BETWEEN q.first_number AND q.last_number) THEN
    RAISE EXCEPTION 'what two people moved goes back by two' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER returned_by_two AFTER INSERT ON share_movement DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind IN ('correction', 'transfer', 'gift', 'redemption')) EXECUTE FUNCTION refuse_return_alone();
--> statement-breakpoint
-- Money of one hand: the till is counted by whoever keeps it and confirmed by another who stood by; a closed year is confirmed by another
-- than who closed it.
CREATE TABLE "till_count" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"account" text NOT NULL,
	"day" date NOT NULL,
	"counted" numeric(18, 2) NOT NULL,
	"booked" numeric(18, 2) NOT NULL,
	"explanation" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_by_name" text NOT NULL,
	CONSTRAINT "till_count_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "till_count_number_unique" UNIQUE("cooperative_id","number"),
	CONSTRAINT "till_count_counted" CHECK ("till_count"."counted" >= 0),
	CONSTRAINT "till_count_explained" CHECK ("till_count"."counted" = "till_count"."booked" or "till_count"."explanation" is not null)
);
--> statement-breakpoint
CREATE TABLE "till_count_answer" (
	"cooperative_id" uuid NOT NULL,
	"count_id" uuid NOT NULL,
	"confirmed" boolean NOT NULL,
	"reason" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_by_name" text NOT NULL,
	CONSTRAINT "till_count_answer_cooperative_id_count_id_pk" PRIMARY KEY("cooperative_id","count_id"),
	CONSTRAINT "till_count_answer_reason" CHECK ("till_count_answer"."confirmed" or "till_count_answer"."reason" is not null)
);
--> statement-breakpoint
ALTER TABLE "till_count_answer" ADD CONSTRAINT "till_count_answer_count_fk" FOREIGN KEY ("cooperative_id","count_id") REFERENCES "public"."till_count"("cooperative_id","id");
--> statement-breakpoint
CREATE TABLE "year_confirmation" (
	"cooperative_id" uuid NOT NULL,
	"closing_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_by_name" text NOT NULL,
	CONSTRAINT "year_confirmation_cooperative_id_closing_id_pk" PRIMARY KEY("cooperative_id","closing_id")
);
--> statement-breakpoint
ALTER TABLE "year_confirmation" ADD CONSTRAINT "year_confirmation_closing_fk" FOREIGN KEY ("cooperative_id","closing_id") REFERENCES "public"."journal_entry"("cooperative_id","id");
--> statement-breakpoint
-- A till is counted on the day itself, and not confirmed by whoever counted it.
CREATE FUNCTION refuse_own_till_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM till_count c WHERE c.cooperative_id = NEW.cooperative_id AND c.id = NEW.count_id
      AND c.recorded_by = NEW.recorded_by) THEN
    RAISE EXCEPTION 'till_count_answer: confirmed by another than who counted' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER answered_by_another BEFORE INSERT ON till_count_answer FOR EACH ROW EXECUTE FUNCTION refuse_own_till_answer();
--> statement-breakpoint
CREATE FUNCTION refuse_count_of_another_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.day <> day_in_china(NEW.recorded_at) THEN
    RAISE EXCEPTION 'till_count: a till is counted on the day itself' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER on_the_day BEFORE INSERT ON till_count FOR EACH ROW EXECUTE FUNCTION refuse_count_of_another_day();
--> statement-breakpoint
CREATE FUNCTION refuse_own_year_confirmation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM journal_entry e WHERE e.cooperative_id = NEW.cooperative_id AND e.id = NEW.closing_id
      AND e.source LIKE 'year-close:' || NEW.year || ':%' AND e.recorded_by <> NEW.recorded_by) THEN
    RAISE EXCEPTION 'year_confirmation: a closed year is confirmed by another than who closed it' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER confirmed_by_another BEFORE INSERT ON year_confirmation FOR EACH ROW EXECUTE FUNCTION refuse_own_year_confirmation();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('till_count', 'till_count_answer', 'year_confirmation', 'setting_proposal', 'setting_answer', 'loosened_alone_before');
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['loosened_alone_before', 'inherited_alone_before'] LOOP
    EXECUTE format('REVOKE INSERT ON %I FROM hegu_app', t);
    EXECUTE format('CREATE OR REPLACE TRIGGER closed BEFORE INSERT ON %I FOR EACH ROW EXECUTE FUNCTION refuse_closed()', t);
  END LOOP;
END $$;
