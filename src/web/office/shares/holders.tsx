/** Who holds shares or may: named as people name them, found as one types. */
import { Select } from 'antd';
import { useMemo, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { useAnswer, useWholeList } from '../../shared/asking.ts';
import type { Place } from '../../shared/form.tsx';
import { sayIn, useLanguage, useSay } from '../../shared/language.ts';
import { isFoundBy, useSpelling } from '../../shared/search.ts';
import { useSession } from '../../shared/session.ts';
import { heldBy, holderName, partyOf, type Holder, type Party, type ShareClass } from './movement.ts';

const words = {
  household: { zh: '{number} 户', en: 'Household {number}' },
  headed: { zh: '{number} 户（{head}）', en: 'Household {number} ({head})' },
  collective: { zh: '集体股', en: 'The collective' },
  pick: { zh: '输入姓名、拼音或编号', en: 'Type a name, pinyin or a number' },
  nobody: { zh: '没有找到', en: 'Nobody was found' },
} as const satisfies Record<string, Sentence>;

export interface Book {
  readonly holders: readonly Holder[];
  readonly classes: readonly ShareClass[];
  readonly held: ReturnType<typeof heldBy>;
  readonly isWhole: boolean;
  readonly error: Error | null;
  readonly again: () => void;
  readonly nameOf: (party: Party) => string;
  readonly ofAccount: (accountId: string) => string;
  readonly classOf: (classId: string) => string;
  /** Everybody on the register, each household, the collective. */
  readonly parties: readonly { readonly party: Party; readonly name: string; readonly number: string }[];
  readonly dead: ReadonlySet<Party>;
  readonly memberIds: ReadonlyMap<string, string>;
}

/** Today’s register of shares, with the names of members and households. */
export function useBook(): Book {
  const language = useLanguage();
  const { may } = useSession();
  const holders = useWholeList('listHoldings', {}, (page) => page.holders, { when: may('shares.read') });
  const people = useWholeList('listMembers', {}, (page) => page.members, { when: may('register.read') });
  const classes = useAnswer('listShareClasses', {}, { when: may('shares.read') });
  return useMemo((): Book => {
    const say = sayIn(language);
    const collective = say(words.collective);
    const heads = new Map(
      people.rows.flatMap(({ household, relation, name }) =>
        household !== null && relation === 'head' ? [[household.number, name] as const] : [],
      ),
    );
    const ofHousehold = (number: string) => {
      const head = heads.get(number);
      return head === undefined ? say(words.household, { number }) : say(words.headed, { number, head });
    };
    const parties = [
      ...people.rows.map(({ registerNumber, name }) => ({
        party: partyOf({ kind: 'member', number: registerNumber }),
        name,
        number: registerNumber,
      })),
      ...[...new Set(people.rows.flatMap(({ household }) => household?.number ?? []))].map((number) => ({
        party: partyOf({ kind: 'household', number }),
        name: ofHousehold(number),
        number,
      })),
      { party: partyOf({ kind: 'collective' }), name: collective, number: '' },
    ];
    const names = new Map(
      parties.map(({ party, name, number }) => [
        party,
        party.startsWith('member:') ? `${name} ${number}` : name,
      ]),
    );
    const nameOf = (party: Party) => names.get(party) ?? holderName(party).number ?? collective;
    const accounts = new Map(holders.rows.map((holder) => [holder.accountId, nameOf(partyOf(holder))]));
    const list = classes.data?.classes ?? [];
    return {
      holders: holders.rows,
      classes: list,
      held: heldBy(holders.rows),
      isWhole: holders.isWhole && (people.isWhole || !may('register.read')) && classes.data !== undefined,
      error: holders.error ?? people.error ?? classes.error,
      again: () => {
        holders.again();
        people.again();
      },
      nameOf,
      ofAccount: (accountId) => accounts.get(accountId) ?? '',
      classOf: (classId) => {
        const found = list.find(({ id }) => id === classId);
        return found === undefined ? '' : say({ zh: found.name, en: found.nameEn ?? found.name });
      },
      parties,
      dead: new Set(
        people.rows
          .filter(({ standing }) => standing.state === 'deceased')
          .map(({ registerNumber }) => partyOf({ kind: 'member', number: registerNumber })),
      ),
      memberIds: new Map(people.rows.map(({ registerNumber, id }) => [registerNumber, id])),
    };
  }, [holders.rows, holders.isWhole, people.rows, people.isWhole, classes.data, language]);
}

/** One of the register, found as one types. */
export function HolderPicker(props: {
  readonly book: Book;
  readonly place: Place;
  readonly value: Party | null;
  readonly onPick: (party: Party) => void;
  /** Only those; everybody unless given. */
  readonly among?: (party: Party) => boolean;
}): ReactElement {
  const say = useSay();
  const { book, place, value, onPick, among } = props;
  useSpelling();
  const options = useMemo(
    () =>
      book.parties
        .filter(({ party }) => among?.(party) ?? true)
        .map(({ party, name, number }) => ({ value: party, label: book.nameOf(party), name, number })),
    [book, among],
  );
  return (
    <Select
      {...place}
      showSearch={{
        filterOption: (typed, option) =>
          option !== undefined && isFoundBy(typed, { name: option.name, numbers: [option.number] }),
      }}
      style={{ width: '100%' }}
      placeholder={say(words.pick)}
      notFoundContent={say(words.nobody)}
      value={value}
      options={options}
      onChange={(party: string | null) => party !== null && onPick(party)}
    />
  );
}
