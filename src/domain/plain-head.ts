/** What is longer is no name of a column, and is not walked through to find that out. */
const LONGEST = 500;

/** A name of a column as names are compared: without case, width, blanks, unseen signs and the asterisk of a required one. */
export const plainHead = (name: string): string =>
  name
    .slice(0, LONGEST)
    .normalize('NFKC')
    .replace(/[\s*\p{Cf}\p{Cc}]/gu, '')
    .toLowerCase();
