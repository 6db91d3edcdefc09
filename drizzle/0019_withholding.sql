-- Tax is withheld of an income on the day when its taxpayer may draw it, once: at the posting of its run, when what held it ends, or
-- when heirs have their parts of it. What nobody may draw waits.
CREATE TABLE "dividend_withholding" (
	"cooperative_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"part" smallint NOT NULL,
	"kind" text NOT NULL,
	"taxpayer_id" uuid,
	"gross" numeric(18, 2) NOT NULL,
	"tax" numeric(18, 2) NOT NULL,
	"day" date NOT NULL,
	"declared_in" text NOT NULL,
	"source" text NOT NULL,
	"before" boolean DEFAULT false NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	CONSTRAINT "dividend_withholding_pk" PRIMARY KEY("cooperative_id","run_id","account_id","part","kind"),
	CONSTRAINT "dividend_withholding_kind" CHECK ("dividend_withholding"."kind" in ('waiting','withheld','taken-back')),
	CONSTRAINT "dividend_withholding_waiting" CHECK ("dividend_withholding"."kind" <> 'waiting' or ("dividend_withholding"."part" = 0 and "dividend_withholding"."tax" = 0 and "dividend_withholding"."taxpayer_id" is null))
);
--> statement-breakpoint
ALTER TABLE "dividend_withholding" ADD CONSTRAINT "dividend_withholding_run_fk" FOREIGN KEY ("cooperative_id","run_id") REFERENCES "public"."dividend_run"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "dividend_withholding" ADD CONSTRAINT "dividend_withholding_account_fk" FOREIGN KEY ("cooperative_id","account_id") REFERENCES "public"."holder_account"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "dividend_withholding" ADD CONSTRAINT "dividend_withholding_taxpayer_fk" FOREIGN KEY ("cooperative_id","taxpayer_id") REFERENCES "public"."member"("cooperative_id","id");
--> statement-breakpoint
CREATE INDEX "dividend_withholding_waits" ON "dividend_withholding" USING btree ("cooperative_id") WHERE "dividend_withholding"."kind" = 'waiting';
--> statement-breakpoint
CREATE INDEX "dividend_withholding_of_source" ON "dividend_withholding" USING btree ("cooperative_id","source");
--> statement-breakpoint
CREATE INDEX "dividend_withholding_of_day" ON "dividend_withholding" USING btree ("cooperative_id","day");
--> statement-breakpoint
CREATE INDEX "dividend_withholding_of_taxpayer" ON "dividend_withholding" USING btree ("cooperative_id","taxpayer_id");
--> statement-breakpoint
-- The version before withheld of every line at the posting, a household's from who headed it that day. Its owner may be bound by
-- forced policies, which would hide every row; the sealing below forces them again.
ALTER TABLE "dividend_run" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "dividend_line" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "holder_account" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "household_placement" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "member" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "member_standing" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "tax_filing_run" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO dividend_withholding (cooperative_id, run_id, account_id, part, kind, taxpayer_id, gross, tax, day, declared_in, source,
  before, recorded_at)
