-- Members are told in writing when somebody is let in for them, and, where a bank refuses a whole file, that their account is not meant.
ALTER TABLE "member_message" DROP CONSTRAINT "member_message_kind";
--> statement-breakpoint
ALTER TABLE "member_message" ADD CONSTRAINT "member_message_kind" CHECK ("member_message"."kind" in ('payout-sent','payout-returned','payout-refused','payout-arrived','paid-in-cash','cash-struck','telephone-changed','account-changed','mandate-given','mandate-ended','portal-code-made','pin-chosen','meeting-called','meeting-off','notice-hung','notice-withdrawn','objection-settled','seat-ended'));
