-- Income that is kept out is no money for any plan, whatever opened its account and whenever it came; opening balances move it no more
-- than other entries by hand. And roles are proposed for whoever has or had a part here, and for nobody else.
--
-- What the listed accounts hold at the end of a year, closings left out, as known at a moment; one that cost more than it brought holds nothing.
CREATE FUNCTION kept_out_until(cooperative uuid, year int, moment timestamptz) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(greatest(k.held, 0)), 0) FROM (
    SELECT (
      SELECT sum(l.credit - l.debit)
      FROM journal_line l
      JOIN journal_entry e ON e.cooperative_id = l.cooperative_id AND e.id = l.entry_id
      WHERE l.cooperative_id = cooperative AND e.recorded_at <= moment AND e.entry_date <= make_date(year, 12, 31)
        AND (l.account = a->>'account' OR l.account LIKE (a->>'account') || '.%')
        AND (e.entry_date < DATE '2024-01-01') = (a->>'chart' = '2004')
        AND NOT (e.kind = 'closing' OR EXISTS (SELECT FROM journal_entry c
          WHERE c.cooperative_id = e.cooperative_id AND c.id = e.reverses AND c.kind = 'closing'))) AS held
    FROM (
      SELECT s.accounts FROM kept_out_setting s WHERE s.cooperative_id = cooperative AND s.recorded_at <= moment
      ORDER BY s.version DESC LIMIT 1) s, jsonb_array_elements(s.accounts) a) k
$$;
--> statement-breakpoint
-- What there is to distribute: income of earlier years that nobody has, and what the years until `year` earned, without what is kept out.
CREATE OR REPLACE FUNCTION undistributed_with(cooperative uuid, year int, moment timestamptz) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN EXISTS (
      SELECT FROM journal_entry k WHERE k.cooperative_id = cooperative AND k.kind IN ('opening', 'manual') AND k.recorded_at <= moment)
    THEN (
      SELECT coalesce(sum(l.credit - l.debit), 0)
      FROM journal_line l
      JOIN journal_entry e ON e.cooperative_id = l.cooperative_id AND e.id = l.entry_id
      WHERE l.cooperative_id = cooperative AND e.recorded_at <= moment AND (l.account LIKE '322%'
        OR (l.account LIKE '321%' OR l.account LIKE '5%') AND e.entry_date <= make_date(year, 12, 31)))
      - kept_out_until(cooperative, year, moment)
  END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION kept_out_taken(cooperative uuid)
RETURNS TABLE (entry_id uuid, moved boolean) LANGUAGE sql STABLE AS $$
  SELECT e.id, e.kind IN ('manual', 'opening') AND bool_or(NOT k.kept AND l.account !~ '^10[12]' AND l.credit > l.debit)
  FROM journal_entry e
  JOIN journal_line l ON l.cooperative_id = e.cooperative_id AND l.entry_id = e.id
  CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM kept_out_at(cooperative, e.entry_date, e.recorded_at) a
    WHERE l.account = a OR l.account LIKE a || '.%') AS kept) k
  WHERE e.cooperative_id = cooperative AND e.kind IN ('manual', 'opening', 'reversal')
    AND EXISTS (SELECT FROM kept_out_setting s WHERE s.cooperative_id = cooperative)
  GROUP BY e.id, e.kind HAVING coalesce(sum(l.debit - l.credit) FILTER (WHERE k.kept), 0) > 0
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER kept_out_opened AFTER INSERT ON journal_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind = 'opening') EXECUTE FUNCTION refuse_moving_kept_out();
--> statement-breakpoint
-- Whoever has a role here, or was given or refused one by two people before.
CREATE FUNCTION had_part(cooperative uuid, person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM role_grant g WHERE g.cooperative_id = cooperative AND g.user_id = person)
    OR EXISTS (SELECT FROM access_proposal p
      JOIN access_answer a ON a.cooperative_id = cooperative AND a.proposal_id = p.id AND a.confirmed
      WHERE p.cooperative_id = cooperative AND p.user_id = person AND p.kind = 'roles')
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_roles_of_stranger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT had_part(NEW.cooperative_id, NEW.user_id) THEN
    RAISE EXCEPTION 'roles are proposed for whoever has or had a part here' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER of_no_stranger AFTER INSERT ON access_proposal FOR EACH ROW WHEN (NEW.kind = 'roles')
  EXECUTE FUNCTION refuse_roles_of_stranger();
