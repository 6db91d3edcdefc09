-- An authenticator that is set up in the place of another stands beside it until its first code was shown: whoever only begins, or
-- is disturbed at it, loses none.
ALTER TABLE "second_factor" ADD COLUMN "next_seed" text;
