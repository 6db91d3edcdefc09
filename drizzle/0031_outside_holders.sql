-- Account 113 is for members; dividends of holders who are no members are owed on a part of 应付款: 202.90 in the chart of 2004, 211.90
-- in that of 2023. Who is an outsider of a run is written down when it is posted, and what follows of the claim keeps to it.
-- What was posted before stays on 113.
CREATE TABLE "outside_claim" (
	"cooperative_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	CONSTRAINT "outside_claim_pk" PRIMARY KEY("cooperative_id","run_id","account_id")
);
--> statement-breakpoint
ALTER TABLE "outside_claim" ADD CONSTRAINT "outside_claim_run_fk" FOREIGN KEY ("cooperative_id","run_id") REFERENCES "public"."dividend_run"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "outside_claim" ADD CONSTRAINT "outside_claim_account_fk" FOREIGN KEY ("cooperative_id","account_id") REFERENCES "public"."holder_account"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "member_ledger_line" ADD COLUMN "account" text DEFAULT '113' NOT NULL;
--> statement-breakpoint
-- A code means something only together with the chart of its day.
CREATE FUNCTION names_holders(account text, day date) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT account = '113' OR account = CASE WHEN day < DATE '2024-01-01' THEN '202.90' ELSE '211.90' END
$$;
--> statement-breakpoint
-- When a transaction ends: every entry balances, and the holders behind 113 and behind the account of outsiders add up to its lines there.
CREATE OR REPLACE FUNCTION require_balanced_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  entry uuid := CASE TG_TABLE_NAME WHEN 'journal_entry' THEN (to_jsonb(NEW) ->> 'id')::uuid ELSE (to_jsonb(NEW) ->> 'entry_id')::uuid END;
  day date := (SELECT entry_date FROM journal_entry WHERE cooperative_id = NEW.cooperative_id AND id = entry);
  sums record;
  other record;
BEGIN
  SELECT count(*) AS lines, coalesce(sum(debit), 0) AS debit, coalesce(sum(credit), 0) AS credit
  INTO sums FROM journal_line WHERE cooperative_id = NEW.cooperative_id AND entry_id = entry;
  IF sums.lines < 2 OR sums.debit <> sums.credit THEN
    RAISE EXCEPTION 'journal entry % does not balance: % and %', entry, sums.debit, sums.credit USING ERRCODE = 'HG002';
  END IF;
  SELECT coalesce(l.account, h.account) AS account, coalesce(h.debit, 0) AS holders_debit, coalesce(h.credit, 0) AS holders_credit,
    coalesce(l.debit, 0) AS debit, coalesce(l.credit, 0) AS credit
  INTO other
  FROM (
    SELECT account, sum(debit) AS debit, sum(credit) AS credit FROM journal_line
    WHERE cooperative_id = NEW.cooperative_id AND entry_id = entry AND names_holders(account, day) GROUP BY account
  ) AS l
  FULL JOIN (
    SELECT account, sum(debit) AS debit, sum(credit) AS credit FROM member_ledger_line
    WHERE cooperative_id = NEW.cooperative_id AND entry_id = entry GROUP BY account
  ) AS h ON h.account = l.account
  WHERE (coalesce(l.debit, 0), coalesce(l.credit, 0)) <> (coalesce(h.debit, 0), coalesce(h.credit, 0))
    OR NOT names_holders(h.account, day)
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'journal entry %: the holders behind % have % and %, its lines % and %',
      entry, other.account, other.holders_debit, other.holders_credit, other.debit, other.credit USING ERRCODE = 'HG002';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- As before, but for the holders, who are compared account by account.
CREATE OR REPLACE FUNCTION require_reviewed_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  origin text := coalesce((SELECT r.kind FROM journal_entry r
    WHERE r.cooperative_id = NEW.cooperative_id AND r.id = NEW.reverses), NEW.kind);
