-- Whose a sign-in is, and when a second factor was last shown in it, under the key of the books: whoever has the database alone makes none
-- of it somebody else's. Those of before would sign nobody in and stand listed among one's own: they are ended, and begun anew.
ALTER TABLE "session" ADD COLUMN "seal" text;
--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "second_factor_seal" text;
--> statement-breakpoint
DELETE FROM "session";
