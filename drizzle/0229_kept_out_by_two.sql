-- Whoever keeps income out of plans stops what was voted as surely as whoever lets it in: any other list of accounts takes two.
CREATE OR REPLACE FUNCTION loosens(r kept_out_setting) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT r.accounts @> b.accounts OR NOT b.accounts @> r.accounts
  FROM (SELECT coalesce((SELECT k.accounts FROM kept_out_setting k
    WHERE k.cooperative_id = r.cooperative_id AND k.version < r.version ORDER BY k.version DESC LIMIT 1), '[]'::jsonb) AS accounts) b
$$;
