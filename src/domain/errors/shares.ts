/** Refusals of the share register. */
import type { Catalogue } from './entry.ts';

export const shareErrors = {} as const satisfies Catalogue;
