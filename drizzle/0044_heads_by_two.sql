-- Who heads a household receives its money and speaks for it: once the register is in use, one person enters a change of head and another
-- confirms it. Until when the books of a cooperative were written by versions that asked for one person alone, only this migration writes.
CREATE TABLE "headed_alone_before" (
	"cooperative_id" uuid PRIMARY KEY NOT NULL,
	"until" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entry" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO headed_alone_before (cooperative_id, until)
SELECT cooperative_id, max(recorded_at) FROM audit_entry GROUP BY cooperative_id;
--> statement-breakpoint
CREATE TABLE "proposed_placement" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"household_id" uuid,
	"relation" text,
	"effective_on" date NOT NULL,
	CONSTRAINT "proposed_placement_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "proposed_placement_household_and_relation" CHECK (("proposed_placement"."household_id" is null) = ("proposed_placement"."relation" is null))
);
--> statement-breakpoint
ALTER TABLE "proposed_placement" ADD CONSTRAINT "proposed_placement_change_fk" FOREIGN KEY ("cooperative_id","change_id") REFERENCES "public"."register_change"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "proposed_placement" ADD CONSTRAINT "proposed_placement_member_fk" FOREIGN KEY ("cooperative_id","member_id") REFERENCES "public"."member"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "proposed_placement" ADD CONSTRAINT "proposed_placement_household_fk" FOREIGN KEY ("cooperative_id","household_id") REFERENCES "public"."household"("cooperative_id","id");
--> statement-breakpoint
CREATE INDEX "proposed_placement_of_change" ON "proposed_placement" USING btree ("cooperative_id","change_id");
--> statement-breakpoint
CREATE INDEX "proposed_placement_by_member" ON "proposed_placement" USING btree ("cooperative_id","member_id");
--> statement-breakpoint
CREATE TRIGGER before_review AFTER INSERT ON proposed_placement
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_added_proposal();
--> statement-breakpoint
ALTER TABLE "household_placement" ADD COLUMN "change_id" uuid;
--> statement-breakpoint
ALTER TABLE "household_placement" ADD CONSTRAINT "household_placement_change_fk" FOREIGN KEY ("cooperative_id","change_id") REFERENCES "public"."register_change"("cooperative_id","id");
--> statement-breakpoint
-- Whether a placement changes who heads a household: somebody becomes its head, or who was one goes.
CREATE FUNCTION changes_head(p household_placement) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(p.relation = 'head', false) OR EXISTS (
    SELECT FROM household_placement o WHERE o.cooperative_id = p.cooperative_id AND o.member_id = p.member_id
      AND o.id <> p.id AND o.relation = 'head' AND o.recorded_at <= p.recorded_at)
$$;
--> statement-breakpoint
-- Whether one person entered a placement and another confirmed it, as it is; or it came with the person, whose admission waited.
CREATE FUNCTION placed_by_two(p household_placement) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM proposed_placement a
    JOIN register_change c ON c.cooperative_id = a.cooperative_id AND c.id = a.change_id AND c.kind = 'entered'
    JOIN register_change_review v ON v.cooperative_id = a.cooperative_id AND v.change_id = a.change_id
      AND v.outcome = 'confirmed' AND v.recorded_by <> c.made_by
    WHERE a.cooperative_id = p.cooperative_id AND a.id = p.id
      AND (a.change_id, a.member_id, a.household_id, a.relation, a.effective_on)
        IS NOT DISTINCT FROM (p.change_id, p.member_id, p.household_id, p.relation, p.effective_on)
  ) OR p.change_id IS NULL AND EXISTS (
    SELECT FROM member m
    JOIN proposed_standing s ON s.cooperative_id = m.cooperative_id AND s.member_id = m.id
    JOIN register_change c ON c.cooperative_id = s.cooperative_id AND c.id = s.change_id AND c.made_at = m.recorded_at
    WHERE m.cooperative_id = p.cooperative_id AND m.id = p.member_id AND m.recorded_at = p.recorded_at
  )
$$;
--> statement-breakpoint
-- Statement by statement, for a roster is large: who has no standing yet may come with a place, and counts with the standing.
CREATE FUNCTION refuse_head_by_one() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE coop uuid := (SELECT a.cooperative_id FROM added a LIMIT 1);
BEGIN
  IF EXISTS (
      SELECT FROM household_placement p JOIN added a ON a.cooperative_id = p.cooperative_id AND a.id = p.id
      WHERE a.change_id IS NOT NULL AND NOT placed_by_two(p))
    OR register_in_use_since(coop) IS NOT NULL AND EXISTS (
      SELECT FROM household_placement p JOIN added a ON a.cooperative_id = p.cooperative_id AND a.id = p.id
      WHERE p.cooperative_id = coop AND p.change_id IS NULL AND changes_head(p)
        AND EXISTS (SELECT FROM member_standing s WHERE s.cooperative_id = coop AND s.member_id = p.member_id)) THEN
    RAISE EXCEPTION 'a change of head takes one who enters and another who confirms' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER head_by_two AFTER INSERT ON household_placement
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_head_by_one();
--> statement-breakpoint
-- And whoever comes as a head comes with a standing that waits.
CREATE FUNCTION refuse_head_unasked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF register_in_use_since(NEW.cooperative_id) IS NOT NULL AND NOT placed_by_two(NEW) THEN
    RAISE EXCEPTION 'a change of head takes one who enters and another who confirms' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER head_asked_for AFTER INSERT ON household_placement DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.relation = 'head' AND NEW.change_id IS NULL) EXECUTE FUNCTION refuse_head_unasked();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('headed_alone_before', 'proposed_placement');
--> statement-breakpoint
REVOKE INSERT ON headed_alone_before FROM hegu_app;
--> statement-breakpoint
CREATE TRIGGER closed BEFORE INSERT ON headed_alone_before FOR EACH ROW EXECUTE FUNCTION refuse_closed();
