/** Asking for papers in tests. */

export interface PaperWish {
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** Where a paper is asked for, and with what: `client.post(...askFor({ kind: 'statement', … }))`. */
export function askFor({ kind, ...wish }: PaperWish) {
  return [`~/documents/${kind}`, wish] as const;
}
