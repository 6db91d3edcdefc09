/** What other modules may use of the register of members. */
export { admitMembers, type Admission } from './admission.ts';
export { admitMember, correctStanding, recordStanding, setTag } from './commands.ts';
export { factsOn, type HouseholdFacts, type MemberFacts } from './facts.ts';
export { asOf, listMembers, type AsOf } from './queries.ts';
export { memberRoutes } from './routes.ts';
export { household, householdPlacement, member, memberStanding, memberTag } from './schema.ts';
export { findMember } from './store.ts';
