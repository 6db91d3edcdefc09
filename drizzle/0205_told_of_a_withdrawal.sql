-- Members are told in writing when the list of a dividend that hung is withdrawn, as they were told that it hung.
ALTER TABLE "member_message" DROP CONSTRAINT "member_message_kind";
--> statement-breakpoint
ALTER TABLE "member_message" ADD CONSTRAINT "member_message_kind" CHECK ("member_message"."kind" in ('payout-sent','payout-returned','payout-arrived','paid-in-cash','cash-struck','telephone-changed','account-changed','meeting-called','meeting-off','notice-hung','notice-withdrawn','objection-settled','seat-ended'));
