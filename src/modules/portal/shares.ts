/** What somebody holds and how it came, with the scheme it came by and the resolution it rests on. Read as the portal. */
import type { LocalDate } from '../../domain/calendar.ts';
import type { Tx } from '../../platform/database.ts';
import { schemesBehind } from '../allotments/index.ts';
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
    movements: movements.map(({ postingId, resolutionId, ...movement }) => {
      const found = resolutions.find(({ id }) => id === resolutionId);
      return {
        ...movement,
        scheme: (postingId !== null && schemes.get(postingId)) || null,
        resolution: found === undefined ? null : named(found),
      };
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
