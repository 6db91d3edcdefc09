/** How papers name whoever holds shares. */
import type { Language } from '../../domain/language.ts';
import { headOf } from '../../domain/membership.ts';
import { accountWords } from '../../domain/words.ts';
import type { MemberFacts } from '../members/index.ts';

export interface Party {
  readonly kind: keyof typeof accountWords;
  readonly number: string;
  readonly name: string | null;
}

/** A person by name and number, a household by number, the rest by what they are. */
export function partyName({ kind, number, name }: Party, language: Language): string {
  if (name !== null) return `${name}（${number}）`;
  const word = accountWords[kind][language];
  return kind === 'household' ? `${word} ${number}` : word;
}

/** Who heads each household, by its number. */
export function headsOf(facts: readonly MemberFacts[]): ReadonlyMap<string, MemberFacts> {
  const households = Map.groupBy(facts, ({ household }) => household?.number);
  return new Map(
    [...households].flatMap(([number, people]) => {
      const head = headOf(people);
      return number === undefined || head === undefined ? [] : [[number, head] as const];
    }),
  );
}

/** A household by number and by who speaks, signs and receives for it. */
export function householdName(number: string, head: MemberFacts | undefined, language: Language): string {
  const household = partyName({ kind: 'household', number, name: null }, language);
  if (head === undefined) return household;
  return language === 'zh' ? `${household}（户主${head.name}）` : `${household} (head ${head.name})`;
}
