-- Nothing follows from a mask, whatever stands beside it: a resident ID's shows nothing and is no column any more, phones and
-- accounts keep their last four. What the older masks said is taken out of the replies kept under their keys too.
ALTER TABLE "member" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "stored_reply" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "stored_reply" DISABLE TRIGGER append_only;
--> statement-breakpoint
UPDATE stored_reply SET reply = regexp_replace(
    regexp_replace(reply::text, '"[0-9]{6}\*{8}[0-9]{3}[0-9X]"', '"******************"', 'g'),
    '"[0-9]{3}\*{4}([0-9]{4})"', '"****\1"', 'g')::jsonb
WHERE reply::text ~ '"([0-9]{6}\*{8}[0-9]{3}[0-9X]|[0-9]{3}\*{4}[0-9]{4})"';
--> statement-breakpoint
ALTER TABLE "stored_reply" ENABLE TRIGGER append_only;
--> statement-breakpoint
ALTER TABLE "member" DROP COLUMN "resident_id_masked";
--> statement-breakpoint
UPDATE member SET phone_masked = '****' || right(ltrim(phone_masked, '*'), 4) WHERE phone_masked !~ '^[*]{4}[0-9]{0,4}$';
--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_phone_masked" CHECK ("member"."phone_masked" ~ '^[*]{4}[0-9]{0,4}$');
--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_bank_account_masked" CHECK ("member"."bank_account_masked" ~ '^[*]{4}[0-9]{0,4}$') NOT VALID;
--> statement-breakpoint
-- A sealing is bound to its row and says its key. Which keys the books need: one with which something may be sealed is not
-- retired. `before` stands for the form that knew no rows; what is in it is sealed anew by the service.
CREATE TABLE "sealing_key" (
	"key_id" text PRIMARY KEY NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"retired_at" timestamptz(3)
);
--> statement-breakpoint
INSERT INTO sealing_key (key_id, recorded_at) SELECT 'before', now() WHERE EXISTS (SELECT FROM app_user);
--> statement-breakpoint
ALTER TABLE "sealed_file" ADD COLUMN "sealed_before" text;
--> statement-breakpoint
-- The same number sealed anew is no other account: what it is says the index beside it, and whoever opens it compares the two.
CREATE OR REPLACE FUNCTION keep_bank_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.bank_account_index IS NOT DISTINCT FROM OLD.bank_account_index
    AND NEW.bank_name IS NOT DISTINCT FROM OLD.bank_name THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' AND NEW.bank_account_index IS NULL THEN
    RETURN NULL;
  END IF;
  INSERT INTO member_bank_account (cooperative_id, member_id, recorded_at, bank_name, bank_account_cipher, bank_account_masked,
    bank_account_index, change_id)
  VALUES (NEW.cooperative_id, NEW.id, NEW.changed_at, NEW.bank_name, NEW.bank_account_cipher, NEW.bank_account_masked,
    NEW.bank_account_index, NEW.account_change_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION require_account_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.bank_account_index IS NOT DISTINCT FROM OLD.bank_account_index
    AND NEW.bank_name IS NOT DISTINCT FROM OLD.bank_name
    AND NEW.account_change_id IS NOT DISTINCT FROM OLD.account_change_id THEN
    RETURN NEW;
  END IF;
  IF NEW.bank_account_index IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM account_change c
    WHERE c.cooperative_id = NEW.cooperative_id AND c.id = NEW.account_change_id AND c.kind = 'entered'
      AND c.xmin::text::bigint = (pg_current_xact_id()::text::bigint & 4294967295)
  ) THEN
    RAISE EXCEPTION 'an account is entered with a change that another person confirms' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- As a trigger, because a row from before accounts were confirmed must be sealed anew as it is.
ALTER TABLE "member_bank_account" DROP CONSTRAINT "member_bank_account_of_change";
--> statement-breakpoint
CREATE FUNCTION require_account_of_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF num_nulls(NEW.bank_account_cipher, NEW.bank_account_index, NEW.change_id) NOT IN (0, 3) THEN
    RAISE EXCEPTION 'member_bank_account: an account comes with its index and its change' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER account_of_change BEFORE INSERT ON member_bank_account FOR EACH ROW EXECUTE FUNCTION require_account_of_change();
--> statement-breakpoint
-- Of a row that only grows, the sealing alone may be replaced: the columns that the trigger names.
CREATE FUNCTION refuse_all_but_resealing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - TG_ARGV = to_jsonb(OLD) - TG_ARGV THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'table % is append only: correct by a reversing entry', TG_TABLE_NAME USING ERRCODE = 'HG001';
END $$;
--> statement-breakpoint
CREATE FUNCTION keep_what_was_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sealed_before IS DISTINCT FROM coalesce(OLD.sealed_before, OLD.sealed_sha256) THEN
    RAISE EXCEPTION 'sealed_file: what the trail was told of the sealed bytes is kept' USING ERRCODE = 'HG001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('sealed_file', 'member_bank_account', 'payout_setting');
--> statement-breakpoint
DROP TRIGGER append_only ON sealed_file;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON sealed_file FOR EACH ROW
  EXECUTE FUNCTION refuse_all_but_resealing('file_cipher', 'sealed_sha256', 'sealed_before');
--> statement-breakpoint
CREATE TRIGGER told_before BEFORE UPDATE ON sealed_file FOR EACH ROW EXECUTE FUNCTION keep_what_was_told();
--> statement-breakpoint
DROP TRIGGER append_only ON member_bank_account;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON member_bank_account FOR EACH ROW
  EXECUTE FUNCTION refuse_all_but_resealing('bank_account_cipher');
--> statement-breakpoint
DROP TRIGGER append_only ON payout_setting;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON payout_setting FOR EACH ROW
  EXECUTE FUNCTION refuse_all_but_resealing('payer_account_cipher');
--> statement-breakpoint
GRANT UPDATE (file_cipher, sealed_sha256, sealed_before) ON sealed_file TO hegu_app;
--> statement-breakpoint
GRANT UPDATE (bank_account_cipher) ON member_bank_account TO hegu_app;
--> statement-breakpoint
GRANT UPDATE (payer_account_cipher) ON payout_setting TO hegu_app;
