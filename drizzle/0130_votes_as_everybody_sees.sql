-- Who voted for somebody last, where that was changed since: so that whoever was named sees that they are named no more.
ALTER TABLE "meeting_attendance" ADD COLUMN "proxy_before" uuid;
--> statement-breakpoint
ALTER TABLE "meeting_attendance" ADD CONSTRAINT "meeting_attendance_proxy_before_fk" FOREIGN KEY ("cooperative_id","meeting_id","proxy_before") REFERENCES "public"."meeting_entitled"("cooperative_id","meeting_id","member_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
SELECT seal_tenant_tables();
--> statement-breakpoint
SELECT show_in_portal('meeting_attendance', 'member_id = ANY (ARRAY(SELECT own_members()))
  OR proxy_id = ANY (ARRAY(SELECT own_members())) OR proxy_before = ANY (ARRAY(SELECT own_members()))');
--> statement-breakpoint
-- Oneself on the list; whoever gave one their vote or took it back; and whom one gave one's own.
SELECT show_in_portal('meeting_entitled', 'member_id = ANY (ARRAY(SELECT own_members()))
  OR (meeting_id, member_id) IN (SELECT a.meeting_id, a.member_id FROM meeting_attendance a)
  OR (meeting_id, member_id) IN (SELECT a.meeting_id, a.proxy_id FROM meeting_attendance a
    WHERE a.member_id = ANY (ARRAY(SELECT own_members())))');
--> statement-breakpoint
-- Oneself alone: what a seat gives is nobody else's, whoever acts for its holder.
CREATE FUNCTION own_membership() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT member_id FROM member_user
  WHERE cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid
    AND user_id = nullif(current_setting('app.user_id', true), '')::uuid
$$;
--> statement-breakpoint
-- Whether one holds a seat of one's own in a body on a day: begun, its term not over, not ended before.
CREATE FUNCTION own_seat_in(of_body text, on_day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM seat s
    WHERE s.cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid
      AND s.body = of_body AND s.member_id = ANY (ARRAY(SELECT own_membership()))
      AND s.held_from <= on_day AND (s.term_ends_on IS NULL OR s.term_ends_on >= on_day)
      AND NOT EXISTS (SELECT FROM seat_end e WHERE e.cooperative_id = s.cooperative_id AND e.seat_id = s.id AND e.ended_on <= on_day))
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION own_membership(), own_seat_in(text, date) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION own_membership(), own_seat_in(text, date) TO hegu_portal;
--> statement-breakpoint
-- As 0088, but the pack with names and votes to whoever holds such a seat today.
SELECT show_in_portal('document', 'subject IN (SELECT ''member '' || m.register_number FROM member m)
  OR kind = ''tax-certificate'' AND subject IN (SELECT ''member '' || m.register_number || '' '' || right(subject, 4) FROM member m)
  OR kind IN (''public-notice'', ''distribution-plan'', ''half-year-report'')
  OR kind = ''meeting-paper'' AND (
    subject ~ ''^meeting (members-assembly|representative-assembly) [0-9-]+ (notice|agenda|finance|execution|motions|resolutions|minutes)$''
    OR subject ~ ''^meeting representative-assembly [0-9-]+ pack$''
      AND own_seat_in(''representative-assembly'', (now() AT TIME ZONE ''Asia/Shanghai'')::date))');
--> statement-breakpoint
-- Assemblies are everybody's. That the board or the supervisors meet, and what is put to them, is theirs who sit there on that day; once it
-- is closed, its minutes are every member's to look into, as its resolutions are.
SELECT show_in_portal('meeting', 'state IN (''convened'', ''open'', ''closed'', ''cancelled'')
  AND (body IN (''members-assembly'', ''representative-assembly'') OR state = ''closed'' OR own_seat_in(body, held_on))');
--> statement-breakpoint
SELECT show_in_portal(shown, 'meeting_id = ANY (ARRAY(SELECT m.id FROM meeting m
  WHERE m.body IN (''members-assembly'', ''representative-assembly'') OR own_seat_in(m.body, m.held_on)))')
FROM unnest(ARRAY['meeting_notice', 'meeting_motion', 'motion_result', 'unnamed_ballot']) AS shown;
