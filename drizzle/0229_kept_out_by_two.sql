-- Whoever keeps income out of plans stops what was voted as surely as whoever lets it in: any other list of accounts takes two. What one person
-- set under versions of before stands.
CREATE OR REPLACE FUNCTION loosens(r kept_out_setting) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT r.accounts @> b.accounts OR NOT b.accounts @> r.accounts
    AND NOT EXISTS (SELECT FROM money_unasked_before o WHERE o.cooperative_id = r.cooperative_id AND r.recorded_at <= o.until)
  FROM (SELECT coalesce((SELECT k.accounts FROM kept_out_setting k
    WHERE k.cooperative_id = r.cooperative_id AND k.version < r.version ORDER BY k.version DESC LIMIT 1), '[]'::jsonb) AS accounts) b
$$;
