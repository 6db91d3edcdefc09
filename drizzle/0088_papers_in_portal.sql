-- Papers that a member sees in the portal: the statements and tax certificates about themself; what hangs out, what was planned and reported,
-- and of assemblies what was called, discussed, resolved and minuted, which every member may look into; the whole pack of a meeting of
-- representatives, which names people and their votes, to those who hold a seat there. Never the file itself by this login.
SELECT show_in_portal('seat', 'member_id IN (SELECT own_members())');
--> statement-breakpoint
SELECT show_in_portal('seat_end', 'seat_id IN (SELECT s.id FROM seat s)');
--> statement-breakpoint
SELECT show_in_portal('document', 'subject IN (SELECT ''member '' || m.register_number FROM member m)
  OR kind = ''tax-certificate'' AND subject IN (SELECT ''member '' || m.register_number || '' '' || right(subject, 4) FROM member m)
  OR kind IN (''public-notice'', ''distribution-plan'', ''half-year-report'')
  OR kind = ''meeting-paper'' AND (
    subject ~ ''^meeting (members-assembly|representative-assembly) [0-9-]+ (notice|agenda|finance|execution|motions|resolutions|minutes)$''
    OR subject ~ ''^meeting representative-assembly [0-9-]+ pack$'' AND EXISTS (SELECT FROM seat s WHERE s.body = ''representative-assembly''
      AND s.id NOT IN (SELECT e.seat_id FROM seat_end e)))');
