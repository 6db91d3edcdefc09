-- What papers in English print, where somebody gave it.
ALTER TABLE "resolution" ADD COLUMN "title_en" text;
--> statement-breakpoint
ALTER TABLE "resolution" ADD COLUMN "text_en" text;
--> statement-breakpoint
ALTER TABLE "meeting_motion" ADD COLUMN "title_en" text;
--> statement-breakpoint
ALTER TABLE "meeting_motion" ADD COLUMN "text_en" text;
--> statement-breakpoint
ALTER TABLE "allotment_scheme" ADD COLUMN "name_en" text;
--> statement-breakpoint
ALTER TABLE "allotment_scheme" ADD COLUMN "meaning_en" text;
--> statement-breakpoint
ALTER TABLE "dividend_run" ADD COLUMN "tax_basis_en" text;
--> statement-breakpoint
-- Minutes of a village or neighbourhood that met by one voice a household, and the women that a quorum of them is asked of.
ALTER TABLE "resolution" ADD COLUMN "by_households" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE "resolution" ADD COLUMN "women_entitled" integer;
--> statement-breakpoint
ALTER TABLE "resolution" ADD COLUMN "women_present" integer;
--> statement-breakpoint
ALTER TABLE "resolution" ADD CONSTRAINT "resolution_women" CHECK (num_nulls("resolution"."women_entitled", "resolution"."women_present") in (0, 2) and "resolution"."women_present" between 0 and "resolution"."women_entitled" and "resolution"."women_entitled" <= "resolution"."entitled");
--> statement-breakpoint
-- Whose law holds is changed by two people once something was decided: until the second confirmed it, nothing changes.
ALTER TABLE "jurisdiction" ADD COLUMN "needs_review" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
CREATE TABLE "jurisdiction_review" (
	"cooperative_id" uuid NOT NULL,
	"version" bigint NOT NULL,
	"verdict" text NOT NULL,
	"reason" text,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "jurisdiction_review_cooperative_id_version_pk" PRIMARY KEY("cooperative_id","version"),
	CONSTRAINT "jurisdiction_review_verdict" CHECK ("jurisdiction_review"."verdict" in ('confirmed','sent-back')),
	CONSTRAINT "jurisdiction_review_reason" CHECK (("jurisdiction_review"."verdict" = 'sent-back') = ("jurisdiction_review"."reason" is not null)),
	CONSTRAINT "jurisdiction_review_jurisdiction_fk" FOREIGN KEY ("cooperative_id","version") REFERENCES "jurisdiction"("cooperative_id","version")
);
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only('jurisdiction_review');
--> statement-breakpoint
-- Sealing grants what every table is granted; only a migration writes this one.
REVOKE INSERT ON written_before FROM hegu_app;
--> statement-breakpoint
CREATE FUNCTION refuse_one_persons_jurisdiction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT NEW.needs_review AND EXISTS (SELECT FROM resolution r WHERE r.cooperative_id = NEW.cooperative_id) THEN
    RAISE EXCEPTION 'jurisdiction: after the first decision a second person confirms it' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER jurisdiction_by_two BEFORE INSERT ON jurisdiction FOR EACH ROW EXECUTE FUNCTION refuse_one_persons_jurisdiction();
--> statement-breakpoint
CREATE FUNCTION refuse_own_jurisdiction_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM jurisdiction j
    WHERE j.cooperative_id = NEW.cooperative_id AND j.version = NEW.version AND j.recorded_by = NEW.recorded_by
  ) THEN
    RAISE EXCEPTION 'jurisdiction_review: whoever recorded it does not review it' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER jurisdiction_review_by_another BEFORE INSERT ON jurisdiction_review
  FOR EACH ROW EXECUTE FUNCTION refuse_own_jurisdiction_review();
