-- Payouts, pensions and tax lists kept what goes to a bank each in tables of their own. Here the same things become the same
-- tables, whosever they are, and every row moves; then PostgreSQL guards all of it alike.
--
-- The owner of the tables is no superuser everywhere: while rows move, nothing is hidden from the owner.
DO $$
DECLARE t record;
BEGIN
  FOR t IN
    SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = 1 AND a.attname = 'cooperative_id'
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
  LOOP
    EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', t.name);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE TABLE "sealed_file" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"file_sha256" text NOT NULL,
	"file_cipher" "bytea" NOT NULL,
	"sealed_sha256" text NOT NULL,
	CONSTRAINT "sealed_file_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "sealed_file_kind" CHECK ("sealed_file"."kind" in ('payout-file','pension-file','tax-file'))
);
--> statement-breakpoint
INSERT INTO sealed_file (cooperative_id, id, kind, name, file_sha256, file_cipher, sealed_sha256)
SELECT cooperative_id, id, 'payout-file', file_name, file_sha256, file_cipher, sealed_sha256 FROM payout_batch
UNION ALL
SELECT cooperative_id, id, 'pension-file', file_name, file_sha256, file_cipher, sealed_sha256 FROM pension_run
WHERE file_cipher IS NOT NULL
UNION ALL
SELECT cooperative_id, id, 'tax-file', 'tax-' || month || '-' || number || '.csv', file_sha256, file_cipher, sealed_sha256
FROM tax_filing;
--> statement-breakpoint
CREATE TABLE "file_taken" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "file_taken_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id")
);
--> statement-breakpoint
-- That tax lists were taken stood in the trail alone.
INSERT INTO file_taken (cooperative_id, id, file_id, recorded_at, recorded_by)
SELECT cooperative_id, id, batch_id, recorded_at, recorded_by FROM payout_file_taken
UNION ALL
SELECT cooperative_id, id, run_id, recorded_at, recorded_by FROM pension_file_taken
UNION ALL
SELECT a.cooperative_id, gen_random_uuid(), f.id, a.recorded_at, a.actor_id
FROM audit_entry a
CROSS JOIN LATERAL jsonb_path_query(a.notes, '$[*] ? (@.subject == "tax-file")') AS n (note)
JOIN tax_filing f ON f.cooperative_id = a.cooperative_id AND f.number::text = n.note ->> 'number'
WHERE a.command = 'taxes.take-file';
--> statement-breakpoint
CREATE TABLE "file_template" (
	"cooperative_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"id" text NOT NULL,
	"version" bigint NOT NULL,
	"template" jsonb NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "file_template_cooperative_id_kind_id_version_pk" PRIMARY KEY("cooperative_id","kind","id","version"),
	CONSTRAINT "file_template_kind" CHECK ("file_template"."kind" in ('bank','tax'))
);
--> statement-breakpoint
INSERT INTO file_template (cooperative_id, kind, id, version, template, recorded_at, recorded_by)
SELECT cooperative_id, 'bank', id, version, template, recorded_at, recorded_by FROM bank_template
UNION ALL
SELECT cooperative_id, 'tax', id, version, template, recorded_at, recorded_by FROM tax_template;
--> statement-breakpoint
CREATE TABLE "payment_order" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"number" bigint NOT NULL,
	"pay_on" date NOT NULL,
	"purpose" text NOT NULL,
	"count" integer NOT NULL,
	"total" numeric(18,2) NOT NULL,
	"template" text,
	"encoding" text,
	"file_id" uuid,
	"made_at" timestamptz(3) NOT NULL,
	"made_by" uuid NOT NULL,
	CONSTRAINT "payment_order_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "payment_order_number_unique" UNIQUE("cooperative_id","kind","number"),
	CONSTRAINT "payment_order_kind" CHECK ("payment_order"."kind" in ('payout','pension')),
	CONSTRAINT "payment_order_of_something" CHECK (("payment_order"."count" > 0) = ("payment_order"."total" > 0) and "payment_order"."total" >= 0 and ("payment_order"."kind" = 'pension' or "payment_order"."count" > 0)),
	CONSTRAINT "payment_order_file" CHECK (num_nulls("payment_order"."template", "payment_order"."encoding", "payment_order"."file_id") = case when "payment_order"."count" > 0 then 0 else 3 end)
);
--> statement-breakpoint
INSERT INTO payment_order (cooperative_id, id, kind, number, pay_on, purpose, count, total, template, encoding, file_id,
  made_at, made_by)
