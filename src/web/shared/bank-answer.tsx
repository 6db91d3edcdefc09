/**
 * Where a bank's answer is read, of payouts and of pensions alike: what became of payments that it does not name, which further words it
 * uses, and the file itself. What the file says, payment by payment that came back, is shown before it counts; then one button reads it,
 * and what happened and what comes next stays on the screen.
 */
import { Button, Input, Select } from 'antd';
import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { unnamedWords } from '../../domain/money-words.ts';
import { grouped } from './amount.tsx';
import { useTrial } from './asking.ts';
import { BankFile, Field } from './form.tsx';
import { useSay, type Say } from './language.ts';
import { Note } from './page.tsx';
import { Objection, Refusal } from './states.tsx';

interface AnswerTerms {
  readonly rest: 'open' | 'paid' | 'all-paid';
  readonly paidWords?: string;
  readonly returnedWords?: string;
  readonly openWords?: string;
}

const words = {
  says: {
    zh: '“{file}”：成功 {paid} 笔 {paidSum} 元，退回 {returned} 笔 {returnedSum} 元。还没有登记。',
    en: '“{file}”: {paid} paid, {paidSum} yuan; {returned} returned, {returnedSum} yuan. Nothing is entered yet.',
  },
  read: {
    zh: '已登记成功 {paid} 笔 {paidSum} 元，退回 {returned} 笔 {returnedSum} 元。',
    en: 'Entered: {paid} paid, {paidSum} yuan; {returned} returned, {returnedSum} yuan.',
  },
  nothing: { zh: '没有新的结果，不必再读入。', en: 'It says nothing new: there is nothing to read in.' },
  back: { zh: '退回的各笔', en: 'What came back' },
  came: { zh: '{name}（{account}）{amount} 元：{reason}', en: '{name} ({account}) {amount} yuan: {reason}' },
  noReason: { zh: '银行没有给出原因', en: 'the bank gives no reason' },
  looking: { zh: '正在看“{file}”，还没有登记。', en: 'Looking at “{file}”: nothing is entered yet.' },
  act: { zh: '读入这份回盘', en: 'Read this answer in' },
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

interface AnswerNews {
  readonly news: { readonly paid: number; readonly returned: number };
  readonly sums: { readonly paid: string; readonly returned: string };
  readonly back: readonly {
    readonly serial: number;
    readonly name: string;
    readonly accountMasked: string;
    readonly amount: string;
    readonly reason: string;
  }[];
  readonly before: {
    readonly fileName: string;
    readonly at: string;
    readonly by: string | null;
    readonly paid: number;
    readonly returned: number;
  } | null;
}

/** Reading one order's answer, as its screen asks for it. */
interface Reading {
  readonly isRunning: boolean;
  readonly failure: Error | null;
  readonly run: (terms: AnswerTerms, file: File) => Promise<AnswerNews | undefined>;
  readonly tryOut: (terms: AnswerTerms, file: File, signal: AbortSignal) => Promise<AnswerNews>;
  /** What became of the file before is no word on the next. */
  readonly reset: () => void;
}

interface Chosen {
  /** The how manieth file: two of one name may say different things. */
  readonly turn: number;
  readonly file: File;
  readonly terms: AnswerTerms;
}

/** `next` is what is said, and led to, once something came back. `isOver`: all of the order is answered. */
export function BankAnswer(props: {
  readonly reading: Reading;
  readonly isOver: boolean;
  readonly next: ReactNode;
}): ReactElement {
  const say = useSay();
  const { reading, isOver, next } = props;
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [told, setTold] = useState<AnswerNews | null>(null);
  const turns = useRef(0);
  const tried = useTrial(
    chosen === null ? '' : JSON.stringify([chosen.turn, chosen.terms]),
    chosen === null ? null : (signal) => reading.tryOut(chosen.terms, chosen.file, signal),
  );
  const says = tried.reply;
  const isLooking = chosen !== null && says === undefined && tried.failure === null;
  const choose = (file: File, terms: AnswerTerms, isNew: boolean) => {
    reading.reset();
    if (isNew) turns.current += 1;
    setChosen({ file, terms, turn: turns.current });
  };
  const hasNews = says !== undefined && says.news.paid + says.news.returned > 0;
  const read = () => {
    if (chosen === null) return;
    void reading.run(chosen.terms, chosen.file).then((reply) => {
      if (reply === undefined) return;
      setTold(reply);
      setChosen(null);
    });
  };
  return (
    <>
      <Refusal failure={reading.failure} />
      <Objection failure={reading.failure === null ? tried.failure : null} />
      <div role="status">{isLooking && <Note>{say(words.looking, { file: chosen.file.name })}</Note>}</div>
      {told !== null && (
        <div role="status">
          <Note warning={told.back.length > 0}>{said(say, words.read, told, '')}</Note>
          <CameBack back={told.back} />
          {told.back.length > 0 && next}
        </div>
      )}
      {says !== undefined && chosen !== null && (
        <>
          <Note warning={says.before !== null || says.back.length > 0}>
            {says.before !== null && `${saidBefore(say, says.before)} `}
            {hasNews ? said(say, words.says, says, chosen.file.name) : say(words.nothing)}
          </Note>
          <CameBack back={says.back} />
          {hasNews && (
            <Button type="primary" loading={reading.isRunning} onClick={read}>
              {say(words.act)}
            </Button>
          )}
        </>
      )}
      {!isOver && <AnswerFile onFile={choose} chosen={chosen?.file} />}
    </>
  );
}

function said(say: Say, sentence: (typeof words)['says' | 'read'], { news, sums }: AnswerNews, file: string) {
  const [paidSum, returnedSum] = [grouped(sums.paid), grouped(sums.returned)];
  return say(sentence, { ...news, paidSum, returnedSum, file });
}

function saidBefore(say: Say, { at, by, fileName: file, paid, returned }: NonNullable<AnswerNews['before']>) {
  const on = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(at));
  return say(words.before, { on, by: by ?? '—', file, paid, returned });
}

/** Why, as the bank gave it; it may give none. */
export const bankReason = (reason: string, say: Say) => (reason === '' ? say(words.noReason) : reason);

/** Whom, how much and why. */
function CameBack({ back }: Pick<AnswerNews, 'back'>): ReactElement | null {
  const say = useSay();
  if (back.length === 0) return null;
  return (
    <ul className="warnings" aria-label={say(words.back)}>
      {back.map(({ serial, name, accountMasked: account, amount, reason }) => (
        <li key={serial}>
          {say(words.came, {
            name,
            account,
            amount: grouped(amount),
            reason: bankReason(reason, say),
          })}
        </li>
      ))}
    </ul>
  );
}

/** A file is looked at again when what is said of it changes. */
function AnswerFile(props: {
  readonly onFile: (file: File, terms: AnswerTerms, isNew: boolean) => void;
  readonly chosen: File | undefined;
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
  const { chosen, onFile } = props;
  const of = JSON.stringify(terms);
  useEffect(() => {
    if (chosen !== undefined) onFile(chosen, terms, false);
    // The file itself is handed on where it is chosen.
  }, [of]);
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
      <BankFile onFile={(file) => file !== undefined && onFile(file, terms, true)} />
    </>
  );
}
