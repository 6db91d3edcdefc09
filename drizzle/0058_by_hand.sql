-- What an entry by hand may give: judged by the net of its lines, whatever their colour, and never more than was entered by hand.
--
-- Until when the books of a cooperative were written by versions that asked for less of this. Only this migration writes it.
CREATE TABLE "hand_less_before" (
	"cooperative_id" uuid PRIMARY KEY NOT NULL,
	"until" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entry" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO hand_less_before (cooperative_id, until)
SELECT cooperative_id, max(recorded_at) FROM audit_entry GROUP BY cooperative_id;
--> statement-breakpoint
-- Money that came or went is written in black.
CREATE FUNCTION writes_money_in_red(e journal_entry) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT e.kind IN ('opening', 'manual') AND EXISTS (SELECT FROM journal_line l
    WHERE l.cooperative_id = e.cooperative_id AND l.entry_id = e.id AND l.account ~ '^10[12]' AND (l.debit < 0 OR l.credit < 0))
$$;
--> statement-breakpoint
-- Income or reserve that an entry by hand gives to holders, to money, to debts and claims, or income to capital; or what runs alone touch.
-- Opening balances may stand beside a loss; welfare of 2004 (212) is set aside, as reserve is.
CREATE FUNCTION gives_income_by_hand(e journal_entry) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT e.kind IN ('opening', 'manual') AND coalesce(bool_or(l.account = '322.01.02')
    OR sum(l.debit - l.credit) FILTER (WHERE l.account ~ '^(311|32[12])') > 0 AND bool_or(l.credit > l.debit AND (
      l.account ~ '^10[12]' OR names_holders(l.account, e.entry_date)
      OR e.kind = 'manual' AND (l.account ~ '^(109|11[23]|2)' AND NOT (e.entry_date < DATE '2024-01-01' AND l.account ~ '^212')
        OR e.entry_date < DATE '2024-01-01' AND l.account ~ '^171')))
    OR e.kind = 'manual' AND sum(l.debit - l.credit) FILTER (WHERE l.account ~ '^32[12]') > 0
      AND bool_or(l.credit > l.debit AND l.account ~ '^301'), false)
  FROM journal_line l WHERE l.cooperative_id = e.cooperative_id AND l.entry_id = e.id
$$;
--> statement-breakpoint
-- What these holders are owed by the ledger's own entries, and by hand; of that what was opened with, or entered before this was asked.
CREATE FUNCTION owed_by_source(cooperative uuid, holders uuid[])
RETURNS TABLE (account_id uuid, by_ledger numeric, by_hand numeric, begun numeric) LANGUAGE sql STABLE AS $$
  SELECT m.account_id,
    coalesce(sum(m.credit - m.debit) FILTER (WHERE e.kind = 'automatic'), 0),
    coalesce(sum(m.credit - m.debit) FILTER (WHERE e.kind <> 'automatic'), 0),
    coalesce(sum(m.credit - m.debit) FILTER (WHERE e.kind <> 'automatic' AND (coalesce(r.kind, e.kind) = 'opening'
      OR e.recorded_at <= (SELECT b.until FROM hand_less_before b WHERE b.cooperative_id = cooperative))), 0)
  FROM member_ledger_line m
  JOIN journal_entry e ON e.cooperative_id = m.cooperative_id AND e.id = m.entry_id
  LEFT JOIN journal_entry r ON r.cooperative_id = e.cooperative_id AND r.id = e.reverses
  WHERE m.cooperative_id = cooperative AND m.account_id = ANY(holders)
  GROUP BY m.account_id
$$;
--> statement-breakpoint
-- As `takesMoreThanByHand` of the program says it, once the entry stands.
CREATE FUNCTION takes_more_than_by_hand(e journal_entry) RETURNS boolean LANGUAGE sql STABLE AS $$
  WITH taken AS (
    SELECT m.account_id FROM member_ledger_line m WHERE m.cooperative_id = e.cooperative_id AND m.entry_id = e.id
    GROUP BY m.account_id HAVING sum(m.debit - m.credit) > 0
  )
  SELECT EXISTS (SELECT FROM taken) AND NOT (e.kind = 'opening' AND distributes_since(e.cooperative_id) IS NULL
      AND NOT EXISTS (SELECT FROM journal_line l WHERE l.cooperative_id = e.cooperative_id AND l.entry_id = e.id
        AND l.account ~ '^10[12]' AND l.credit > l.debit))
    AND EXISTS (SELECT FROM owed_by_source(e.cooperative_id, ARRAY(SELECT account_id FROM taken)) o
      WHERE o.by_hand < CASE WHEN e.kind = 'reversal' THEN least(0, o.begun) ELSE 0 END)
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_giving_by_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF writes_money_in_red(NEW) THEN
    RAISE EXCEPTION 'an entry by hand has no red line on money' USING ERRCODE = 'HG003';
  END IF;
  IF gives_income_by_hand(NEW) THEN
    RAISE EXCEPTION 'income and reserve are not given by hand' USING ERRCODE = 'HG003';
  END IF;
  IF takes_more_than_by_hand(NEW) THEN
    RAISE EXCEPTION 'an entry by hand takes more from a holder than was entered by hand' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER hand_gives_nothing AFTER INSERT ON journal_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind IN ('opening', 'manual', 'reversal')) EXECUTE FUNCTION refuse_giving_by_hand();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('hand_less_before');
--> statement-breakpoint
REVOKE INSERT ON bound_less_before, decided_before, ended_alone_before, entry_by_one, hand_less_before, headed_alone_before,
  inherited_alone_before, loosened_alone_before, one_hand_before, placed_alone_before, voted_twice_before, written_before FROM hegu_app;
--> statement-breakpoint
CREATE TRIGGER closed BEFORE INSERT ON hand_less_before FOR EACH ROW EXECUTE FUNCTION refuse_closed();