SELECT cooperative_id, id, 'payout', number, pay_on, purpose, count, total, template, encoding, id, made_at, made_by
FROM payout_batch
UNION ALL
SELECT r.cooperative_id, r.id, 'pension', r.number, r.pay_on, '养老金', (
    SELECT count(*) FROM pension_line l
    WHERE l.cooperative_id = r.cooperative_id AND l.run_id = r.id AND l.serial IS NOT NULL),
  r.by_bank, r.template, r.encoding, CASE WHEN r.file_cipher IS NOT NULL THEN r.id END, r.made_at, r.made_by
FROM pension_run r;
--> statement-breakpoint
CREATE TABLE "payment_line" (
	"cooperative_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"serial" integer NOT NULL,
	"payee_id" uuid NOT NULL,
	"payee_name" text NOT NULL,
	"bank_name" text,
	"bank_account_index" "bytea" NOT NULL,
	"bank_account_masked" text NOT NULL,
	"amount" numeric(18,2) NOT NULL,
	"run_id" uuid,
	"account_id" uuid,
	"part" smallint,
	CONSTRAINT "payment_line_cooperative_id_order_id_serial_pk" PRIMARY KEY("cooperative_id","order_id","serial"),
	CONSTRAINT "payment_line_once_an_order" UNIQUE("cooperative_id","order_id","run_id","account_id","part"),
	CONSTRAINT "payment_line_positive" CHECK ("payment_line"."amount" > 0),
	CONSTRAINT "payment_line_claim" CHECK (num_nulls("payment_line"."run_id", "payment_line"."account_id", "payment_line"."part") in (0, 3))
);
--> statement-breakpoint
-- Account numbers in clear stand in the sealed file; a line needs none. Lines of pensions name their payee as the register
-- does now, and the bank as it did then.
INSERT INTO payment_line (cooperative_id, order_id, serial, payee_id, payee_name, bank_name, bank_account_index,
  bank_account_masked, amount, run_id, account_id, part)
SELECT cooperative_id, batch_id, serial, payee_id, payee_name, bank_name, bank_account_index, bank_account_masked, amount,
  run_id, account_id, part
FROM payout_line
UNION ALL
SELECT l.cooperative_id, l.run_id, l.serial, l.member_id, m.name, (
    SELECT b.bank_name FROM member_bank_account b
    WHERE b.cooperative_id = l.cooperative_id AND b.member_id = l.member_id AND b.recorded_at <= r.made_at
    ORDER BY b.recorded_at DESC LIMIT 1),
  l.bank_account_index, l.bank_account_masked, l.amount, NULL, NULL, NULL
FROM pension_line l
JOIN pension_run r ON r.cooperative_id = l.cooperative_id AND r.id = l.run_id
JOIN member m ON m.cooperative_id = l.cooperative_id AND m.id = l.member_id
WHERE l.serial IS NOT NULL;
--> statement-breakpoint
CREATE TABLE "payment_order_end" (
	"cooperative_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reason" text,
	"bank_account" text,
	"pension_account" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "payment_order_end_cooperative_id_order_id_pk" PRIMARY KEY("cooperative_id","order_id"),
	CONSTRAINT "payment_order_end_kind" CHECK ("payment_order_end"."kind" in ('sent','cancelled')),
	CONSTRAINT "payment_order_end_account" CHECK (("payment_order_end"."kind" = 'sent') = ("payment_order_end"."bank_account" is not null) and ("payment_order_end"."kind" = 'sent' or "payment_order_end"."pension_account" is null))
);
--> statement-breakpoint
INSERT INTO payment_order_end (cooperative_id, order_id, kind, reason, bank_account, pension_account, recorded_at, recorded_by)
SELECT cooperative_id, batch_id, kind, reason, bank_account, NULL, recorded_at, recorded_by FROM payout_batch_end
UNION ALL
SELECT cooperative_id, run_id, CASE kind WHEN 'paid' THEN 'sent' ELSE kind END, reason, bank_account, pension_account,
  recorded_at, recorded_by
