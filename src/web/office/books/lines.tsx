/** The lines of a voucher as they are read: who is debited, who is credited, the sums and the sum in capitals. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { chineseAmount } from '../../../domain/chinese-amount.ts';
import type { Sentence } from '../../../domain/language.ts';
import { Money } from '../../../domain/money.ts';
import { Amount } from '../../shared/amount.tsx';
import { useLanguage, useSay } from '../../shared/language.ts';
import { spelled } from '../../shared/period.ts';
import { Table } from '../../shared/table.tsx';

const words = {
  lines: { zh: '分录', en: 'Lines' },
  account: { zh: '科目', en: 'Account' },
  text: { zh: '摘要', en: 'Text' },
  debit: { zh: '借方', en: 'Debit' },
  credit: { zh: '贷方', en: 'Credit' },
  holder: { zh: '持有人', en: 'Holder' },
  yuan: { zh: '元', en: 'yuan' },
  sum: { zh: '合计', en: 'Total' },
} as const satisfies Record<string, Sentence>;

interface ReadLine {
  readonly account: string;
  readonly name: string;
  readonly debit: string;
  readonly credit: string;
  readonly text: string;
  readonly holder?: { readonly kind: string; readonly number: string } | null;
}

export function sumOf(lines: readonly ReadLine[], side: 'debit' | 'credit'): Money {
  return Money.sum(lines.map((line) => Money.parse(line[side])));
}

/** `month` is where the ledger of an account is opened. */
export function Lines(props: {
  readonly lines: readonly ReadLine[];
  readonly summary: string;
  readonly month: string;
}): ReactElement {
  const say = useSay();
  const language = useLanguage();
  const { lines, summary, month } = props;
  const total = sumOf(lines, 'debit');
  const side = (key: 'debit' | 'credit') => ({
    key,
    head: say(words[key]),
    unit: say(words.yuan),
    width: 150,
    figure: true,
    cell: (line: ReadLine) => (/[1-9]/.test(line[key]) ? <Amount of={line[key]} /> : ''),
    text: (line: ReadLine) => (/[1-9]/.test(line[key]) ? line[key] : ''),
    foot: <Amount of={sumOf(lines, key).toString()} />,
  });
  const holders = lines.some(({ holder }) => holder != null);
  return (
    <Table
      label={say(words.lines)}
      rows={lines}
      keyOf={(_, index) => String(index)}
      columns={[
        {
          key: 'text',
          head: say(words.text),
          width: 260,
          cell: ({ text }) => spelled(text === '' ? summary : text, say),
          text: ({ text }) => spelled(text === '' ? summary : text, say),
          foot: say(words.sum),
        },
        {
          key: 'account',
          head: say(words.account),
          width: 280,
          cell: ({ account, name }) => (
            <Link to="/books/ledger" search={{ accounts: account, from: month, to: month }}>
              {account} {name}
            </Link>
          ),
          text: ({ account, name }) => `${account} ${name}`,
          foot: language === 'zh' ? chineseAmount(total) : '',
        },
        ...(holders
          ? [
              {
                key: 'holder',
                head: say(words.holder),
                width: 100,
                cell: ({ holder }: ReadLine) => holder?.number ?? '',
                text: ({ holder }: ReadLine) => holder?.number ?? '',
              },
            ]
          : []),
        side('debit'),
        side('credit'),
      ]}
    />
  );
}
