-- A term is put off by a year at the most, and after its end by the members' assembly alone: no body prolongs itself. Used where it is
-- written, and again by the verification.
CREATE FUNCTION postponed_duly(p term_postponement) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT p.until <= (p.ends_on + interval '1 year')::date AND EXISTS (
    SELECT FROM resolution r WHERE r.cooperative_id = p.cooperative_id AND r.id = p.resolution_id
      AND (r.body = 'members-assembly' OR r.decided_on <= p.ends_on))
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION require_postponement_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM require_carried(NEW.cooperative_id, NEW.resolution_id,
    'postponement:' || NEW.body || ':' || NEW.ends_on || ':' || NEW.until, NULL);
  IF NOT EXISTS (SELECT 1 FROM resolution r WHERE r.cooperative_id = NEW.cooperative_id AND r.id = NEW.resolution_id
      AND r.matter = 'election') THEN
    RAISE EXCEPTION 'a term is put off by a resolution on exactly that' USING ERRCODE = 'HG003';
  END IF;
  IF NOT postponed_duly(NEW) THEN
    RAISE EXCEPTION 'a term is put off by a year at the most, after its end by all members only' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Since 1 May 2025 representatives do not decide who takes shares, nor does what they decided before take effect or get entered; outsiders
-- are let in by three quarters of all members.
CREATE FUNCTION takers_decided_duly(t share_taker_rule) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM resolution r WHERE r.cooperative_id = t.cooperative_id AND r.id = t.resolution_id
      AND NOT (r.body = 'representative-assembly'
        AND greatest(r.decided_on, t.effective_on, day_in_china(t.recorded_at)) >= date '2025-05-01')
      AND (t.takers <> 'outside' OR r.decided_on < date '2025-05-01' OR r.entitled IS NULL OR r.counting IS NULL
        OR (r.counting = 'by-head' AND r.votes_for::numeric * 4 >= r.entitled * 3)))
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION require_takers_carried() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM require_carried(NEW.cooperative_id, NEW.resolution_id, 'share-takers:' || NEW.takers, NULL);
  IF EXISTS (SELECT 1 FROM share_taker_rule t WHERE t.cooperative_id = NEW.cooperative_id AND t.resolution_id = NEW.resolution_id
      AND t.id <> NEW.id) THEN
    RAISE EXCEPTION 'share_taker_rule: this resolution is carried out' USING ERRCODE = '23514', CONSTRAINT = 'rests_on_adopted';
  END IF;
  IF NOT takers_decided_duly(NEW) THEN
    RAISE EXCEPTION 'share_taker_rule: not decided by whom and by how many the law asks' USING ERRCODE = '23514', CONSTRAINT = 'rests_on_adopted';
  END IF;
  RETURN NULL;
END $$;