FROM pension_run_end;
--> statement-breakpoint
CREATE TABLE "payment_refusal" (
	"cooperative_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "payment_refusal_cooperative_id_order_id_pk" PRIMARY KEY("cooperative_id","order_id")
);
--> statement-breakpoint
INSERT INTO payment_refusal (cooperative_id, order_id, reason, recorded_at, recorded_by)
SELECT cooperative_id, batch_id, reason, recorded_at, recorded_by FROM payout_batch_refusal;
--> statement-breakpoint
CREATE TABLE "bank_answer" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"sha256" text NOT NULL,
	"paid" integer NOT NULL,
	"returned" integer NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "bank_answer_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id")
);
--> statement-breakpoint
INSERT INTO bank_answer (cooperative_id, id, order_id, file_name, sha256, paid, returned, recorded_at, recorded_by)
SELECT cooperative_id, id, batch_id, file_name, sha256, paid, returned, recorded_at, recorded_by FROM payout_return
UNION ALL
SELECT a.cooperative_id, a.id, a.run_id, a.file_name, a.sha256,
  (SELECT count(*) FROM pension_confirmation c WHERE c.cooperative_id = a.cooperative_id AND c.answer_id = a.id),
  (SELECT count(*) FROM pension_return r WHERE r.cooperative_id = a.cooperative_id AND r.answer_id = a.id),
  a.recorded_at, a.recorded_by
FROM pension_answer a;
--> statement-breakpoint
CREATE TABLE "payment_result" (
	"cooperative_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"serial" integer NOT NULL,
	"late" smallint NOT NULL,
	"outcome" text NOT NULL,
	"reason" text NOT NULL,
	"answer_id" uuid,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "payment_result_cooperative_id_order_id_serial_late_pk" PRIMARY KEY("cooperative_id","order_id","serial","late"),
	CONSTRAINT "payment_result_outcome" CHECK ("payment_result"."outcome" in ('paid','returned') and ("payment_result"."late" = 0 or "payment_result"."outcome" = 'returned')),
	CONSTRAINT "payment_result_late" CHECK ("payment_result"."late" in (0, 1) and ("payment_result"."late" = 1) = ("payment_result"."answer_id" is null))
);
--> statement-breakpoint
-- Who told that a payment came back late stands with the journal entry of it.
INSERT INTO payment_result (cooperative_id, order_id, serial, late, outcome, reason, answer_id, recorded_at, recorded_by)
SELECT t.cooperative_id, t.batch_id, t.serial, t.late, t.outcome, t.reason, t.return_id, t.recorded_at,
  coalesce(a.recorded_by, j.recorded_by, e.recorded_by)
FROM payout_result t
JOIN payout_batch_end e ON e.cooperative_id = t.cooperative_id AND e.batch_id = t.batch_id
LEFT JOIN payout_return a ON a.cooperative_id = t.cooperative_id AND a.id = t.return_id
LEFT JOIN journal_entry j ON t.late = 1 AND j.cooperative_id = t.cooperative_id
  AND j.source = 'payout-late-return:' || t.batch_id || ':' || t.serial
UNION ALL
SELECT c.cooperative_id, c.run_id, l.serial, 0, 'paid', '', c.answer_id, a.recorded_at, a.recorded_by
FROM pension_confirmation c
JOIN pension_answer a ON a.cooperative_id = c.cooperative_id AND a.id = c.answer_id
JOIN pension_line l ON l.cooperative_id = c.cooperative_id AND l.run_id = c.run_id AND l.member_id = c.member_id
UNION ALL
SELECT r.cooperative_id, r.run_id, l.serial, CASE WHEN r.answer_id IS NULL THEN 1 ELSE 0 END, 'returned', r.reason,
  r.answer_id, r.recorded_at, r.recorded_by
