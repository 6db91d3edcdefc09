/** A name of a column as names are compared: without case, width, blanks, unseen signs and the asterisk of a required one. */
export const plainHead = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s*\p{Cf}\p{Cc}]/gu, '')
    .toLowerCase();
