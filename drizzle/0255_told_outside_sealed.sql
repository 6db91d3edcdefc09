-- What a migration takes over outside the cooperatives bears a seal by the key of the books as well, put on it in the migration's own
-- transaction: an entry covers that, and nothing that somebody says to be of an upgrade.
ALTER TABLE "platform_digest" ADD COLUMN "seal" text;
--> statement-breakpoint
-- As 0077 left it; and what no entry covers is sealed, once.
CREATE OR REPLACE FUNCTION refuse_all_but_covering_outside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.entry_number IS NULL
    AND (OLD.id, OLD.table_name, OLD.operation, OLD.within, OLD.keys, OLD.digests)
      IS NOT DISTINCT FROM (NEW.id, NEW.table_name, NEW.operation, NEW.within, NEW.keys, NEW.digests)
    AND (NEW.entry_number IS NOT NULL AND NEW.seal IS NOT DISTINCT FROM OLD.seal
      OR NEW.entry_number IS NULL AND OLD.seal IS NULL AND NEW.seal IS NOT NULL) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'table % is append only: correct by a reversing entry', TG_TABLE_NAME USING ERRCODE = 'HG001';
END $$;