FROM pension_return r
JOIN pension_line l ON l.cooperative_id = r.cooperative_id AND l.run_id = r.run_id AND l.member_id = r.member_id
WHERE l.serial IS NOT NULL;
--> statement-breakpoint
CREATE TABLE "pension_cash_return" (
	"cooperative_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "pension_cash_return_cooperative_id_order_id_member_id_pk" PRIMARY KEY("cooperative_id","order_id","member_id")
);
--> statement-breakpoint
INSERT INTO pension_cash_return (cooperative_id, order_id, member_id, reason, recorded_at, recorded_by)
SELECT r.cooperative_id, r.run_id, r.member_id, r.reason, r.recorded_at, r.recorded_by
FROM pension_return r
JOIN pension_line l ON l.cooperative_id = r.cooperative_id AND l.run_id = r.run_id AND l.member_id = r.member_id
WHERE l.serial IS NULL;
--> statement-breakpoint
-- Nothing is dropped before all of it has moved.
DO $$
BEGIN
  IF (SELECT count(*) FROM payment_order) <> (SELECT count(*) FROM payout_batch) + (SELECT count(*) FROM pension_run)
    OR (SELECT count(*) FROM payment_line) <> (SELECT count(*) FROM payout_line)
      + (SELECT count(*) FROM pension_line WHERE serial IS NOT NULL)
    OR (SELECT count(*) FROM payment_order_end) <> (SELECT count(*) FROM payout_batch_end)
      + (SELECT count(*) FROM pension_run_end)
    OR (SELECT count(*) FROM payment_result) + (SELECT count(*) FROM pension_cash_return)
      <> (SELECT count(*) FROM payout_result) + (SELECT count(*) FROM pension_confirmation)
      + (SELECT count(*) FROM pension_return)
    OR (SELECT count(*) FROM bank_answer) <> (SELECT count(*) FROM payout_return) + (SELECT count(*) FROM pension_answer)
  THEN
    RAISE EXCEPTION 'not every row of payouts and pensions has moved';
  END IF;
END $$;
--> statement-breakpoint
DROP TABLE payout_result, payout_return, payout_batch_refusal, payout_batch_end, payout_file_taken, payout_line, payout_batch,
  pension_confirmation, pension_return, pension_answer, pension_file_taken, pension_run_end, bank_template, tax_template;
--> statement-breakpoint
DROP FUNCTION require_whole_batch, refuse_late_payout_line, refuse_answer_to_unsent;
--> statement-breakpoint
ALTER TABLE pension_run
  DROP CONSTRAINT pension_run_number_unique,
  DROP COLUMN number, DROP COLUMN pay_on, DROP COLUMN by_bank, DROP COLUMN template, DROP COLUMN encoding,
  DROP COLUMN file_name, DROP COLUMN file_sha256, DROP COLUMN file_cipher, DROP COLUMN sealed_sha256,
  DROP COLUMN made_at, DROP COLUMN made_by;
--> statement-breakpoint
ALTER TABLE pension_run RENAME COLUMN id TO order_id;
--> statement-breakpoint
ALTER TABLE pension_run RENAME CONSTRAINT pension_run_cooperative_id_id_pk TO pension_run_cooperative_id_order_id_pk;
--> statement-breakpoint
ALTER TABLE pension_line
  DROP CONSTRAINT pension_line_by_bank, DROP COLUMN bank_account_index, DROP COLUMN bank_account_masked;
--> statement-breakpoint
ALTER TABLE pension_line RENAME COLUMN run_id TO order_id;
--> statement-breakpoint
ALTER TABLE pension_line RENAME CONSTRAINT pension_line_cooperative_id_run_id_member_id_pk
  TO pension_line_cooperative_id_order_id_member_id_pk;
--> statement-breakpoint
ALTER TABLE pension_line
  ADD CONSTRAINT "pension_line_by_bank" CHECK (("pension_line"."serial" is not null) = ("pension_line"."means" = 'bank')),
  ADD CONSTRAINT "pension_line_sum" CHECK ("pension_line"."amount" = "pension_line"."of_month" + "pension_line"."arrears" - "pension_line"."offset_amount");
