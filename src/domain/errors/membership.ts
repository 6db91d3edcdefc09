/** Refusals of the register of members and households. */
import type { Catalogue } from './entry.ts';

export const membershipErrors = {} as const satisfies Catalogue;
