-- Until when the books of a cooperative were written by versions of the program that did not ask all that the certificate of
-- legality asks: what is missing of it is told, not held against today. Only this migration writes it.
CREATE TABLE "written_before" (
	"cooperative_id" uuid PRIMARY KEY NOT NULL,
	"until" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entry" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO written_before (cooperative_id, until)
SELECT cooperative_id, max(recorded_at) FROM audit_entry GROUP BY cooperative_id;
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('written_before');
--> statement-breakpoint
REVOKE INSERT ON written_before FROM hegu_app;