--> statement-breakpoint
ALTER TABLE tax_filing ADD COLUMN "file_id" uuid;
--> statement-breakpoint
ALTER TABLE tax_filing DISABLE TRIGGER append_only;
--> statement-breakpoint
UPDATE tax_filing SET file_id = id;
--> statement-breakpoint
ALTER TABLE tax_filing ENABLE TRIGGER append_only;
--> statement-breakpoint
ALTER TABLE tax_filing ALTER COLUMN file_id SET NOT NULL, DROP COLUMN file_sha256, DROP COLUMN file_cipher,
  DROP COLUMN sealed_sha256;
--> statement-breakpoint
ALTER TABLE "file_taken" ADD CONSTRAINT "file_taken_fk" FOREIGN KEY ("cooperative_id","file_id") REFERENCES "public"."sealed_file"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_order" ADD CONSTRAINT "payment_order_file_fk" FOREIGN KEY ("cooperative_id","file_id") REFERENCES "public"."sealed_file"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_line" ADD CONSTRAINT "payment_line_order_fk" FOREIGN KEY ("cooperative_id","order_id") REFERENCES "public"."payment_order"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_line" ADD CONSTRAINT "payment_line_run_fk" FOREIGN KEY ("cooperative_id","run_id") REFERENCES "public"."dividend_run"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_line" ADD CONSTRAINT "payment_line_account_fk" FOREIGN KEY ("cooperative_id","account_id") REFERENCES "public"."holder_account"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_line" ADD CONSTRAINT "payment_line_payee_fk" FOREIGN KEY ("cooperative_id","payee_id") REFERENCES "public"."member"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_order_end" ADD CONSTRAINT "payment_order_end_fk" FOREIGN KEY ("cooperative_id","order_id") REFERENCES "public"."payment_order"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_refusal" ADD CONSTRAINT "payment_refusal_fk" FOREIGN KEY ("cooperative_id","order_id") REFERENCES "public"."payment_order_end"("cooperative_id","order_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_answer" ADD CONSTRAINT "bank_answer_order_fk" FOREIGN KEY ("cooperative_id","order_id") REFERENCES "public"."payment_order"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_result" ADD CONSTRAINT "payment_result_line_fk" FOREIGN KEY ("cooperative_id","order_id","serial") REFERENCES "public"."payment_line"("cooperative_id","order_id","serial") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_result" ADD CONSTRAINT "payment_result_answer_fk" FOREIGN KEY ("cooperative_id","answer_id") REFERENCES "public"."bank_answer"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pension_run" ADD CONSTRAINT "pension_run_order_fk" FOREIGN KEY ("cooperative_id","order_id") REFERENCES "public"."payment_order"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pension_line" ADD CONSTRAINT "pension_line_payment_fk" FOREIGN KEY ("cooperative_id","order_id","serial") REFERENCES "public"."payment_line"("cooperative_id","order_id","serial") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pension_cash_return" ADD CONSTRAINT "pension_cash_return_line_fk" FOREIGN KEY ("cooperative_id","order_id","member_id") REFERENCES "public"."pension_line"("cooperative_id","order_id","member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tax_filing" ADD CONSTRAINT "tax_filing_file_fk" FOREIGN KEY ("cooperative_id","file_id") REFERENCES "public"."sealed_file"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "file_taken_of_file" ON "file_taken" USING btree ("cooperative_id","file_id","recorded_at");--> statement-breakpoint
CREATE INDEX "payment_line_of_claim" ON "payment_line" USING btree ("cooperative_id","run_id","account_id","part") WHERE "payment_line"."run_id" is not null;--> statement-breakpoint
CREATE INDEX "bank_answer_by_content" ON "bank_answer" USING btree ("cooperative_id","sha256");--> statement-breakpoint
CREATE INDEX "pension_line_of_member" ON "pension_line" USING btree ("cooperative_id","member_id");
--> statement-breakpoint
-- Where every line of an order stands. `stands`: its money counts as paid, or soon will be: the order was not cancelled, the
-- bank did not refuse it whole, the payment did not come back. `out`: it stands and has left the house.
CREATE VIEW payment_state WITH (security_invoker = true) AS
SELECT l.cooperative_id, l.order_id, l.serial, o.kind, o.number, l.run_id, l.account_id, l.part, l.payee_id, l.amount,
  e.kind AS ended, n.recorded_at AS refused_at,
  coalesce(late.outcome, told.outcome) AS outcome,
  CASE WHEN n.order_id IS NOT NULL THEN n.recorded_at WHEN late.order_id IS NOT NULL THEN late.recorded_at
    WHEN told.outcome = 'returned' THEN told.recorded_at END AS back_at,
  CASE WHEN n.order_id IS NOT NULL THEN n.reason WHEN late.order_id IS NOT NULL THEN late.reason
    WHEN told.outcome = 'returned' THEN told.reason END AS back_reason,
  e.kind IS DISTINCT FROM 'cancelled' AND n.order_id IS NULL
    AND coalesce(late.outcome, told.outcome) IS DISTINCT FROM 'returned' AS stands,
  e.kind IS NOT DISTINCT FROM 'sent' AND n.order_id IS NULL
    AND coalesce(late.outcome, told.outcome) IS DISTINCT FROM 'returned' AS out
FROM payment_line l
JOIN payment_order o ON o.cooperative_id = l.cooperative_id AND o.id = l.order_id
LEFT JOIN payment_order_end e ON e.cooperative_id = l.cooperative_id AND e.order_id = l.order_id
LEFT JOIN payment_refusal n ON n.cooperative_id = l.cooperative_id AND n.order_id = l.order_id
LEFT JOIN payment_result told ON told.cooperative_id = l.cooperative_id AND told.order_id = l.order_id
  AND told.serial = l.serial AND told.late = 0
LEFT JOIN payment_result late ON late.cooperative_id = l.cooperative_id AND late.order_id = l.order_id
  AND late.serial = l.serial AND late.late = 1;
--> statement-breakpoint
-- The same for the lines of a month's pensions, by whatever means they are paid.
CREATE VIEW pension_state WITH (security_invoker = true) AS
SELECT l.cooperative_id, l.order_id, l.member_id, r.month, l.means, l.amount, e.kind AS ended, e.recorded_at AS ended_at,
  n.recorded_at AS refused_at, coalesce(s.back_at, k.recorded_at) AS back_at, coalesce(s.back_reason, k.reason) AS back_reason,
  l.means <> 'held' AND e.kind IS DISTINCT FROM 'cancelled' AND coalesce(s.stands, true) AND k.order_id IS NULL AS stands,
  l.means <> 'held' AND e.kind IS NOT DISTINCT FROM 'sent' AND coalesce(s.stands, true) AND k.order_id IS NULL AS out
FROM pension_line l
JOIN pension_run r ON r.cooperative_id = l.cooperative_id AND r.order_id = l.order_id
LEFT JOIN payment_order_end e ON e.cooperative_id = l.cooperative_id AND e.order_id = l.order_id
LEFT JOIN payment_refusal n ON n.cooperative_id = l.cooperative_id AND n.order_id = l.order_id
LEFT JOIN payment_state s ON s.cooperative_id = l.cooperative_id AND s.order_id = l.order_id AND s.serial = l.serial
LEFT JOIN pension_cash_return k ON k.cooperative_id = l.cooperative_id AND k.order_id = l.order_id
  AND k.member_id = l.member_id;
--> statement-breakpoint
GRANT SELECT ON payment_state, pension_state TO hegu_app, hegu_reader;
--> statement-breakpoint
-- Nobody is paid beyond what is due, whatever the program does: after each statement the bank payments that stand, with the
-- cash, are at most the claim; of a debt, at most the debt is received. A reversal's line takes back and gives back in steps;
-- the books' check proves it.
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
CREATE TRIGGER within_claim AFTER INSERT ON payment_line
  REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION refuse_overpayment();
--> statement-breakpoint
-- The most that rules could ever give one person until a month: the highest amount of the rule in force, month by month. Facts
-- may come in late, rules of months that were paid do not change; so nobody is ever due more than that.
CREATE FUNCTION most_pension_until(cooperative uuid, month text) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(most * greatest(0, least(ends, nth + 1) - begins)), 0)
  FROM (
    SELECT left(most_pension_until.month, 4)::int * 12 + right(most_pension_until.month, 2)::int AS nth,
      left(p.from_month, 4)::int * 12 + right(p.from_month, 2)::int AS begins,
      coalesce(lead(left(p.from_month, 4)::int * 12 + right(p.from_month, 2)::int)
        OVER (ORDER BY p.from_month), 999999) AS ends,
      greatest((p.terms ->> 'amount')::numeric, (
        SELECT max((g.grade ->> 'amount')::numeric)
        FROM jsonb_array_elements(coalesce(p.terms -> 'grades', '[]')) AS g (grade))) AS most
    FROM pension_rule p
    WHERE p.cooperative_id = cooperative AND NOT EXISTS (
      SELECT 1 FROM pension_rule_end x WHERE x.cooperative_id = p.cooperative_id AND x.rule_id = p.id)
  ) AS rules
