-- What a member sees of meetings in the portal: what was convened and what came of it, with its motions, results, minutes and
-- resolutions, to everybody (a member may look into minutes and resolutions); who is entitled, who came and how one voted, to oneself.
SELECT show_in_portal('meeting', 'state IN (''convened'', ''open'', ''closed'', ''cancelled'')');
--> statement-breakpoint
SELECT show_in_portal('meeting_notice', 'meeting_id IN (SELECT m.id FROM meeting m)');
--> statement-breakpoint
SELECT show_in_portal('meeting_motion', 'meeting_id IN (SELECT m.id FROM meeting m)');
--> statement-breakpoint
SELECT show_in_portal('motion_result', 'meeting_id IN (SELECT m.id FROM meeting m)');
--> statement-breakpoint
SELECT show_in_portal('meeting_minutes', 'meeting_id IN (SELECT m.id FROM meeting m)');
--> statement-breakpoint
SELECT show_in_portal('resolution_review', 'verdict = ''confirmed''');
--> statement-breakpoint
SELECT show_in_portal('resolution', 'meeting_id IS NOT NULL OR id IN (SELECT r.resolution_id FROM resolution_review r)');
--> statement-breakpoint
-- Oneself on the list; and whoever gave one their vote.
SELECT show_in_portal('meeting_attendance', 'member_id IN (SELECT own_members()) OR proxy_id IN (SELECT own_members())');
--> statement-breakpoint
SELECT show_in_portal('meeting_entitled', 'member_id IN (SELECT own_members())
  OR (meeting_id, member_id) IN (SELECT a.meeting_id, a.member_id FROM meeting_attendance a)');
--> statement-breakpoint
SELECT show_in_portal('meeting_left_out', 'member_id IN (SELECT own_members())');
--> statement-breakpoint
SELECT show_in_portal('ballot', 'voter_id IN (SELECT own_members()) OR principal_id IN (SELECT own_members())');
--> statement-breakpoint
SELECT show_in_portal('ballot_strike', 'ballot_id IN (SELECT b.id FROM ballot b)');
--> statement-breakpoint
-- Whether the voter gave it in or the recorder wrote it down; not who that was.
GRANT SELECT (given_by) ON ballot TO hegu_portal;
