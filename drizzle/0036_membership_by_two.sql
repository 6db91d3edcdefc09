-- Who becomes a member, leaves or comes back, every correction of a standing, a retirement entered late and the facts that pensions and
-- seniority are reckoned from take two: one person enters, another confirms, and nothing counts before. What stood before this is taken
-- as confirmed, under a change that says so.
--
-- The owner of the tables is no superuser everywhere: while rows are written, nothing is hidden from the owner.
DO $$
DECLARE t record;
BEGIN
  FOR t IN
    SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = 1 AND a.attname = 'cooperative_id'
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
  LOOP
    EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', t.name);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE TABLE "register_change" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"kind" text NOT NULL,
	"count" integer NOT NULL,
	"made_at" timestamptz(3) NOT NULL,
	"made_by" uuid,
	CONSTRAINT "register_change_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "register_change_number_unique" UNIQUE("cooperative_id","number"),
	CONSTRAINT "register_change_kind" CHECK ("register_change"."kind" in ('entered','before')),
	CONSTRAINT "register_change_made_by" CHECK (("register_change"."kind" = 'before') = ("register_change"."made_by" is null))
);
--> statement-breakpoint
CREATE TABLE "register_change_review" (
	"cooperative_id" uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "register_change_review_cooperative_id_change_id_pk" PRIMARY KEY("cooperative_id","change_id"),
	CONSTRAINT "register_change_review_outcome" CHECK ("register_change_review"."outcome" in ('confirmed','sent-back') and ("register_change_review"."outcome" = 'sent-back') = ("register_change_review"."reason" is not null))
);
--> statement-breakpoint
ALTER TABLE "register_change_review" ADD CONSTRAINT "register_change_review_fk" FOREIGN KEY ("cooperative_id","change_id") REFERENCES "public"."register_change"("cooperative_id","id");
--> statement-breakpoint
CREATE TABLE "proposed_standing" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"effective_on" date NOT NULL,
	"corrects" uuid,
	"note" text,
	"reason" text,
	"law_id" text,
	"resolution_id" uuid,
	"application" text,
	CONSTRAINT "proposed_standing_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "proposed_standing_kind" CHECK ("proposed_standing"."kind" in ('admitted','retired','deceased','left','reinstated','void')),
	CONSTRAINT "proposed_standing_voluntary" CHECK ("proposed_standing"."reason" <> 'voluntary' or ("proposed_standing"."application" is not null and "proposed_standing"."resolution_id" is not null))
);
--> statement-breakpoint
ALTER TABLE "proposed_standing" ADD CONSTRAINT "proposed_standing_change_fk" FOREIGN KEY ("cooperative_id","change_id") REFERENCES "public"."register_change"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "proposed_standing" ADD CONSTRAINT "proposed_standing_member_fk" FOREIGN KEY ("cooperative_id","member_id") REFERENCES "public"."member"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "proposed_standing" ADD CONSTRAINT "proposed_standing_corrects_fk" FOREIGN KEY ("cooperative_id","corrects") REFERENCES "public"."member_standing"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "proposed_standing" ADD CONSTRAINT "proposed_standing_resolution_fk" FOREIGN KEY ("cooperative_id","resolution_id") REFERENCES "public"."resolution"("cooperative_id","id");
--> statement-breakpoint
CREATE INDEX "proposed_standing_of_change" ON "proposed_standing" USING btree ("cooperative_id","change_id");
--> statement-breakpoint
CREATE INDEX "proposed_standing_by_member" ON "proposed_standing" USING btree ("cooperative_id","member_id");
--> statement-breakpoint
CREATE TABLE "proposed_facts" (
	"cooperative_id" uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"sex" text,
	"birth_date" date,
	"seniority_from" date,
	CONSTRAINT "proposed_facts_cooperative_id_change_id_pk" PRIMARY KEY("cooperative_id","change_id"),
	CONSTRAINT "proposed_facts_sex" CHECK ("proposed_facts"."sex" in ('male','female'))
);
--> statement-breakpoint
ALTER TABLE "proposed_facts" ADD CONSTRAINT "proposed_facts_change_fk" FOREIGN KEY ("cooperative_id","change_id") REFERENCES "public"."register_change"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "proposed_facts" ADD CONSTRAINT "proposed_facts_member_fk" FOREIGN KEY ("cooperative_id","member_id") REFERENCES "public"."member"("cooperative_id","id");
--> statement-breakpoint
CREATE INDEX "proposed_facts_by_member" ON "proposed_facts" USING btree ("cooperative_id","member_id");
--> statement-breakpoint
ALTER TABLE "member_standing" ADD COLUMN "change_id" uuid;
--> statement-breakpoint
ALTER TABLE "member" ADD COLUMN "facts_change_id" uuid;
--> statement-breakpoint
-- The books' own time counts: the clock of the computer may be another.
INSERT INTO register_change (cooperative_id, id, number, kind, count, made_at, made_by)
SELECT b.cooperative_id, gen_random_uuid(), 0, 'before', (
    SELECT count(*) FROM member_standing s WHERE s.cooperative_id = b.cooperative_id),
  coalesce((SELECT max(a.recorded_at) FROM audit_entry a WHERE a.cooperative_id = b.cooperative_id), now()), NULL
