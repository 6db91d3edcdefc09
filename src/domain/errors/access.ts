/** Refusals of sign-in, permission, requests and the service itself. */
import type { Catalogue } from './entry.ts';

export const accessErrors = {} as const satisfies Catalogue;
