-- Rights over people, sessions and cooperatives, column by column; roles of the portal; and who read what.
--
-- Secrets of people are read by no reading unit: whoever reads registers has no use for them. What a column is called decides, so
-- that a column added by another migration is not forgotten: one with a hash, a secret or a code in its name is a secret.
CREATE FUNCTION seal_people_tables() RETURNS void LANGUAGE plpgsql AS $$
DECLARE shown text; changed text;
BEGIN
  SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FILTER (WHERE a.attname !~ '(hash|secret|code|key|password)'),
    string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FILTER (WHERE a.attname NOT IN ('id', 'is_administrator', 'created_at'))
  INTO shown, changed
  FROM pg_attribute a WHERE a.attrelid = 'app_user'::regclass AND a.attnum > 0 AND NOT a.attisdropped;
  REVOKE ALL ON app_user FROM hegu_reader;
  EXECUTE format('GRANT SELECT (%s) ON app_user TO hegu_reader', shown);
  REVOKE UPDATE ON app_user FROM hegu_app;
  EXECUTE format('GRANT UPDATE (%s) ON app_user TO hegu_app', changed);
END $$;
--> statement-breakpoint
SELECT seal_people_tables();
--> statement-breakpoint
-- Who opens cooperatives is the first person of an installation; nobody becomes it later.
CREATE FUNCTION refuse_administrator() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.is_administrator IS DISTINCT FROM OLD.is_administrator
    OR TG_OP = 'INSERT' AND NEW.is_administrator AND EXISTS (SELECT FROM app_user) THEN
    RAISE EXCEPTION 'app_user: only the first person of an installation opens cooperatives' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER first_person_only BEFORE INSERT OR UPDATE ON app_user FOR EACH ROW EXECUTE FUNCTION refuse_administrator();
--> statement-breakpoint
-- The first day in Hegu is the day a cooperative's row was made: nobody moves it. Inside a cooperative, no other is seen.
REVOKE UPDATE ON cooperative FROM hegu_app;
--> statement-breakpoint
GRANT UPDATE (name, credit_code, region_code) ON cooperative TO hegu_app;
--> statement-breakpoint
ALTER TABLE cooperative ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_or_outside ON cooperative TO hegu_app, hegu_reader
  USING (nullif(current_setting('app.cooperative_id', true), '') IS NULL
    OR id = nullif(current_setting('app.cooperative_id', true), '')::uuid)
  WITH CHECK (nullif(current_setting('app.cooperative_id', true), '') IS NULL
    OR id = nullif(current_setting('app.cooperative_id', true), '')::uuid);
--> statement-breakpoint
-- A command of a cooperative may end sessions, and begins none.
ALTER TABLE session ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY seen ON session FOR SELECT TO hegu_app USING (true);
--> statement-breakpoint
CREATE POLICY ended ON session FOR DELETE TO hegu_app USING (true);
--> statement-breakpoint
CREATE POLICY begun_outside ON session FOR INSERT TO hegu_app
  WITH CHECK (nullif(current_setting('app.cooperative_id', true), '') IS NULL);
--> statement-breakpoint
CREATE POLICY kept_outside ON session FOR UPDATE TO hegu_app
  USING (nullif(current_setting('app.cooperative_id', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('app.cooperative_id', true), '') IS NULL);
--> statement-breakpoint
-- Statistics are kept true by the application itself where PostgreSQL knows that right; no owner serves for it.
DO $$
DECLARE t record;
BEGIN
  IF current_setting('server_version_num')::int < 170000 THEN RETURN; END IF;
  FOR t IN SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') LOOP
    EXECUTE format('GRANT MAINTAIN ON %I TO hegu_app', t.name);
  END LOOP;
END $$;
--> statement-breakpoint
-- What a shareholder reads of the register is their own row, without anything sealed.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'hegu_portal') THEN
    BEGIN CREATE ROLE hegu_portal NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END;
  END IF;
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO hegu_portal;
--> statement-breakpoint
GRANT SELECT (cooperative_id, user_id, member_id) ON member_user TO hegu_portal;
--> statement-breakpoint
CREATE POLICY own_link ON member_user FOR SELECT TO hegu_portal
  USING (cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid
    AND user_id = nullif(current_setting('app.user_id', true), '')::uuid);
--> statement-breakpoint
GRANT SELECT (cooperative_id, id, register_number, name, sex, birth_date, phone_masked, bank_name, bank_account_masked)
  ON member TO hegu_portal;
--> statement-breakpoint
CREATE POLICY own_row ON member FOR SELECT TO hegu_portal
  USING (cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid
    AND id = (SELECT u.member_id FROM member_user u WHERE u.cooperative_id = member.cooperative_id
      AND u.user_id = nullif(current_setting('app.user_id', true), '')::uuid));
