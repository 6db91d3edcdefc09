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
SELECT seal_tenant_tables();
