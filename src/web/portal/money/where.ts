/** Where one's money is: paid, on its way, came back, held, or waiting; said in words, with what one can do. */
import type { Sentence } from '../../../domain/language.ts';
import { Money } from '../../../domain/money.ts';
import { isSilence } from '../../../domain/pension-standing.ts';
import { holdWords } from '../../../domain/words.ts';
import type { Reply } from '../../shared/call.ts';
import { grouped, momentOf } from '../../shared/amount.tsx';
import { dayIn, type Say, type Told } from '../../shared/language.ts';

export type OwnMoney = Reply<'readOwnStart'>['money'];
export type OwnDividend = OwnMoney['dividends'][number];
export type OwnClaim = OwnMoney['claims'][number];
export type OwnReceived = Reply<'readOwnMoney'>['received'][number];
export type OwnPension = OwnMoney['pensions']['months'][number];
type Values = NonNullable<Parameters<Say>[1]>;

export interface Where {
  readonly sign: '✓' | '→' | '!' | '…';
  readonly said: string;
  /** What one can do; null where there is nothing to do. */
  readonly todo: string | null;
}

const words = {
  paid: {
    zh: '{day}已付 {amount} 到您的账户 {account}（{bank}）。',
    en: '{amount} was paid on {day} into your account {account} ({bank}).',
    of: {
      zh: '{day}已付 {amount} 到{whose}的账户 {account}（{bank}）。',
      en: '{amount} was paid on {day} into the account {account} of {whose} ({bank}).',
    },
  },
  paidTo: { zh: '已付给{name}。', en: 'Paid to {name}.' },
  cash: { zh: '{day}已领现金。', en: 'Fetched in cash on {day}.' },
  cashBy: { zh: '{day}已由{proxy}代领现金。', en: 'Fetched in cash on {day} by {proxy}.' },
  cashTo: { zh: '{name}已领现金。', en: '{name} fetched it in cash.' },
  paidInCash: { zh: '已领现金。', en: 'Fetched in cash.' },
  paidBefore: {
    zh: '这是以前发过的，记在这里备查。',
    en: 'This was paid before the ledger was kept here; it is on record.',
  },
  batch: { zh: '正在办理付款。', en: 'The payment is being made ready.' },
  sent: {
    zh: '已交银行，预计{day}有 {amount} 到账户 {account}（{bank}）。',
    en: 'With the bank: {amount} is due on {day} in account {account} ({bank}).',
  },
  unanswered: {
    zh: '{sent}交了银行，{day}付 {amount} 到账户 {account}（{bank}）。办公室还没有登记银行的答复，所以这里还不知道到了没有。',
    en: 'With the bank since {sent}, to pay {amount} on {day} into account {account} ({bank}). The office has not entered the bank’s answer yet, so it is not known here whether it has come.',
  },
  unansweredDo: {
    zh: '先看看银行卡；没有收到，请给办公室打电话。',
    en: 'Look at your account first; if it has not come, call the office.',
    of: {
      zh: '先看看{whose}的银行卡；没有收到，请给办公室打电话。',
      en: 'Look at the account of {whose} first; if it has not come, call the office.',
    },
  },
  sentTo: { zh: '已交银行，付给{name}。', en: 'With the bank, to be paid to {name}.' },
  returned: {
    zh: '银行退回了这笔钱{into}：{reason}。钱还在合作社，不会丢。',
    en: 'The bank sent it back{into}: {reason}. The money is safe with the cooperative.',
  },
  wasInto: {
    zh: '（原来付到账户 {account}，{bank}）',
    en: ' (it was to go into account {account}, {bank})',
  },
  returnedDo: {
    zh: '先看看是不是您的卡号；请带银行卡和身份证到办公室，或打电话，核对账号。',
    en: 'See whether that is the number of your card; bring it and your ID to the office, or call, to check the account.',
    of: {
      zh: '先看看是不是{whose}的卡号；请带{whose}的银行卡和身份证到办公室，或打电话，核对账号。',
      en: 'See whether that is the number on the card of {whose}; bring the card and the ID of {whose} to the office, or call, to check the account.',
    },
  },
  returnedTwice: {
    zh: '银行退回了两次{into}：{reason}。钱还在合作社，不会丢。',
    en: 'The bank sent it back twice{into}: {reason}. The money is safe with the cooperative.',
  },
  fetchDo: { zh: '请到办公室领现金。', en: 'Please fetch it in cash at the office.' },
  held: {
    zh: '这笔钱先存在合作社：{reason}。不会丢。',
    en: 'The cooperative keeps it for now: {reason}. It is safe.',
  },
  heldDo: { zh: '解除以后就发。请向办公室了解。', en: 'It is paid once that is over. Ask the office.' },
  noPayee: {
    zh: '还没有定下由谁领这笔钱。不会丢。',
    en: 'It is not settled yet who is paid. The money is safe.',
  },
  callDo: { zh: '请给办公室打电话。', en: 'Please call the office.' },
  noAccount: {
    zh: '等着发放，可是办公室还没有您的银行账号。',
    en: 'Waiting to be paid: the office has no bank account of yours.',
    of: {
      zh: '等着发放，可是办公室还没有{whose}的银行账号。',
      en: 'Waiting to be paid: the office has no bank account of {whose}.',
    },
  },
  noAccountDo: {
    zh: '请带银行卡和身份证到办公室登记，也可以领现金。',
    en: 'Bring your bank card and your ID to the office, or fetch it in cash.',
    of: {
      zh: '请带{whose}的银行卡和身份证到办公室登记，{whose}也可以领现金。',
      en: 'Bring the bank card and the ID of {whose} to the office; {whose} may also fetch it in cash.',
    },
  },
  unconfirmed: {
    zh: '等着发放：您的银行账号还在核对。',
    en: 'Waiting to be paid: your bank account is still being checked.',
    of: {
      zh: '等着发放：{whose}的银行账号还在核对。',
      en: 'Waiting to be paid: the bank account of {whose} is still being checked.',
    },
  },
  unconfirmedDo: {
    zh: '核对以后就发。急用可以到办公室领现金。',
    en: 'It is paid once that is done. You may fetch it in cash before.',
  },
  small: {
    zh: '数额太小，先记着，和以后的一起发。不会丢。',
    en: 'Too small to be sent by itself: it is kept and paid with what follows.',
  },
  smallDo: { zh: '也可以到办公室领现金。', en: 'You may also fetch it in cash at the office.' },
  owed: {
    zh: '更正以后，多发了 {amount}。',
    en: 'After a correction {amount} too much was paid.',
  },
  owedDo: {
    zh: '请给办公室打电话，商量退回，或在以后的分红里抵扣。',
    en: 'Please call the office: it is given back, or taken off a later dividend.',
  },
  repaid: { zh: '多发的已经退回。', en: 'What was too much has been given back.' },
  setOff: { zh: '已经和另一笔互相抵扣。', en: 'It was set off against another sum.' },
  nothing: { zh: '这一笔没有钱要发。', en: 'Nothing is to be paid of it.' },
  cancelled: {
    zh: '这一次分红已经更正，不再按它发放。',
    en: 'This dividend was corrected and is not paid as such.',
  },
  notice: {
    zh: '正在公示，还没有发。公示期满、没有异议，就发。',
    en: 'On public notice, not paid yet. It is paid once the notice is over.',
  },
  noticeOver: {
    zh: '公示已经期满，等着入账发放。',
    en: 'The public notice is over: it is to be entered in the books and paid.',
  },
  noticeBlocked: {
    zh: '正在公示，还没有发。有 {count} 条异议还没有答复：监事最迟{day}答复完，在答复之前，这次分红谁的钱都不发。',
    en: 'On public notice, not paid yet. Objections without an answer: {count}. A supervisor answers the last of them by {day}, and until then nobody is paid of this dividend.',
  },
  noticeOverBlocked: {
    zh: '公示已经期满，可是有 {count} 条异议还没有答复：监事最迟{day}答复完，在答复之前，这次分红谁的钱都不发。',
    en: 'The public notice is over. Objections without an answer: {count}. A supervisor answers the last of them by {day}, and until then nobody is paid of this dividend.',
  },
  noticeDo: {
    zh: '觉得不对，看公示：到{day}为止可以提异议（还有 {count} 天，含今天）。',
    en: 'If you think it is wrong, see the notice: you may object until {day} ({count|day|days} left, today included).',
    of: {
      zh: '觉得不对，看公示：到{day}为止可以提异议（还有 {count} 天，含今天），要由{whose}本人提，或到办公室登记。',
      en: 'If it seems wrong, see the notice: until {day} ({count|day|days} left, today included) {whose} may object in person, or the office writes it down.',
    },
  },
  waiting: { zh: '已经记账，等着发放。', en: 'In the books, waiting to be paid.' },
  waitingTo: { zh: '已经记账，等着发给{name}。', en: 'In the books, waiting to be paid to {name}.' },
  waitingDo: {
    zh: '长时间没有收到，请打电话问办公室。',
    en: 'If it takes long, call the office.',
  },
  oneself: {
    zh: '本人的股份',
    en: 'Own shares',
    of: { zh: '{whose}本人的股份', en: 'Shares of {whose} alone' },
  },
  household: { zh: '全户的股份（户号 {number}）', en: 'Shares of the household {number}' },
  pensionApproved: {
    zh: '已经批准，正在办理付款。',
    en: 'Approved: the payment is being made ready.',
  },
  pensionCashSoon: { zh: '已经批准，等着发现金。', en: 'Approved: it is to be paid in cash.' },
  pensionHeld: {
    zh: '这个月的先存在合作社，还没有发。不会丢。',
    en: 'This month is kept by the cooperative, not paid yet. It is safe.',
  },
  pensionHeldDo: {
    zh: '请给办公室打电话：缺在世证明，或者账号还没有核对。',
    en: 'Please call the office: a proof of life is missing, or your account is not checked yet.',
    of: {
      zh: '请给办公室打电话：缺{whose}的在世证明，或者账号还没有核对。',
      en: 'Please call the office: a proof of life of {whose} is missing, or the account is not checked yet.',
    },
  },
  pensionCash: { zh: '已发现金。', en: 'Paid in cash.' },
  pensionCashDo: { zh: '没有领到，请到办公室问。', en: 'If you have not had it, ask at the office.' },
  pensionCashBack: {
    zh: '现金退回来了：{reason}。钱还在合作社，和以后一个月的一起补发。',
    en: 'The cash came back: {reason}. The cooperative has it, and pays it with a later month.',
  },
  pensionNothing: {
    zh: '抵扣以前多发的以后，这个月没有钱要发。',
    en: 'Taken off for what was paid too much before: nothing is paid this month.',
  },
  pensionMadeUp: { zh: '已并入{month}补发。', en: 'Paid with {month}, as arrears.' },
  pensionNotOrdered: { zh: '{month}的还没有发放。', en: 'The pension of {month} has not been paid yet.' },
  pensionNotOrderedSince: {
    zh: '{month}起还没有发放：{count} 个月，共 {amount}。',
    en: 'Nothing has been paid from {month} on: {count|month|months}, {amount} in all.',
  },
  pensionSilence: {
    zh: '{month}起，这里没有登记过发养老金。账可能没有记到今天，发没发过，这里不知道。',
    en: 'From {month} on no pension is on record here. The books may not have been kept up to today: whether it was paid is not known here.',
  },
  pensionSilenceDo: { zh: '请打电话问办公室。', en: 'Please call the office.' },
  pensionRefused: {
    zh: '银行没有受理这一批，办公室会再发。钱还在合作社。',
    en: 'The bank did not take this order; the office sends it again. The money is with the cooperative.',
  },
  bank: { zh: '银行', en: 'bank' },
  unsaid: { zh: '银行没有说明原因', en: 'the bank gave no reason' },
} as const satisfies Record<string, Told>;

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

