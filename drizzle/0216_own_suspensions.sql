-- A signed-in person may learn in which cooperatives they were suspended, as in which they hold a role: whoever has parts in many is told where
-- they have one in one unit of work.
CREATE POLICY own_suspensions ON access_suspension FOR SELECT TO hegu_app, hegu_reader
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid);
--> statement-breakpoint
CREATE INDEX "access_suspension_by_user" ON "access_suspension" USING btree ("user_id");
