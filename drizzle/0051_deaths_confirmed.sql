-- A death that one person enters stops money at once; it takes no vote and moves no share before another person confirmed it, as a change
-- of the register. Sent back, it is struck. What stood in the register before counts as it stood.
CREATE FUNCTION death_confirmed(s member_standing) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT s.change_id IS NULL OR s.corrects IS NOT NULL OR EXISTS (
    SELECT FROM register_change c
    LEFT JOIN register_change_review v ON v.cooperative_id = c.cooperative_id AND v.change_id = c.id
    WHERE c.cooperative_id = s.cooperative_id AND c.id = s.change_id
      AND (c.kind = 'before' OR (v.outcome = 'confirmed' AND v.recorded_by <> c.made_by)))
$$;
--> statement-breakpoint
-- Alone one person enters a retirement in its time. A day of recording that lies before the trail's last is no day. A death stands while
-- it waits; who sends it back strikes it.
CREATE OR REPLACE FUNCTION refuse_standing_by_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM entered e
    WHERE NOT (e.change_id IS NULL AND e.corrects IS NULL AND e.kind = 'retired'
        AND e.effective_on >= (greatest(e.recorded_at, (
          SELECT a.recorded_at FROM book b
          JOIN audit_entry a ON a.cooperative_id = b.cooperative_id AND a.number = b.last_entry_number
          WHERE b.cooperative_id = e.cooperative_id)) AT TIME ZONE 'Asia/Shanghai')::date - 1)
      AND (
        SELECT true FROM proposed_standing p
        JOIN register_change c ON c.cooperative_id = p.cooperative_id AND c.id = p.change_id AND c.kind = 'entered'
        LEFT JOIN register_change_review v ON v.cooperative_id = p.cooperative_id AND v.change_id = p.change_id
        -- Row by row and by its id: joined without statistics, a roster just entered would be read as a whole for each of its rows.
        WHERE p.cooperative_id = e.cooperative_id AND p.id = e.id
          AND (p.change_id, p.member_id, p.kind, p.effective_on, p.corrects)
            IS NOT DISTINCT FROM (e.change_id, e.member_id, e.kind, e.effective_on, e.corrects)
          AND ((v.outcome = 'confirmed' AND v.recorded_by <> c.made_by)
            OR (v.change_id IS NULL AND e.kind = 'deceased' AND e.corrects IS NULL))
        LIMIT 1) IS NOT TRUE
      AND (
        SELECT true FROM proposed_standing p
        JOIN register_change c ON c.cooperative_id = p.cooperative_id AND c.id = p.change_id AND c.kind = 'entered'
        JOIN register_change_review v ON v.cooperative_id = p.cooperative_id AND v.change_id = p.change_id
          AND v.outcome = 'sent-back' AND v.recorded_by <> c.made_by
        WHERE e.kind = 'void' AND p.cooperative_id = e.cooperative_id AND p.id = e.corrects
          AND p.kind = 'deceased' AND p.corrects IS NULL AND p.change_id = e.change_id AND p.member_id = e.member_id
        LIMIT 1) IS NOT TRUE
  ) THEN
    RAISE EXCEPTION 'a change of membership takes one who enters and another who confirms' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Judged at the end: the confirmation is written after what it confirms. And the death itself was confirmed.
CREATE OR REPLACE FUNCTION refuse_inheritance_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM movement_request_answer q
      WHERE q.cooperative_id = NEW.cooperative_id AND q.confirmed AND NEW.number BETWEEN q.first_number AND q.last_number) THEN
    RAISE EXCEPTION 'what the dead held moves by one who asks and another who confirms' USING ERRCODE = 'HG003';
  END IF;
  IF NOT EXISTS (SELECT FROM holder_account a
      JOIN member_standing s ON s.cooperative_id = NEW.cooperative_id AND s.member_id = a.member_id AND s.kind = 'deceased'
      WHERE a.cooperative_id = NEW.cooperative_id AND a.id = NEW.from_account AND death_confirmed(s) AND NOT EXISTS (
        SELECT FROM member_standing k WHERE k.cooperative_id = NEW.cooperative_id AND k.corrects = s.id)) THEN
    RAISE EXCEPTION 'nothing is handed on of whom nobody confirmed dead' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Who somebody is waits like the other facts: their name, and their resident ID once they have one. A row without a name is of a version
