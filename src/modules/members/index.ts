/** What other modules may use of the register of members. */
export { household, householdPlacement, member, memberStanding, memberTag } from './schema.ts';