FROM book b;
--> statement-breakpoint
ALTER TABLE "member_standing" DISABLE TRIGGER append_only;
--> statement-breakpoint
UPDATE member_standing s SET change_id = c.id FROM register_change c WHERE c.cooperative_id = s.cooperative_id;
--> statement-breakpoint
ALTER TABLE "member_standing" ENABLE TRIGGER append_only;
--> statement-breakpoint
ALTER TABLE "member_standing" ADD CONSTRAINT "member_standing_change_fk" FOREIGN KEY ("cooperative_id","change_id") REFERENCES "public"."register_change"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_facts_change_fk" FOREIGN KEY ("cooperative_id","facts_change_id") REFERENCES "public"."register_change"("cooperative_id","id");
--> statement-breakpoint
-- Whoever entered a change does not answer it, and nobody answers for what was before.
CREATE FUNCTION refuse_own_register_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM register_change c WHERE c.cooperative_id = NEW.cooperative_id AND c.id = NEW.change_id
    AND (c.made_by = NEW.recorded_by OR c.kind = 'before')) THEN
    RAISE EXCEPTION 'whoever changed the register does not confirm it' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER reviewed_by_another AFTER INSERT ON register_change_review
  FOR EACH ROW EXECUTE FUNCTION refuse_own_register_review();
--> statement-breakpoint
CREATE FUNCTION refuse_register_of_before() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'nothing is entered as known before' USING ERRCODE = 'HG003';
END $$;
--> statement-breakpoint
CREATE TRIGGER entered_only BEFORE INSERT ON register_change FOR EACH ROW WHEN (NEW.kind = 'before')
  EXECUTE FUNCTION refuse_register_of_before();
--> statement-breakpoint
-- What a person is shown is what they confirm: nothing is added to a change that was answered.
CREATE FUNCTION refuse_added_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM added a JOIN register_change_review v
      ON v.cooperative_id = a.cooperative_id AND v.change_id = a.change_id) THEN
    RAISE EXCEPTION 'nothing is added to a change that was answered' USING ERRCODE = 'HG001';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER before_review AFTER INSERT ON proposed_standing
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_added_proposal();
--> statement-breakpoint
CREATE TRIGGER before_review AFTER INSERT ON proposed_facts
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_added_proposal();
--> statement-breakpoint
-- A decision that does not carry it is told to whoever enters the change, not only to whoever confirms it.
CREATE TRIGGER rests_on_adopted AFTER INSERT ON proposed_standing FOR EACH ROW WHEN (NEW.resolution_id IS NOT NULL)
  EXECUTE FUNCTION require_adopted();
--> statement-breakpoint
CREATE FUNCTION require_decision_proposed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  r record;
BEGIN
  SELECT * INTO r FROM resolution WHERE cooperative_id = NEW.cooperative_id AND id = NEW.resolution_id;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF r.matter <> 'membership' OR r.body IN ('board', 'supervisors')
    OR (r.body = 'representative-assembly' AND greatest(r.decided_on, NEW.effective_on) >= DATE '2025-05-01')
    OR ((r.meeting_id IS NULL OR r.late_reason IS NOT NULL) AND NOT EXISTS (
      SELECT 1 FROM resolution_review v
      WHERE v.cooperative_id = NEW.cooperative_id AND v.resolution_id = NEW.resolution_id AND v.verdict = 'confirmed')) THEN
    RAISE EXCEPTION 'the resolution does not decide on members' USING ERRCODE = '23514', CONSTRAINT = 'membership_decided';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER ruled_on_members AFTER INSERT ON proposed_standing FOR EACH ROW WHEN (NEW.resolution_id IS NOT NULL)
  EXECUTE FUNCTION require_decision_proposed();
--> statement-breakpoint
-- And so is that a death was acted on.
CREATE TRIGGER death_acted_on AFTER INSERT ON proposed_standing FOR EACH ROW WHEN (NEW.corrects IS NOT NULL)
  EXECUTE FUNCTION refuse_undone_death();
