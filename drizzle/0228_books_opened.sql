-- No money leaves the bank while no books are opened here: until then nobody can say what there is. Where they are kept elsewhere two people say
-- so. A till is never below zero, books or not.
CREATE OR REPLACE FUNCTION loosens(r books_setting) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT coalesce(b.settings->'overdraftAccounts', '[]') @> coalesce(r.settings->'overdraftAccounts', '[]')
    OR r.settings->>'outsideReviewer' IS DISTINCT FROM b.settings->>'outsideReviewer'
    OR r.settings->>'collectivePart' = 'undistributed' AND b.settings->>'collectivePart' = 'reserve'
    OR r.settings->>'keptElsewhere' IS NOT NULL AND r.settings->>'keptElsewhere' IS DISTINCT FROM b.settings->>'keptElsewhere'
  FROM (SELECT 1) one LEFT JOIN LATERAL (SELECT s.settings FROM books_setting s
    WHERE s.cooperative_id = r.cooperative_id AND s.version < r.version ORDER BY s.version DESC LIMIT 1) b ON true
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_paying_without_books() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM journal_entry e WHERE e.cooperative_id = NEW.cooperative_id AND e.kind IN ('opening', 'manual'))
    AND (SELECT s.settings->>'keptElsewhere' FROM books_setting s WHERE s.cooperative_id = NEW.cooperative_id
      ORDER BY s.version DESC LIMIT 1) IS NULL THEN
    RAISE EXCEPTION 'no money is paid out while no books are opened' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Judged at the end: what is wrong with the payment itself is told first.
CREATE CONSTRAINT TRIGGER paid_by_books AFTER INSERT ON payment_order DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION refuse_paying_without_books();
