-- Where money stands is asked of the office's own rule since then: what nothing reads as the portal any more is shown to nobody there.
DO $$
DECLARE unread text;
BEGIN
  FOREACH unread IN ARRAY ARRAY['outside_claim', 'dividend_withholding', 'payout_reminder', 'payout_set_off', 'payout_cash_strike',
      'estate_share_end', 'pension_cash_return', 'life_proof'] LOOP
    EXECUTE format('REVOKE ALL ON %I FROM hegu_portal', unread);
    EXECUTE format('DROP POLICY own_row ON %I', unread);
  END LOOP;
END $$;
--> statement-breakpoint
-- Of what others have a part in, the columns that are read, by name: how many are paid together, what it comes to and by which bank are
-- the office's. Of an estate that something is divided to oneself, by which cash is found.
REVOKE ALL ON payment_order, pension_run, estate_share FROM hegu_portal;
--> statement-breakpoint
GRANT SELECT (cooperative_id, id, number, pay_on) ON payment_order TO hegu_portal;
--> statement-breakpoint
GRANT SELECT (cooperative_id, order_id, month) ON pension_run TO hegu_portal;
--> statement-breakpoint
GRANT SELECT (cooperative_id, run_id, account_id, part, heir_id) ON estate_share TO hegu_portal;