/** Of each part of a line where it is: one, but of what heirs share. */
export function whereMoneyIs(line: OwnDividend, { claims }: OwnMoney, say: Say): readonly Where[] {
  if (line.state === 'on-notice') {
    const { notice } = line;
    const isOver = notice?.isOver === true;
    const blocked = isOver ? words.noticeOverBlocked : words.noticeBlocked;
    const said =
      notice !== null && notice.openObjections > 0
        ? say(blocked, { count: notice.openObjections, day: dayInWords(notice.answersBy ?? '', say) })
        : say(isOver ? words.noticeOver : words.notice);
    const mayObject = notice !== null && notice.daysToObject > 0;
    return [
      {
        sign: '…',
        said,
        todo: mayObject ? say(words.noticeDo, objecting(notice, say)) : say(words.waitingDo),
      },
    ];
  }
  if (line.kind === 'history') return [{ sign: '✓', said: say(words.paidBefore), todo: null }];
  const own = claims.filter(
    ({ runId, holder, number }) => runId === line.runId && holder === line.holder && number === line.number,
  );
  // Before the books were kept: a line whose run is not entered there yet.
  if (own.length === 0) return [{ sign: '…', said: say(words.waiting), todo: say(words.waitingDo) }];
  return own.map((claim) => whereClaimIs(claim, say));
}

