-- Who sits in a body is told by one person and confirmed by another, and until then nobody sits; nobody holds two seats at a time that
-- exclude each other, now or later; a subject is decided once; what rests on a resolution rests on one that names exactly it and stands.
--
-- Until when the books of a cooperative were written by versions that did not ask this. Only this migration writes it.
CREATE TABLE "decided_before" (
	"cooperative_id" uuid PRIMARY KEY NOT NULL,
	"until" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entry" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO decided_before (cooperative_id, until)
SELECT cooperative_id, max(recorded_at) FROM audit_entry GROUP BY cooperative_id;
--> statement-breakpoint
CREATE TABLE "seat_change" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	"on_day" date NOT NULL,
	"seat_id" uuid,
	"people" jsonb NOT NULL,
	"ended_by" text,
	"reason" text,
	"late_reason" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "seat_change_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "seat_change_kind" CHECK ("seat_change"."kind" in ('election','replacement','end')),
	CONSTRAINT "seat_change_body" CHECK ("seat_change"."body" in ('representative-assembly','board','supervisors')),
	CONSTRAINT "seat_change_seat" CHECK (("seat_change"."kind" = 'election') = ("seat_change"."seat_id" is null)),
	CONSTRAINT "seat_change_ending" CHECK (case "seat_change"."kind" when 'end' then "seat_change"."ended_by" in ('resigned','removed','died') else "seat_change"."ended_by" is null end),
	CONSTRAINT "seat_change_reason" CHECK ("seat_change"."kind" = 'election' or "seat_change"."reason" is not null),
	CONSTRAINT "seat_change_seat_fk" FOREIGN KEY ("cooperative_id","seat_id") REFERENCES "seat"("cooperative_id","id")
);
--> statement-breakpoint
CREATE TABLE "seat_change_review" (
	"cooperative_id" uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"verdict" text NOT NULL,
	"reason" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "seat_change_review_cooperative_id_change_id_pk" PRIMARY KEY("cooperative_id","change_id"),
	CONSTRAINT "seat_change_review_change_fk" FOREIGN KEY ("cooperative_id","change_id") REFERENCES "seat_change"("cooperative_id","id"),
	CONSTRAINT "seat_change_review_verdict" CHECK ("seat_change_review"."verdict" in ('confirmed','sent-back')),
	CONSTRAINT "seat_change_review_reason" CHECK (("seat_change_review"."verdict" = 'sent-back') = ("seat_change_review"."reason" is not null))
);
--> statement-breakpoint
-- Null only for what was entered before there were changes that wait.
ALTER TABLE "seat" ADD COLUMN "change_id" uuid;
--> statement-breakpoint
ALTER TABLE "seat_end" ADD COLUMN "change_id" uuid;
--> statement-breakpoint
-- Somebody may go before an end that is on record already, such as the next election's: of several the earliest counts.
ALTER TABLE "seat_end" DROP CONSTRAINT "seat_end_cooperative_id_seat_id_pk";
--> statement-breakpoint
ALTER TABLE "seat_end" ADD CONSTRAINT "seat_end_cooperative_id_seat_id_ended_on_pk" PRIMARY KEY("cooperative_id","seat_id","ended_on");
--> statement-breakpoint
ALTER TABLE "seat" ADD CONSTRAINT "seat_change_fk" FOREIGN KEY ("cooperative_id","change_id") REFERENCES "seat_change"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "seat_end" ADD CONSTRAINT "seat_end_change_fk" FOREIGN KEY ("cooperative_id","change_id") REFERENCES "seat_change"("cooperative_id","id");
--> statement-breakpoint
-- What lies in the cooperative's time here and is entered days after says why.
CREATE FUNCTION refuse_late_seat_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.late_reason IS NULL AND is_late(NEW.on_day, NEW.recorded_at)
    AND NEW.on_day >= (SELECT china_day(c.created_at) FROM cooperative c WHERE c.id = NEW.cooperative_id) THEN
    RAISE EXCEPTION 'a change of seats of % was recorded on %: a reason is missing', NEW.on_day, china_day(NEW.recorded_at)
      USING ERRCODE = 'HG001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER late_seat_change BEFORE INSERT ON seat_change FOR EACH ROW EXECUTE FUNCTION refuse_late_seat_change();
--> statement-breakpoint
-- Whoever told of a change does not confirm it, and nobody confirms their own seat on the board or among the supervisors.
CREATE FUNCTION refuse_own_seat_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM seat_change c WHERE c.cooperative_id = NEW.cooperative_id AND c.id = NEW.change_id
      AND (c.recorded_by = NEW.recorded_by
        OR c.body <> 'representative-assembly' AND NEW.verdict = 'confirmed' AND EXISTS (
          SELECT 1 FROM member_user u WHERE u.cooperative_id = NEW.cooperative_id AND u.user_id = NEW.recorded_by
            AND c.people ? u.member_id::text))) THEN
    RAISE EXCEPTION 'a change of seats is confirmed by another person' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER by_another BEFORE INSERT ON seat_change_review FOR EACH ROW EXECUTE FUNCTION refuse_own_seat_review();
