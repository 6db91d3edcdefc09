-- Whose a row is stands in the policies of the portal as a list that is worked out once and looked for by index. As a subquery it was worked
-- out once as well, but every row of the cooperative was then held against it: everybody who looked read everybody's accounts and lines.
DO $$
DECLARE
  each record;
  listed text;
BEGIN
  FOR each IN
    SELECT c.relname AS shown, pg_get_expr(p.polqual, p.polrelid) AS whose
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE p.polname = 'own_row' ORDER BY c.relname
  LOOP
    listed := regexp_replace(each.whose, '(\w+) IN \( SELECT (own_members|own_accounts)\(\) AS \2\)',
      '\1 = ANY (ARRAY( SELECT \2()))', 'g');
    listed := regexp_replace(listed, '(\w+) IN \( SELECT (\w+\.\w+)\s+FROM (\w+ \w+)\)', '\1 = ANY (ARRAY( SELECT \2 FROM \3))', 'g');
    IF listed <> each.whose THEN
      EXECUTE format('ALTER POLICY own_row ON %I USING (%s)', each.shown, listed);
    END IF;
  END LOOP;
END $$;
--> statement-breakpoint
CREATE INDEX "payment_line_of_payee" ON "payment_line" USING btree ("cooperative_id","payee_id");