/** Until when one may object, for the sentence that says so. */
export function objecting(
  { objectionsUntil, daysToObject }: { readonly objectionsUntil: string; readonly daysToObject: number },
  say: Say,
): Values {
  return { day: dayInWords(objectionsUntil, say), count: daysToObject };
}

/** What a claim stands at, in words for each state of it. */
export function whereClaimIs(claim: OwnClaim, say: Say): Where {
  const { paidTo, payment, cash, held } = claim;
  const name = paidTo ?? '';
  const filled = {
    day: dayInWords(payment?.payOn ?? '', say),
    sent: dayInWords(payment?.sentOn ?? '', say),
    amount: yuan(payment?.amount ?? claim.net, say),
    account: payment?.accountMasked ?? '',
    bank: payment?.bank ?? say(words.bank),
    into: wasInto(payment, say),
    reason: payment?.reason ?? say(words.unsaid),
  };
  const tell = (
    sign: Where['sign'],
    said: Sentence,
    todo: Sentence | null,
    values: Values = filled,
  ): Where => ({
    sign,
    said: say(said, values),
    todo: todo === null ? null : say(todo),
  });
  const toldOf = ({ sign, said, todo }: Waiting): Where => tell(sign, said, todo);
  switch (claim.state) {
    case 'paid':
      return payment === null ? tell('✓', words.paidTo, null, { name }) : tell('✓', words.paid, null);
    case 'paid-in-cash':
      return fetched(cash, paidTo, say);
    case 'in-batch':
      return tell('→', words.batch, null);
    case 'sent':
      if (payment === null) return tell('→', words.sentTo, null, { name });
      return payment.isPast ? tell('→', words.unanswered, words.unansweredDo) : tell('→', words.sent, null);
    case 'held':
      return tell('!', words.held, words.heldDo, { reason: held === null ? '' : say(holdWords[held]) });
    case 'no-payee':
      return tell('!', words.noPayee, words.callDo);
    case 'owed':
      return tell('!', words.owed, words.owedDo, { amount: yuan(claim.open.replace('-', ''), say) });
    case 'repaid':
      return tell('✓', words.repaid, null);
    case 'set-off':
      return tell('✓', words.setOff, null);
    case 'nothing-due':
      return tell('✓', words.nothing, null);
    case 'cancelled':
      return tell('…', words.cancelled, null);
    case 'returned':
    case 'returned-twice':
    case 'no-account':
    case 'account-unconfirmed':
    case 'below-minimum':
    case 'payable':
      // What another should bring to the office is told to them.
      if (paidTo !== null) return tell('…', words.waitingTo, words.waitingDo, { name });
      return toldOf(waitingFor[claim.state]);
  }
}

