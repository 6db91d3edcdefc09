-- What jobs write between the commands stands under no entry until the next command, and whoever had the database wrote such digests too: the
-- service puts a seal by the key of the books on each in the transaction that wrote it, and an entry covers those alone.
ALTER TABLE "row_digest" ADD COLUMN "seal" text;
--> statement-breakpoint
ALTER TABLE "row_digest" DISABLE TRIGGER "append_only";
--> statement-breakpoint
ALTER TABLE "row_digest" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- What waits without one is taken over with this upgrade, and remarked.
UPDATE "row_digest" SET "operation" = 'A' WHERE "entry_number" IS NULL AND "operation" IN ('I', 'U');
--> statement-breakpoint
ALTER TABLE "row_digest" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "row_digest" ENABLE TRIGGER "append_only";
--> statement-breakpoint
-- As 0076 left it; and a digest that no entry covers is sealed, once.
CREATE OR REPLACE FUNCTION refuse_all_but_covering() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.entry_number IS NULL
    AND (OLD.cooperative_id, OLD.table_name, OLD.id, OLD.operation, OLD.keys, OLD.digests)
      IS NOT DISTINCT FROM (NEW.cooperative_id, NEW.table_name, NEW.id, NEW.operation, NEW.keys, NEW.digests)
    AND (NEW.entry_number IS NOT NULL AND NEW.seal IS NOT DISTINCT FROM OLD.seal
      OR NEW.entry_number IS NULL AND OLD.seal IS NULL AND NEW.seal IS NOT NULL) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'table % is append only: correct by a reversing entry', TG_TABLE_NAME USING ERRCODE = 'HG001';
END $$;
--> statement-breakpoint
GRANT UPDATE ("seal") ON "row_digest" TO hegu_app;
