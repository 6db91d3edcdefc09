-- Who may take shares is asked by PostgreSQL as well, of everything that gives some to a person or household: the setting of the day, and
-- the law of the place. At the end of the transaction: the program has named the taker and the day by then, and of a roster whoever takes
-- stands in it.

-- From when on the texts of a province let members only take shares; the rows of the law pack say the same, which a test holds.
CREATE FUNCTION members_only_since(province text) RETURNS date LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE province
    WHEN '31' THEN date '2018-04-01'
    WHEN '32' THEN date '2018-11-01'
    WHEN '33' THEN date '2016-05-01'
    WHEN '23' THEN date '2020-10-01'
  END
$$;
--> statement-breakpoint
-- Where the cooperative stands on a day, by what counts of what was set.
CREATE FUNCTION province_on(cooperative uuid, on_day date) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce((
    SELECT j.province FROM jurisdiction j
    LEFT JOIN jurisdiction_review r ON r.cooperative_id = j.cooperative_id AND r.version = j.version
    WHERE j.cooperative_id = cooperative AND j.effective_from <= on_day AND (NOT j.needs_review OR r.verdict = 'confirmed')
    ORDER BY j.effective_from DESC, j.version DESC LIMIT 1
  ), (SELECT left(c.region_code, 2) FROM cooperative c WHERE c.id = cooperative))
$$;
--> statement-breakpoint
-- Whether a person of the register is a member on a day, as known now. In plpgsql, as the two that follow: their plans are kept.
CREATE FUNCTION belongs_on(cooperative uuid, person uuid, on_day date) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT coalesce((
    SELECT s.kind IN ('admitted', 'reinstated') FROM member_standing s
    WHERE s.cooperative_id = cooperative AND s.member_id = person AND s.effective_on <= on_day
      AND s.kind IN ('admitted', 'left', 'reinstated', 'deceased')
      AND NOT EXISTS (SELECT FROM member_standing k WHERE k.cooperative_id = cooperative AND k.corrects = s.id)
    ORDER BY s.effective_on DESC, s.recorded_at DESC,
      array_position(ARRAY['admitted', 'left', 'reinstated', 'deceased'], s.kind) DESC
    LIMIT 1), false));
END $$;
--> statement-breakpoint
CREATE FUNCTION home_on(cooperative uuid, person uuid, on_day date) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT h.household_id FROM household_placement h
  WHERE h.cooperative_id = cooperative AND h.member_id = person AND h.effective_on <= on_day
  ORDER BY h.effective_on DESC, h.recorded_at DESC, h.id DESC LIMIT 1);
END $$;
--> statement-breakpoint
-- Whether a member lives in the household on a day.
CREATE FUNCTION houses_member_on(cooperative uuid, household uuid, on_day date) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT EXISTS (SELECT FROM household_placement h
    WHERE h.cooperative_id = cooperative AND h.household_id = household AND h.effective_on <= on_day
      AND home_on(cooperative, h.member_id, on_day) = household AND belongs_on(cooperative, h.member_id, on_day)));
END $$;
--> statement-breakpoint
-- Plans made while the register was small would read all of it for each taker of a large one: an index is always used.
CREATE FUNCTION refuse_unfit_taker() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  taker holder_account;
  rule text;
  is_kin boolean := false;
BEGIN
  SELECT * INTO taker FROM holder_account a WHERE a.cooperative_id = NEW.cooperative_id AND a.id = NEW.to_account;
  IF taker.kind = 'member' THEN
    IF belongs_on(NEW.cooperative_id, taker.member_id, NEW.effective_on) THEN
      RETURN NULL;
    END IF;
    is_kin := coalesce(houses_member_on(
      NEW.cooperative_id, home_on(NEW.cooperative_id, taker.member_id, NEW.effective_on), NEW.effective_on), false);
  ELSIF taker.kind = 'household' THEN
    IF houses_member_on(NEW.cooperative_id, taker.household_id, NEW.effective_on) THEN
      RETURN NULL;
    END IF;
  ELSE
    RETURN NULL;
  END IF;
  IF NEW.kind IN ('subscription', 'allotment', 'gift', 'transfer')
    AND NEW.effective_on >= members_only_since(province_on(NEW.cooperative_id, NEW.effective_on)) THEN
    RAISE EXCEPTION 'where the cooperative stands, members only take shares' USING ERRCODE = 'HG003';
  END IF;
  SELECT t.takers INTO rule FROM share_taker_rule t
    WHERE t.cooperative_id = NEW.cooperative_id AND t.effective_on <= NEW.effective_on
    ORDER BY t.effective_on DESC, t.recorded_at DESC, t.id DESC LIMIT 1;
  IF rule IS DISTINCT FROM 'outside' AND NOT coalesce(rule = 'kin' AND (is_kin OR NEW.kind = 'inheritance'), false) THEN
    RAISE EXCEPTION 'the setting of the day lets nobody so far from the cooperative take shares' USING ERRCODE = 'HG003';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER taken_by_who_may AFTER INSERT ON share_movement DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind IN ('opening', 'subscription', 'allotment', 'inheritance', 'gift', 'transfer', 'correction'))
  EXECUTE FUNCTION refuse_unfit_taker();
