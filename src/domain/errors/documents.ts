/** Refusals of papers. */
import type { Catalogue } from './entry.ts';

export const documentErrors = {} as const satisfies Catalogue;