/** Into which account it was paid that sent it back: what one compares with one's card. */
function wasInto(payment: OwnClaim['payment'], say: Say): string {
  if (payment === null) return '';
  const { accountMasked: account, bank } = payment;
  return say(words.wasInto, { account, bank: bank ?? say(words.bank) });
}

interface Waiting {
  readonly sign: Where['sign'];
  readonly said: Sentence;
  readonly todo: Sentence;
}
const waitingFor = {
  returned: { sign: '!', said: words.returned, todo: words.returnedDo },
  'returned-twice': { sign: '!', said: words.returnedTwice, todo: words.fetchDo },
  'no-account': { sign: '!', said: words.noAccount, todo: words.noAccountDo },
  'account-unconfirmed': { sign: '…', said: words.unconfirmed, todo: words.unconfirmedDo },
  'below-minimum': { sign: '…', said: words.small, todo: words.smallDo },
  payable: { sign: '…', said: words.waiting, todo: words.waitingDo },
} as const;

function fetched(cash: OwnClaim['cash'], paidTo: string | null, say: Say): Where {
  const done = (said: Sentence, values: Values): Where => ({
    sign: '✓',
    said: say(said, values),
    todo: null,
  });
  if (paidTo !== null) return done(words.cashTo, { name: paidTo });
  if (cash === null) return done(words.paidInCash, {});
  const { handedOn, proxy } = cash;
  const day = dayInWords(handedOn, say);
  return proxy === null ? done(words.cash, { day }) : done(words.cashBy, { day, proxy });
}

