-- What two people did is not undone, and the bank's file not written anew, by one. Until when the books of a cooperative were written by
-- versions that asked for one person, only this migration writes.
CREATE TABLE "undone_alone_before" (
	"cooperative_id" uuid PRIMARY KEY NOT NULL,
	"until" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entry" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO undone_alone_before (cooperative_id, until)
SELECT cooperative_id, max(recorded_at) FROM audit_entry GROUP BY cooperative_id;
--> statement-breakpoint
ALTER TABLE "setting_proposal" DROP CONSTRAINT "setting_proposal_kind";
--> statement-breakpoint
ALTER TABLE "setting_proposal" ADD CONSTRAINT "setting_proposal_kind" CHECK ("setting_proposal"."kind" in ('share-allowance','share-takers','share-limit','kept-out-accounts','books-settings','payout-minimum','payer','rest-day','assembly-settings','assembly-rules','pension-rule','pension-rule-end','bank-template'));
--> statement-breakpoint
ALTER TABLE "file_template" ADD COLUMN "proposal_id" uuid;
--> statement-breakpoint
ALTER TABLE "file_template" ADD CONSTRAINT "file_template_proposal_fk" FOREIGN KEY ("cooperative_id","proposal_id") REFERENCES "public"."setting_proposal"("cooperative_id","id");
--> statement-breakpoint
-- The version of the cooperative's own template that an order was made with. Null: a template that ships, or an order of before.
ALTER TABLE "payment_order" ADD COLUMN "template_version" bigint;
--> statement-breakpoint
CREATE FUNCTION latest_bank_template(cooperative uuid, template_id text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT max(t.version) FROM file_template t WHERE t.cooperative_id = cooperative AND t.kind = 'bank' AND t.id = template_id
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_order_of_other_template() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.template_version IS DISTINCT FROM latest_bank_template(NEW.cooperative_id, NEW.template) THEN
    RAISE EXCEPTION 'an order is made with the template as it is' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER made_with_latest BEFORE INSERT ON payment_order FOR EACH ROW EXECUTE FUNCTION refuse_order_of_other_template();
--> statement-breakpoint
-- A bank template that an order was made with before is in use: whatever changes it takes two.
CREATE FUNCTION loosens(r file_template) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT r.kind = 'bank' AND EXISTS (SELECT FROM payment_order o WHERE o.cooperative_id = r.cooperative_id AND o.template = r.id
    AND (o.template_version < r.version OR o.template_version IS NULL AND o.made_at < r.recorded_at))
$$;
--> statement-breakpoint
CREATE FUNCTION is_as_proposed(r file_template) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(w = r.template, false) FROM wish_of_two(r.cooperative_id, r.proposal_id, 'bank-template') w
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_template_changed_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF loosens(NEW) AND NOT coalesce(is_as_proposed(NEW) AND confirmed_now(NEW.cooperative_id, NEW.proposal_id), false) THEN
    RAISE EXCEPTION 'a bank template in use is changed by one who proposes and another who confirms' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER loosened_by_two BEFORE INSERT ON file_template FOR EACH ROW EXECUTE FUNCTION refuse_template_changed_alone();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('undone_alone_before');
--> statement-breakpoint
REVOKE INSERT ON bound_less_before, decided_before, ended_alone_before, entry_by_one, headed_alone_before, inherited_alone_before, loosened_alone_before,
  one_hand_before, placed_alone_before, undone_alone_before, voted_twice_before, written_before FROM hegu_app;
--> statement-breakpoint
CREATE TRIGGER closed BEFORE INSERT ON undone_alone_before FOR EACH ROW EXECUTE FUNCTION refuse_closed();
