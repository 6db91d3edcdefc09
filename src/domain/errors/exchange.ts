/** Refusals of files that come in and go out. */
import type { Catalogue } from './entry.ts';

export const exchangeErrors = {} as const satisfies Catalogue;