/** Where a month's pension is. */
export function wherePensionIs(pension: OwnPension, say: Say): Where {
  const { state, means, payment, back, madeUpIn, amount } = pension;
  const filled = {
    day: dayInWords(payment?.payOn ?? '', say),
    sent: dayInWords(payment?.sentOn ?? '', say),
    amount: yuan(payment?.amount ?? amount, say),
    account: payment?.accountMasked ?? '',
    bank: payment?.bank ?? say(words.bank),
    into: wasInto(payment, say),
    reason: back ?? payment?.reason ?? say(words.unsaid),
    month: monthInWords(madeUpIn ?? '', say),
  };
  const tell = (sign: Where['sign'], said: Sentence, todo: Sentence | null): Where => ({
    sign,
    said: say(said, filled),
    todo: todo && say(todo),
  });
  switch (state) {
    case 'approved':
      return tell('→', means === 'cash' ? words.pensionCashSoon : words.pensionApproved, words.waitingDo);
    case 'sent':
      if (payment?.isPast === true) return tell('→', words.unanswered, words.unansweredDo);
      return tell('→', words.sent, words.waitingDo);
    case 'paid':
      if (means === 'cash') return tell('✓', words.pensionCash, words.pensionCashDo);
      return tell('✓', words.paid, null);
    case 'nothing-due':
      return tell('✓', words.pensionNothing, null);
    case 'held':
      return tell('!', words.pensionHeld, words.pensionHeldDo);
    case 'returned':
      if (means === 'cash') return tell('!', words.pensionCashBack, words.callDo);
      return tell('!', words.returned, words.returnedDo);
    case 'refused':
      return tell('!', words.pensionRefused, words.waitingDo);
    case 'made-up':
      return tell('✓', words.pensionMadeUp, null);
  }
}

/** Months that are due and that nobody has ordered yet. */
export function whatIsNotOrdered(of: NonNullable<OwnMoney['pensions']['notOrdered']>, say: Say): Where {
  const { from, months, amount } = of;
  const filled = { month: monthInWords(from, say), count: months, amount: yuan(amount, say) };
  if (isSilence(months))
    return { sign: '…', said: say(words.pensionSilence, filled), todo: say(words.pensionSilenceDo) };
  return {
    sign: '…',
    said: say(months === 1 ? words.pensionNotOrdered : words.pensionNotOrderedSince, filled),
    todo: say(words.waitingDo),
  };
}

/** Those in the books or on notice, newest first. */
export function dividendsOf({ dividends }: OwnMoney): readonly OwnDividend[] {
  return dividends.filter(({ state }) => state === 'posted' || state === 'on-notice').reverse();
}

/** The half-year of the newest run that counts, with all its lines in the order they came; what was taken back is none of it. */
export function latestOf(
  money: OwnMoney,
): { readonly period: string; readonly lines: readonly OwnDividend[] } | null {
  const counting = dividendsOf(money).filter(({ takenBack }) => !takenBack);
  const [newest] = counting;
  if (newest === undefined) return null;
  const { period } = newest;
  return { period, lines: counting.filter((each) => each.period === period).reverse() };
}

export interface Gone {
  readonly period: string;
  readonly why: 'withdrawn' | 'takenBack';
  readonly runId: string;
  /** What was said when it was withdrawn. */
  readonly because: string | null;
}

/** What was on notice or in the books and counts for nothing any more, newest first, where nothing has come in its place. */
export function goneOf(money: OwnMoney): readonly Gone[] {
  const since = latestOf(money)?.period ?? '';
  const { dividends } = money;
  const isGone = ({ state, takenBack, kind }: OwnDividend) =>
    state === 'withdrawn' || (takenBack && kind !== 'reversal');
  const gone = dividends.filter((each, at) => {
    const { kind, period, holder } = each;
    const another = (other: OwnDividend) =>
      other.kind === kind && other.period === period && other.holder === holder;
    return isGone(each) && period >= since && !dividends.slice(at + 1).some(another);
  });
  // Of a person with shares of their own and of the household one word is enough.
  return gone
    .filter(({ runId }, at) => gone.findIndex((each) => each.runId === runId) === at)
    .map(({ period, state, runId, withdrawnBecause }) => ({
      period,
      runId,
      because: withdrawnBecause,
      why: state === 'withdrawn' ? ('withdrawn' as const) : ('takenBack' as const),
    }))
    .reverse();
}

/** Of an amount as text. */
export function isNothing(amount: string): boolean {
  return /^0(\.0+)?$/.test(amount);
}

/** Exact, of texts. */
export function sumOf(amounts: readonly string[]): string {
  return Money.sum(amounts.map((each) => Money.parse(each))).toString();
}

/** Whose shares a line is of, where a person has both. */
export function ofWhom({ holder, number }: Pick<OwnDividend, 'holder' | 'number'>, say: Say): string {
  return say(holder === 'household' ? words.household : words.oneself, { number });
}

export function yuan(text: string, say: Say): string {
  // The unit never begins a line by itself.
  return say({ zh: '{text}\u00a0元', en: '¥{text}' }, { text: grouped(text) });
}
