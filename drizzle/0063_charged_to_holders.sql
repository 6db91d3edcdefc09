-- What a member owes for the use of land or a service stands on 内部往来 against the income that it is, and on nothing else: no money goes
-- by such an entry, nobody is owed by it, and what the holder may be paid by hand is not more for it.
CREATE FUNCTION charges_holders(e journal_entry) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT e.kind = 'manual' AND coalesce(bool_and(l.account = '113' AND l.debit > 0 AND l.credit = 0
    OR l.credit > 0 AND l.debit = 0 AND l.account ~ CASE WHEN e.entry_date < DATE '2024-01-01'
      THEN '^(501|511|531)([.]|$)' ELSE '^(501|502|504)([.]|$)' END), false)
  FROM journal_line l WHERE l.cooperative_id = e.cooperative_id AND l.entry_id = e.id
$$;
--> statement-breakpoint
-- `begun`: what was opened with, or entered before this was asked, and what was charged; it bounds what taking an entry back may leave.
CREATE OR REPLACE FUNCTION owed_by_source(cooperative uuid, holders uuid[])
RETURNS TABLE (account_id uuid, by_ledger numeric, by_hand numeric, begun numeric) LANGUAGE sql STABLE AS $$
  SELECT m.account_id,
    coalesce(sum(m.credit - m.debit) FILTER (WHERE e.kind = 'automatic'), 0),
    coalesce(sum(m.credit - m.debit) FILTER (WHERE e.kind <> 'automatic'), 0),
    coalesce(sum(m.credit - m.debit) FILTER (WHERE e.kind <> 'automatic' AND (coalesce(r.kind, e.kind) = 'opening'
      OR e.recorded_at <= (SELECT b.until FROM hand_less_before b WHERE b.cooperative_id = cooperative)
      OR CASE WHEN r.id IS NULL THEN charges_holders(e) ELSE charges_holders(r) END)), 0)
  FROM member_ledger_line m
  JOIN journal_entry e ON e.cooperative_id = m.cooperative_id AND e.id = m.entry_id
  LEFT JOIN journal_entry r ON r.cooperative_id = e.cooperative_id AND r.id = e.reverses
  WHERE m.cooperative_id = cooperative AND m.account_id = ANY(holders)
  GROUP BY m.account_id
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION takes_more_than_by_hand(e journal_entry) RETURNS boolean LANGUAGE sql STABLE AS $$
  WITH taken AS (
    SELECT m.account_id FROM member_ledger_line m WHERE m.cooperative_id = e.cooperative_id AND m.entry_id = e.id
    GROUP BY m.account_id HAVING sum(m.debit - m.credit) > 0
  )
  SELECT EXISTS (SELECT FROM taken) AND NOT charges_holders(e) AND NOT (e.kind = 'opening' AND distributes_since(e.cooperative_id) IS NULL
      AND NOT EXISTS (SELECT FROM journal_line l WHERE l.cooperative_id = e.cooperative_id AND l.entry_id = e.id
        AND l.account ~ '^10[12]' AND l.credit > l.debit))
    AND EXISTS (SELECT FROM owed_by_source(e.cooperative_id, ARRAY(SELECT account_id FROM taken)) o
      WHERE o.by_hand < CASE WHEN e.kind = 'reversal' THEN least(0, o.begun) ELSE 0 END)
$$;