$$;
--> statement-breakpoint
-- The same for pensions: a month is paid once to a person, and all of it together is at most what the rules could give.
CREATE FUNCTION refuse_pension_beyond_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM entered c
    JOIN pension_run r ON r.cooperative_id = c.cooperative_id AND r.order_id = c.order_id
    JOIN pension_state s ON s.cooperative_id = c.cooperative_id AND s.member_id = c.member_id AND s.month = r.month
      AND s.order_id <> c.order_id AND s.stands AND s.amount > 0
    WHERE c.means <> 'held' AND c.amount > 0
  ) THEN
    RAISE EXCEPTION 'a pension would be paid twice' USING ERRCODE = 'HG003';
  END IF;
  IF EXISTS (
    SELECT 1
    FROM (
      SELECT c.cooperative_id, c.member_id, max(r.month) AS month FROM entered c
      JOIN pension_run r ON r.cooperative_id = c.cooperative_id AND r.order_id = c.order_id
      WHERE c.means <> 'held' AND c.amount > 0 GROUP BY c.cooperative_id, c.member_id
    ) AS c
    CROSS JOIN LATERAL (
      SELECT sum(s.amount) AS amount FROM pension_state s
      WHERE s.cooperative_id = c.cooperative_id AND s.member_id = c.member_id AND s.stands) AS paid
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(b.amount), 0) AS amount FROM pension_repayment b
      WHERE b.cooperative_id = c.cooperative_id AND b.member_id = c.member_id) AS back
    WHERE paid.amount - back.amount > most_pension_until(c.cooperative_id, c.month)
  ) THEN
    RAISE EXCEPTION 'a pension would be paid beyond what is due' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER within_due AFTER INSERT ON pension_line
  REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION refuse_pension_beyond_due();
