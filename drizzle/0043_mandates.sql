-- Heirs, guardians, children and attorneys see what a member sees by a mandate: proposed by one person and confirmed by another, from
-- a day until a day, ended early by either of the two, by two of the office, or by a death. The portal shows the member's rows while
-- it holds, by the computer's clock, and not after.
ALTER TABLE "access_proposal" DROP CONSTRAINT "access_proposal_kind";
--> statement-breakpoint
ALTER TABLE "access_proposal" ADD CONSTRAINT "access_proposal_kind" CHECK ("access_proposal"."kind" in ('before','founding','user','roles','member','reset','restore','entry','second-factor','mandate','mandate-end','closing'));
--> statement-breakpoint
CREATE TABLE "mandate" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"person" text NOT NULL,
	"ground" text NOT NULL,
	"document" text NOT NULL,
	"scope" text NOT NULL,
	"begins_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	CONSTRAINT "mandate_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "mandate_ground" CHECK ("mandate"."ground" in ('guardian','heir','child','attorney')),
	CONSTRAINT "mandate_scope" CHECK ("mandate"."scope" in ('read')),
	CONSTRAINT "mandate_days" CHECK ("mandate"."begins_on" <= "mandate"."ends_on"),
	CONSTRAINT "mandate_document" CHECK (length("mandate"."document") between 2 and 200)
);
--> statement-breakpoint
ALTER TABLE "mandate" ADD CONSTRAINT "mandate_proposal_fk" FOREIGN KEY ("cooperative_id","id") REFERENCES "public"."access_proposal"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "mandate" ADD CONSTRAINT "mandate_member_fk" FOREIGN KEY ("cooperative_id","member_id") REFERENCES "public"."member"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "mandate" ADD CONSTRAINT "mandate_user_fk" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id");
--> statement-breakpoint
CREATE INDEX "mandate_of_user" ON "mandate" USING btree ("cooperative_id","user_id");
--> statement-breakpoint
CREATE INDEX "mandate_of_member" ON "mandate" USING btree ("cooperative_id","member_id");
--> statement-breakpoint
CREATE TABLE "mandate_end" (
	"cooperative_id" uuid NOT NULL,
	"mandate_id" uuid NOT NULL,
	"cause" text NOT NULL,
	"reason" text,
	"proposal_id" uuid,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid,
	CONSTRAINT "mandate_end_cooperative_id_mandate_id_pk" PRIMARY KEY("cooperative_id","mandate_id"),
	CONSTRAINT "mandate_end_cause" CHECK ("mandate_end"."cause" in ('member','mandatary','office','death','not-dead')),
	CONSTRAINT "mandate_end_office" CHECK (("mandate_end"."cause" = 'office') = ("mandate_end"."proposal_id" is not null)),
	CONSTRAINT "mandate_end_by" CHECK (("mandate_end"."cause" in ('death','not-dead')) = ("mandate_end"."recorded_by" is null)),
	CONSTRAINT "mandate_end_reason" CHECK (("mandate_end"."recorded_by" is null) = ("mandate_end"."reason" is null))
);
--> statement-breakpoint
ALTER TABLE "mandate_end" ADD CONSTRAINT "mandate_end_mandate_fk" FOREIGN KEY ("cooperative_id","mandate_id") REFERENCES "public"."mandate"("cooperative_id","id");
--> statement-breakpoint
ALTER TABLE "mandate_end" ADD CONSTRAINT "mandate_end_proposal_fk" FOREIGN KEY ("cooperative_id","proposal_id") REFERENCES "public"."access_proposal"("cooperative_id","id");
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
-- Sealing grants the service what every table is granted; what a migration alone has filled stays so.
REVOKE INSERT ON inherited_alone_before FROM hegu_app;
--> statement-breakpoint
SELECT seal_append_only('mandate', 'mandate_end');
--> statement-breakpoint
-- Whether the register has somebody as dead, as known now.
CREATE FUNCTION is_deceased(cooperative uuid, person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM member_standing s WHERE s.cooperative_id = cooperative AND s.member_id = person AND s.kind = 'deceased'
    AND NOT EXISTS (SELECT FROM member_standing k WHERE k.cooperative_id = cooperative AND k.corrects = s.id))