--> statement-breakpoint
-- A seat is taken or emptied as a confirmed change says: whose, in which body, from which day.
CREATE FUNCTION require_seat_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c record;
  of_seat record;
BEGIN
  SELECT x.* INTO c FROM seat_change x JOIN seat_change_review v ON v.cooperative_id = x.cooperative_id AND v.change_id = x.id
  WHERE x.cooperative_id = NEW.cooperative_id AND x.id = NEW.change_id AND v.verdict = 'confirmed' AND v.recorded_by <> x.recorded_by;
  IF NOT FOUND THEN
    RAISE EXCEPTION '%: nobody else confirmed this change', TG_TABLE_NAME USING ERRCODE = 'HG003';
  END IF;
  IF TG_TABLE_NAME = 'seat' THEN
    IF c.kind = 'end' OR c.body <> NEW.body OR c.on_day <> NEW.held_from OR NOT c.people ? NEW.member_id::text
      OR c.seat_id IS DISTINCT FROM NEW.follows THEN
      RAISE EXCEPTION 'seat: not what was confirmed' USING ERRCODE = 'HG003';
    END IF;
    RETURN NEW;
  END IF;
  SELECT s.* INTO of_seat FROM seat s WHERE s.cooperative_id = NEW.cooperative_id AND s.id = NEW.seat_id;
  -- What an election entered afterwards begins, the later one that is on record ends.
  IF c.body <> of_seat.body
    OR NOT (c.on_day = NEW.ended_on AND coalesce(c.ended_by, 'replaced') = NEW.ended_by AND coalesce(c.seat_id, NEW.seat_id) = NEW.seat_id
      OR c.kind = 'election' AND of_seat.change_id = c.id AND NEW.ended_by = 'replaced' AND NEW.ended_on > c.on_day) THEN
    RAISE EXCEPTION 'seat_end: not what was confirmed' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER by_two BEFORE INSERT ON seat FOR EACH ROW EXECUTE FUNCTION require_seat_change();
--> statement-breakpoint
CREATE TRIGGER by_two BEFORE INSERT ON seat_end FOR EACH ROW EXECUTE FUNCTION require_seat_change();
--> statement-breakpoint
CREATE FUNCTION seat_last_day(s seat) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT least(
    (SELECT min(e.ended_on) - 1 FROM seat_end e WHERE e.cooperative_id = s.cooperative_id AND e.seat_id = s.id),
    coalesce(
      (SELECT p.until FROM term_postponement p
        WHERE p.cooperative_id = s.cooperative_id AND p.body = s.body AND p.ends_on = s.term_ends_on
        ORDER BY p.recorded_at DESC, p.id DESC LIMIT 1),
      s.term_ends_on, (s.held_from + interval '5 years' - interval '1 day')::date))
