-- Whoever the register has as dead is nobody's own any more: neither what they held nor whom they acted for is shown to whoever has their
-- PIN; their heirs act by a mandate, which such a sign-in does not end. A death that is struck gives it back.
CREATE FUNCTION linked_members() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT member_id FROM member_user
  WHERE cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid
    AND user_id = nullif(current_setting('app.user_id', true), '')::uuid
  UNION
  SELECT m.member_id FROM mandate m
  WHERE m.cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid
    AND m.user_id = nullif(current_setting('app.user_id', true), '')::uuid
    AND (now() AT TIME ZONE 'Asia/Shanghai')::date BETWEEN m.begins_on AND m.ends_on
    AND NOT EXISTS (SELECT FROM mandate_end e WHERE e.cooperative_id = m.cooperative_id AND e.mandate_id = m.id)
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION linked_members() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION linked_members() TO hegu_app, hegu_portal;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION is_deceased(uuid, uuid) TO hegu_app, hegu_portal;
--> statement-breakpoint
-- Whether somebody is dead is asked of these rows: shown by the link alone, or the question would wait for its own answer.
ALTER POLICY own_row ON member_standing USING (member_id = ANY (ARRAY( SELECT linked_members())));
--> statement-breakpoint
CREATE OR REPLACE FUNCTION own_members() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT l.member_id FROM linked_members() AS l (member_id)
  WHERE NOT EXISTS (SELECT FROM member_user u
    WHERE u.cooperative_id = nullif(current_setting('app.cooperative_id', true), '')::uuid
      AND u.user_id = nullif(current_setting('app.user_id', true), '')::uuid
      AND is_deceased(u.cooperative_id, u.member_id))
$$;
--> statement-breakpoint
-- As 0043 left it; and nobody ends a mandate in the name of the dead.
CREATE OR REPLACE FUNCTION require_right_to_end_mandate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE m mandate;
BEGIN
  SELECT * INTO m FROM mandate q WHERE q.cooperative_id = NEW.cooperative_id AND q.id = NEW.mandate_id;
  IF (CASE NEW.cause
    WHEN 'mandatary' THEN m.user_id = NEW.recorded_by
    WHEN 'member' THEN EXISTS (SELECT FROM member_user u WHERE u.cooperative_id = m.cooperative_id AND u.member_id = m.member_id
      AND u.user_id = NEW.recorded_by) AND NOT is_deceased(m.cooperative_id, m.member_id)
    WHEN 'office' THEN EXISTS (SELECT FROM access_proposal p WHERE p.cooperative_id = m.cooperative_id AND p.id = NEW.proposal_id
      AND p.kind = 'mandate-end' AND p.wish->>'mandateId' = m.id::text AND access_confirmed_now(p.cooperative_id, p.id))
    WHEN 'death' THEN m.ground <> 'heir' AND is_deceased(m.cooperative_id, m.member_id)
    ELSE m.ground = 'heir' AND NOT is_deceased(m.cooperative_id, m.member_id) END) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'mandate_end: ended by either of the two, by two of the office, or by a death' USING ERRCODE = 'HG003';
END $$;
--> statement-breakpoint
-- Whoever comes to the portal alone is signed out by their death, whatever door it comes by.
CREATE FUNCTION end_sign_ins_by_death() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM session s USING member_user u JOIN app_user a ON a.id = u.user_id
  WHERE u.cooperative_id = NEW.cooperative_id AND u.member_id = NEW.member_id AND a.portal_only AND s.user_id = a.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER sign_ins_after_death AFTER INSERT ON member_standing FOR EACH ROW
  WHEN (NEW.kind = 'deceased') EXECUTE FUNCTION end_sign_ins_by_death();
