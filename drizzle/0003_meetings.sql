CREATE TABLE "assembly_setting" (
	"cooperative_id" uuid NOT NULL,
	"version" bigint NOT NULL,
	"settings" jsonb NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "assembly_setting_cooperative_id_version_pk" PRIMARY KEY("cooperative_id","version")
);
--> statement-breakpoint
CREATE TABLE "own_rules" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"version" bigint NOT NULL,
	"based_on" text NOT NULL,
	"effective_from" date NOT NULL,
	"rules" jsonb NOT NULL,
	"source" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "own_rules_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "own_rules_version_unique" UNIQUE("cooperative_id","version")
);
--> statement-breakpoint
CREATE TABLE "resolution_execution" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"resolution_id" uuid NOT NULL,
	"reported_on" date NOT NULL,
	"state" text NOT NULL,
	"text" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "resolution_execution_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "resolution_execution_state" CHECK ("resolution_execution"."state" in ('not-begun','under-way','carried-out','dropped'))
);
--> statement-breakpoint
CREATE TABLE "seat" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"body" text NOT NULL,
	"member_id" uuid NOT NULL,
	"group_name" text,
	"held_from" date NOT NULL,
	"term_ends_on" date,
	"follows" uuid,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "seat_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "seat_followed_once" UNIQUE("cooperative_id","follows"),
	CONSTRAINT "seat_body" CHECK ("seat"."body" in ('representative-assembly','board','supervisors')),
	CONSTRAINT "seat_term" CHECK ("seat"."term_ends_on" is null or "seat"."term_ends_on" >= "seat"."held_from")
);
--> statement-breakpoint
CREATE TABLE "seat_end" (
	"cooperative_id" uuid NOT NULL,
	"seat_id" uuid NOT NULL,
	"ended_on" date NOT NULL,
	"ended_by" text NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "seat_end_cooperative_id_seat_id_pk" PRIMARY KEY("cooperative_id","seat_id"),
	CONSTRAINT "seat_end_by" CHECK ("seat_end"."ended_by" in ('replaced','resigned','removed','died'))
);
--> statement-breakpoint
CREATE TABLE "run_notice" (
	"cooperative_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"posted_on" date NOT NULL,
	"days" integer NOT NULL,
	"place" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "run_notice_cooperative_id_run_id_pk" PRIMARY KEY("cooperative_id","run_id"),
	CONSTRAINT "run_notice_days" CHECK ("run_notice"."days" >= 1)
);
--> statement-breakpoint
CREATE TABLE "run_objection" (
	"cooperative_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"raised_on" date NOT NULL,
	"raised_by" text NOT NULL,
	"text" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "run_objection_cooperative_id_run_id_number_pk" PRIMARY KEY("cooperative_id","run_id","number")
);
--> statement-breakpoint
CREATE TABLE "run_objection_settlement" (
	"cooperative_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"settled_on" date NOT NULL,
	"text" text NOT NULL,
	"settled_by" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "run_objection_settlement_cooperative_id_run_id_number_pk" PRIMARY KEY("cooperative_id","run_id","number"),
	CONSTRAINT "run_objection_settlement_kind" CHECK ("run_objection_settlement"."kind" in ('answered','released'))
);
--> statement-breakpoint
CREATE TABLE "ballot" (
	"cooperative_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"motion_id" uuid NOT NULL,
	"voter_id" uuid NOT NULL,
	"principal_id" uuid,
	"choice" text NOT NULL,
	"given_by" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "ballot_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "ballot_choice" CHECK ("ballot"."choice" in ('for','against','abstain')),
	CONSTRAINT "ballot_principal_is_another" CHECK ("ballot"."principal_id" <> "ballot"."voter_id")
);
--> statement-breakpoint
CREATE TABLE "ballot_strike" (
	"cooperative_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"ballot_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "ballot_strike_cooperative_id_ballot_id_pk" PRIMARY KEY("cooperative_id","ballot_id")
);
--> statement-breakpoint
CREATE TABLE "hands_count" (
	"cooperative_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"motion_id" uuid NOT NULL,
	"for" integer NOT NULL,
	"against" integer NOT NULL,
	"abstain" integer NOT NULL,
	"withdrawn" boolean NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "hands_count_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "hands_count_whole" CHECK (least("hands_count"."for", "hands_count"."against", "hands_count"."abstain") >= 0)
);
--> statement-breakpoint
CREATE TABLE "meeting" (
	"cooperative_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"body" text NOT NULL,
	"year" integer NOT NULL,
	"number" integer NOT NULL,
	"title" text NOT NULL,
	"state" text NOT NULL,
	"held_on" date NOT NULL,
	"time" text NOT NULL,
	"place" text NOT NULL,
	"period" text,
	"comparison" jsonb,
	"agenda" jsonb NOT NULL,
	"notice" integer NOT NULL,
	"cancelled_because" text,
	"opened_at" timestamptz(3),
	"closed_at" timestamptz(3),
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "meeting_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "meeting_number_unique" UNIQUE("cooperative_id","body","year","number"),
	CONSTRAINT "meeting_state" CHECK ("meeting"."state" in ('draft','convened','open','closed','cancelled')),
	CONSTRAINT "meeting_closed_at" CHECK (("meeting"."state" = 'closed') = ("meeting"."closed_at" is not null)),
	CONSTRAINT "meeting_body" CHECK ("meeting"."body" in ('members-assembly','representative-assembly','board','supervisors'))
);
--> statement-breakpoint
CREATE TABLE "meeting_attendance" (
	"cooperative_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"manner" text NOT NULL,
	"proxy_id" uuid,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "meeting_attendance_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "meeting_attendance_proxy" CHECK (("meeting_attendance"."manner" = 'proxy') = ("meeting_attendance"."proxy_id" is not null)),
	CONSTRAINT "meeting_attendance_manner" CHECK ("meeting_attendance"."manner" in ('on-site','online','proxy','absent'))
);
--> statement-breakpoint
CREATE TABLE "meeting_entitled" (
	"cooperative_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"register_number" text NOT NULL,
	"name" text NOT NULL,
	"sex" text NOT NULL,
	"group_name" text,
	"household_id" uuid,
	"household_number" text,
	"weight" numeric(20,4) NOT NULL,
	"held_from" date NOT NULL,
	"term_ends_on" date,
	CONSTRAINT "meeting_entitled_cooperative_id_meeting_id_member_id_pk" PRIMARY KEY("cooperative_id","meeting_id","member_id"),
	CONSTRAINT "meeting_entitled_ordinal" UNIQUE("cooperative_id","meeting_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "meeting_left_out" (
	"cooperative_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"name" text NOT NULL,
	"reason" text NOT NULL,
	"since" date NOT NULL,
	CONSTRAINT "meeting_left_out_cooperative_id_meeting_id_member_id_pk" PRIMARY KEY("cooperative_id","meeting_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "meeting_minutes" (
	"cooperative_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"chair" text NOT NULL,
	"recorder" text NOT NULL,
	"text" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "meeting_minutes_cooperative_id_meeting_id_number_pk" PRIMARY KEY("cooperative_id","meeting_id","number")
);
--> statement-breakpoint
CREATE TABLE "meeting_motion" (
	"cooperative_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"notice" integer NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"counting" text NOT NULL,
	"subject" text,
	CONSTRAINT "meeting_motion_cooperative_id_id_pk" PRIMARY KEY("cooperative_id","id"),
	CONSTRAINT "meeting_motion_number_unique" UNIQUE("cooperative_id","meeting_id","notice","number"),
	CONSTRAINT "meeting_motion_of_meeting" UNIQUE("cooperative_id","meeting_id","id"),
	CONSTRAINT "meeting_motion_counting" CHECK ("meeting_motion"."counting" in ('by-head','by-shares','none'))
);
--> statement-breakpoint
CREATE TABLE "meeting_notice" (
	"cooperative_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"notice_on" date NOT NULL,
	"papers_open_from" date NOT NULL,
	"held_on" date NOT NULL,
	"time" text NOT NULL,
	"place" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "meeting_notice_cooperative_id_meeting_id_number_pk" PRIMARY KEY("cooperative_id","meeting_id","number")
);
--> statement-breakpoint
CREATE TABLE "motion_result" (
	"cooperative_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"motion_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"manner" text,
	"result" jsonb,
	"resolution_id" uuid,
	CONSTRAINT "motion_result_cooperative_id_motion_id_pk" PRIMARY KEY("cooperative_id","motion_id"),
	CONSTRAINT "motion_result_outcome" CHECK ("motion_result"."outcome" in ('adopted','rejected','lapsed','heard')),
	CONSTRAINT "motion_result_resolved" CHECK (("motion_result"."outcome" = 'heard') = ("motion_result"."resolution_id" is null))
);
--> statement-breakpoint
CREATE TABLE "member_user" (
	"cooperative_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"linked_at" timestamptz(3) NOT NULL,
	CONSTRAINT "member_user_cooperative_id_user_id_pk" PRIMARY KEY("cooperative_id","user_id"),
	CONSTRAINT "member_user_once" UNIQUE("cooperative_id","member_id")
);
--> statement-breakpoint
ALTER TABLE "dividend_run" DROP CONSTRAINT "dividend_run_state";--> statement-breakpoint
ALTER TABLE "dividend_run" DROP CONSTRAINT "dividend_run_resolved";--> statement-breakpoint
ALTER TABLE "allotment_scheme" ALTER COLUMN "resolution_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "allotment_posting" ADD COLUMN "resolution_id" uuid;--> statement-breakpoint
ALTER TABLE "resolution" ADD COLUMN "matter" text NOT NULL DEFAULT 'other';--> statement-breakpoint
ALTER TABLE "resolution" ALTER COLUMN "matter" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "resolution" ADD COLUMN "subject" text;--> statement-breakpoint
ALTER TABLE "resolution" ADD COLUMN "outcome" text NOT NULL DEFAULT 'adopted';--> statement-breakpoint
ALTER TABLE "resolution" ALTER COLUMN "outcome" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "resolution" ADD COLUMN "counting" text;--> statement-breakpoint
ALTER TABLE "resolution" ADD COLUMN "entitled" integer;--> statement-breakpoint
ALTER TABLE "resolution" ADD COLUMN "present" integer;--> statement-breakpoint
ALTER TABLE "resolution" ADD COLUMN "votes_for" numeric;--> statement-breakpoint
ALTER TABLE "resolution" ADD COLUMN "votes_against" numeric;--> statement-breakpoint
ALTER TABLE "resolution" ADD COLUMN "votes_abstained" numeric;--> statement-breakpoint
ALTER TABLE "resolution" ADD COLUMN "meeting_id" uuid;--> statement-breakpoint
ALTER TABLE "resolution" ADD COLUMN "motion_id" uuid;--> statement-breakpoint
ALTER TABLE "resolution_execution" ADD CONSTRAINT "resolution_execution_resolution_fk" FOREIGN KEY ("cooperative_id","resolution_id") REFERENCES "public"."resolution"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat" ADD CONSTRAINT "seat_member_fk" FOREIGN KEY ("cooperative_id","member_id") REFERENCES "public"."member"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat" ADD CONSTRAINT "seat_follows_fk" FOREIGN KEY ("cooperative_id","follows") REFERENCES "public"."seat"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat_end" ADD CONSTRAINT "seat_end_seat_fk" FOREIGN KEY ("cooperative_id","seat_id") REFERENCES "public"."seat"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_notice" ADD CONSTRAINT "run_notice_run_fk" FOREIGN KEY ("cooperative_id","run_id") REFERENCES "public"."dividend_run"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_objection" ADD CONSTRAINT "run_objection_notice_fk" FOREIGN KEY ("cooperative_id","run_id") REFERENCES "public"."run_notice"("cooperative_id","run_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_objection_settlement" ADD CONSTRAINT "run_objection_settlement_fk" FOREIGN KEY ("cooperative_id","run_id","number") REFERENCES "public"."run_objection"("cooperative_id","run_id","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ballot" ADD CONSTRAINT "ballot_motion_fk" FOREIGN KEY ("cooperative_id","meeting_id","motion_id") REFERENCES "public"."meeting_motion"("cooperative_id","meeting_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ballot" ADD CONSTRAINT "ballot_voter_fk" FOREIGN KEY ("cooperative_id","meeting_id","voter_id") REFERENCES "public"."meeting_entitled"("cooperative_id","meeting_id","member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ballot" ADD CONSTRAINT "ballot_principal_fk" FOREIGN KEY ("cooperative_id","meeting_id","principal_id") REFERENCES "public"."meeting_entitled"("cooperative_id","meeting_id","member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ballot_strike" ADD CONSTRAINT "ballot_strike_ballot_fk" FOREIGN KEY ("cooperative_id","ballot_id") REFERENCES "public"."ballot"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hands_count" ADD CONSTRAINT "hands_count_motion_fk" FOREIGN KEY ("cooperative_id","meeting_id","motion_id") REFERENCES "public"."meeting_motion"("cooperative_id","meeting_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_attendance" ADD CONSTRAINT "meeting_attendance_entitled_fk" FOREIGN KEY ("cooperative_id","meeting_id","member_id") REFERENCES "public"."meeting_entitled"("cooperative_id","meeting_id","member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_attendance" ADD CONSTRAINT "meeting_attendance_proxy_fk" FOREIGN KEY ("cooperative_id","meeting_id","proxy_id") REFERENCES "public"."meeting_entitled"("cooperative_id","meeting_id","member_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_entitled" ADD CONSTRAINT "meeting_entitled_meeting_fk" FOREIGN KEY ("cooperative_id","meeting_id") REFERENCES "public"."meeting"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_entitled" ADD CONSTRAINT "meeting_entitled_member_fk" FOREIGN KEY ("cooperative_id","member_id") REFERENCES "public"."member"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_left_out" ADD CONSTRAINT "meeting_left_out_meeting_fk" FOREIGN KEY ("cooperative_id","meeting_id") REFERENCES "public"."meeting"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_minutes" ADD CONSTRAINT "meeting_minutes_meeting_fk" FOREIGN KEY ("cooperative_id","meeting_id") REFERENCES "public"."meeting"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_motion" ADD CONSTRAINT "meeting_motion_notice_fk" FOREIGN KEY ("cooperative_id","meeting_id","notice") REFERENCES "public"."meeting_notice"("cooperative_id","meeting_id","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_notice" ADD CONSTRAINT "meeting_notice_meeting_fk" FOREIGN KEY ("cooperative_id","meeting_id") REFERENCES "public"."meeting"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "motion_result" ADD CONSTRAINT "motion_result_motion_fk" FOREIGN KEY ("cooperative_id","meeting_id","motion_id") REFERENCES "public"."meeting_motion"("cooperative_id","meeting_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "motion_result" ADD CONSTRAINT "motion_result_resolution_fk" FOREIGN KEY ("cooperative_id","resolution_id") REFERENCES "public"."resolution"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_user" ADD CONSTRAINT "member_user_member_fk" FOREIGN KEY ("cooperative_id","member_id") REFERENCES "public"."member"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ballot_of_motion" ON "ballot" USING btree ("cooperative_id","meeting_id","motion_id");--> statement-breakpoint
CREATE INDEX "hands_count_of_motion" ON "hands_count" USING btree ("cooperative_id","meeting_id","motion_id");--> statement-breakpoint
CREATE INDEX "meeting_attendance_of_meeting" ON "meeting_attendance" USING btree ("cooperative_id","meeting_id","member_id");--> statement-breakpoint
ALTER TABLE "allotment_posting" ADD CONSTRAINT "allotment_posting_resolution_fk" FOREIGN KEY ("cooperative_id","resolution_id") REFERENCES "public"."resolution"("cooperative_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resolution" ADD CONSTRAINT "resolution_outcome" CHECK ("resolution"."outcome" in ('adopted','rejected','lapsed'));--> statement-breakpoint
ALTER TABLE "resolution" ADD CONSTRAINT "resolution_tie_is_not_adopted" CHECK ("resolution"."outcome" <> 'adopted' or "resolution"."votes_for" > "resolution"."votes_against");--> statement-breakpoint
ALTER TABLE "resolution" ADD CONSTRAINT "resolution_present" CHECK ("resolution"."present" between 0 and "resolution"."entitled");--> statement-breakpoint
ALTER TABLE "resolution" ADD CONSTRAINT "resolution_vote_whole" CHECK (num_nulls("resolution"."counting", "resolution"."entitled", "resolution"."present", "resolution"."votes_for", "resolution"."votes_against", "resolution"."votes_abstained") in (0, 6));--> statement-breakpoint
ALTER TABLE "resolution" ADD CONSTRAINT "resolution_of_a_motion" CHECK (("resolution"."meeting_id" is null) = ("resolution"."motion_id" is null));--> statement-breakpoint
ALTER TABLE "dividend_run" ADD CONSTRAINT "dividend_run_state" CHECK ("dividend_run"."state" in ('draft','calculated','approved','on-notice','posted','withdrawn'));--> statement-breakpoint
ALTER TABLE "dividend_run" ADD CONSTRAINT "dividend_run_resolved" CHECK ("dividend_run"."state" not in ('approved','on-notice','posted') or "dividend_run"."resolution_id" is not null);
--> statement-breakpoint
-- A closed or cancelled meeting is final, whatever the program does.
CREATE FUNCTION refuse_final_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('closed', 'cancelled') THEN
    RAISE EXCEPTION 'meeting % is %: nothing changes any more', OLD.id, OLD.state USING ERRCODE = 'HG001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER final_meeting BEFORE UPDATE OR DELETE ON meeting FOR EACH ROW EXECUTE FUNCTION refuse_final_meeting();
--> statement-breakpoint
-- Attendance, hands, ballots and results are entered only while the meeting goes on.
CREATE FUNCTION refuse_unless_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM meeting m
    WHERE m.cooperative_id = NEW.cooperative_id AND m.id = NEW.meeting_id AND m.state = 'open'
  ) THEN
    RAISE EXCEPTION 'meeting % is not open: nothing is entered in %', NEW.meeting_id, TG_TABLE_NAME USING ERRCODE = 'HG001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER while_open BEFORE INSERT ON meeting_attendance FOR EACH ROW EXECUTE FUNCTION refuse_unless_open();
--> statement-breakpoint
CREATE TRIGGER while_open BEFORE INSERT ON hands_count FOR EACH ROW EXECUTE FUNCTION refuse_unless_open();
--> statement-breakpoint
CREATE TRIGGER while_open BEFORE INSERT ON ballot FOR EACH ROW EXECUTE FUNCTION refuse_unless_open();
--> statement-breakpoint
CREATE TRIGGER while_open BEFORE INSERT ON ballot_strike FOR EACH ROW EXECUTE FUNCTION refuse_unless_open();
--> statement-breakpoint
CREATE TRIGGER while_open BEFORE INSERT ON motion_result FOR EACH ROW EXECUTE FUNCTION refuse_unless_open();
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT seal_append_only(
  'resolution_execution', 'own_rules', 'seat', 'seat_end',
  'assembly_setting', 'run_notice', 'run_objection', 'run_objection_settlement',
  'meeting_notice', 'meeting_motion', 'meeting_entitled', 'meeting_left_out', 'meeting_attendance',
  'hands_count', 'ballot', 'ballot_strike', 'motion_result', 'meeting_minutes'
);
