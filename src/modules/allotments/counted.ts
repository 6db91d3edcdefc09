/**
 * Which postings of a scheme count towards the allowance of one person, as what is entered by hand does: each after the first, and
 * the first where tags, households or retirements entered since the decision, or a later day than the scheme's own, gave somebody more
 * than the assembly saw.
 */
import { schemeSubject } from '../../domain/resolution.ts';
import type { Tx } from '../../platform/database.ts';
import { isAskedLess } from '../access/index.ts';
import { resolutionOn } from '../assemblies/index.ts';
import { applyScheme, asDecidedOn, givesMore, registerOn } from './preview.ts';
import { postingsOf, schemesOf, type PostingRow, type SchemeRow } from './store.ts';

/** Whether the first posting gave more by what was known when it was posted than by what was known at the decision. */
export async function gaveUnseen(
  tx: Tx,
  scheme: SchemeRow,
  { cooperativeId, effectiveOn: on, recordedAt }: PostingRow,
  decidedAt: Date,
): Promise<boolean> {
  const register = await registerOn(tx, cooperativeId, on);
  const asKnown = async (known: Parameters<typeof asDecidedOn>[4]) =>
    applyScheme(scheme, await asDecidedOn(tx, cooperativeId, register, on, known), on).lines;
  // Versions of before compared people on the day of the posting.
  const measuredOn = (await isAskedLess(tx, cooperativeId, recordedAt)) ? on : scheme.effectiveOn;
  return givesMore(
    await asKnown({ decidedAt: recordedAt, measuredOn: on }),
    await asKnown({ decidedAt, measuredOn }),
  );
}

export interface CountedPosting {
  readonly posting: PostingRow;
  /** Itself and those of its scheme before it that count with it. */
  readonly together: readonly string[];
}

/** The postings that stand and count, judged again from what is on record. */
export async function countedTogether(tx: Tx, cooperativeId: string): Promise<readonly CountedPosting[]> {
  const schemes = new Map((await schemesOf(tx, cooperativeId)).map((scheme) => [scheme.id, scheme]));
  const standing = (await postingsOf(tx, cooperativeId)).filter(({ reversedAt }) => reversedAt === null);
  const counted: CountedPosting[] = [];
  for (const [schemeId, scheme] of schemes) {
    const its = standing.flatMap(({ posting }) => (posting.schemeId === schemeId ? [posting] : []));
    const [first] = its;
    if (first === undefined) continue;
    const adopted = await resolutionOn(tx, cooperativeId, schemeSubject(schemeId));
    // Whether a resolution carries it at all is another question.
    const isUnseen = adopted !== undefined && (await gaveUnseen(tx, scheme, first, adopted.recordedAt));
    const those = isUnseen ? its : its.slice(1);
    for (const [index, posting] of those.entries())
      counted.push({ posting, together: those.slice(0, index + 1).map(({ id }) => id) });
  }
  return counted;
}