--> statement-breakpoint
-- Who read what of people, and whom it was refused: kept apart from the trail, which tells of changes alone. Rows only grow. What a
-- person does again within a minute is one row.
CREATE TABLE "access_entry" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"user_id" uuid NOT NULL,
	"user_name" text NOT NULL,
	"kind" text NOT NULL,
	"act" text NOT NULL,
	"member_id" uuid,
	"about" text,
	"refused" text,
	"address" text,
	CONSTRAINT "access_entry_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "access_entry_kind" CHECK ("access_entry"."kind" in ('sign-in','register','export','paper','file','unmask','trail','own')),
	CONSTRAINT "access_entry_length" CHECK (length(coalesce("access_entry"."about", '')) <= 600 and length("access_entry"."act") <= 100)
);
--> statement-breakpoint
ALTER TABLE "access_entry" ADD CONSTRAINT "access_entry_book_fk" FOREIGN KEY ("cooperative_id") REFERENCES "public"."book"("cooperative_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "access_entry_by_person" ON "access_entry" USING btree ("cooperative_id","user_id","id");
--> statement-breakpoint
CREATE INDEX "access_entry_about_member" ON "access_entry" USING btree ("cooperative_id","member_id","id") WHERE "access_entry"."member_id" is not null;
--> statement-breakpoint
ALTER TABLE access_entry ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE access_entry FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_cooperative ON access_entry TO hegu_app, hegu_reader
  USING (cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid)
  WITH CHECK (cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid);
--> statement-breakpoint
GRANT SELECT ON access_entry TO hegu_reader;
--> statement-breakpoint
GRANT SELECT, INSERT ON access_entry TO hegu_app;
--> statement-breakpoint
SELECT seal_append_only('access_entry');
--> statement-breakpoint
-- What was known of a person, from when on: names, birth dates and numbers are corrected, and what they were before stays.
CREATE TABLE "member_detail" (
	"cooperative_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"name" text NOT NULL,
	"sex" text,
	"birth_date" date,
	"resident_id_cipher" "bytea",
	"resident_id_index" "bytea",
	"phone_cipher" "bytea",
	"phone_index" "bytea",
	"phone_masked" text,
	CONSTRAINT "member_detail_cooperative_id_member_id_recorded_at_pk" PRIMARY KEY("cooperative_id","member_id","recorded_at")
);
--> statement-breakpoint
ALTER TABLE member NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO member_detail (cooperative_id, member_id, recorded_at, name, sex, birth_date, resident_id_cipher, resident_id_index,
  phone_cipher, phone_index, phone_masked)
SELECT cooperative_id, id, changed_at, name, sex, birth_date, resident_id_cipher, resident_id_index, phone_cipher, phone_index,
  phone_masked FROM member;
--> statement-breakpoint
ALTER TABLE "member_detail" ADD CONSTRAINT "member_detail_fk" FOREIGN KEY ("cooperative_id","member_id") REFERENCES "public"."member"("cooperative_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE member FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE FUNCTION keep_member_detail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.name, NEW.sex, NEW.birth_date, NEW.resident_id_index, NEW.phone_index)
    IS NOT DISTINCT FROM (OLD.name, OLD.sex, OLD.birth_date, OLD.resident_id_index, OLD.phone_index) THEN
    RETURN NULL;
  END IF;
  INSERT INTO member_detail (cooperative_id, member_id, recorded_at, name, sex, birth_date, resident_id_cipher, resident_id_index,
    phone_cipher, phone_index, phone_masked)
  VALUES (NEW.cooperative_id, NEW.id, NEW.changed_at, NEW.name, NEW.sex, NEW.birth_date, NEW.resident_id_cipher,
    NEW.resident_id_index, NEW.phone_cipher, NEW.phone_index, NEW.phone_masked);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_member_detail AFTER INSERT OR UPDATE ON member FOR EACH ROW EXECUTE FUNCTION keep_member_detail();
--> statement-breakpoint
ALTER TABLE member_detail ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE member_detail FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_cooperative ON member_detail TO hegu_app, hegu_reader
  USING (cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid)
  WITH CHECK (cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid);
--> statement-breakpoint
GRANT SELECT ON member_detail TO hegu_reader;
--> statement-breakpoint
GRANT SELECT, INSERT ON member_detail TO hegu_app;
--> statement-breakpoint
SELECT seal_append_only('member_detail');
--> statement-breakpoint
DROP TRIGGER append_only ON member_detail;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON member_detail FOR EACH ROW
  EXECUTE FUNCTION refuse_all_but_resealing('resident_id_cipher', 'phone_cipher');
--> statement-breakpoint
GRANT UPDATE (resident_id_cipher, phone_cipher) ON member_detail TO hegu_app;
