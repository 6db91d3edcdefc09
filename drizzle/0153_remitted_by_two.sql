-- Tax handed over is money that leaves the bank: one person enters it, and it counts, and is in the books, once another confirmed it.
-- Sent back, it may be entered anew. What was entered before counts as it did.
CREATE TABLE "tax_remittance_answer" (
	"cooperative_id" uuid NOT NULL,
	"remittance_id" uuid NOT NULL,
	-- Null: confirmed.
	"reason" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "tax_remittance_answer_cooperative_id_remittance_id_pk" PRIMARY KEY("cooperative_id","remittance_id"),
	CONSTRAINT "tax_remittance_answer_fk" FOREIGN KEY ("cooperative_id","remittance_id") REFERENCES "public"."tax_remittance"("cooperative_id","id")
);
--> statement-breakpoint
-- Null: of before, it counts alone.
ALTER TABLE "tax_remittance" ADD COLUMN "by_two" boolean CONSTRAINT "tax_remittance_by_two" CHECK ("by_two");
--> statement-breakpoint
CREATE FUNCTION refuse_remittance_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.by_two IS NULL THEN
    RAISE EXCEPTION 'a remittance counts once another person confirmed it' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER counts_by_two AFTER INSERT ON tax_remittance FOR EACH ROW EXECUTE FUNCTION refuse_remittance_alone();
--> statement-breakpoint
CREATE FUNCTION refuse_own_remittance_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM tax_remittance m WHERE m.cooperative_id = NEW.cooperative_id AND m.id = NEW.remittance_id
    AND m.recorded_by <> NEW.recorded_by AND m.by_two) THEN
    RAISE EXCEPTION 'another person than whoever entered a remittance answers it' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER answered_by_another AFTER INSERT ON tax_remittance_answer
  FOR EACH ROW EXECUTE FUNCTION refuse_own_remittance_answer();
--> statement-breakpoint
-- Whether two people stand behind it.
CREATE FUNCTION remitted_by_two(cooperative uuid, remittance uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM tax_remittance m
    JOIN tax_remittance_answer a ON a.cooperative_id = m.cooperative_id AND a.remittance_id = m.id
    WHERE m.cooperative_id = cooperative AND m.id = remittance AND a.reason IS NULL AND a.recorded_by <> m.recorded_by)
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_unconfirmed_remittance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT remitted_by_two(NEW.cooperative_id, split_part(NEW.source, ':', 2)::uuid) THEN
    RAISE EXCEPTION 'a remittance is in the books once another person confirmed it' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER remitted_by_two BEFORE INSERT ON journal_entry
  FOR EACH ROW WHEN (NEW.source LIKE 'tax-remittance:%') EXECUTE FUNCTION refuse_unconfirmed_remittance();
--> statement-breakpoint
-- As 0014 left it, but that one which was sent back stands no more.
CREATE OR REPLACE FUNCTION require_one_remittance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.amount IS DISTINCT FROM (SELECT f.tax FROM tax_filing f WHERE f.cooperative_id = NEW.cooperative_id AND f.id = NEW.filing_id)
    OR EXISTS (
      SELECT 1 FROM tax_remittance m
      WHERE m.cooperative_id = NEW.cooperative_id AND m.filing_id = NEW.filing_id AND m.id <> NEW.id
        AND NOT EXISTS (SELECT 1 FROM tax_remittance_strike x
          WHERE x.cooperative_id = m.cooperative_id AND x.remittance_id = m.id)
        AND NOT EXISTS (SELECT 1 FROM tax_remittance_answer a
          WHERE a.cooperative_id = m.cooperative_id AND a.remittance_id = m.id AND a.reason IS NOT NULL)) THEN
    RAISE EXCEPTION 'the tax of a list is handed over once, and whole' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- As 0014 left it, and only what counts is struck.
CREATE OR REPLACE FUNCTION refuse_own_tax_strike() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM tax_remittance m WHERE m.cooperative_id = NEW.cooperative_id AND m.id = NEW.remittance_id
    AND m.recorded_by = NEW.recorded_by) THEN
    RAISE EXCEPTION 'whoever entered a remittance does not strike it' USING ERRCODE = 'HG003';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM tax_remittance m WHERE m.cooperative_id = NEW.cooperative_id AND m.id = NEW.remittance_id
    AND (m.by_two IS NULL OR remitted_by_two(m.cooperative_id, m.id))) THEN
    RAISE EXCEPTION 'a remittance that does not count is sent back, not struck' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('tax_remittance_answer');
