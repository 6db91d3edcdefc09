/** Refusals of allotment schemes. */
import type { Catalogue } from './entry.ts';

export const allotmentErrors = {} as const satisfies Catalogue;
