-- Secret ballots: who handed one in stands with its time under the entry of its command; what is on it lies sealed in a box, under a random
-- id, without a time, without a digest and without whoever gave it, until the meeting closes. Then the ballots are written down together,
-- in the order of their receipts, and the box is emptied: nothing that stays ties a ballot to a person.
ALTER TABLE "meeting_motion" DROP CONSTRAINT "meeting_motion_counting";
--> statement-breakpoint
ALTER TABLE "meeting_motion" ADD CONSTRAINT "meeting_motion_counting" CHECK ("meeting_motion"."counting" in ('by-head','by-shares','secret','none'));
--> statement-breakpoint
CREATE TABLE "ballot_handed_in" (
	"cooperative_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"motion_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"voter_id" uuid NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "ballot_handed_in_cooperative_id_motion_id_member_id_pk" PRIMARY KEY("cooperative_id","motion_id","member_id")
);
--> statement-breakpoint
ALTER TABLE "ballot_handed_in" ADD CONSTRAINT "ballot_handed_in_motion_fk" FOREIGN KEY ("cooperative_id","meeting_id","motion_id") REFERENCES "public"."meeting_motion"("cooperative_id","meeting_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "ballot_handed_in" ADD CONSTRAINT "ballot_handed_in_member_fk" FOREIGN KEY ("cooperative_id","meeting_id","member_id") REFERENCES "public"."meeting_entitled"("cooperative_id","meeting_id","member_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "ballot_handed_in" ADD CONSTRAINT "ballot_handed_in_voter_fk" FOREIGN KEY ("cooperative_id","meeting_id","voter_id") REFERENCES "public"."meeting_entitled"("cooperative_id","meeting_id","member_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE TABLE "ballot_box" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"motion_id" uuid NOT NULL,
	"ballot_cipher" "bytea" NOT NULL,
	CONSTRAINT "ballot_box_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id")
);
--> statement-breakpoint
ALTER TABLE "ballot_box" ADD CONSTRAINT "ballot_box_motion_fk" FOREIGN KEY ("cooperative_id","meeting_id","motion_id") REFERENCES "public"."meeting_motion"("cooperative_id","meeting_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "ballot_box_of_motion" ON "ballot_box" USING btree ("cooperative_id","motion_id");
--> statement-breakpoint
CREATE TABLE "unnamed_ballot" (
	"cooperative_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"motion_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"receipt" text NOT NULL,
	"choice" text NOT NULL,
	CONSTRAINT "unnamed_ballot_cooperative_id_motion_id_ordinal_pk" PRIMARY KEY("cooperative_id","motion_id","ordinal"),
	CONSTRAINT "unnamed_ballot_choice" CHECK ("unnamed_ballot"."choice" in ('for','against','abstain')),
	CONSTRAINT "unnamed_ballot_receipt" CHECK ("unnamed_ballot"."receipt" ~ '^[A-Z2-7]{16}$')
);
--> statement-breakpoint
ALTER TABLE "unnamed_ballot" ADD CONSTRAINT "unnamed_ballot_motion_fk" FOREIGN KEY ("cooperative_id","meeting_id","motion_id") REFERENCES "public"."meeting_motion"("cooperative_id","meeting_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- The box has no digests: under an entry's they would say whose ballot is whose. How many are in it says `ballot_handed_in`, which has.
CREATE OR REPLACE FUNCTION rows_unwatched() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['audit_entry', 'book', 'book_number', 'row_digest', 'ballot_box']
$$;
--> statement-breakpoint
SELECT seal_append_only('ballot_handed_in', 'unnamed_ballot');
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
GRANT DELETE ON ballot_box TO hegu_app;
--> statement-breakpoint
-- Nothing leaves the box before the ballots are written down, and what lies in it stays what it is; sealed anew, it says the same.
CREATE FUNCTION refuse_touching_box() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (OLD.cooperative_id, OLD.id, OLD.meeting_id, OLD.motion_id) IS NOT DISTINCT FROM (NEW.cooperative_id, NEW.id, NEW.meeting_id, NEW.motion_id) THEN
      RETURN NEW;
    END IF;
  ELSIF EXISTS (SELECT FROM unnamed_ballot b WHERE b.cooperative_id = OLD.cooperative_id AND b.motion_id = OLD.motion_id) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'what is handed in stays in the box until it is counted' USING ERRCODE = 'HG001';
END $$;
--> statement-breakpoint
CREATE TRIGGER box_stays BEFORE UPDATE OR DELETE ON ballot_box FOR EACH ROW EXECUTE FUNCTION refuse_touching_box();
--> statement-breakpoint
-- As many ballots as people who handed one in: in the box while the meeting goes on, and written down when it is closed.
CREATE FUNCTION refuse_stuffing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM ballot_box x WHERE x.cooperative_id = NEW.cooperative_id AND x.motion_id = NEW.motion_id)
    > (SELECT count(*) FROM ballot_handed_in h WHERE h.cooperative_id = NEW.cooperative_id AND h.motion_id = NEW.motion_id) THEN
    RAISE EXCEPTION 'more ballots in the box than people who handed one in' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER one_a_voter AFTER INSERT ON ballot_box DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_stuffing();
--> statement-breakpoint
CREATE FUNCTION refuse_other_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM unnamed_ballot b WHERE b.cooperative_id = NEW.cooperative_id AND b.motion_id = NEW.motion_id)
      <> (SELECT count(*) FROM ballot_handed_in h WHERE h.cooperative_id = NEW.cooperative_id AND h.motion_id = NEW.motion_id)
    OR EXISTS (SELECT FROM ballot_box x WHERE x.cooperative_id = NEW.cooperative_id AND x.motion_id = NEW.motion_id) THEN
    RAISE EXCEPTION 'a secret vote is counted from as many ballots as were handed in' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER all_of_the_box AFTER INSERT ON motion_result DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_other_count();
