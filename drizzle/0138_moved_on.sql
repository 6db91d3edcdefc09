-- That a cooperative moved on to another installation: its books go on there. Written in the act that takes it out, as the last entry of
-- the trail that leaves, so that the copy tells of it too. Where it came in, what the trail said before it came holds no more.
CREATE TABLE "moved_on" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"destination" text NOT NULL,
	-- Its entry: how far the trail had come that left.
	"entries" bigint NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	CONSTRAINT "moved_on_cooperative_id_id_pk" PRIMARY KEY ("cooperative_id", "id"),
	CONSTRAINT "moved_on_book_fk" FOREIGN KEY ("cooperative_id") REFERENCES "public"."book"("cooperative_id"),
	CONSTRAINT "moved_on_destination" CHECK (length("moved_on"."destination") between 1 and 200)
);
--> statement-breakpoint
SELECT seal_append_only('moved_on');
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
-- Where and since when the books go on, unless the move failed and two people have reopened them since.
CREATE FUNCTION moved_on_now(of uuid) RETURNS TABLE (destination text, recorded_at timestamptz) LANGUAGE sql STABLE AS $$
  SELECT m.destination, m.recorded_at FROM moved_on m
  WHERE m.cooperative_id = of
    AND m.entries > coalesce((SELECT b.entries FROM moved_book b WHERE b.cooperative_id = of), 0)
    AND NOT EXISTS (SELECT FROM access_proposal p JOIN access_answer a
      ON a.cooperative_id = p.cooperative_id AND a.proposal_id = p.id AND a.confirmed
      WHERE p.cooperative_id = of AND p.kind = 'closing' AND (p.wish->>'closed')::boolean IS FALSE AND a.recorded_at > m.recorded_at)
  ORDER BY m.entries DESC LIMIT 1
$$;
--> statement-breakpoint
CREATE FUNCTION is_closed(of uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT (p.wish->>'closed')::boolean FROM access_proposal p JOIN access_answer a
    ON a.cooperative_id = p.cooperative_id AND a.proposal_id = p.id AND a.confirmed
    WHERE p.cooperative_id = of AND p.kind = 'closing' ORDER BY a.recorded_at DESC LIMIT 1), false)
$$;
--> statement-breakpoint
-- As 0056 left it; and what says that it moves on is written where it is closed.
CREATE OR REPLACE FUNCTION refuse_while_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.command NOT IN ('access.propose-closing', 'access.confirm-proposal', 'access.refuse-proposal',
      'access.suspend-user', 'access.end-entry', 'portal.end-mandate', 'cooperative.move-out')
    AND is_closed(NEW.cooperative_id) THEN
    RAISE EXCEPTION 'the cooperative is closed: nothing is written' USING ERRCODE = 'HG006';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE FUNCTION refuse_moving_while_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT is_closed(NEW.cooperative_id) OR EXISTS (SELECT FROM moved_on_now(NEW.cooperative_id)) THEN
    RAISE EXCEPTION 'moved_on: a cooperative moves on closed, and once' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER moved_while_closed BEFORE INSERT ON moved_on FOR EACH ROW EXECUTE FUNCTION refuse_moving_while_open();
--> statement-breakpoint
-- Books that go on elsewhere are reopened only by two who say that they do not.
CREATE FUNCTION refuse_second_life() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.confirmed AND EXISTS (SELECT FROM moved_on_now(NEW.cooperative_id))
    AND EXISTS (SELECT FROM access_proposal p WHERE p.cooperative_id = NEW.cooperative_id AND p.id = NEW.proposal_id
      AND p.kind = 'closing' AND (p.wish->>'moveFailed')::boolean IS NOT TRUE) THEN
    RAISE EXCEPTION 'access_answer: the cooperative moved on' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER lives_once BEFORE INSERT ON access_answer FOR EACH ROW EXECUTE FUNCTION refuse_second_life();