$$;
--> statement-breakpoint
-- Sits there on the day, or will.
CREATE FUNCTION sits_from(coop uuid, person uuid, which text, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM seat s
    WHERE s.cooperative_id = coop AND s.member_id = person AND s.body = which AND s.held_from <= seat_last_day(s) AND seat_last_day(s) >= day)
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION role_beside_seat(coop uuid, person uuid, duty text, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT (duty IN ('accountant', 'cashier', 'reviewer', 'chair') AND sits_from(coop, person, 'supervisors', day))
    AND NOT (duty = 'supervisor' AND sits_from(coop, person, 'board', day))
$$;
--> statement-breakpoint
DROP TRIGGER incompatible_seat ON seat;
--> statement-breakpoint
DROP FUNCTION refuse_incompatible_seat();
--> statement-breakpoint
DROP FUNCTION sits_in(uuid, uuid, text, date);
--> statement-breakpoint
-- Judged at the end, when the seats before have ended: nobody sits twice in a body, nor directs and supervises, on any day.
CREATE FUNCTION refuse_overlapping_seat() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last date := seat_last_day(NEW);
BEGIN
  IF EXISTS (SELECT 1 FROM seat s
    WHERE s.cooperative_id = NEW.cooperative_id AND s.member_id = NEW.member_id AND s.id <> NEW.id
      AND (s.body = NEW.body OR s.body IN ('board', 'supervisors') AND NEW.body IN ('board', 'supervisors'))
      AND s.held_from <= last AND seat_last_day(s) >= NEW.held_from AND s.held_from <= seat_last_day(s)) THEN
    RAISE EXCEPTION 'seat: this person holds a seat of that time that excludes it' USING ERRCODE = 'HG003';
  END IF;
  IF NEW.body = 'supervisors' AND last >= china_day(NEW.recorded_at) AND EXISTS (
      SELECT 1 FROM member_user u JOIN role_grant g ON g.cooperative_id = u.cooperative_id AND g.user_id = u.user_id
      WHERE u.cooperative_id = NEW.cooperative_id AND u.member_id = NEW.member_id AND g.role IN ('accountant', 'cashier')) THEN
    RAISE EXCEPTION 'seat: a supervisor keeps neither the books nor the cash' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER seats_apart AFTER INSERT ON seat DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION refuse_overlapping_seat();
--> statement-breakpoint
-- What stands of the subject in the way of deciding it: adopted, or decided on that day. The members' assembly may decide again what
-- another body once decided: since the law the power may have passed to it. Who may take shares is decided anew once it was set otherwise.
CREATE FUNCTION decided_already(coop uuid, of_subject text, itself uuid, by_body text, day date, confirmed boolean) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM resolution r
    LEFT JOIN resolution_review v ON v.cooperative_id = coop AND v.resolution_id = r.id
    WHERE r.cooperative_id = coop AND r.subject = of_subject AND r.id <> itself AND r.outcome <> 'lapsed'
      AND v.verdict IS DISTINCT FROM 'sent-back'
      AND (NOT confirmed OR v.verdict = 'confirmed' OR r.meeting_id IS NOT NULL AND r.late_reason IS NULL)
      AND (r.decided_on = day OR r.outcome = 'adopted'
        AND NOT (by_body = 'members-assembly' AND r.body <> 'members-assembly')
        AND NOT (of_subject LIKE 'share-takers:%' AND EXISTS (
          SELECT 1 FROM resolution t LEFT JOIN resolution_review w ON w.cooperative_id = coop AND w.resolution_id = t.id
          WHERE t.cooperative_id = coop AND t.subject LIKE 'share-takers:%' AND t.subject <> of_subject AND t.outcome = 'adopted'
            AND w.verdict IS DISTINCT FROM 'sent-back' AND (t.decided_on, t.recorded_at) > (r.decided_on, r.recorded_at)))))
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_decided_subject() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF decided_already(NEW.cooperative_id, NEW.subject, NEW.id, NEW.body, NEW.decided_on, false) THEN
    RAISE EXCEPTION 'resolution %: this subject is decided', NEW.number USING ERRCODE = 'HG001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER decided_once BEFORE INSERT ON resolution FOR EACH ROW
  WHEN (NEW.subject IS NOT NULL AND NEW.outcome <> 'lapsed') EXECUTE FUNCTION refuse_decided_subject();
--> statement-breakpoint
CREATE FUNCTION refuse_confirming_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM resolution r WHERE r.cooperative_id = NEW.cooperative_id AND r.id = NEW.resolution_id
      AND r.subject IS NOT NULL AND r.outcome <> 'lapsed'
      AND decided_already(r.cooperative_id, r.subject, r.id, r.body, r.decided_on, true)) THEN
    RAISE EXCEPTION 'resolution_review: this subject is decided' USING ERRCODE = 'HG001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER decided_once BEFORE INSERT ON resolution_review FOR EACH ROW
  WHEN (NEW.verdict = 'confirmed') EXECUTE FUNCTION refuse_confirming_decided();
--> statement-breakpoint
-- Who may take shares, and a split, rest on a resolution that names exactly that, was confirmed where it needs to be, and is used once.
CREATE FUNCTION require_takers_carried() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM require_carried(NEW.cooperative_id, NEW.resolution_id, 'share-takers:' || NEW.takers, NULL);
  IF EXISTS (SELECT 1 FROM share_taker_rule t WHERE t.cooperative_id = NEW.cooperative_id AND t.resolution_id = NEW.resolution_id
      AND t.id <> NEW.id) THEN
    RAISE EXCEPTION 'share_taker_rule: this resolution is carried out' USING ERRCODE = '23514', CONSTRAINT = 'rests_on_adopted';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
DROP TRIGGER rests_on_adopted ON share_taker_rule;
--> statement-breakpoint
CREATE TRIGGER rests_on_adopted AFTER INSERT ON share_taker_rule FOR EACH ROW WHEN (NEW.resolution_id IS NOT NULL)
  EXECUTE FUNCTION require_takers_carried();
--> statement-breakpoint
CREATE FUNCTION require_split_carried() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE class text;
BEGIN
  SELECT c.code INTO class FROM share_class c WHERE c.cooperative_id = NEW.cooperative_id AND c.id = NEW.class_id;
  PERFORM require_carried(NEW.cooperative_id, NEW.resolution_id,
    'split:' || class || ':' || NEW.numerator || ':' || NEW.denominator || ':' || NEW.effective_on, NULL);
  RETURN NULL;
