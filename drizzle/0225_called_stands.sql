-- What a meeting was called to vote on stays as its notice says until the notice is taken back, or the meeting is over: nobody alone makes its
-- vote come to nothing.
CREATE FUNCTION called_for(coop uuid, of_subject text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM meeting m
    JOIN meeting_motion t ON t.cooperative_id = coop AND t.meeting_id = m.id AND t.notice = m.notice
    WHERE m.cooperative_id = coop AND m.state IN ('convened', 'open') AND t.counting <> 'none' AND t.subject = of_subject)
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_called() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_subject text := CASE TG_TABLE_NAME
    WHEN 'distribution_plan_end' THEN 'plan:' || (to_jsonb(NEW)->>'plan_id')
    WHEN 'allotment_scheme_withdrawal' THEN 'scheme:' || (to_jsonb(NEW)->>'scheme_id')
    ELSE 'run:' || (to_jsonb(OLD)->>'id') || ':' || (to_jsonb(OLD)->>'calculation') END;
BEGIN
  IF called_for(NEW.cooperative_id, of_subject) THEN
    RAISE EXCEPTION 'what a meeting was called to vote on is changed and withdrawn by nobody' USING ERRCODE = 'HG003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER called_stands BEFORE INSERT ON distribution_plan_end FOR EACH ROW WHEN (NEW.kind = 'withdrawn') EXECUTE FUNCTION refuse_called();
--> statement-breakpoint
CREATE TRIGGER called_stands BEFORE INSERT ON allotment_scheme_withdrawal FOR EACH ROW EXECUTE FUNCTION refuse_called();
--> statement-breakpoint
CREATE TRIGGER called_stands BEFORE UPDATE ON dividend_run FOR EACH ROW
  WHEN (NEW.calculation <> OLD.calculation OR NEW.state = 'withdrawn' AND OLD.state <> 'withdrawn') EXECUTE FUNCTION refuse_called();