WITH posted AS (
  SELECT r.*, (r.posted_at AT TIME ZONE 'Asia/Shanghai')::date AS day,
    to_char(r.posted_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') AS posted_in
  FROM dividend_run r
  WHERE r.state = 'posted' AND r.kind <> 'history' AND NOT EXISTS (
    SELECT 1 FROM dividend_run o WHERE o.cooperative_id = r.cooperative_id AND o.id = r.refers_to AND o.kind = 'history')
), dead AS (
  SELECT s.cooperative_id, s.member_id, min(s.effective_on) AS since FROM member_standing s
  WHERE s.kind = 'deceased' AND NOT EXISTS (
    SELECT 1 FROM member_standing k WHERE k.cooperative_id = s.cooperative_id AND k.corrects = s.id)
  GROUP BY s.cooperative_id, s.member_id
), head AS (
  SELECT DISTINCT ON (p.cooperative_id, p.day, p.household_id) p.cooperative_id, p.day, p.household_id, p.member_id
  FROM (
    SELECT DISTINCT ON (h.cooperative_id, d.day, h.member_id) h.cooperative_id, d.day, h.member_id, h.household_id, h.relation,
      h.effective_on
    FROM (SELECT DISTINCT cooperative_id, day FROM posted) d
    JOIN household_placement h ON h.cooperative_id = d.cooperative_id AND h.effective_on <= d.day
    ORDER BY h.cooperative_id, d.day, h.member_id, h.effective_on DESC, h.recorded_at DESC, h.id DESC
  ) p
  JOIN member m ON m.cooperative_id = p.cooperative_id AND m.id = p.member_id
  LEFT JOIN dead x ON x.cooperative_id = p.cooperative_id AND x.member_id = p.member_id AND x.since <= p.day
  WHERE p.relation = 'head' AND p.household_id IS NOT NULL AND x.member_id IS NULL
  ORDER BY p.cooperative_id, p.day, p.household_id, p.effective_on DESC, m.sort_key
)
SELECT r.cooperative_id, r.id, l.account_id, 0, 'withheld', coalesce(a.member_id, head.member_id), l.gross, l.tax, r.day,
  CASE
    WHEN r.kind = 'difference' AND l.gross + l.tax < 0 THEN o.posted_in
    WHEN r.kind = 'reversal' AND o.kind = 'difference' AND l.gross + l.tax > 0 THEN first.posted_in
    WHEN r.kind = 'reversal' THEN o.posted_in
    ELSE r.posted_in
  END, 'dividend-run:' || r.id, true, r.posted_at
FROM posted r
JOIN dividend_line l ON l.cooperative_id = r.cooperative_id AND l.run_id = r.id AND l.calculation = r.calculation
JOIN holder_account a ON a.cooperative_id = r.cooperative_id AND a.id = l.account_id AND a.kind <> 'collective'
LEFT JOIN posted o ON o.cooperative_id = r.cooperative_id AND o.id = r.refers_to
LEFT JOIN posted first ON first.cooperative_id = r.cooperative_id AND first.id = o.refers_to
LEFT JOIN head ON head.cooperative_id = r.cooperative_id AND head.day = r.day AND head.household_id = a.household_id
WHERE l.gross <> 0 OR l.tax <> 0;
--> statement-breakpoint
-- Of one run some may be declared in its month, and some when they could be drawn: a list covers what of a run its month has.
ALTER TABLE "tax_filing_run" DROP CONSTRAINT "tax_filing_run_cooperative_id_run_id_pk";
--> statement-breakpoint
ALTER TABLE "tax_filing_run" ADD CONSTRAINT "tax_filing_run_pk" PRIMARY KEY("cooperative_id","run_id","filing_id");
--> statement-breakpoint
ALTER TABLE "tax_filing" ADD CONSTRAINT "tax_filing_month_unique" UNIQUE("cooperative_id","month");
--> statement-breakpoint
CREATE OR REPLACE FUNCTION require_whole_filing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT (coalesce(sum(w.gross), 0), coalesce(sum(w.tax), 0)) IS DISTINCT FROM (NEW.gross, NEW.tax)
      FROM tax_filing_run t
      JOIN dividend_withholding w ON w.cooperative_id = t.cooperative_id AND w.run_id = t.run_id AND w.kind <> 'waiting'
        AND to_char(w.day, 'YYYY-MM') = NEW.month
      WHERE t.cooperative_id = NEW.cooperative_id AND t.filing_id = NEW.id) THEN
    RAISE EXCEPTION 'tax list % is not the lines of its runs', NEW.number USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- An income is withheld of as a whole or by the parts of heirs, never both, and never into a month that was filed.
CREATE FUNCTION refuse_withholding_twice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM entered n
    JOIN dividend_withholding w ON w.cooperative_id = n.cooperative_id AND w.run_id = n.run_id AND w.account_id = n.account_id
      AND w.kind = 'withheld' AND (w.part = 0) <> (n.part = 0)
    WHERE n.kind = 'withheld' AND NOT EXISTS (
      SELECT 1 FROM dividend_withholding b WHERE b.cooperative_id = w.cooperative_id AND b.run_id = w.run_id
        AND b.account_id = w.account_id AND b.part = w.part AND b.kind = 'taken-back')
      AND EXISTS (SELECT 1 FROM dividend_run r WHERE r.cooperative_id = n.cooperative_id AND r.id = n.run_id AND r.kind <> 'reversal')
  ) THEN
    RAISE EXCEPTION 'tax of an income is withheld once' USING ERRCODE = 'HG003';
  END IF;
  IF EXISTS (
    SELECT 1 FROM entered n JOIN tax_filing f ON f.cooperative_id = n.cooperative_id AND f.month = to_char(n.day, 'YYYY-MM')
    WHERE n.kind <> 'waiting'
  ) THEN
    RAISE EXCEPTION 'the list of that month is made' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER withheld_once AFTER INSERT ON dividend_withholding
  REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION refuse_withholding_twice();