BEGIN
  IF origin NOT IN ('opening','manual') THEN
    RETURN NULL;
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM prepared_entry p
    JOIN entry_review v ON v.cooperative_id = p.cooperative_id AND v.entry_id = p.id
    WHERE p.cooperative_id = NEW.cooperative_id AND p.id = NEW.id AND v.outcome = 'confirmed'
      AND v.reviewed_by <> p.prepared_by
      AND (p.kind, p.entry_date, p.summary, p.attachments) = (NEW.kind, NEW.entry_date, NEW.summary, NEW.attachments)
      AND p.reverses IS NOT DISTINCT FROM NEW.reverses
      AND (p.prepared_by, v.reviewed_by) IS NOT DISTINCT FROM (NEW.prepared_by, NEW.reviewed_by)
  ) THEN
    RAISE EXCEPTION 'journal entry % was not reviewed by another person', NEW.id USING ERRCODE = 'HG003';
  END IF;
  IF EXISTS (
    (SELECT ordinal, account, debit, credit, text FROM prepared_line
      WHERE cooperative_id = NEW.cooperative_id AND entry_id = NEW.id
      EXCEPT SELECT ordinal, account, debit, credit, text FROM journal_line
      WHERE cooperative_id = NEW.cooperative_id AND entry_id = NEW.id)
    UNION ALL
    (SELECT ordinal, account, debit, credit, text FROM journal_line
      WHERE cooperative_id = NEW.cooperative_id AND entry_id = NEW.id
      EXCEPT SELECT ordinal, account, debit, credit, text FROM prepared_line
      WHERE cooperative_id = NEW.cooperative_id AND entry_id = NEW.id)
  ) THEN
    RAISE EXCEPTION 'journal entry % is not what was reviewed', NEW.id USING ERRCODE = 'HG003';
  END IF;
  IF NEW.reverses IS NULL AND EXISTS (
    SELECT 1 FROM (
      SELECT account, account_id, sum(debit) AS debit, sum(credit) AS credit FROM prepared_line
      WHERE cooperative_id = NEW.cooperative_id AND entry_id = NEW.id AND names_holders(account, NEW.entry_date)
      GROUP BY account, account_id
    ) AS p
    FULL JOIN (
      SELECT account, account_id, debit, credit FROM member_ledger_line
      WHERE cooperative_id = NEW.cooperative_id AND entry_id = NEW.id
    ) AS m ON m.account_id = p.account_id AND m.account = p.account
    WHERE (coalesce(p.debit, 0), coalesce(p.credit, 0)) <> (coalesce(m.debit, 0), coalesce(m.credit, 0))
  ) THEN
    RAISE EXCEPTION 'journal entry % names other holders than were reviewed', NEW.id USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- An outsider is a person, and is one of a run before the run is in the books: nothing later moves a claim from one account to another.
CREATE FUNCTION refuse_outside_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM holder_account a
    WHERE a.cooperative_id = NEW.cooperative_id AND a.id = NEW.account_id AND a.kind = 'member'
  ) THEN
    RAISE EXCEPTION 'an outsider is a person' USING ERRCODE = 'HG003';
  END IF;
  IF EXISTS (
    SELECT 1 FROM journal_entry e
    WHERE e.cooperative_id = NEW.cooperative_id AND e.source = 'dividend-run:' || NEW.run_id
  ) THEN
    RAISE EXCEPTION 'run % is in the books', NEW.run_id USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER before_the_books BEFORE INSERT ON outside_claim FOR EACH ROW EXECUTE FUNCTION refuse_outside_claim();
--> statement-breakpoint
-- Sealed by itself: sealing every table again would give back what later migrations took from some.
ALTER TABLE "outside_claim" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "outside_claim" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_cooperative ON "outside_claim" TO hegu_app, hegu_reader
  USING (cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid)
  WITH CHECK (cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid);
--> statement-breakpoint
GRANT SELECT ON "outside_claim" TO hegu_reader;
--> statement-breakpoint
GRANT SELECT, INSERT ON "outside_claim" TO hegu_app;
--> statement-breakpoint
SELECT seal_append_only('outside_claim');
