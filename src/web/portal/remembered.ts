/** Of which answers the phone keeps the last it saw, to show it without a network. */

/** Who one is, where, and what is one's own. No paper, and no number in clear: what is kept lies open to whoever takes the phone. */
const REMEMBERED = /^\/api\/v1\/(session$|portal\/place$|cooperatives\/[^/]+\/own(\/|$))/;

export function isRemembered(pathname: string): boolean {
  return REMEMBERED.test(pathname);
}

/** Whatever language it was asked in last: without a network the page of before is shown in the words of now. */
export function keptUnder(address: string): string {
  const url = new URL(address);
  url.searchParams.delete('lang');
  return url.toString();
}

/** Whether both are about one person: oneself, or the one that both name. */
export function isOfSamePerson(one: string, other: string): boolean {
  const [first, second] = [new URL(one), new URL(other)];
  const isOwn = ({ pathname }: URL) => /^\/api\/v1\/cooperatives\/[^/]+\/own(\/|$)/.test(pathname);
  const whose = ({ searchParams }: URL) => searchParams.get('memberId');
  return isOwn(first) && isOwn(second) && whose(first) === whose(second);
}
