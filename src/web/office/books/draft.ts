/**
 * A voucher while it is typed: text until it is sent. Amounts are read by the domain's own money, a balance is made by it,
 * and the draft stays in the window through a reload.
 */
import { Money } from '../../../domain/money.ts';
import type { Input } from '../../shared/call.ts';

export interface DraftLine {
  readonly text: string;
  readonly account: string;
  readonly holder: string;
  readonly debit: string;
  readonly credit: string;
}

export interface Draft {
  readonly date: string;
  readonly attachments: string;
  readonly isOpening: boolean;
  readonly lines: readonly DraftLine[];
}

export type Side = 'debit' | 'credit';
export const emptyLine: DraftLine = { text: '', account: '', holder: '', debit: '', credit: '' };

export function newDraft(date: string): Draft {
  return { date, attachments: '', isOpening: false, lines: [emptyLine, emptyLine] };
}

/** `12,000` as 12000.00; null for what is no amount of yuan and fen. */
export function amountTyped(text: string): Money | null {
  const plain = text.replace(/[,，\s]/g, '').replace(/^−/, '-');
  try {
    return Money.parse(plain);
  } catch {
    return null;
  }
}

function sideSum(lines: readonly DraftLine[], side: Side): Money {
  return Money.sum(lines.map((line) => amountTyped(line[side]) ?? Money.zero));
}

export function sums(lines: readonly DraftLine[]) {
  const [debit, credit] = [sideSum(lines, 'debit'), sideSum(lines, 'credit')];
  return { debit, credit, gap: debit.minus(credit) };
}

/**
 * `=`: what this line must be so that debits are credits, at the side that is short, whichever the hands are on; never a minus. A
 * voucher in red stays red: its line keeps the side it was asked at.
 */
export function balanced(
  lines: readonly DraftLine[],
  at: number,
  side: Side,
): { readonly lines: readonly DraftLine[]; readonly side: Side } {
  const others = lines.map((line, index) => (index === at ? { ...line, debit: '', credit: '' } : line));
  const { gap } = sums(others);
  if (gap.isZero) return { lines: others, side };
  const missing = side === 'debit' ? gap.negated() : gap;
  const amounts = others.flatMap((line) => [amountTyped(line.debit), amountTyped(line.credit)]);
  const isRed = amounts.every((amount) => amount === null || amount.isZero || amount.isNegative);
  const isShort = isRed === missing.isNegative;
  const to = isShort ? side : otherSide(side);
  const amount = isShort ? missing : missing.negated();
  return { lines: withLine(others, at, { [to]: amount.toString() }), side: to };
}

const otherSide = (side: Side): Side => (side === 'debit' ? 'credit' : 'debit');

/** Space: what stood at one side stands at the other. */
export function swapped(lines: readonly DraftLine[], at: number): readonly DraftLine[] {
  const { debit = '', credit = '' } = lines[at] ?? {};
  return withLine(lines, at, { debit: credit, credit: debit });
}

export function withLine(
  lines: readonly DraftLine[],
  at: number,
  part: Partial<DraftLine>,
): readonly DraftLine[] {
  return lines.map((line, index) => (index === at ? { ...line, ...part } : line));
}

/** `..` the summary of the line above, `//` that of the first. */
export function textTyped(lines: readonly DraftLine[], at: number, text: string): string {
  if (text === '..') return lines[at - 1]?.text ?? text;
  if (text === '//') return lines[0]?.text ?? text;
  return text;
}

/**
 * Cells as a spreadsheet copies them: summary, account (its code or its whole name), debit, credit; rows are added where there are too
 * few.
 */
export function pasted(
  lines: readonly DraftLine[],
  at: number,
  clipboard: string,
  accounts: readonly { readonly value: string; readonly name: string }[],
): readonly DraftLine[] {
  const codeOf = (told: string) => {
    const named = accounts.filter(({ name }) => name === told);
    return /^[\d.]+/.exec(told)?.[0] ?? (named.length === 1 ? named[0]?.value : undefined) ?? told;
  };
  const rows = clipboard
    .split(/\r?\n/)
    .filter((row) => row.trim() !== '')
    .map((row) => {
      const [text = '', account = '', debit = '', credit = ''] = row.split('\t').map((cell) => cell.trim());
      return { ...emptyLine, text, account: codeOf(account), debit, credit };
    });
  return [...lines.slice(0, at), ...rows, ...lines.slice(at + rows.length)];
}

export function isBlank(line: DraftLine): boolean {
  return Object.values(line).every((each: string) => each.trim() === '');
}

/** `20250715`, `7-15` and `15` of the month at hand, as 2025-07-15; what is no day as it was typed. */
export function dayTyped(text: string, near: string): string {
  const parts = /^\d{8}$/.test(text.trim())
    ? [text.trim().slice(0, 4), text.trim().slice(4, 6), text.trim().slice(6)]
    : text
        .trim()
        .split(/[-./年月日\s]+/)
        .filter((part) => part !== '');
  if (parts.length === 0 || parts.length > 3 || !parts.every((part) => /^\d+$/.test(part)))
    return text.trim();
  const whole = [...near.split('-').slice(0, 3 - parts.length), ...parts];
  return whole.map((part, index) => (index === 0 ? part : part.padStart(2, '0'))).join('-');
}

/** As it is sent: the first summary heads the voucher, blank lines are left out; `at` finds a line of the draft again. */
export function sent(draft: Draft, kindOf: (holder: string) => string | undefined) {
  const kept = draft.lines.map((line, at) => ({ line, at })).filter(({ line }) => !isBlank(line));
  const summary = kept.find(({ line }) => line.text.trim() !== '')?.line.text.trim() ?? '';
  const amount = (side: Side, line: DraftLine) => {
    if (line[side].trim() === '') return {};
    return { [side]: amountTyped(line[side])?.toString() ?? line[side] };
  };
  const holder = (line: DraftLine) => {
    if (line.holder.trim() === '') return {};
    const kind = kindOf(line.holder) ?? 'member';
    return { holder: kind === 'collective' ? { kind } : { kind, number: line.holder.trim() } };
  };
  const input = {
    ...(draft.isOpening && { kind: 'opening' as const }),
    date: draft.date,
    summary,
    // What is no number is sent as it was typed: the service says so.
    ...(draft.attachments.trim() !== '' && {
      attachments: /^\d{1,9}$/.test(draft.attachments.trim())
        ? Number(draft.attachments)
        : draft.attachments.trim(),
    }),
    lines: kept.map(({ line }) => ({
      account: line.account,
      ...amount('debit', line),
      ...amount('credit', line),
      ...(line.text.trim() !== '' && line.text.trim() !== summary && { text: line.text.trim() }),
      ...holder(line),
    })),
  };
  return { input: input as object as Input<'prepareEntry'>, at: kept.map(({ at }) => at) };
}
