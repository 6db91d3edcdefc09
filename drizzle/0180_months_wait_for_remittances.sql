-- No month is closed over a remittance of tax that waits for its second person: confirmed, it is entered on the day the tax was paid.
CREATE FUNCTION refuse_closing_over_remittance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM tax_remittance m WHERE m.cooperative_id = NEW.cooperative_id AND m.by_two
    AND to_char(m.remitted_on, 'YYYY-MM') <= NEW.month
    AND NOT EXISTS (SELECT FROM tax_remittance_answer a WHERE a.cooperative_id = m.cooperative_id AND a.remittance_id = m.id)) THEN
    RAISE EXCEPTION 'month % is not closed over a remittance that waits for another person', NEW.month USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- At the end: what the books themselves say of a month is said first.
CREATE CONSTRAINT TRIGGER over_no_remittance AFTER INSERT ON month_close DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind = 'closed') EXECUTE FUNCTION refuse_closing_over_remittance();
