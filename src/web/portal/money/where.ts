/** Where one's money is: paid, on its way, came back, held, or waiting; said in words, with what one can do. */
import type { Sentence } from '../../../domain/language.ts';
import { holdWords } from '../../../domain/words.ts';
import type { Reply } from '../../shared/call.ts';
import { grouped, momentOf } from '../../shared/amount.tsx';
import { dayIn, type Say } from '../../shared/language.ts';

export type OwnMoney = Reply<'readOwnStart'>['money'];
export type OwnDividend = OwnMoney['dividends'][number];

export interface Where {
  readonly sign: '✓' | '→' | '!' | '…';
  readonly said: string;
  /** What one can do; null where there is nothing to do. */
  readonly todo: string | null;
}

const words = {
  paid: {
    zh: '{day}已付到您的账户 {account}（{bank}）。',
    en: 'Paid on {day} into your account {account} ({bank}).',
  },
  cash: { zh: '{day}已领现金。', en: 'Fetched in cash on {day}.' },
  cashBy: { zh: '{day}已由{proxy}代领现金。', en: 'Fetched in cash on {day} by {proxy}.' },
  sent: {
    zh: '已交银行，预计{day}到账户 {account}（{bank}）。',
    en: 'With the bank: due on {day} in account {account} ({bank}).',
  },
  returned: {
    zh: '银行退回了这笔钱：{reason}。钱还在合作社，不会丢。',
    en: 'The bank sent it back: {reason}. The money is safe with the cooperative.',
  },
  returnedDo: {
    zh: '请带银行卡和身份证到办公室，或打电话，核对账号。',
    en: 'Bring your bank card and your ID to the office, or call, to check the account.',
  },
  held: {
    zh: '这笔钱先存在合作社：{reason}。不会丢。',
    en: 'The cooperative keeps it for now: {reason}. It is safe.',
  },
  heldDo: { zh: '解除以后就发。请向办公室了解。', en: 'It is paid once that is over. Ask the office.' },
  notice: {
    zh: '正在公示，还没有发。公示没有异议以后发放。',
    en: 'On public notice, not paid yet. It is paid once the notice is over.',
  },
  noticeDo: {
    zh: '觉得不对，看公示：期限以内可以提异议。',
    en: 'If you think it is wrong, see the notice: you may object until its last day.',
  },
  waiting: { zh: '已经记账，等着发放。', en: 'In the books, waiting to be paid.' },
  waitingDo: {
    zh: '长时间没有收到，请打电话问办公室。',
    en: 'If it takes long, call the office.',
  },
  bank: { zh: '银行', en: 'bank' },
  unsaid: { zh: '银行没有说明原因', en: 'the bank gave no reason' },
} as const satisfies Record<string, Sentence>;

export function dayInWords(day: string, say: Say): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const at = { year, month: String(Number(month)), date: String(Number(date)) };
  return say({ zh: '{year}年{month}月{date}日', en: dayIn('en', day) }, at);
}

export function monthInWords(month: string, say: Say): string {
  const [year = '', at = ''] = month.split('-');
  return say({ zh: '{year}年{at}月', en: '{year}-{month}' }, { year, at: String(Number(at)), month: at });
}

/** To the minute, in the time of China. */
export function momentInWords(at: string, say: Say): string {
  const [day = '', time = ''] = momentOf(at).split(' ');
  return `${dayInWords(day, say)} ${time}`;
}

export function whereMoneyIs(line: OwnDividend, money: OwnMoney, say: Say): Where {
  if (line.state === 'on-notice') return { sign: '…', said: say(words.notice), todo: say(words.noticeDo) };
  const cash = money.cash.findLast(({ runId, direction }) => runId === line.runId && direction === 'paid');
  if (cash !== undefined) {
    const day = dayInWords(cash.handedOn, say);
    const said =
      cash.proxy === null ? say(words.cash, { day }) : say(words.cashBy, { day, proxy: cash.proxy });
    return { sign: '✓', said, todo: null };
  }
  const sent = money.payments.findLast(({ runId }) => runId === line.runId);
  if (sent !== undefined) {
    const filled = {
      day: dayInWords(sent.payOn, say),
      account: sent.accountMasked,
      bank: sent.bank ?? say(words.bank),
    };
    if (sent.outcome === 'paid') return { sign: '✓', said: say(words.paid, filled), todo: null };
    if (sent.outcome === null) return { sign: '→', said: say(words.sent, filled), todo: null };
    const reason = sent.reason ?? say(words.unsaid);
    return { sign: '!', said: say(words.returned, { reason }), todo: say(words.returnedDo) };
  }
  if (line.held !== null) {
    const known = (holdWords as Readonly<Record<string, Sentence | undefined>>)[line.held];
    const reason = known === undefined ? line.held : say(known);
    return { sign: '!', said: say(words.held, { reason }), todo: say(words.heldDo) };
  }
  return { sign: '…', said: say(words.waiting), todo: say(words.waitingDo) };
}

/** Those that count, newest first: runs of members' money, not what was taken back by them. */
export function dividendsOf({ dividends }: OwnMoney): readonly OwnDividend[] {
  return dividends.filter(({ state }) => state === 'posted' || state === 'on-notice').reverse();
}

export function yuan(text: string, say: Say): string {
  return say({ zh: '{text} 元', en: '¥{text}' }, { text: grouped(text) });
}
