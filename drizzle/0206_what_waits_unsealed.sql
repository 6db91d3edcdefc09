-- What jobs told between two commands is looked for by whether it bears a seal yet: without this, every look walks what others left waiting.
CREATE INDEX "row_digest_unsealed" ON "row_digest" USING btree ("cooperative_id") WHERE entry_number IS NULL AND seal IS NULL;
