/** Of which answers the phone keeps the last it saw, to show it without a network. */

/** Who one is, where, and what is one's own. No paper, and no number in clear: what is kept lies open to whoever takes the phone. */
const REMEMBERED = /^\/api\/v1\/(session$|portal\/place$|cooperatives\/[^/]+\/own(\/|$))/;

export function isRemembered(pathname: string): boolean {
  return REMEMBERED.test(pathname);
}
