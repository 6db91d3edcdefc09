-- Whoever shares a household with somebody may vote for them, and a tag takes a vote or gives shares: once a meeting was called or the
-- register is in use, every place in a household takes two, and a tag of whoever has a standing or an account takes two always. Until when
-- the books of a cooperative were written by versions that asked for one person, only this migration writes.
CREATE TABLE "placed_alone_before" (
	"cooperative_id" uuid PRIMARY KEY NOT NULL,
	"until" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entry" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO placed_alone_before (cooperative_id, until)
SELECT cooperative_id, max(recorded_at) FROM audit_entry GROUP BY cooperative_id;
--> statement-breakpoint
CREATE TABLE "proposed_tag" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"tag" text NOT NULL,
	"present" boolean NOT NULL,
	"effective_on" date NOT NULL,
	CONSTRAINT "proposed_tag_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "proposed_tag_given" CHECK (length("proposed_tag"."tag") between 1 and 40)
);
--> statement-breakpoint
ALTER TABLE "proposed_tag" ADD CONSTRAINT "proposed_tag_change_fk" FOREIGN KEY ("cooperative_id","change_id") REFERENCES "public"."register_change"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "proposed_tag" ADD CONSTRAINT "proposed_tag_member_fk" FOREIGN KEY ("cooperative_id","member_id") REFERENCES "public"."member"("cooperative_id","id");
--> statement-breakpoint
CREATE INDEX "proposed_tag_of_change" ON "proposed_tag" USING btree ("cooperative_id","change_id");
--> statement-breakpoint
CREATE INDEX "proposed_tag_by_member" ON "proposed_tag" USING btree ("cooperative_id","member_id");
--> statement-breakpoint
CREATE TRIGGER before_review AFTER INSERT ON proposed_tag
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_added_proposal();
--> statement-breakpoint
ALTER TABLE "member_tag" ADD COLUMN "change_id" uuid;
--> statement-breakpoint
ALTER TABLE "member_tag" ADD CONSTRAINT "member_tag_change_fk" FOREIGN KEY ("cooperative_id","change_id") REFERENCES "public"."register_change"("cooperative_id","id");
--> statement-breakpoint
-- Whether one person entered a tag and another confirmed it, as it is.
CREATE FUNCTION tagged_by_two(t member_tag) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM proposed_tag a
    JOIN register_change c ON c.cooperative_id = a.cooperative_id AND c.id = a.change_id AND c.kind = 'entered'
    JOIN register_change_review v ON v.cooperative_id = a.cooperative_id AND v.change_id = a.change_id
      AND v.outcome = 'confirmed' AND v.recorded_by <> c.made_by
    WHERE a.cooperative_id = t.cooperative_id AND a.id = t.id
      AND (a.change_id, a.member_id, a.tag, a.present, a.effective_on)
        IS NOT DISTINCT FROM (t.change_id, t.member_id, t.tag, t.present, t.effective_on))
$$;
--> statement-breakpoint
-- Statement by statement, for a roster is large: whoever comes with a tag has neither standing nor account yet.
CREATE FUNCTION refuse_tag_by_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
      SELECT FROM member_tag t JOIN added a ON a.cooperative_id = t.cooperative_id AND a.id = t.id
      WHERE a.change_id IS NOT NULL AND NOT tagged_by_two(t))
    OR EXISTS (SELECT FROM added a JOIN member_standing s ON s.cooperative_id = a.cooperative_id AND s.member_id = a.member_id
      WHERE a.change_id IS NULL)
    OR EXISTS (SELECT FROM added a JOIN holder_account h ON h.cooperative_id = a.cooperative_id AND h.member_id = a.member_id
      WHERE a.change_id IS NULL)
    OR EXISTS (SELECT FROM added a JOIN proposed_standing p ON p.cooperative_id = a.cooperative_id AND p.member_id = a.member_id
      WHERE a.change_id IS NULL AND NOT EXISTS (
        SELECT FROM register_change_review v WHERE v.cooperative_id = p.cooperative_id AND v.change_id = p.change_id)) THEN
    RAISE EXCEPTION 'a tag takes one who enters and another who confirms' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER tagged_by_two AFTER INSERT ON member_tag
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_tag_by_one();
--> statement-breakpoint
-- Since when places in households take two: a household votes for its own as soon as a meeting is called.
CREATE FUNCTION placed_by_two_since(coop uuid) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT least(register_in_use_since(coop), (SELECT min(n.recorded_at) FROM meeting_notice n WHERE n.cooperative_id = coop))
$$;
--> statement-breakpoint
-- Who has neither a standing nor one that waits may come with a place, which counts with the standing.
CREATE OR REPLACE FUNCTION refuse_head_by_one() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE coop uuid := (SELECT a.cooperative_id FROM added a LIMIT 1);
BEGIN
  IF EXISTS (
      SELECT FROM household_placement p JOIN added a ON a.cooperative_id = p.cooperative_id AND a.id = p.id
      WHERE a.change_id IS NOT NULL AND NOT placed_by_two(p))
    OR placed_by_two_since(coop) IS NOT NULL AND (EXISTS (
        SELECT FROM added a JOIN member_standing s ON s.cooperative_id = coop AND s.member_id = a.member_id
        WHERE a.change_id IS NULL)
      OR EXISTS (
        SELECT FROM added a JOIN proposed_standing p ON p.cooperative_id = coop AND p.member_id = a.member_id
        WHERE a.change_id IS NULL AND NOT EXISTS (
          SELECT FROM register_change_review v WHERE v.cooperative_id = coop AND v.change_id = p.change_id))) THEN
    RAISE EXCEPTION 'a place in a household takes one who enters and another who confirms' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Whose sex nobody knows is counted neither as a man nor as a woman.
ALTER TABLE "meeting_entitled" ALTER COLUMN "sex" DROP NOT NULL;
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('placed_alone_before', 'proposed_tag');
--> statement-breakpoint
REVOKE INSERT ON bound_less_before, decided_before, ended_alone_before, entry_by_one, headed_alone_before, inherited_alone_before, loosened_alone_before,
  one_hand_before, placed_alone_before, voted_twice_before, written_before FROM hegu_app;
--> statement-breakpoint
CREATE TRIGGER closed BEFORE INSERT ON placed_alone_before FOR EACH ROW EXECUTE FUNCTION refuse_closed();
