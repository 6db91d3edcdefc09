-- What versions of before let through, written past the program into the kept book of this name, as the owner and without triggers.
-- One cooperative: its id is looked up, so that nothing here names a row but by what it is.
set session_replication_role = replica;

-- An unplanned run: the dividend stands posted and paid, and no plan was ever adopted for its half-year.
delete from distribution_plan_end;
delete from distribution_plan;

-- A typed scheme: representatives of 2012 give shares in 2026 by a resolution that somebody typed and nobody confirmed.
insert into resolution (cooperative_id, id, body, number, decided_on, title, text, recorded_at, recorded_by, matter, subject, outcome,
    counting, entitled, present, votes_for, votes_against, votes_abstained, by_households)
  select cooperative_id, '01a224cb-0000-7000-8000-000000000001', 'representative-assembly', '〔2012〕1号', '2012-07-20', '配股决议', '同意。',
    recorded_at, recorded_by, 'allotment-scheme', 'scheme:01a224cb-0000-7000-8000-000000000002', 'adopted', 'by-head', 2, 2, '2', '0', '0', false
  from dividend_run cross join lateral (select posted_at as recorded_at, posted_by as recorded_by) p;
insert into allotment_scheme (cooperative_id, id, version, name, effective_on, resolution_id, meaning, rules, recorded_at, recorded_by)
  select cooperative_id, '01a224cb-0000-7000-8000-000000000002', 1, '手工录入的配股方案', '2026-12-07', id, '每人一股',
    '[{"kind": "per-head", "shareClass": "basic", "cohort": {"everyone": true}, "quantity": "1"}]'::jsonb, recorded_at, recorded_by
  from resolution where number = '〔2012〕1号';
insert into allotment_posting (cooperative_id, id, scheme_id, effective_on, movements, given, taken, recorded_at, recorded_by, resolution_id)
  select cooperative_id, '01a224cb-0000-7000-8000-000000000003', '01a224cb-0000-7000-8000-000000000002', '2026-12-07', 1, 1, 0,
    recorded_at, recorded_by, id
  from resolution where number = '〔2012〕1号';
insert into share_movement (cooperative_id, id, number, kind, class_id, from_account, to_account, quantity, effective_on, recorded_at,
    recorded_by, posting_id)
  select r.cooperative_id, '01a224cb-0000-7000-8000-000000000004',
    (select max(number) + 1 from share_movement), 'allotment', c.id, pool.id, taker.id, 1, '2026-12-07', r.recorded_at, r.recorded_by,
    '01a224cb-0000-7000-8000-000000000003'
  from resolution r, share_class c, holder_account pool, holder_account taker
  where r.number = '〔2012〕1号' and c.code = 'basic' and pool.kind = 'pool' and taker.number = '1';

-- A negative till: more cash was paid out by an entry by hand than ever lay in it.
insert into journal_entry (cooperative_id, id, month, number, entry_date, kind, summary, attachments, recorded_at, recorded_by,
    recorded_by_name, prepared_by, prepared_by_name, reviewed_by, reviewed_by_name)
  select cooperative_id, '01a224cb-0000-7000-8000-000000000005', month, number + 1, entry_date, 'manual', '现金支付修缮费', 1, recorded_at,
    prepared_by, prepared_by_name, prepared_by, prepared_by_name, reviewed_by, reviewed_by_name
  from journal_entry order by number desc limit 1;
insert into journal_line (cooperative_id, entry_id, ordinal, account, debit, credit, text)
  select cooperative_id, id, n, case n when 1 then '522' else '101' end, case n when 1 then 500 else 0 end, case n when 1 then 0 else 500 end, summary
  from journal_entry cross join generate_series(1, 2) n where kind = 'manual';

set session_replication_role = origin;
