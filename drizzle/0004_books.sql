CREATE TABLE "books_setting" (
	"cooperative_id" uuid NOT NULL,
	"version" bigint NOT NULL,
	"settings" jsonb NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "books_setting_cooperative_id_version_pk" PRIMARY KEY("cooperative_id","version")
);
--> statement-breakpoint
CREATE TABLE "journal_entry" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"month" text NOT NULL,
	"number" bigint NOT NULL,
	"entry_date" date NOT NULL,
	"kind" text NOT NULL,
	"summary" text NOT NULL,
	"source" text,
	"attachments" integer NOT NULL,
	"reverses" uuid,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_by_name" text NOT NULL,
	CONSTRAINT "journal_entry_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "journal_entry_number_unique" UNIQUE("cooperative_id","month","number"),
	CONSTRAINT "journal_entry_source_once" UNIQUE("cooperative_id","source"),
	CONSTRAINT "journal_entry_reversed_once" UNIQUE("cooperative_id","reverses"),
	CONSTRAINT "journal_entry_kind" CHECK ("journal_entry"."kind" in ('opening','automatic','manual','closing','reversal')),
	CONSTRAINT "journal_entry_month" CHECK ("journal_entry"."month" = to_char("journal_entry"."entry_date", 'YYYY-MM')),
	CONSTRAINT "journal_entry_reversal_names" CHECK (("journal_entry"."kind" = 'reversal') = ("journal_entry"."reverses" is not null))
);
--> statement-breakpoint
CREATE TABLE "journal_line" (
	"cooperative_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"account" text NOT NULL,
	"debit" numeric(18,2) NOT NULL,
	"credit" numeric(18,2) NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "journal_line_cooperative_id_entry_id_ordinal_pk" PRIMARY KEY("cooperative_id","entry_id","ordinal"),
	CONSTRAINT "journal_line_one_side" CHECK (("journal_line"."debit" = 0) <> ("journal_line"."credit" = 0))
);
--> statement-breakpoint
CREATE TABLE "member_ledger_line" (
	"cooperative_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"account_id" uuid NOT NULL,
	"debit" numeric(18,2) NOT NULL,
	"credit" numeric(18,2) NOT NULL,
	CONSTRAINT "member_ledger_line_cooperative_id_entry_id_ordinal_pk" PRIMARY KEY("cooperative_id","entry_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "month_close" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"month" text NOT NULL,
	"kind" text NOT NULL,
	"reason" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "month_close_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "month_close_kind" CHECK ("month_close"."kind" in ('closed','reopened')),
	CONSTRAINT "month_close_reason" CHECK (("month_close"."kind" = 'reopened') = ("month_close"."reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "own_account" (
	"cooperative_id" uuid NOT NULL,
	"chart" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "own_account_cooperative_id_chart_code_pk" PRIMARY KEY("cooperative_id","chart","code"),
	CONSTRAINT "own_account_chart" CHECK ("own_account"."chart" in ('2004','2023'))
);
--> statement-breakpoint
ALTER TABLE "journal_entry" ADD CONSTRAINT "journal_entry_reverses_fk" FOREIGN KEY ("cooperative_id","reverses") REFERENCES "public"."journal_entry"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "journal_line" ADD CONSTRAINT "journal_line_entry_fk" FOREIGN KEY ("cooperative_id","entry_id") REFERENCES "public"."journal_entry"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_ledger_line" ADD CONSTRAINT "member_ledger_line_entry_fk" FOREIGN KEY ("cooperative_id","entry_id") REFERENCES "public"."journal_entry"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_ledger_line" ADD CONSTRAINT "member_ledger_line_account_fk" FOREIGN KEY ("cooperative_id","account_id") REFERENCES "public"."holder_account"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "journal_entry_by_date" ON "journal_entry" USING btree ("cooperative_id","entry_date");--> statement-breakpoint
CREATE INDEX "journal_line_by_account" ON "journal_line" USING btree ("cooperative_id","account");--> statement-breakpoint
CREATE INDEX "member_ledger_line_by_account" ON "member_ledger_line" USING btree ("cooperative_id","account_id");--> statement-breakpoint
CREATE INDEX "month_close_by_month" ON "month_close" USING btree ("cooperative_id","month","recorded_at");
--> statement-breakpoint
-- When a transaction ends: every entry balances, and the holders behind 113 add up to its lines on 113.
CREATE FUNCTION require_balanced_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  entry uuid := CASE TG_TABLE_NAME WHEN 'journal_entry' THEN (to_jsonb(NEW) ->> 'id')::uuid ELSE (to_jsonb(NEW) ->> 'entry_id')::uuid END;
  sums record;
  holders record;
BEGIN
  SELECT count(*) AS lines, coalesce(sum(debit), 0) AS debit, coalesce(sum(credit), 0) AS credit,
    coalesce(sum(debit) FILTER (WHERE account = '113'), 0) AS debit_113,
    coalesce(sum(credit) FILTER (WHERE account = '113'), 0) AS credit_113
  INTO sums FROM journal_line WHERE cooperative_id = NEW.cooperative_id AND entry_id = entry;
  IF sums.lines < 2 OR sums.debit <> sums.credit THEN
    RAISE EXCEPTION 'journal entry % does not balance: % and %', entry, sums.debit, sums.credit USING ERRCODE = 'HG002';
  END IF;
  SELECT coalesce(sum(debit), 0) AS debit, coalesce(sum(credit), 0) AS credit
  INTO holders FROM member_ledger_line WHERE cooperative_id = NEW.cooperative_id AND entry_id = entry;
  IF holders.debit <> sums.debit_113 OR holders.credit <> sums.credit_113 THEN
    RAISE EXCEPTION 'journal entry %: the holders behind 113 have % and %, its lines % and %',
      entry, holders.debit, holders.credit, sums.debit_113, sums.credit_113 USING ERRCODE = 'HG002';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER balanced_entry AFTER INSERT ON journal_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_balanced_entry();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER balanced_line AFTER INSERT ON journal_line DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_balanced_entry();
--> statement-breakpoint
-- Lines are written with their entry and never added to it later.
CREATE FUNCTION refuse_late_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM journal_entry e
    WHERE e.cooperative_id = NEW.cooperative_id AND e.id = NEW.entry_id
      AND e.xmin::text::bigint <> (pg_current_xact_id()::text::bigint & 4294967295)
  ) THEN
    RAISE EXCEPTION 'journal entry % is complete', NEW.entry_id USING ERRCODE = 'HG001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER complete_entry BEFORE INSERT ON journal_line FOR EACH ROW EXECUTE FUNCTION refuse_late_line();
--> statement-breakpoint
-- The holders too; a run may have a million, so they are looked at once a statement.
CREATE FUNCTION refuse_late_holders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM (SELECT DISTINCT cooperative_id, entry_id FROM added) AS a
    JOIN journal_entry e ON e.cooperative_id = a.cooperative_id AND e.id = a.entry_id
    WHERE e.xmin::text::bigint <> (pg_current_xact_id()::text::bigint & 4294967295)
  ) THEN
    RAISE EXCEPTION 'holders are written with their journal entry' USING ERRCODE = 'HG001';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER complete_holders AFTER INSERT ON member_ledger_line
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_holders();
--> statement-breakpoint
-- A closed month takes no entries, whatever the program does.
CREATE FUNCTION refuse_closed_month() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT c.kind FROM month_close c WHERE c.cooperative_id = NEW.cooperative_id AND c.month = NEW.month
    ORDER BY c.recorded_at DESC LIMIT 1) = 'closed' THEN
    RAISE EXCEPTION 'month % is closed', NEW.month USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER open_month BEFORE INSERT ON journal_entry FOR EACH ROW EXECUTE FUNCTION refuse_closed_month();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only(
  'journal_entry', 'journal_line', 'member_ledger_line', 'own_account', 'month_close', 'books_setting'
);
