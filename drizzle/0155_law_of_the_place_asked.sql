-- Since now the law of the place is asked, and not only told: what it keeps out of the distribution, and that members alone take shares. Until
-- when versions wrote the books that asked none of it, only this migration writes.
CREATE TABLE "unasked_before" (
	"cooperative_id" uuid PRIMARY KEY NOT NULL,
	"until" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entry" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO unasked_before (cooperative_id, until)
SELECT cooperative_id, max(recorded_at) FROM audit_entry GROUP BY cooperative_id;
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('unasked_before');
--> statement-breakpoint
CREATE TRIGGER closed BEFORE INSERT ON unasked_before FOR EACH ROW EXECUTE FUNCTION refuse_closed();
--> statement-breakpoint
REVOKE INSERT ON unasked_before FROM hegu_app;
