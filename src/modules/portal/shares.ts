/**
 * What somebody holds and how it came, with the scheme it came by, the ratio that came of it for them, and the resolution it rests on.
 * Read as the portal; of which class a scheme matches which, the office is asked.
 */
import type { LocalDate } from '../../domain/calendar.ts';
import { ratioInWords } from '../../domain/other-ratio.ts';
import type { Tx } from '../../platform/database.ts';
import { matchesBehind, schemesBehind } from '../allotments/index.ts';
import { ownResolutionsOf } from '../assemblies/index.ts';
import { accountsOfPerson, ownShares } from '../shares/index.ts';

export async function sharesOf(
  tx: Tx,
  cooperativeId: string,
  person: Parameters<typeof accountsOfPerson>[2],
  on: LocalDate,
) {
  const accounts = await accountsOfPerson(tx, cooperativeId, person);
  const { movements, ...shares } = await ownShares(tx, cooperativeId, accounts, on);
  const idsOf = (key: 'postingId' | 'resolutionId') => [
    ...new Set(movements.flatMap((each) => each[key] ?? [])),
  ];
  const schemes = await schemesBehind(tx, cooperativeId, idsOf('postingId'));
  const resolutions = await ownResolutionsOf(tx, cooperativeId, idsOf('resolutionId'));
  return {
    ...shares,
    movements: movements.map(({ resolutionId, ...movement }) => {
      const found = resolutions.find(({ id }) => id === resolutionId);
      return {
        ...movement,
        scheme: (movement.postingId !== null && schemes.get(movement.postingId)) || null,
        resolution: found === undefined ? null : named(found),
      };
    }),
  };
}

type Seen = Awaited<ReturnType<typeof sharesOf>>;

/** What was seen, with the ratio that was one's own once a scheme had matched: its name may tell of more than one. */
export async function withRatios(tx: Tx, cooperativeId: string, { movements, ...seen }: Seen) {
  const postings = movements.flatMap(({ kind, postingId }) =>
    kind === 'allotment' && postingId !== null ? [postingId] : [],
  );
  const matches = await matchesBehind(tx, cooperativeId, [...new Set(postings)]);
  return {
    ...seen,
    movements: movements.map(({ postingId, code, heldThen, ...movement }) => {
      const match = (postingId === null ? [] : (matches.get(postingId) ?? [])).find(
        ({ matched }) => matched === code,
      );
      const held = (of: string) => heldThen.find((each) => each.code === of)?.quantity ?? '0';
      const ratio =
        match === undefined || heldThen.length === 0
          ? null
          : ratioInWords({ base: held(match.base), matched: held(match.matched) });
      return { ...movement, ratio };
    }),
  };
}

function named({
  id,
  body,
  number,
  decidedOn,
  title,
  titleEn,
}: Awaited<ReturnType<typeof ownResolutionsOf>>[number]) {
  return { id, body, number, decidedOn, title, titleEn };
}
