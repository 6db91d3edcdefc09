-- Whose seat is ended before its term is told so in writing.
ALTER TABLE "member_message" DROP CONSTRAINT "member_message_kind";
--> statement-breakpoint
ALTER TABLE "member_message" ADD CONSTRAINT "member_message_kind" CHECK ("member_message"."kind" in ('payout-sent','payout-returned','payout-arrived','paid-in-cash','cash-struck','telephone-changed','account-changed','meeting-called','meeting-off','notice-hung','objection-settled','seat-ended'));
