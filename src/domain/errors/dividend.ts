/** Refusals of dividend runs and calculations. */
import type { Catalogue } from './entry.ts';

export const dividendErrors = {} as const satisfies Catalogue;
