/**
 * Where a bank's answer is read, of payouts and of pensions alike: what became of payments that it does not name, which further
 * words it uses, and the file itself.
 */
import { Input, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { unnamedWords } from '../../domain/money-words.ts';
import { BankFile, Field } from './form.tsx';
import { useSay } from './language.ts';
import { Note } from './page.tsx';

export interface AnswerTerms {
  readonly rest: 'open' | 'paid' | 'all-paid';
  readonly paidWords?: string;
  readonly returnedWords?: string;
  readonly openWords?: string;
}

const words = {
  read: { zh: '新登记成功 {paid} 笔，退回 {returned} 笔。', en: 'New: {paid} paid, {returned} returned.' },
  before: {
    zh: '这个文件已于 {on} 由 {by} 读入（“{file}”，当时登记成功 {paid} 笔、退回 {returned} 笔）。',
    en: 'This very file was read on {on} by {by} (“{file}”: {paid} paid, {returned} returned then).',
  },
  rest: { zh: '文件里没有列出的各笔', en: 'Payments that the file does not name' },
  paid: { zh: '已付的其他写法（可不填）', en: 'Other words for paid (may be empty)' },
  returned: { zh: '退回的其他写法（可不填）', en: 'Other words for returned (may be empty)' },
  open: { zh: '未定的其他写法（可不填）', en: 'Other words for undecided (may be empty)' },
  help: {
    zh: '成功、失败等常用写法都认得；用逗号隔开',
    en: 'Common words such as 成功 and 失败 are known; separate others by commas',
  },
} as const;

export interface AnswerNews {
  readonly news: { readonly paid: number; readonly returned: number };
  readonly before: {
    readonly fileName: string;
    readonly at: string;
    readonly by: string | null;
    readonly paid: number;
    readonly returned: number;
  } | null;
}

/** What the file said anew, and that this very file was read before. */
export function AnswerRead({ news, before }: AnswerNews): ReactElement {
  const say = useSay();
  const told = say(words.read, news);
  if (before === null) return <Note>{told}</Note>;
  const { at, by, fileName: file, paid: paidBefore, returned: back } = before;
  const on = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(at));
  const earlier = say(words.before, { on, by: by ?? '—', file, paid: paidBefore, returned: back });
  return (
    <Note warning>
      {earlier} {told}
    </Note>
  );
}

export function AnswerFile(props: {
  readonly onFile: (file: File, terms: AnswerTerms) => void;
}): ReactElement {
  const say = useSay();
  const [rest, setRest] = useState<AnswerTerms['rest']>('open');
  const [paid, setPaid] = useState('');
  const [returned, setReturned] = useState('');
  const [open, setOpen] = useState('');
  const terms: AnswerTerms = {
    rest,
    ...(paid.trim() !== '' && { paidWords: paid.trim() }),
    ...(returned.trim() !== '' && { returnedWords: returned.trim() }),
    ...(open.trim() !== '' && { openWords: open.trim() }),
  };
  return (
    <>
      <Field label={say(words.rest)}>
        {(place) => (
          <Select
            {...place}
            style={{ width: 280 }}
            value={rest}
            onChange={setRest}
            options={(['open', 'paid', 'all-paid'] as const).map((value) => ({
              value,
              label: say(unnamedWords[value]),
            }))}
          />
        )}
      </Field>
      <Field label={say(words.paid)} help={say(words.help)}>
        {(place) => (
          <Input {...place} maxLength={200} value={paid} onChange={({ target }) => setPaid(target.value)} />
        )}
      </Field>
      <Field label={say(words.returned)}>
        {(place) => (
          <Input
            {...place}
            maxLength={200}
            value={returned}
            onChange={({ target }) => setReturned(target.value)}
          />
        )}
      </Field>
      <Field label={say(words.open)}>
        {(place) => (
          <Input {...place} maxLength={200} value={open} onChange={({ target }) => setOpen(target.value)} />
        )}
      </Field>
      <BankFile onFile={(file) => file !== undefined && props.onFile(file, terms)} />
    </>
  );
}
