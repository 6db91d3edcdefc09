-- What jobs told waits by its number, and an entry covers the first of it: without this, each entry reads through all that waits.
CREATE INDEX "row_digest_waiting" ON "row_digest" USING btree ("cooperative_id", "id") WHERE entry_number IS NULL;
