-- Entries by hand count once another person has reviewed them: they are prepared, then confirmed or sent back, and only what
-- was confirmed enters the journal, under the same id, as it was reviewed.
--
-- While rows are read here, nothing is hidden from an owner whom forced row policies bind; they are forced again below.
ALTER TABLE journal_entry NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "prepared_entry" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"kind" text NOT NULL,
	"entry_date" date NOT NULL,
	"summary" text NOT NULL,
	"attachments" integer NOT NULL,
	"reverses" uuid,
	"prepared_at" timestamptz(3) NOT NULL,
	"prepared_by" uuid NOT NULL,
	"prepared_by_name" text NOT NULL,
	CONSTRAINT "prepared_entry_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "prepared_entry_number_unique" UNIQUE("cooperative_id","number"),
	CONSTRAINT "prepared_entry_kind" CHECK ("prepared_entry"."kind" in ('opening','manual','reversal')),
	CONSTRAINT "prepared_entry_reversal_names" CHECK (("prepared_entry"."kind" = 'reversal') = ("prepared_entry"."reverses" is not null))
);
--> statement-breakpoint
CREATE TABLE "prepared_line" (
	"cooperative_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"account" text NOT NULL,
	"debit" numeric(18,2) NOT NULL,
	"credit" numeric(18,2) NOT NULL,
	"text" text NOT NULL,
	"account_id" uuid,
	CONSTRAINT "prepared_line_cooperative_id_entry_id_ordinal_pk" PRIMARY KEY("cooperative_id","entry_id","ordinal"),
	CONSTRAINT "prepared_line_one_side" CHECK (("prepared_line"."debit" = 0) <> ("prepared_line"."credit" = 0))
);
--> statement-breakpoint
CREATE TABLE "entry_review" (
	"cooperative_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"reviewed_at" timestamptz(3) NOT NULL,
	"reviewed_by" uuid NOT NULL,
	"reviewed_by_name" text NOT NULL,
	CONSTRAINT "entry_review_cooperative_id_entry_id_pk" PRIMARY KEY("cooperative_id","entry_id"),
	CONSTRAINT "entry_review_outcome" CHECK ("entry_review"."outcome" in ('confirmed','sent-back') and ("entry_review"."outcome" = 'sent-back') = ("entry_review"."reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "entry_by_one" (
	"cooperative_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	CONSTRAINT "entry_by_one_cooperative_id_entry_id_pk" PRIMARY KEY("cooperative_id","entry_id")
);
--> statement-breakpoint
ALTER TABLE "journal_entry" ADD COLUMN "prepared_by" uuid;--> statement-breakpoint
ALTER TABLE "journal_entry" ADD COLUMN "prepared_by_name" text;--> statement-breakpoint
ALTER TABLE "journal_entry" ADD COLUMN "reviewed_by" uuid;--> statement-breakpoint
ALTER TABLE "journal_entry" ADD COLUMN "reviewed_by_name" text;--> statement-breakpoint
ALTER TABLE "journal_entry" ADD CONSTRAINT "journal_entry_two_people" CHECK ("journal_entry"."reviewed_by" is null or "journal_entry"."reviewed_by" <> "journal_entry"."prepared_by");--> statement-breakpoint
ALTER TABLE "journal_entry" ADD CONSTRAINT "journal_entry_source_names" CHECK (("journal_entry"."kind" in ('automatic','closing')) = ("journal_entry"."source" is not null));--> statement-breakpoint
ALTER TABLE "prepared_entry" ADD CONSTRAINT "prepared_entry_reverses_fk" FOREIGN KEY ("cooperative_id","reverses") REFERENCES "public"."journal_entry"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prepared_line" ADD CONSTRAINT "prepared_line_entry_fk" FOREIGN KEY ("cooperative_id","entry_id") REFERENCES "public"."prepared_entry"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prepared_line" ADD CONSTRAINT "prepared_line_account_fk" FOREIGN KEY ("cooperative_id","account_id") REFERENCES "public"."holder_account"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entry_review" ADD CONSTRAINT "entry_review_entry_fk" FOREIGN KEY ("cooperative_id","entry_id") REFERENCES "public"."prepared_entry"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entry_by_one" ADD CONSTRAINT "entry_by_one_entry_fk" FOREIGN KEY ("cooperative_id","entry_id") REFERENCES "public"."journal_entry"("cooperative_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- What one person entered before there were reviews stays, and is known for what it is.
INSERT INTO entry_by_one (cooperative_id, entry_id)
SELECT e.cooperative_id, e.id FROM journal_entry e
LEFT JOIN journal_entry r ON r.cooperative_id = e.cooperative_id AND r.id = e.reverses
WHERE coalesce(r.kind, e.kind) IN ('opening','manual');
--> statement-breakpoint
-- Whoever prepared an entry does not review it.
CREATE FUNCTION refuse_own_entry_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM prepared_entry p
    WHERE p.cooperative_id = NEW.cooperative_id AND p.id = NEW.entry_id AND p.prepared_by = NEW.reviewed_by
  ) THEN
    RAISE EXCEPTION 'entry % is reviewed by whoever prepared it', NEW.entry_id USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER reviewed_by_another BEFORE INSERT ON entry_review FOR EACH ROW EXECUTE FUNCTION refuse_own_entry_review();
--> statement-breakpoint
-- What is reviewed is what was prepared: no line is added later.
CREATE FUNCTION refuse_late_prepared_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM prepared_entry p
    WHERE p.cooperative_id = NEW.cooperative_id AND p.id = NEW.entry_id
      AND p.xmin::text::bigint <> (pg_current_xact_id()::text::bigint & 4294967295)
  ) THEN
    RAISE EXCEPTION 'prepared entry % is complete', NEW.entry_id USING ERRCODE = 'HG001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER complete_prepared BEFORE INSERT ON prepared_line FOR EACH ROW EXECUTE FUNCTION refuse_late_prepared_line();
--> statement-breakpoint
-- An entry by hand stands in the journal only as somebody else confirmed it: head, lines, and the holders it named.
CREATE FUNCTION require_reviewed_entry() RETURNS trigger LANGUAGE plpgsql AS $$
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
      SELECT account_id, sum(debit) AS debit, sum(credit) AS credit FROM prepared_line
      WHERE cooperative_id = NEW.cooperative_id AND entry_id = NEW.id AND account = '113' GROUP BY account_id
    ) AS p
    FULL JOIN (
      SELECT account_id, debit, credit FROM member_ledger_line
      WHERE cooperative_id = NEW.cooperative_id AND entry_id = NEW.id
    ) AS m ON m.account_id = p.account_id
    WHERE (coalesce(p.debit, 0), coalesce(p.credit, 0)) <> (coalesce(m.debit, 0), coalesce(m.credit, 0))
  ) THEN
    RAISE EXCEPTION 'journal entry % names other holders than were reviewed', NEW.id USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER reviewed_entry AFTER INSERT ON journal_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_reviewed_entry();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('prepared_entry', 'prepared_line', 'entry_review', 'entry_by_one');
--> statement-breakpoint
REVOKE INSERT ON entry_by_one FROM hegu_app;
