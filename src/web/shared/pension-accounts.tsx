/** Of the pensions of a month: accounts and proofs of life that whoever releases them looks at, each by name. */
import type { ReactElement } from 'react';
import type { Sentence } from '../../domain/language.ts';
import { grouped } from './amount.tsx';
import { useAnswer } from './asking.ts';
import type { Reply } from './call.ts';
import { useSay } from './language.ts';
import { Answer } from './states.tsx';

const words = {
  clean: {
    zh: '没有变更的账号，没有不同户合用的账号，没有退回后再发的，没有新登记的生存认证。',
    en: 'No account has changed, none is shared by two households, none came back before, no proof of life was told since.',
  },
  changed: { zh: '{name}（{number}）：{before} 改为 {now}', en: '{name} ({number}): {before} became {now}' },
  shared: { zh: '{account}：{names} 合用', en: '{account}: shared by {names}' },
  again: { zh: '{name}（{number}）：上次退回，{reason}', en: '{name} ({number}): came back, {reason}' },
  waiting: {
    zh: '{name}（{number}）：账号待复核，{amount} 元未列入',
    en: '{name} ({number}): account unconfirmed, {amount} yuan left out',
  },
  proved: {
    zh: '{name}（{number}）：据生存认证发放，{day} {means}，由{by}登记',
    en: '{name} ({number}): paid on a proof of life, {day}, {means}, told by {by}',
  },
} as const satisfies Record<string, Sentence>;

type Looked = Reply<'readPensionRunAccounts'>;

/** What goes along with the release, so that what came after it was looked at is not released unseen. */
export function countsOf(accounts: Looked | undefined) {
  return {
    changed: accounts?.changed.length ?? 0,
    shared: accounts?.shared.length ?? 0,
    returned: accounts?.returned.length ?? 0,
    proved: accounts?.proved.length ?? 0,
  };
}

export function PensionAccounts({ orderId }: { readonly orderId: string }): ReactElement {
  const say = useSay();
  const accounts = useAnswer('readPensionRunAccounts', { orderId });
  return (
    <>
      <Answer of={accounts} rows={3}>
        {({ changed, shared, returned, proved, waiting }) => {
          const told = [
            ...changed.map(({ name, number, beforeMasked, accountMasked }) =>
              say(words.changed, { name, number, before: beforeMasked, now: accountMasked }),
            ),
            ...shared.map(({ accountMasked, bearers }) =>
              say(words.shared, {
                account: accountMasked,
                names: bearers
                  .map(({ name, number }) => `${name} ${number}`)
                  .join(say({ zh: '、', en: ', ' })),
              }),
            ),
            ...returned.map(({ name, number, reason }) => say(words.again, { name, number, reason })),
            ...proved.map(({ name, number, provedOn, means, toldBy }) =>
              say(words.proved, { name, number, day: provedOn, means, by: toldBy ?? '—' }),
            ),
            ...waiting.map(({ name, number, amount }) =>
              say(words.waiting, { name, number, amount: grouped(amount) }),
            ),
          ];
          return told.length === 0 ? (
            <p className="quiet">{say(words.clean)}</p>
          ) : (
            <ul className="warnings">
              {told.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          );
        }}
      </Answer>
    </>
  );
}
