/** The months that a screen of the books looks at: a year, and the part of it. Without any it is the year of the last entry. */
import { Select } from 'antd';
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { useAnswer } from '../../shared/asking.ts';
import { useSay } from '../../shared/language.ts';
import { todayInChina } from '../../shared/period.ts';
import { Failed, Loading } from '../../shared/states.tsx';
import type { SpanSearch } from './routes.ts';

const words = {
  year: { zh: '年度', en: 'Year' },
  inYear: { zh: '{year} 年', en: '{year}' },
  months: { zh: '月份', en: 'Months' },
  whole: { zh: '全年', en: 'Whole year' },
  first: { zh: '上半年', en: 'First half' },
  second: { zh: '下半年', en: 'Second half' },
  month: { zh: '{month} 月', en: 'Month {month}' },
  until: { zh: '{from} 至 {to}', en: '{from} to {to}' },
} as const satisfies Record<string, Sentence>;

export interface Span {
  readonly from: string;
  readonly to: string;
}

const two = (month: number) => String(month).padStart(2, '0');
const wholeYear = (year: string): Span => ({ from: `${year}-01`, to: `${year}-12` });

/** Its first and last day. */
export function daysOf({ from, to }: Span): Span {
  const [year, month] = to.split('-').map(Number) as [number, number];
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { from: `${from}-01`, to: `${to}-${two(last)}` };
}

export function spanInWords({ from, to }: Span): Sentence {
  return from === to
    ? { zh: from, en: from }
    : { zh: words.until.zh.replace('{from}', from).replace('{to}', to), en: `${from} to ${to}` };
}

/** What the address says, or the year of the last entry once that is known. */
export function WithSpan(props: {
  readonly search: SpanSearch;
  readonly children: (span: Span, years: readonly string[]) => ReactElement;
}): ReactElement {
  const { search, children } = props;
  const times = useAnswer('listClosedMonths', {});
  if (times.error !== null && times.data === undefined)
    return <Failed error={times.error} again={() => void times.refetch()} />;
  if (times.data === undefined) return <Loading rows={12} />;
  const known = times.data.years.map(({ year }) => year);
  const fallback = wholeYear(known.at(-1) ?? todayInChina().slice(0, 4));
  const from = search.from ?? search.to ?? fallback.from;
  const span = { from, to: search.to ?? search.from ?? fallback.to };
  const years = [...new Set([...known, todayInChina().slice(0, 4), span.to.slice(0, 4)])].sort().reverse();
  return children(span, years);
}

export function SpanPicker(props: {
  readonly span: Span;
  readonly years: readonly string[];
  readonly onChange: (span: Span) => void;
}): ReactElement {
  const say = useSay();
  const { span, years, onChange } = props;
  const year = span.to.slice(0, 4);
  const parts: readonly { readonly label: string; readonly months: readonly [number, number] }[] = [
    { label: say(words.whole), months: [1, 12] },
    { label: say(words.first), months: [1, 6] },
    { label: say(words.second), months: [7, 12] },
    ...Array.from({ length: 12 }, (_, index) => ({
      label: say(words.month, { month: index + 1 }),
      months: [index + 1, index + 1] as const,
    })),
  ];
  const options = parts.map(({ label, months: [first, last] }) => ({
    value: `${two(first)} ${two(last)}`,
    label,
  }));
  const sameYear = span.from.slice(0, 4) === year;
  const value = `${sameYear ? span.from.slice(5) : span.from} ${span.to.slice(5)}`;
  const isKnown = options.some((each) => each.value === value);
  const within = (of: string, part: string): Span => {
    const [first = '01', last = '12'] = part.split(' ');
    return { from: `${of}-${first}`, to: `${of}-${last}` };
  };
  return (
    <>
      <Select
        aria-label={say(words.year)}
        style={{ width: 110 }}
        value={year}
        onChange={(next: string) => onChange(isKnown ? within(next, value) : wholeYear(next))}
        options={years.map((each) => ({ value: each, label: say(words.inYear, { year: each }) }))}
      />
      <Select
        aria-label={say(words.months)}
        style={{ width: 150 }}
        value={value}
        onChange={(next: string) => onChange(within(year, next))}
        options={isKnown ? options : [...options, { value, label: say(spanInWords(span)) }]}
      />
    </>
  );
}
