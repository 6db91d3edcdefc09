-- That a pensioner was seen alive is told by one; whoever releases a month that pays on it has looked at it, and is another.
ALTER TABLE "payment_release" ADD COLUMN "proved" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "payment_release" DROP CONSTRAINT "payment_release_seen";
--> statement-breakpoint
ALTER TABLE "payment_release" ADD CONSTRAINT "payment_release_seen" CHECK ("payment_release"."changed" >= 0 and "payment_release"."shared" >= 0 and "payment_release"."proved" >= 0);
--> statement-breakpoint
-- The proofs of life of those whom a month pays that nobody who released a month before has looked at.
CREATE FUNCTION proofs_to_look_at(cooperative uuid, order_of_it uuid, at timestamptz) RETURNS SETOF life_proof LANGUAGE sql STABLE AS $$
  SELECT p.* FROM payment_order o
  JOIN pension_line l ON l.cooperative_id = cooperative AND l.order_id = o.id AND l.means <> 'held' AND l.amount > 0
  JOIN life_proof p ON p.cooperative_id = cooperative AND p.member_id = l.member_id AND p.recorded_at <= o.made_at
  WHERE o.cooperative_id = cooperative AND o.id = order_of_it AND NOT EXISTS (
    SELECT FROM payment_release r
    JOIN payment_order b ON b.cooperative_id = cooperative AND b.id = r.order_id AND b.made_at >= p.recorded_at
    JOIN pension_line s ON s.cooperative_id = cooperative AND s.order_id = b.id AND s.member_id = p.member_id
      AND s.means <> 'held' AND s.amount > 0
    WHERE r.cooperative_id = cooperative AND r.order_id <> order_of_it AND r.recorded_at < at)
$$;
--> statement-breakpoint
CREATE FUNCTION proofs_looked_at(r payment_release) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT count(*) = r.proved AND count(*) FILTER (WHERE p.recorded_by = r.recorded_by) = 0
  FROM proofs_to_look_at(r.cooperative_id, r.order_id, r.recorded_at) p
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_release_unseen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT proofs_looked_at(NEW) THEN
    RAISE EXCEPTION 'whoever releases a month has looked at the proofs of life that it pays on, and told none of them' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER proofs_looked_at AFTER INSERT ON payment_release FOR EACH ROW EXECUTE FUNCTION refuse_release_unseen();
