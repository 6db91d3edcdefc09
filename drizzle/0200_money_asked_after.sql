-- Since now money is asked after where it was not: whether a difference takes what was voted for others, whether the year of a plan is over,
-- and whether capital is owed by hand. Until when versions wrote the books that asked
-- none of it, only this migration writes.
CREATE TABLE "money_unasked_before" (
	"cooperative_id" uuid PRIMARY KEY NOT NULL,
	"until" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entry" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO money_unasked_before (cooperative_id, until)
SELECT cooperative_id, max(recorded_at) FROM audit_entry GROUP BY cooperative_id;
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('money_unasked_before');
--> statement-breakpoint
CREATE TRIGGER closed BEFORE INSERT ON money_unasked_before FOR EACH ROW EXECUTE FUNCTION refuse_closed();
--> statement-breakpoint
REVOKE INSERT ON money_unasked_before FROM hegu_app;
--> statement-breakpoint
-- Whether an entry by hand owes capital to somebody, or lowers with it what somebody owes: from there it could come back as income.
CREATE FUNCTION owes_capital_by_hand(e journal_entry) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT e.kind = 'manual' AND coalesce(sum(l.debit - l.credit) FILTER (WHERE l.account ~ '^301') > 0
    AND bool_or(l.credit > l.debit AND (
      l.account ~ '^(109|11[23]|2)' AND NOT (e.entry_date < DATE '2024-01-01' AND l.account ~ '^212')
      OR e.entry_date < DATE '2024-01-01' AND l.account ~ '^171')), false)
  FROM journal_line l WHERE l.cooperative_id = e.cooperative_id AND l.entry_id = e.id
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_owing_capital() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF owes_capital_by_hand(NEW) THEN
    RAISE EXCEPTION 'capital is not owed by hand' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER capital_is_not_owed AFTER INSERT ON journal_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind = 'manual') EXECUTE FUNCTION refuse_owing_capital();