--> statement-breakpoint
-- Alone one person enters a death, and a retirement in its time. A day of recording that lies before the trail's last is no day.
CREATE FUNCTION refuse_standing_by_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM entered e
    WHERE NOT (e.change_id IS NULL AND e.corrects IS NULL AND (e.kind = 'deceased' OR (e.kind = 'retired'
        AND e.effective_on >= (greatest(e.recorded_at, (
          SELECT a.recorded_at FROM book b
          JOIN audit_entry a ON a.cooperative_id = b.cooperative_id AND a.number = b.last_entry_number
          WHERE b.cooperative_id = e.cooperative_id)) AT TIME ZONE 'Asia/Shanghai')::date - 1)))
      AND (
        SELECT true FROM proposed_standing p
        JOIN register_change c ON c.cooperative_id = p.cooperative_id AND c.id = p.change_id AND c.kind = 'entered'
        JOIN register_change_review v ON v.cooperative_id = p.cooperative_id AND v.change_id = p.change_id
          AND v.outcome = 'confirmed' AND v.recorded_by <> c.made_by
        -- Row by row and by its id: joined without statistics, a roster just entered would be read as a whole for each of its rows.
        WHERE p.cooperative_id = e.cooperative_id AND p.id = e.id
          AND (p.change_id, p.member_id, p.kind, p.effective_on, p.corrects)
            IS NOT DISTINCT FROM (e.change_id, e.member_id, e.kind, e.effective_on, e.corrects)
        LIMIT 1) IS NOT TRUE
  ) THEN
    RAISE EXCEPTION 'a change of membership takes one who enters and another who confirms' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER entered_by_two AFTER INSERT ON member_standing
  REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION refuse_standing_by_one();
--> statement-breakpoint
-- Sex, birth date and the beginning of years of somebody who has, or waits for, a standing: by two as well.
CREATE FUNCTION refuse_facts_by_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (EXISTS (SELECT 1 FROM member_standing s WHERE s.cooperative_id = NEW.cooperative_id AND s.member_id = NEW.id)
      OR EXISTS (SELECT 1 FROM proposed_standing p WHERE p.cooperative_id = NEW.cooperative_id AND p.member_id = NEW.id
        AND NOT EXISTS (SELECT 1 FROM register_change_review v
          WHERE v.cooperative_id = p.cooperative_id AND v.change_id = p.change_id)))
    AND NOT EXISTS (
      SELECT 1 FROM proposed_facts p
      JOIN register_change c ON c.cooperative_id = p.cooperative_id AND c.id = p.change_id AND c.kind = 'entered'
      JOIN register_change_review v ON v.cooperative_id = p.cooperative_id AND v.change_id = p.change_id
        AND v.outcome = 'confirmed' AND v.recorded_by <> c.made_by AND v.recorded_at = NEW.changed_at
      WHERE p.cooperative_id = NEW.cooperative_id AND p.change_id = NEW.facts_change_id AND p.member_id = NEW.id
        AND (p.sex, p.birth_date, p.seniority_from) IS NOT DISTINCT FROM (NEW.sex, NEW.birth_date, NEW.seniority_from)) THEN
    RAISE EXCEPTION 'what pensions and seniority are reckoned from takes one who enters and another who confirms' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER facts_by_two AFTER UPDATE ON member FOR EACH ROW
  WHEN ((OLD.sex, OLD.birth_date, OLD.seniority_from) IS DISTINCT FROM (NEW.sex, NEW.birth_date, NEW.seniority_from))
  EXECUTE FUNCTION refuse_facts_by_one();
--> statement-breakpoint
-- Since when the register is in use: a meeting was opened on it, shares were allotted by it, or a dividend was posted. Until then it is
-- being opened, and rosters of history need no reason.
CREATE FUNCTION register_in_use_since(coop uuid) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT min(moment) FROM (
    SELECT min(opened_at) AS moment FROM meeting WHERE cooperative_id = coop
    UNION ALL SELECT min(recorded_at) FROM allotment_posting WHERE cooperative_id = coop
    UNION ALL SELECT min(posted_at) FROM dividend_run WHERE cooperative_id = coop AND kind <> 'history'
  ) AS used
$$;
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('register_change', 'register_change_review', 'proposed_standing', 'proposed_facts');
--> statement-breakpoint
-- Sealing grants the service what every table is granted; this one only a migration writes.
REVOKE INSERT ON inherited_alone_before FROM hegu_app;