--> statement-breakpoint
-- As before, and nothing is paid of an income before its tax is withheld.
CREATE OR REPLACE FUNCTION refuse_overpayment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1
    FROM (SELECT DISTINCT cooperative_id, run_id, account_id, part FROM entered WHERE run_id IS NOT NULL) AS c
    JOIN dividend_run r ON r.cooperative_id = c.cooperative_id AND r.id = c.run_id
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(s.amount), 0) AS amount FROM payment_state s
      WHERE s.cooperative_id = c.cooperative_id AND s.run_id = c.run_id AND s.account_id = c.account_id AND s.part = c.part
        AND s.stands) AS bank
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(CASE h.direction WHEN 'paid' THEN h.amount ELSE -h.amount END), 0) AS amount
      FROM payout_cash h
      WHERE h.cooperative_id = c.cooperative_id AND h.run_id = c.run_id AND h.account_id = c.account_id AND h.part = c.part
        AND NOT EXISTS (SELECT 1 FROM payout_cash_strike x WHERE x.cooperative_id = h.cooperative_id
          AND x.cash_id = h.id)) AS cash
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(w.tax) FILTER (WHERE w.part = c.part), 0) AS tax, coalesce(sum(w.gross), 0) <> 0 AS any
      FROM dividend_withholding w WHERE w.cooperative_id = c.cooperative_id AND w.run_id = c.run_id
        AND w.account_id = c.account_id AND w.kind <> 'waiting') AS withheld
    CROSS JOIN LATERAL (
      SELECT CASE WHEN c.part = 0 THEN (
          SELECT CASE WHEN l.gross > 0 AND NOT withheld.any THEN NULL ELSE l.gross - withheld.tax END
          FROM dividend_line l WHERE l.cooperative_id = c.cooperative_id AND l.run_id = c.run_id
            AND l.calculation = r.calculation AND l.account_id = c.account_id) + coalesce((
          SELECT sum(CASE o.owed_run_id WHEN c.run_id THEN o.amount ELSE -o.amount END) FROM payout_set_off o
          WHERE o.cooperative_id = c.cooperative_id AND o.account_id = c.account_id
            AND c.run_id IN (o.owed_run_id, o.against_run_id)
            AND NOT EXISTS (SELECT 1 FROM payout_set_off_strike x WHERE x.cooperative_id = o.cooperative_id
              AND x.set_off_id = o.id)), 0)
        ELSE (
          SELECT CASE WHEN withheld.any THEN s.amount - withheld.tax END
          FROM estate_share s WHERE s.cooperative_id = c.cooperative_id AND s.run_id = c.run_id
            AND s.account_id = c.account_id AND s.part = c.part)
        END AS amount) AS due
    WHERE r.kind <> 'reversal' AND (due.amount IS NULL
      OR bank.amount + cash.amount > greatest(due.amount, 0) OR bank.amount + cash.amount < least(due.amount, 0))
  ) THEN
    RAISE EXCEPTION 'a claim would be paid beyond what is due' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- The parts of heirs are what the line comes to after the tax withheld of it as a whole, or of parts that were passed on.
CREATE OR REPLACE FUNCTION require_whole_estate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  run dividend_run;
  parts numeric;
BEGIN
  SELECT * INTO run FROM dividend_run WHERE cooperative_id = NEW.cooperative_id AND id = NEW.run_id;
  SELECT sum(s.amount) INTO parts FROM estate_share s
  WHERE s.cooperative_id = NEW.cooperative_id AND s.run_id = NEW.run_id AND s.account_id = NEW.account_id
    AND NOT EXISTS (SELECT 1 FROM estate_share_end x WHERE x.cooperative_id = s.cooperative_id AND x.run_id = s.run_id
      AND x.account_id = s.account_id AND x.part = s.part);
  IF run.kind <> 'reversal' AND parts <> (
    SELECT l.gross FROM dividend_line l WHERE l.cooperative_id = NEW.cooperative_id AND l.run_id = NEW.run_id
      AND l.calculation = run.calculation AND l.account_id = NEW.account_id) - coalesce((
    SELECT sum(w.tax) FROM dividend_withholding w
    WHERE w.cooperative_id = NEW.cooperative_id AND w.run_id = NEW.run_id AND w.account_id = NEW.account_id
      AND w.kind <> 'waiting' AND (w.part = 0 OR EXISTS (SELECT 1 FROM estate_share_end x WHERE x.cooperative_id = w.cooperative_id
        AND x.run_id = w.run_id AND x.account_id = w.account_id AND x.part = w.part))), 0) + coalesce((
    SELECT sum(CASE o.owed_run_id WHEN NEW.run_id THEN o.amount ELSE -o.amount END) FROM payout_set_off o
    WHERE o.cooperative_id = NEW.cooperative_id AND o.account_id = NEW.account_id
      AND NEW.run_id IN (o.owed_run_id, o.against_run_id)
      AND NOT EXISTS (SELECT 1 FROM payout_set_off_strike x WHERE x.cooperative_id = o.cooperative_id
        AND x.set_off_id = o.id)), 0) THEN
    RAISE EXCEPTION 'the parts of an estate are not the whole' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('dividend_withholding');
