/**
 * A voucher typed with the keys that accountants have in their fingers: Enter goes on, `=` fills what balances, space swaps the
 * sides, F7 opens the accounts, `..` and `//` repeat a summary, F8 sends it to review. Nothing is lost by a reload.
 */
import { Link, useSearch } from '@tanstack/react-router';
import { Button, Checkbox, Input } from 'antd';
import { useRef, useState, type ClipboardEvent, type KeyboardEvent, type ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { LocalDate } from '../../../domain/calendar.ts';
import { chartOn, namesHolders, type ChartName } from '../../../domain/chart.ts';
import { chineseAmount } from '../../../domain/chinese-amount.ts';
import type { Sentence } from '../../../domain/language.ts';
import { rolesThatMay } from '../../../domain/role-words.ts';
import { Amount } from '../../shared/amount.tsx';
import { useAnswer, useChange, useWholeList } from '../../shared/asking.ts';
import { Refused } from '../../shared/call.ts';
import { FailureContext, Field } from '../../shared/form.tsx';
import { useLanguage, useSay } from '../../shared/language.ts';
import { Note, Page, State } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { NoPermission, Refusal } from '../../shared/states.tsx';
import { useTyped } from '../../shared/typed.ts';
import { Choice, type Option } from './choice.tsx';
import {
  amountTyped,
  balanced,
  dayTyped,
  emptyLine,
  isBlank,
  newDraft,
  pasted,
  sent,
  sums,
  swapped,
  textTyped,
  withLine,
  type DraftLine,
  type Side,
} from './draft.ts';
import { BookTabs } from './tabs.tsx';

const words = {
  title: { zh: '填制凭证', en: 'New voucher' },
  state: { zh: '草稿', en: 'Draft' },
  date: { zh: '日期', en: 'Date' },
  attachments: { zh: '附件张数', en: 'Papers attached' },
  opening: { zh: '建账余额', en: 'Opening balances' },
  lines: { zh: '分录', en: 'Lines' },
  text: { zh: '摘要', en: 'Summary' },
  account: { zh: '科目', en: 'Account' },
  holder: { zh: '持有人', en: 'Holder' },
  debit: { zh: '借方', en: 'Debit' },
  credit: { zh: '贷方', en: 'Credit' },
  yuan: { zh: '元', en: 'yuan' },
  atRow: { zh: '第 {row} 行{what}', en: '{what}, row {row}' },
  add: { zh: '增加一行', en: 'Add a row' },
  remove: { zh: '删', en: 'Delete' },
  removeRow: { zh: '删除第 {row} 行', en: 'Delete row {row}' },
  sum: { zh: '合计', en: 'Total' },
  level: { zh: '借贷相等', en: 'In balance' },
  debitMore: { zh: '借方多 {amount}', en: 'Debits are {amount} more' },
  creditMore: { zh: '贷方多 {amount}', en: 'Credits are {amount} more' },
  send: { zh: '保存送复核', en: 'Save for review' },
  empty: { zh: '清空', en: 'Clear' },
  keys: {
    zh: '回车 下一格　= 填平衡数　空格 换借贷方　F7 选科目　.. 同上行摘要　// 同首行摘要　F8 保存　可从表格粘贴多行',
    en: 'Enter next cell · = balance · Space swap sides · F7 accounts · .. summary above · // first summary · F8 save · rows paste from a spreadsheet',
  },
  made: { zh: '已填制，等待{who}复核：', en: 'Prepared, awaiting the {who}: ' },
  noAmount: { zh: '不是金额', en: 'No amount' },
  noAccount: { zh: '请选科目', en: 'Choose an account' },
  noneYet: { zh: '还没有金额', en: 'No amounts yet' },
} as const satisfies Record<string, Sentence>;

export function Voucher(): ReactElement {
  const { may } = useSession();
  const { opening = false } = useSearch({ from: '/books/new' });
  return may('books.enter') ? <Form key={`${opening}`} /> : <NoPermission action="books.enter" />;
}

function chartAt(date: string): ChartName {
  try {
    return chartOn(LocalDate.parse(date));
  } catch {
    return '2023';
  }
}

/** The cell of the other side in the same row. */
function besideOf(cell: HTMLInputElement, side: Side): HTMLInputElement | undefined {
  const cells = [...(cell.closest('tr')?.querySelectorAll<HTMLInputElement>('td.figure input') ?? [])];
  return cells[cells.indexOf(cell) + (side === 'debit' ? 1 : -1)];
}

function Form(): ReactElement {
  const say = useSay();
  const language = useLanguage();
  const { may } = useSession();
  const { opening = false, on = todayInChina() } = useSearch({ from: '/books/new' });
  const [draft, setDraft] = useTyped(opening ? 'voucher of the opening' : 'voucher', () =>
    opening
      ? { ...newDraft(`${Number(todayInChina().slice(0, 4)) - 1}-12-31`), isOpening: true }
      : newDraft(on),
  );
  const [made, setMade] = useState<{ readonly id: string; readonly number: string } | null>(null);
  const change = useChange('prepareEntry');
  const form = useRef<HTMLFormElement>(null);

  const chart = chartAt(draft.date);
  const accounts = useAnswer('listAccounts', { chart }, { keep: true });
  const options: readonly Option[] = (accounts.data?.accounts ?? []).map(({ code, name }) => ({
    value: code,
    name,
  }));
  const wantsHolders = draft.lines.some(({ account }) => namesHolders(chart, account));
  const holders = useWholeList('listHoldings', {}, (page) => page.holders, {
    when: wantsHolders && may('shares.read'),
  });
  const holderOptions = holders.rows.map(({ number, name }) => ({ value: number, name: name ?? number }));

  const setLines = (lines: readonly DraftLine[]) => setDraft((before) => ({ ...before, lines }));
  const change1 = (at: number, part: Partial<DraftLine>) => setLines(withLine(draft.lines, at, part));
  const wish = sent(draft, (number) => holders.rows.find((each) => each.number === number)?.kind);
  const [isSent, setSent] = useState(false);
  const lacksAccount = (at: number) => {
    const line = draft.lines[at];
    return line !== undefined && !isBlank(line) && line.account.trim() === '';
  };
  const faultOf = (at: number, field?: string): string | undefined => {
    if (isSent && field === 'account' && lacksAccount(at)) return say(words.noAccount);
    if (!(change.failure instanceof Refused)) return undefined;
    const line = wish.at.indexOf(at);
    const place = `/lines/${line}`;
    const { faults } = change.failure.problem;
    // The first summary heads the voucher.
    if (field === 'text' && line === 0) {
      const fault = faults.find(({ pointer }) => pointer === '/summary');
      if (fault !== undefined) return fault.message;
    }
    return faults.find(({ pointer }) => pointer === (field === undefined ? place : `${place}/${field}`))
      ?.message;
  };

  const save = () => {
    if (change.isRunning) return;
    setSent(true);
    const bare = draft.lines.findIndex((_, at) => lacksAccount(at));
    if (bare >= 0) {
      change.reset();
      const row = form.current?.querySelectorAll('tbody tr').item(bare);
      return row?.querySelector<HTMLInputElement>('[role=combobox]')?.focus();
    }
    void change.run(wish.input).then((reply) => {
      if (reply === undefined) return;
      setMade(reply);
      setSent(false);
      // Drawn before the cell is left: what leaving it tidies is then the empty voucher, not the one that was sent.
      flushSync(() => setDraft(newDraft(draft.date)));
      form.current?.querySelector<HTMLInputElement>('tbody input')?.focus();
    });
  };

  /** Enter goes from cell to cell, and makes a row at the end while the voucher does not balance. */
  const goOn = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const cells = [
      ...(form.current?.querySelectorAll<HTMLInputElement>('input[type=text], input:not([type])') ?? []),
    ];
    const next = cells[cells.indexOf(event.currentTarget) + 1];
    if (next !== undefined) return next.focus();
    setLines([...draft.lines, emptyLine]);
    setTimeout(() => form.current?.querySelector<HTMLInputElement>('tbody tr:last-child input')?.focus());
  };

  const paste = (at: number) => (event: ClipboardEvent<HTMLInputElement>) => {
    const clipboard = event.clipboardData.getData('text');
    if (!/[\t\n]/.test(clipboard.trim())) return;
    event.preventDefault();
    setLines(pasted(draft.lines, at, clipboard, options));
  };

  const total = sums(draft.lines);
  const isLevel = total.gap.isZero;
  const isEmpty = isLevel && total.debit.isZero;
  const amountCell = (line: DraftLine, at: number, side: Side) => {
    const told = faultOf(at, side);
    const isFaulty = told !== undefined || (line[side].trim() !== '' && amountTyped(line[side]) === null);
    return (
      <td className="figure">
        <input
          aria-label={say(words.atRow, { row: at + 1, what: say(words[side]) })}
          aria-invalid={isFaulty || undefined}
          aria-describedby={told === undefined ? undefined : `fault-${at}`}
          title={isFaulty ? (told ?? say(words.noAmount)) : undefined}
          inputMode="decimal"
          autoComplete="off"
          className={line[side].trim().startsWith('-') ? 'negative' : undefined}
          value={line[side]}
          onChange={({ target }) => change1(at, { [side]: target.value })}
          onFocus={({ target }) => target.select()}
          onBlur={() => {
            const amount = amountTyped(line[side]);
            if (amount !== null) change1(at, { [side]: amount.isZero ? '' : amount.toString() });
          }}
          onPaste={paste(at)}
          onKeyDown={(event) => {
            if (event.key === '=') {
              event.preventDefault();
              const made = balanced(draft.lines, at, side);
              flushSync(() => setLines(made.lines));
              if (made.side !== side) besideOf(event.currentTarget, side)?.focus();
            } else if (event.key === ' ') {
              event.preventDefault();
              // Drawn before the cell is left: what leaving it tidies is then the swapped line.
              flushSync(() => setLines(swapped(draft.lines, at)));
              besideOf(event.currentTarget, side)?.focus();
            } else goOn(event);
          }}
        />
      </td>
    );
  };

  return (
    <Page
      title={say(words.title)}
      state={<State tone="waiting">{say(words.state)}</State>}
      action={
        <>
          <Button
            onClick={() => {
              setDraft(newDraft(draft.date));
              change.reset();
            }}
          >
            {say(words.empty)}
          </Button>
          <Button type="primary" loading={change.isRunning} onClick={save} aria-keyshortcuts="F8">
            {say(words.send)} F8
          </Button>
        </>
      }
    >
      <BookTabs />
      <Refusal failure={change.failure} />
      <div aria-live="polite">
        {made !== null && change.failure === null && (
          <Note>
            {say(words.made, { who: say(rolesThatMay('books.review')) })}
            <Link to="/books/review/$entryId" params={{ entryId: made.id }}>
              {made.number}
            </Link>
          </Note>
        )}
      </div>
      <form
        ref={form}
        className="voucher"
        onSubmit={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if (event.key !== 'F8') return;
          event.preventDefault();
          save();
        }}
      >
        <FailureContext value={change.failure}>
          <div className="voucher-head">
            <Field label={say(words.date)} at="/date">
              {(place) => (
                <Input
                  {...place}
                  style={{ width: 130 }}
                  value={draft.date}
                  onChange={({ target }) => setDraft({ ...draft, date: target.value })}
                  onBlur={() => setDraft({ ...draft, date: dayTyped(draft.date, todayInChina()) })}
                  onKeyDown={goOn}
                />
              )}
            </Field>
            <Field label={say(words.attachments)} at="/attachments">
              {(place) => (
                <Input
                  {...place}
                  style={{ width: 90 }}
                  inputMode="numeric"
                  value={draft.attachments}
                  onChange={({ target }) => setDraft({ ...draft, attachments: target.value })}
                  onKeyDown={goOn}
                />
              )}
            </Field>
            <Checkbox
              checked={draft.isOpening}
              onChange={({ target }) => setDraft({ ...draft, isOpening: target.checked })}
            >
              {say(words.opening)}
            </Checkbox>
          </div>
        </FailureContext>
        <table aria-label={say(words.lines)}>
          <colgroup>
            <col className="wide" />
            <col className="wide" />
            {wantsHolders && <col className="narrow" />}
            <col className="money" />
            <col className="money" />
            <col className="end" />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{say(words.text)}</th>
              <th scope="col">{say(words.account)}</th>
              {wantsHolders && <th scope="col">{say(words.holder)}</th>}
              <th scope="col" className="figure">
                {say(words.debit)} <small>{say(words.yuan)}</small>
              </th>
              <th scope="col" className="figure">
                {say(words.credit)} <small>{say(words.yuan)}</small>
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {draft.lines.map((line, at) => {
              const lineFault = [undefined, 'text', 'account', 'holder', 'debit', 'credit']
                .map((field) => faultOf(at, field))
                .find((each) => each !== undefined);
              const named = namesHolders(chart, line.account);
              return (
                <tr key={at} className={lineFault === undefined ? undefined : 'faulty'}>
                  <td>
                    <input
                      aria-label={say(words.atRow, { row: at + 1, what: say(words.text) })}
                      maxLength={200}
                      autoComplete="off"
                      value={line.text}
                      onChange={({ target }) =>
                        change1(at, { text: textTyped(draft.lines, at, target.value) })
                      }
                      onPaste={paste(at)}
                      onKeyDown={goOn}
                    />
                    {lineFault !== undefined && <p id={`fault-${at}`}>{lineFault}</p>}
                  </td>
                  <td>
                    <Choice
                      label={say(words.atRow, { row: at + 1, what: say(words.account) })}
                      options={options}
                      value={line.account}
                      onChange={(account) => change1(at, { account })}
                      onEnter={goOn}
                      isFaulty={faultOf(at, 'account') !== undefined}
                      describedBy={lineFault === undefined ? undefined : `fault-${at}`}
                    />
                  </td>
                  {wantsHolders && (
                    <td>
                      {named && (
                        <Choice
                          label={say(words.atRow, { row: at + 1, what: say(words.holder) })}
                          options={holderOptions}
                          value={line.holder}
                          onChange={(holder) => change1(at, { holder })}
                          onEnter={goOn}
                          isFaulty={faultOf(at, 'holder') !== undefined}
                        />
                      )}
                    </td>
                  )}
                  {amountCell(line, at, 'debit')}
                  {amountCell(line, at, 'credit')}
                  <td>
                    {draft.lines.length > 2 && (
                      <Button
                        type="text"
                        size="small"
                        aria-label={say(words.removeRow, { row: at + 1 })}
                        onClick={() => setLines(draft.lines.filter((_, index) => index !== at))}
                      >
                        {say(words.remove)}
                      </Button>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={wantsHolders ? 3 : 2}>
                {say(words.sum)}
                {language === 'zh' && isLevel && !total.debit.isZero && (
                  <span className="capitals">{chineseAmount(total.debit)}</span>
                )}
              </td>
              <td className="figure">
                <Amount of={total.debit.toString()} />
              </td>
              <td className="figure">
                <Amount of={total.credit.toString()} />
              </td>
              <td />
            </tr>
          </tfoot>
        </table>
        <div className="voucher-foot">
          <Button onClick={() => setLines([...draft.lines, emptyLine])}>{say(words.add)}</Button>
          <span aria-live="polite">
            {!draft.lines.every(isBlank) && (
              <State tone={isEmpty ? 'waiting' : isLevel ? 'done' : 'next'}>
                {isEmpty
                  ? say(words.noneYet)
                  : isLevel
                    ? say(words.level)
                    : total.gap.isNegative
                      ? say(words.creditMore, { amount: total.gap.negated().toGrouped() })
                      : say(words.debitMore, { amount: total.gap.toGrouped() })}
              </State>
            )}
          </span>
        </div>
        <p className="quiet keys">{say(words.keys)}</p>
      </form>
    </Page>
  );
}
