-- What was reported on a resolution of the board or of the supervisors names people and their affairs: those read it who sit there. That it
-- was carried out, and when, every member is told. Of assemblies the law opens the minutes to every member, and so the reports.
SELECT show_in_portal('resolution_execution', 'EXISTS (
  SELECT FROM resolution r WHERE r.cooperative_id = resolution_execution.cooperative_id AND r.id = resolution_execution.resolution_id
    AND (r.body IN (''members-assembly'', ''representative-assembly'')
      OR own_seat_in(r.body, (now() AT TIME ZONE ''Asia/Shanghai'')::date)))');