--> statement-breakpoint
-- Whose ballots are written down by name has no secret motion, and the other way round.
CREATE FUNCTION refuse_name_on_secret() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (TG_TABLE_NAME = 'ballot') = EXISTS (SELECT FROM meeting_motion m
      WHERE m.cooperative_id = NEW.cooperative_id AND m.id = NEW.motion_id AND m.counting = 'secret') THEN
    RAISE EXCEPTION '%: a secret motion has ballots without names, and no other has', TG_TABLE_NAME USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER without_names AFTER INSERT ON ballot FOR EACH ROW EXECUTE FUNCTION refuse_name_on_secret();
--> statement-breakpoint
CREATE TRIGGER without_names AFTER INSERT ON ballot_handed_in FOR EACH ROW EXECUTE FUNCTION refuse_name_on_secret();
--> statement-breakpoint
-- A ballot handed in is a vote: the meeting is closed and counted, never cancelled.
CREATE OR REPLACE FUNCTION has_voted(m meeting) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
      SELECT FROM hands_count h
      WHERE h.cooperative_id = m.cooperative_id AND h.meeting_id = m.id AND NOT h.withdrawn
        AND NOT EXISTS (SELECT FROM hands_count n WHERE n.cooperative_id = m.cooperative_id AND n.meeting_id = m.id
          AND n.motion_id = h.motion_id AND (n.recorded_at, n.id) > (h.recorded_at, h.id)))
    OR EXISTS (
      SELECT FROM ballot b
      WHERE b.cooperative_id = m.cooperative_id AND b.meeting_id = m.id
        AND NOT EXISTS (SELECT FROM ballot_strike s WHERE s.cooperative_id = m.cooperative_id AND s.ballot_id = b.id))
    OR EXISTS (SELECT FROM ballot_handed_in i WHERE i.cooperative_id = m.cooperative_id AND i.meeting_id = m.id)
$$;
--> statement-breakpoint
-- One's own handing in; of ballots all, once they are written down: whoever likes counts them again.
SELECT show_in_portal('ballot_handed_in', 'member_id IN (SELECT own_members()) OR voter_id IN (SELECT own_members())');
--> statement-breakpoint
SELECT show_in_portal('unnamed_ballot', 'meeting_id IN (SELECT m.id FROM meeting m)');
