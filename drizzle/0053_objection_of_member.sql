-- Whose objection it is, where a member raised it: what the office wrote down for somebody is shown to that somebody.
ALTER TABLE "run_objection" ADD COLUMN "member_id" uuid;
--> statement-breakpoint
ALTER TABLE "run_objection" ADD CONSTRAINT "run_objection_member_fk" FOREIGN KEY ("cooperative_id","member_id") REFERENCES "public"."member"("cooperative_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "run_objection_of_member" ON "run_objection" USING btree ("cooperative_id","member_id");
--> statement-breakpoint
SELECT show_in_portal('run_objection', 'member_id IN (SELECT own_members())
  OR member_id IS NULL AND recorded_by = nullif(current_setting(''app.user_id'', true), '''')::uuid');
