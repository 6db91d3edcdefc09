CREATE TABLE "estate_share_end" (
	"cooperative_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"part" smallint NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "estate_share_end_cooperative_id_run_id_account_id_part_pk" PRIMARY KEY("cooperative_id","run_id","account_id","part"),
	CONSTRAINT "estate_share_end_kind" CHECK ("estate_share_end"."kind" in ('passed-on','undone'))
);
--> statement-breakpoint
CREATE TABLE "payout_batch_refusal" (
	"cooperative_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "payout_batch_refusal_cooperative_id_batch_id_pk" PRIMARY KEY("cooperative_id","batch_id")
);
--> statement-breakpoint
CREATE TABLE "payout_file_taken" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "payout_file_taken_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id")
);
--> statement-breakpoint
CREATE TABLE "payout_set_off_strike" (
	"cooperative_id" uuid NOT NULL,
	"set_off_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "payout_set_off_strike_cooperative_id_set_off_id_pk" PRIMARY KEY("cooperative_id","set_off_id")
);
--> statement-breakpoint
ALTER TABLE "payout_batch_end" ADD COLUMN "bank_account" text;--> statement-breakpoint
ALTER TABLE "estate_share_end" ADD CONSTRAINT "estate_share_end_fk" FOREIGN KEY ("cooperative_id","run_id","account_id","part") REFERENCES "public"."estate_share"("cooperative_id","run_id","account_id","part") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_batch_refusal" ADD CONSTRAINT "payout_batch_refusal_fk" FOREIGN KEY ("cooperative_id","batch_id") REFERENCES "public"."payout_batch_end"("cooperative_id","batch_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_file_taken" ADD CONSTRAINT "payout_file_taken_fk" FOREIGN KEY ("cooperative_id","batch_id") REFERENCES "public"."payout_batch"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_set_off_strike" ADD CONSTRAINT "payout_set_off_strike_fk" FOREIGN KEY ("cooperative_id","set_off_id") REFERENCES "public"."payout_set_off"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payout_file_taken_of_batch" ON "payout_file_taken" USING btree ("cooperative_id","batch_id");--> statement-breakpoint
ALTER TABLE "payout_batch_end" ADD CONSTRAINT "payout_batch_end_account" CHECK (("payout_batch_end"."kind" = 'sent') = ("payout_batch_end"."bank_account" is not null));
--> statement-breakpoint
-- Nobody is paid beyond what is due, whatever the program does: after each statement the bank payments that were not
-- cancelled, refused or returned, with the cash, are at most the claim; of a debt, at most the debt is received. A reversal's
-- line takes back and gives back in steps; the books' check proves it.
CREATE FUNCTION refuse_overpayment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1
    FROM (SELECT DISTINCT cooperative_id, run_id, account_id, part FROM entered) AS c
    JOIN dividend_run r ON r.cooperative_id = c.cooperative_id AND r.id = c.run_id
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(l.amount), 0) AS amount FROM payout_line l
      WHERE l.cooperative_id = c.cooperative_id AND l.run_id = c.run_id AND l.account_id = c.account_id AND l.part = c.part
        AND NOT EXISTS (SELECT 1 FROM payout_batch_end e WHERE e.cooperative_id = l.cooperative_id
          AND e.batch_id = l.batch_id AND e.kind = 'cancelled')
        AND NOT EXISTS (SELECT 1 FROM payout_batch_refusal n WHERE n.cooperative_id = l.cooperative_id
          AND n.batch_id = l.batch_id)
        AND NOT EXISTS (SELECT 1 FROM payout_result t WHERE t.cooperative_id = l.cooperative_id
          AND t.batch_id = l.batch_id AND t.serial = l.serial AND t.outcome = 'returned')) AS bank
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(CASE h.direction WHEN 'paid' THEN h.amount ELSE -h.amount END), 0) AS amount
      FROM payout_cash h
      WHERE h.cooperative_id = c.cooperative_id AND h.run_id = c.run_id AND h.account_id = c.account_id AND h.part = c.part
        AND NOT EXISTS (SELECT 1 FROM payout_cash_strike x WHERE x.cooperative_id = h.cooperative_id
          AND x.cash_id = h.id)) AS cash
    CROSS JOIN LATERAL (
      SELECT CASE WHEN c.part = 0 THEN (
          SELECT l.net FROM dividend_line l WHERE l.cooperative_id = c.cooperative_id AND l.run_id = c.run_id
            AND l.calculation = r.calculation AND l.account_id = c.account_id) + coalesce((
          SELECT sum(CASE o.owed_run_id WHEN c.run_id THEN o.amount ELSE -o.amount END) FROM payout_set_off o
          WHERE o.cooperative_id = c.cooperative_id AND o.account_id = c.account_id
            AND c.run_id IN (o.owed_run_id, o.against_run_id)
            AND NOT EXISTS (SELECT 1 FROM payout_set_off_strike x WHERE x.cooperative_id = o.cooperative_id
              AND x.set_off_id = o.id)), 0)
        ELSE (
          SELECT s.amount FROM estate_share s WHERE s.cooperative_id = c.cooperative_id AND s.run_id = c.run_id
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
CREATE TRIGGER within_claim AFTER INSERT ON payout_line
  REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION refuse_overpayment();
--> statement-breakpoint
CREATE TRIGGER within_claim AFTER INSERT ON payout_cash
  REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION refuse_overpayment();
--> statement-breakpoint
-- A batch is its lines: at the end of its transaction they are as many and as much as it says, and later none is added.
CREATE FUNCTION require_whole_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT (count(*), coalesce(sum(amount), 0)) IS DISTINCT FROM (NEW.count::bigint, NEW.total)
    FROM payout_line WHERE cooperative_id = NEW.cooperative_id AND batch_id = NEW.id) THEN
    RAISE EXCEPTION 'batch % is not its lines', NEW.number USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER whole_batch AFTER INSERT ON payout_batch DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_whole_batch();
--> statement-breakpoint
CREATE FUNCTION refuse_late_payout_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM (SELECT DISTINCT cooperative_id, batch_id FROM added) AS a
    JOIN payout_batch b ON b.cooperative_id = a.cooperative_id AND b.id = a.batch_id
    WHERE b.xmin::text::bigint <> (pg_current_xact_id()::text::bigint & 4294967295)
  ) THEN
    RAISE EXCEPTION 'lines are written with their batch' USING ERRCODE = 'HG001';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER complete_batch AFTER INSERT ON payout_line
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_payout_line();
--> statement-breakpoint
-- The bank answers only what was sent and not refused as a whole.
CREATE FUNCTION refuse_answer_to_unsent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM (SELECT DISTINCT cooperative_id, batch_id FROM added) AS a
    WHERE NOT EXISTS (SELECT 1 FROM payout_batch_end e WHERE e.cooperative_id = a.cooperative_id
        AND e.batch_id = a.batch_id AND e.kind = 'sent')
      OR EXISTS (SELECT 1 FROM payout_batch_refusal n WHERE n.cooperative_id = a.cooperative_id
        AND n.batch_id = a.batch_id)
  ) THEN
    RAISE EXCEPTION 'a batch that the bank does not have is not answered' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER answer_to_sent AFTER INSERT ON payout_result
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_answer_to_unsent();
--> statement-breakpoint
-- What heirs have of a line is all of it or, undone, nothing.
CREATE FUNCTION require_whole_estate() RETURNS trigger LANGUAGE plpgsql AS $$
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
    SELECT l.net FROM dividend_line l WHERE l.cooperative_id = NEW.cooperative_id AND l.run_id = NEW.run_id
      AND l.calculation = run.calculation AND l.account_id = NEW.account_id) + coalesce((
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
CREATE CONSTRAINT TRIGGER whole_estate AFTER INSERT ON estate_share DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_whole_estate();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER whole_estate AFTER INSERT ON estate_share_end DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_whole_estate();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only(
  'payout_file_taken', 'payout_batch_refusal', 'payout_set_off_strike', 'estate_share_end'
);