--> statement-breakpoint
-- An order is its lines: at the end of its transaction they are as many and as much as it says, each pays a claim or the
-- pension of its payee to the fen, and later none is added.
CREATE FUNCTION require_whole_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT (count(*), coalesce(sum(amount), 0)) IS DISTINCT FROM (NEW.count::bigint, NEW.total)
      FROM payment_line WHERE cooperative_id = NEW.cooperative_id AND order_id = NEW.id)
    OR EXISTS (SELECT 1 FROM payment_line WHERE cooperative_id = NEW.cooperative_id AND order_id = NEW.id
      AND (run_id IS NULL) <> (NEW.kind = 'pension'))
    OR NEW.kind = 'pension' AND (
      SELECT count(*) FROM payment_line p
      JOIN pension_line l ON l.cooperative_id = p.cooperative_id AND l.order_id = p.order_id AND l.serial = p.serial
        AND l.member_id = p.payee_id AND l.amount = p.amount
      WHERE p.cooperative_id = NEW.cooperative_id AND p.order_id = NEW.id) <> NEW.count
    OR NEW.kind = 'pension' AND (
      SELECT in_cash FROM pension_run WHERE cooperative_id = NEW.cooperative_id AND order_id = NEW.id) IS DISTINCT FROM (
      SELECT coalesce(sum(amount), 0) FROM pension_line
      WHERE cooperative_id = NEW.cooperative_id AND order_id = NEW.id AND means = 'cash')
  THEN
    RAISE EXCEPTION 'order % is not its lines', NEW.number USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER whole_order AFTER INSERT ON payment_order DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_whole_order();