END $$;
--> statement-breakpoint
DROP TRIGGER rests_on_adopted ON share_split;
--> statement-breakpoint
CREATE TRIGGER rests_on_adopted AFTER INSERT ON share_split FOR EACH ROW EXECUTE FUNCTION require_split_carried();
--> statement-breakpoint
CREATE OR REPLACE FUNCTION require_postponement_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM require_carried(NEW.cooperative_id, NEW.resolution_id,
    'postponement:' || NEW.body || ':' || NEW.ends_on || ':' || NEW.until, NULL);
  IF NOT EXISTS (SELECT 1 FROM resolution r WHERE r.cooperative_id = NEW.cooperative_id AND r.id = NEW.resolution_id
      AND r.matter = 'election') THEN
    RAISE EXCEPTION 'a term is put off by a resolution on exactly that' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- What minutes on paper say of their meeting beside the votes: confirmed with them, or afterwards by itself.
CREATE TABLE "minutes_circumstance" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"resolution_id" uuid NOT NULL,
	"with_minutes" boolean NOT NULL,
	"notice_on" date,
	"papers_open_from" date,
	"study_on" date,
	"study_by" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "minutes_circumstance_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "minutes_circumstance_resolution_fk" FOREIGN KEY ("cooperative_id","resolution_id") REFERENCES "resolution"("cooperative_id","id"),
	CONSTRAINT "minutes_circumstance_study" CHECK (("minutes_circumstance"."study_on" is null) = ("minutes_circumstance"."study_by" is null)),
	CONSTRAINT "minutes_circumstance_said" CHECK (num_nonnulls("minutes_circumstance"."notice_on", "minutes_circumstance"."papers_open_from", "minutes_circumstance"."study_on") > 0)
);
--> statement-breakpoint
CREATE TABLE "minutes_circumstance_review" (
	"cooperative_id" uuid NOT NULL,
	"circumstance_id" uuid NOT NULL,
	"verdict" text NOT NULL,
	"reason" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "minutes_circumstance_review_cooperative_id_circumstance_id_pk" PRIMARY KEY("cooperative_id","circumstance_id"),
	CONSTRAINT "minutes_circumstance_review_fk" FOREIGN KEY ("cooperative_id","circumstance_id") REFERENCES "minutes_circumstance"("cooperative_id","id"),
	CONSTRAINT "minutes_circumstance_review_verdict" CHECK ("minutes_circumstance_review"."verdict" in ('confirmed','sent-back')),
	CONSTRAINT "minutes_circumstance_review_reason" CHECK (("minutes_circumstance_review"."verdict" = 'sent-back') = ("minutes_circumstance_review"."reason" is not null))
);
--> statement-breakpoint
-- It belongs to minutes on paper, lies not after their day, and came with them only where nobody had confirmed them yet.
CREATE FUNCTION refuse_unfit_circumstance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM resolution r WHERE r.cooperative_id = NEW.cooperative_id AND r.id = NEW.resolution_id
      AND r.meeting_id IS NULL AND greatest(NEW.notice_on, NEW.papers_open_from, NEW.study_on) <= r.decided_on
      AND (NOT NEW.with_minutes OR r.recorded_by = NEW.recorded_by AND NOT EXISTS (
        SELECT 1 FROM resolution_review v WHERE v.cooperative_id = NEW.cooperative_id AND v.resolution_id = NEW.resolution_id))) THEN
    RAISE EXCEPTION 'minutes_circumstance: not of these minutes' USING ERRCODE = 'HG001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER of_its_minutes BEFORE INSERT ON minutes_circumstance FOR EACH ROW EXECUTE FUNCTION refuse_unfit_circumstance();
--> statement-breakpoint
CREATE FUNCTION refuse_own_circumstance_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM minutes_circumstance c WHERE c.cooperative_id = NEW.cooperative_id AND c.id = NEW.circumstance_id
      AND (c.with_minutes OR c.recorded_by = NEW.recorded_by)) THEN
    RAISE EXCEPTION 'minutes_circumstance_review: another person confirms it' USING ERRCODE = 'HG001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER by_another BEFORE INSERT ON minutes_circumstance_review FOR EACH ROW EXECUTE FUNCTION refuse_own_circumstance_review();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('decided_before', 'seat_change', 'seat_change_review', 'minutes_circumstance', 'minutes_circumstance_review');
--> statement-breakpoint
REVOKE INSERT ON decided_before, inherited_alone_before FROM hegu_app;
--> statement-breakpoint
CREATE TRIGGER closed BEFORE INSERT ON decided_before FOR EACH ROW EXECUTE FUNCTION refuse_closed();
