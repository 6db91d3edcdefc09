/**
 * What everybody is told of the ballots of a secret motion by phone: each by its receipt, where there are enough of them; of one or two a
 * digest alone, by which whoever has the receipt finds their own, and the count of papers is not told apart from theirs.
 */
import { createHash } from 'node:crypto';
import { isPublished, withheldText, type SecretBallot } from '../../domain/secret-ballot.ts';

interface PublishedBallots {
  readonly ballots: readonly SecretBallot[];
  /** Of ballots that are too few to be published: SHA-256 of meeting, motion, receipt and choice. */
  readonly withheld: readonly string[];
}

export function publishedOf(
  of: { readonly meetingId: string; readonly motion: number },
  counted: readonly SecretBallot[],
): PublishedBallots {
  const ballots = counted.map(({ receipt, choice }) => ({ receipt, choice }));
  if (isPublished(ballots.length)) return { ballots, withheld: [] };
  const digestOf = (ballot: SecretBallot) =>
    createHash('sha256').update(withheldText(of, ballot)).digest('hex');
  return { ballots: [], withheld: ballots.map(digestOf).sort() };
}

/** Papers of the room as they are told: with the result they would say what the one or two by phone voted. */
export function papersTold<Counted>(counted: Counted | null, byPhone: number): Counted | null {
  return isPublished(byPhone) ? counted : null;
}
