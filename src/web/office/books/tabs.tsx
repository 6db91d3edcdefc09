/** The places within the books, over each of their screens; and how many vouchers wait for their review. */
import './books.css';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { useAnswer } from '../../shared/asking.ts';
import { useSay } from '../../shared/language.ts';
import type { SpanSearch } from './routes.ts';

const words = {
  places: { zh: '账务各处', en: 'Places in the books' },
  journal: { zh: '凭证', en: 'Journal' },
  review: { zh: '复核', en: 'Review' },
  trial: { zh: '科目余额', en: 'Trial balance' },
  sheet: { zh: '资产负债表', en: 'Balance sheet' },
  income: { zh: '收益及收益分配表', en: 'Income and distribution' },
  till: { zh: '现金盘点', en: 'Till' },
  accounts: { zh: '科目表', en: 'Accounts' },
  closing: { zh: '结账', en: 'Closing' },
  waiting: { zh: '{count} 张待复核', en: '{count} awaiting review' },
} as const satisfies Record<string, Sentence>;

/** Of a count, `99` and more are many. */
const COUNTED = '99';

/** `span` goes along, so that one looks at the same months everywhere. */
export function BookTabs({ span = {} }: { readonly span?: SpanSearch }): ReactElement {
  const say = useSay();
  const waiting = useAnswer('listPreparedEntries', { state: 'awaiting-review', limit: COUNTED });
  const count = waiting.data?.entries.length ?? 0;
  const exact = { exact: true, includeSearch: false };
  return (
    <nav className="tabs" aria-label={say(words.places)}>
      <Link to="/books" search={span} activeOptions={exact}>
        {say(words.journal)}
      </Link>
      <Link to="/books/review" activeOptions={{ includeSearch: false }}>
        {say(words.review)}
        {count > 0 && (
          <b>
            <span aria-hidden>{waiting.data?.next == null ? count : `${count}+`}</span>
            <span className="unseen">{say(words.waiting, { count })}</span>
          </b>
        )}
      </Link>
      <Link to="/books/trial-balance" search={span} activeOptions={exact}>
        {say(words.trial)}
      </Link>
      <Link to="/books/balance-sheet" search={span} activeOptions={exact}>
        {say(words.sheet)}
      </Link>
      <Link to="/books/income" search={span} activeOptions={exact}>
        {say(words.income)}
      </Link>
      <Link to="/books/till" activeOptions={exact}>
        {say(words.till)}
      </Link>
      <Link to="/books/accounts" activeOptions={exact}>
        {say(words.accounts)}
      </Link>
      <Link to="/books/closing" activeOptions={exact}>
        {say(words.closing)}
      </Link>
    </nav>
  );
}