$$;
--> statement-breakpoint
-- A mandate is what was proposed by one and is confirmed by another now. Heirs act after a death, everybody else before it.
CREATE FUNCTION require_two_people_for_mandate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM access_proposal p WHERE p.cooperative_id = NEW.cooperative_id AND p.id = NEW.id
      AND p.kind = 'mandate' AND p.user_id = NEW.user_id AND p.wish->>'memberId' = NEW.member_id::text
      AND p.wish->>'ground' = NEW.ground AND p.wish->>'document' = NEW.document AND p.wish->>'scope' = NEW.scope
      AND (p.wish->>'from')::date = NEW.begins_on AND (p.wish->>'until')::date = NEW.ends_on
      AND access_confirmed_now(p.cooperative_id, p.id)) THEN
    RAISE EXCEPTION 'mandate: it was not proposed by one person and confirmed by another' USING ERRCODE = 'HG003';
  END IF;
  IF (NEW.ground = 'heir') <> is_deceased(NEW.cooperative_id, NEW.member_id) THEN
    RAISE EXCEPTION 'mandate: heirs act for the dead, and nobody else does' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER mandate_two_people BEFORE INSERT ON mandate FOR EACH ROW EXECUTE FUNCTION require_two_people_for_mandate();
--> statement-breakpoint
CREATE FUNCTION require_right_to_end_mandate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE m mandate;
BEGIN
  SELECT * INTO m FROM mandate q WHERE q.cooperative_id = NEW.cooperative_id AND q.id = NEW.mandate_id;
  IF (CASE NEW.cause
    WHEN 'mandatary' THEN m.user_id = NEW.recorded_by
    WHEN 'member' THEN EXISTS (SELECT FROM member_user u WHERE u.cooperative_id = m.cooperative_id AND u.member_id = m.member_id
      AND u.user_id = NEW.recorded_by)
    WHEN 'office' THEN EXISTS (SELECT FROM access_proposal p WHERE p.cooperative_id = m.cooperative_id AND p.id = NEW.proposal_id
      AND p.kind = 'mandate-end' AND p.wish->>'mandateId' = m.id::text AND access_confirmed_now(p.cooperative_id, p.id))
    WHEN 'death' THEN m.ground <> 'heir' AND is_deceased(m.cooperative_id, m.member_id)
    ELSE m.ground = 'heir' AND NOT is_deceased(m.cooperative_id, m.member_id) END) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'mandate_end: ended by either of the two, by two of the office, or by a death' USING ERRCODE = 'HG003';
END $$;
--> statement-breakpoint
CREATE TRIGGER ended_by_right BEFORE INSERT ON mandate_end FOR EACH ROW EXECUTE FUNCTION require_right_to_end_mandate();
--> statement-breakpoint
-- A death ends what anybody but an heir may; that somebody is not dead after all ends what their heirs may. Whatever door it comes by.
CREATE FUNCTION end_mandates_by_death() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE dead boolean := is_deceased(NEW.cooperative_id, NEW.member_id);
BEGIN
  INSERT INTO mandate_end (cooperative_id, mandate_id, cause, recorded_at)
  SELECT m.cooperative_id, m.id, CASE WHEN dead THEN 'death' ELSE 'not-dead' END, NEW.recorded_at
  FROM mandate m WHERE m.cooperative_id = NEW.cooperative_id AND m.member_id = NEW.member_id AND (m.ground = 'heir') <> dead
    AND NOT EXISTS (SELECT FROM mandate_end e WHERE e.cooperative_id = m.cooperative_id AND e.mandate_id = m.id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER mandates_after_death AFTER INSERT ON member_standing FOR EACH ROW
  WHEN (NEW.kind = 'deceased' OR NEW.corrects IS NOT NULL) EXECUTE FUNCTION end_mandates_by_death();
--> statement-breakpoint
-- Oneself, and whom one acts for today.
CREATE OR REPLACE FUNCTION own_members() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT member_id FROM member_user
  WHERE cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid
    AND user_id = nullif(current_setting('app.user_id', true), '')::uuid
  UNION
  SELECT m.member_id FROM mandate m
  WHERE m.cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid
    AND m.user_id = nullif(current_setting('app.user_id', true), '')::uuid
    AND (now() AT TIME ZONE 'Asia/Shanghai')::date BETWEEN m.begins_on AND m.ends_on
    AND NOT EXISTS (SELECT FROM mandate_end e WHERE e.cooperative_id = m.cooperative_id AND e.mandate_id = m.id)
$$;
--> statement-breakpoint
SELECT show_in_portal('mandate', 'user_id = nullif(current_setting(''app.user_id'', true), '''')::uuid
  OR member_id IN (SELECT u.member_id FROM member_user u)');
--> statement-breakpoint
SELECT show_in_portal('mandate_end', 'mandate_id IN (SELECT m.id FROM mandate m)');
--> statement-breakpoint
GRANT SELECT (user_id) ON mandate TO hegu_portal;
