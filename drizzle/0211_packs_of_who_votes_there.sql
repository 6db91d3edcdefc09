-- As 0130, and the pack of a meeting that was called or goes on also to whoever holds a seat on its day: what one votes on is read before,
-- whatever day the computer has. Nobody's by a mandate: the service shows none of them for another.
SELECT show_in_portal('document', 'subject IN (SELECT ''member '' || m.register_number FROM member m)
  OR kind = ''tax-certificate'' AND subject IN (SELECT ''member '' || m.register_number || '' '' || right(subject, 4) FROM member m)
  OR kind IN (''public-notice'', ''distribution-plan'', ''half-year-report'')
  OR kind = ''meeting-paper'' AND (
    subject ~ ''^meeting (members-assembly|representative-assembly) [0-9-]+ (notice|agenda|finance|execution|motions|resolutions|minutes)$''
    OR subject ~ ''^meeting representative-assembly [0-9-]+ pack$''
      AND (own_seat_in(''representative-assembly'', (now() AT TIME ZONE ''Asia/Shanghai'')::date)
        OR EXISTS (SELECT FROM meeting m
          WHERE subject = ''meeting representative-assembly '' || m.year || ''-'' || m.number || '' pack''
            AND m.body = ''representative-assembly'' AND m.state IN (''convened'', ''open'')
            AND own_seat_in(m.body, m.held_on))))');
