-- What a scheme is posted for after its first posting follows what was entered since: PostgreSQL too holds it, together with what one person
-- entered for the same holder in the year of writing, to the allowance of one person. Of the first posting it does not ask, because what the
-- assembly saw of it follows from the rules of the scheme.
CREATE FUNCTION posted_within_allowance(p allotment_posting) RETURNS boolean LANGUAGE sql STABLE AS $$
  WITH its AS (
    SELECT q.id, row_number() OVER (ORDER BY q.recorded_at, q.id) AS place FROM allotment_posting q
    WHERE q.cooperative_id = p.cooperative_id AND q.scheme_id = p.scheme_id AND q.recorded_at <= p.recorded_at
      AND NOT EXISTS (SELECT FROM allotment_reversal r WHERE r.cooperative_id = q.cooperative_id AND r.posting_id = q.id)
  ), counted AS (
    SELECT id FROM its WHERE place > 1
  ), posted AS (
    SELECT number, from_account, to_account FROM share_movement WHERE cooperative_id = p.cooperative_id AND posting_id = p.id
  ), entered AS (
    SELECT m.from_account, m.to_account, m.quantity FROM share_movement m
    WHERE m.cooperative_id = p.cooperative_id AND m.number <= (SELECT max(number) FROM posted)
      AND (m.kind IN ('opening', 'subscription', 'gift', 'transfer', 'redemption', 'correction') OR m.posting_id IN (SELECT id FROM counted))
      AND extract(year FROM day_in_china(m.recorded_at)) = extract(year FROM day_in_china(p.recorded_at))
      AND NOT EXISTS (SELECT FROM share_movement r WHERE r.cooperative_id = m.cooperative_id AND r.reverses = m.id)
      AND NOT EXISTS (SELECT FROM movement_request_answer q WHERE q.cooperative_id = m.cooperative_id
        AND m.number BETWEEN q.first_number AND q.last_number)
  )
  SELECT NOT EXISTS (SELECT FROM counted WHERE id = p.id) OR NOT EXISTS (
    SELECT FROM (SELECT to_account AS account_id, quantity FROM entered UNION ALL SELECT from_account, quantity FROM entered) f
    JOIN holder_account a ON a.cooperative_id = p.cooperative_id AND a.id = f.account_id AND a.kind IN ('member', 'household', 'collective')
    WHERE a.id IN (SELECT from_account FROM posted UNION SELECT to_account FROM posted)
    GROUP BY a.id
    HAVING sum(f.quantity) > coalesce((SELECT w.quantity FROM share_allowance w WHERE w.cooperative_id = p.cooperative_id
      AND w.effective_on <= day_in_china(p.recorded_at) ORDER BY w.effective_on DESC, w.recorded_at DESC, w.id DESC LIMIT 1), 0))
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_posting_beyond_allowance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT posted_within_allowance(NEW) THEN
    RAISE EXCEPTION 'a further posting of a scheme is held to the allowance of one person' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER within_allowance AFTER INSERT ON allotment_posting DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION refuse_posting_beyond_allowance();