-- that did not ask, and says nothing of either.
ALTER TABLE "proposed_facts" ADD COLUMN "name" text;
--> statement-breakpoint
ALTER TABLE "proposed_facts" ADD COLUMN "resident_id_cipher" "bytea";
--> statement-breakpoint
ALTER TABLE "proposed_facts" ADD COLUMN "resident_id_index" "bytea";
--> statement-breakpoint
ALTER TABLE "proposed_facts" ADD CONSTRAINT "proposed_facts_name_given" CHECK (length("proposed_facts"."name") between 1 and 100);
--> statement-breakpoint
ALTER TABLE "proposed_facts" ADD CONSTRAINT "proposed_facts_resident_id" CHECK (("proposed_facts"."resident_id_cipher" is null) = ("proposed_facts"."resident_id_index" is null));
--> statement-breakpoint
-- Whether anything rests on who a person is: a standing, one that waits, or an account of shares, and so of money.
CREATE FUNCTION rests_on_person(coop uuid, person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM member_standing s WHERE s.cooperative_id = coop AND s.member_id = person)
    OR EXISTS (SELECT FROM holder_account a WHERE a.cooperative_id = coop AND a.member_id = person)
    OR EXISTS (SELECT FROM estate_share e WHERE e.cooperative_id = coop AND e.heir_id = person)
    OR EXISTS (SELECT FROM proposed_standing p WHERE p.cooperative_id = coop AND p.member_id = person
      AND NOT EXISTS (SELECT FROM register_change_review v WHERE v.cooperative_id = coop AND v.change_id = p.change_id))
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION refuse_facts_by_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF rests_on_person(NEW.cooperative_id, NEW.id)
    AND NOT EXISTS (
      SELECT 1 FROM proposed_facts p
      JOIN register_change c ON c.cooperative_id = p.cooperative_id AND c.id = p.change_id AND c.kind = 'entered'
      JOIN register_change_review v ON v.cooperative_id = p.cooperative_id AND v.change_id = p.change_id
        AND v.outcome = 'confirmed' AND v.recorded_by <> c.made_by AND v.recorded_at = NEW.changed_at
      WHERE p.cooperative_id = NEW.cooperative_id AND p.change_id = NEW.facts_change_id AND p.member_id = NEW.id
        AND (p.sex, p.birth_date, p.seniority_from) IS NOT DISTINCT FROM (NEW.sex, NEW.birth_date, NEW.seniority_from)
        AND CASE WHEN p.name IS NULL
          THEN (OLD.name, OLD.resident_id_index) IS NOT DISTINCT FROM (NEW.name, NEW.resident_id_index)
          ELSE (p.name, p.resident_id_index) IS NOT DISTINCT FROM (NEW.name, NEW.resident_id_index) END) THEN
    RAISE EXCEPTION 'who a person is, and what pensions are reckoned from, takes one who enters and another who confirms' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
DROP TRIGGER facts_by_two ON member;
--> statement-breakpoint
CREATE TRIGGER facts_by_two AFTER UPDATE ON member FOR EACH ROW
  WHEN ((OLD.sex, OLD.birth_date, OLD.seniority_from, OLD.name) IS DISTINCT FROM (NEW.sex, NEW.birth_date, NEW.seniority_from, NEW.name)
    OR (OLD.resident_id_index IS NOT NULL AND OLD.resident_id_index IS DISTINCT FROM NEW.resident_id_index))
  EXECUTE FUNCTION refuse_facts_by_one();