--> statement-breakpoint
CREATE FUNCTION refuse_late_order_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM (SELECT DISTINCT cooperative_id, order_id FROM added) AS a
    JOIN payment_order o ON o.cooperative_id = a.cooperative_id AND o.id = a.order_id
    WHERE o.xmin::text::bigint <> (pg_current_xact_id()::text::bigint & 4294967295)
  ) THEN
    RAISE EXCEPTION 'lines are written with their order' USING ERRCODE = 'HG001';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER complete_order AFTER INSERT ON payment_line
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_order_line();
--> statement-breakpoint
CREATE TRIGGER complete_order AFTER INSERT ON pension_line
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_order_line();
--> statement-breakpoint
CREATE TRIGGER complete_order AFTER INSERT ON pension_run
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_order_line();
--> statement-breakpoint
-- Whoever made an order does not send it, and the bank refuses as a whole only what it was sent and has not answered.
CREATE FUNCTION refuse_own_sending() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'sent' AND EXISTS (SELECT 1 FROM payment_order o WHERE o.cooperative_id = NEW.cooperative_id
    AND o.id = NEW.order_id AND o.made_by = NEW.recorded_by) THEN
    RAISE EXCEPTION 'whoever made an order does not send it' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER sent_by_another AFTER INSERT ON payment_order_end
  FOR EACH ROW EXECUTE FUNCTION refuse_own_sending();
--> statement-breakpoint
CREATE FUNCTION refuse_refusal_of_unsent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM payment_order_end e JOIN payment_order o ON o.cooperative_id = e.cooperative_id
      AND o.id = e.order_id WHERE e.cooperative_id = NEW.cooperative_id AND e.order_id = NEW.order_id
      AND e.kind = 'sent' AND o.file_id IS NOT NULL)
    OR EXISTS (SELECT 1 FROM payment_result t WHERE t.cooperative_id = NEW.cooperative_id AND t.order_id = NEW.order_id) THEN
    RAISE EXCEPTION 'what the bank does not have, or has answered, it did not refuse as a whole' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER refusal_of_sent AFTER INSERT ON payment_refusal
  FOR EACH ROW EXECUTE FUNCTION refuse_refusal_of_unsent();
--> statement-breakpoint
-- The bank answers only what was sent and not refused as a whole; cash comes back only of what was paid.
CREATE FUNCTION refuse_answer_to_unsent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM (SELECT DISTINCT cooperative_id, order_id FROM added) AS a
    WHERE NOT EXISTS (SELECT 1 FROM payment_order_end e WHERE e.cooperative_id = a.cooperative_id
        AND e.order_id = a.order_id AND e.kind = 'sent')
      OR TG_TABLE_NAME = 'payment_result' AND EXISTS (SELECT 1 FROM payment_refusal n
        WHERE n.cooperative_id = a.cooperative_id AND n.order_id = a.order_id)
  ) THEN
    RAISE EXCEPTION 'an order that the bank does not have is not answered' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER answer_to_sent AFTER INSERT ON payment_result
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_answer_to_unsent();
--> statement-breakpoint
CREATE TRIGGER answer_to_sent AFTER INSERT ON pension_cash_return
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_answer_to_unsent();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only(
  'sealed_file', 'file_taken', 'file_template', 'payment_order', 'payment_line', 'payment_order_end', 'payment_refusal',
  'bank_answer', 'payment_result', 'pension_cash_return'
);
