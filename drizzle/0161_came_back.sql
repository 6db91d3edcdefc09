-- A cooperative that moved on comes back to where its books still stand: the same trail, gone on elsewhere, takes their place, and how far it
-- came in is one row more.
ALTER TABLE "moved_book" DROP CONSTRAINT "moved_book_cooperative_unique";
--> statement-breakpoint
ALTER TABLE "moved_book" ADD CONSTRAINT "moved_book_coming" UNIQUE ("cooperative_id", "entries");
--> statement-breakpoint
-- As 0138 left it; of several comings the last counts.
CREATE OR REPLACE FUNCTION moved_on_now(of uuid) RETURNS TABLE (destination text, recorded_at timestamptz) LANGUAGE sql STABLE AS $$
  SELECT m.destination, m.recorded_at FROM moved_on m
  WHERE m.cooperative_id = of
    AND m.entries > coalesce((SELECT max(b.entries) FROM moved_book b WHERE b.cooperative_id = of), 0)
    AND NOT EXISTS (SELECT FROM access_proposal p JOIN access_answer a
      ON a.cooperative_id = p.cooperative_id AND a.proposal_id = p.id AND a.confirmed
      WHERE p.cooperative_id = of AND p.kind = 'closing' AND (p.wish->>'closed')::boolean IS FALSE AND a.recorded_at > m.recorded_at)
  ORDER BY m.entries DESC LIMIT 1
$$;
--> statement-breakpoint
-- As 0119 left it; and what stands here already comes back with the entry by which it left elsewhere, written in this very act.
CREATE OR REPLACE FUNCTION refuse_moved_afterwards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM book b WHERE b.cooperative_id = NEW.cooperative_id) AND NOT EXISTS (
    SELECT FROM moved_on m JOIN audit_entry e ON e.cooperative_id = m.cooperative_id AND e.number = m.entries
    WHERE m.cooperative_id = NEW.cooperative_id AND m.entries = NEW.entries AND e.hash = NEW.seal
      AND m.xmin::text::bigint = (pg_current_xact_id()::text::bigint & 4294967295)) THEN
    RAISE EXCEPTION 'moved_book: the cooperative stands here already' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
