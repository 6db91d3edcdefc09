/** What became of a notice and of an objection to it, in words, and why one may not object. */
import type { Reply } from '../../shared/call.ts';
import type { Say, Told } from '../../shared/language.ts';
import { periodWithin } from '../../shared/period.ts';
import { dayInWords, isNothing, yuan } from '../money/where.ts';

type Notice = Reply<'readOwnNotice'>;
export type Hung = Reply<'readOwnNotices'>['notices'][number];
export type Objection = Reply<'readOwnNotices'>['objections'][number];

const words = {
  withdrawn: {
    zh: '这次公示撤回了，不作数，不会按它发放。',
    en: 'This notice was withdrawn: it counts for nothing, and nothing is paid by it.',
  },
  withdrawnBecause: {
    zh: '这次公示撤回了，不作数，不会按它发放。为什么：{because}。重新公示以后，会有新的一份。',
    en: 'This notice was withdrawn: it counts for nothing, and nothing is paid by it. Why: {because}. If another list hangs, it stands under public notices.',
  },
  takenBack: {
    zh: '这次分红入账以后冲销了，不作数。',
    en: 'This dividend was taken back after it had been entered: it counts for nothing.',
  },
  isOver: { zh: '已期满', en: 'over' },
  goesOn: { zh: '公示到{day}', en: 'until {day}' },
  gone: { zh: '撤回了，不作数', en: 'withdrawn, counts for nothing' },
  reversed: { zh: '冲销了，不作数', en: 'taken back, counts for nothing' },
  noMore: {
    zh: '公示已经撤回，不用再提异议。',
    en: 'It was withdrawn: there is nothing to object to any more.',
  },
  over: {
    zh: '提异议的日子已经过了。还觉得不对，请给办公室打电话。',
    en: 'The days for objections are over. If something still seems wrong, call the office.',
  },
  forOneself: {
    zh: '在这里异议要由本人提。替人提的，请到办公室，由办公室登记。',
    en: 'Here everybody objects for themself. To object for another, go to the office: it is written down there.',
  },
  byMembers: { zh: '异议由成员本人提。', en: 'Members object, in their own name.' },
  waiting: {
    zh: '还在等答复：监事最迟{day}答复。在答复之前，这次分红谁的钱都不发。',
    en: 'Waiting for the answer: a supervisor answers by {day}. Until then nobody is paid of this dividend.',
  },
  ownWaits: {
    zh: '您对{period}分红的异议第 {number} 号，监事最迟{day}答复。在答复之前，这次分红谁的钱都不发。',
    en: 'Your objection no. {number} to the dividend of {period}: a supervisor answers by {day}. Until then nobody is paid of this dividend.',
    of: {
      zh: '{whose}对{period}分红的异议第 {number} 号，监事最迟{day}答复。在答复之前，这次分红谁的钱都不发。',
      en: 'The objection no. {number} of {whose} to the dividend of {period}: a supervisor answers by {day}. Until then nobody is paid of this dividend.',
    },
  },
  ownWaitsPaid: {
    zh: '您对{period}分红的异议第 {number} 号，监事最迟{day}答复。分红已经入账，照常发放；提得对，会补差更正。',
    en: 'Your objection no. {number} to the dividend of {period}: a supervisor answers by {day}. The dividend is in the books and paid; if you are right, it is put right by a difference.',
    of: {
      zh: '{whose}对{period}分红的异议第 {number} 号，监事最迟{day}答复。分红已经入账，照常发放；提得对，会补差更正。',
      en: 'The objection no. {number} of {whose} to the dividend of {period}: a supervisor answers by {day}. The dividend is in the books and paid; if {whose} is right, it is put right by a difference.',
    },
  },
  mayPay: { zh: '没有异议，可以发放', en: 'Without objections, paid from' },
  blocked: {
    zh: '现在还不能发放：有 {count} 条异议没有答复，监事最迟{day}答复完。全部答复以后才发放，这次分红谁的钱都要等。',
    en: 'It cannot be paid yet. Objections without an answer: {count}; a supervisor answers the last of them by {day}. Everybody’s money of this dividend waits for that.',
  },
  waitingPaid: {
    zh: '还在等答复：监事最迟{day}答复。提得对，会补差更正。',
    en: 'Waiting for the answer: a supervisor answers by {day}. If it is right, it is put right by a difference.',
  },
  moot: {
    zh: '公示撤回了，这条异议不用再答复。',
    en: 'The notice was withdrawn: this objection needs no answer any more.',
  },
  answered: { zh: '✓ 已答复：{answer}', en: '✓ Answered: {answer}' },
  rest: {
    zh: '拿出来分的 {pool} ＝ 分给大家的 {paid} ＋ 零头 {carried}。零头太少，不够每股再多分一点，留在合作社的账上，并入下一次分红，不会丢。',
    en: '{pool} to be shared out = {paid} shared out to all + {carried} left over. The rest is too little to give each share any more: it stays in the books and goes into the next dividend. Nothing is lost.',
  },
  noRest: {
    zh: '{pool} 全部分完，没有零头。',
    en: 'All of {pool} is shared out: nothing is left over.',
  },
  released: {
    zh: '监事没有采纳，分红照原样办。理由：{answer}',
    en: 'Not followed by the supervisor: the dividend stands as it is. Why: {answer}',
  },
} as const satisfies Record<string, Told>;

/** What is said before all else of a notice that counts for nothing any more, with why it was withdrawn; null where it counts. */
export function countsForNothing(
  {
    state,
    takenBack,
    withdrawnBecause = null,
  }: Pick<Hung, 'state' | 'takenBack'> & { readonly withdrawnBecause?: string | null },
  say: Say,
): string | null {
  if (state === 'withdrawn')
    return withdrawnBecause === null
      ? say(words.withdrawn)
      : say(words.withdrawnBecause, { because: withdrawnBecause.replace(/[。.]\s*$/, '') });
  return takenBack ? say(words.takenBack) : null;
}

/** Of one's own objection, with whose money waits for its answer. */
export function ownObjectionWaits(each: Reply<'readOwnStart'>['objections'][number], say: Say): string {
  const { period, number, answerBy, isPosted } = each;
  const filled = { period: periodWithin(period, say), number, day: dayInWords(answerBy, say) };
  return say(isPosted ? words.ownWaitsPaid : words.ownWaits, filled);
}

/** What the notice says of the first day of payment while it hangs: a day that is true for everybody, or that no day is yet. */
export function whenPaid(
  notice: Pick<Notice, 'openObjections' | 'answersBy' | 'unlockDay' | 'state'>,
  say: Say,
): { readonly fact: readonly [string, string] | null; readonly waits: string | null } {
  const { openObjections: count, answersBy, unlockDay, state } = notice;
  if (state === 'posted') return { fact: null, waits: null };
  if (count > 0)
    return { fact: null, waits: say(words.blocked, { count, day: dayInWords(answersBy ?? '', say) }) };
  return { fact: [say(words.mayPay), dayInWords(unlockDay, say)], waits: null };
}

/** That what was to be shared out is what all get and what is left, and where the rest goes. */
export function restInWords(
  { pool, paid, carried }: Pick<Notice, 'pool' | 'paid' | 'carried'>,
  say: Say,
): string {
  const filled = { pool: yuan(pool, say), paid: yuan(paid, say), carried: yuan(carried, say) };
  return say(isNothing(carried) ? words.noRest : words.rest, filled);
}

/** As people type a number: the noughts before it may be left out, a part of it finds all that begin so. */
export function isSought(number: string, typed: string): boolean {
  const plain = (text: string) => text.trim().replace(/^0+(?=.)/, '');
  return number.startsWith(typed.trim()) || plain(number).startsWith(plain(typed));
}

/** Beside a notice in the list of all. */
export function standsInList({ state, takenBack, isOver, postedOn, lastDay }: Hung, say: Say): string {
  const since = dayInWords(postedOn, say);
  if (state === 'withdrawn') return `${since} · ${say(words.gone)}`;
  if (takenBack) return `${since} · ${say(words.reversed)}`;
  return isOver ? `${since} · ${say(words.isOver)}` : say(words.goesOn, { day: dayInWords(lastDay, say) });
}

/** Null where one may. */
export function whyNoObjection(
  notice: Pick<Notice, 'state' | 'takenBack' | 'daysToObject' | 'mayObject'>,
  isForAnother: boolean,
  say: Say,
): string | null {
  if (notice.state === 'withdrawn') return say(words.noMore);
  if (notice.takenBack) return say(words.takenBack);
  if (notice.daysToObject === 0) return say(words.over);
  if (isForAnother) return say(words.forOneself);
  return notice.mayObject ? null : say(words.byMembers);
}

export function objectionStands(
  {
    state,
    takenBack,
    settled,
    answer,
    answerBy,
  }: Pick<Objection, 'state' | 'takenBack' | 'settled' | 'answer' | 'answerBy'>,
  say: Say,
): string {
  if (settled !== null) return say(words[settled], { answer: answer ?? '' });
  if (state === 'withdrawn') return say(words.moot);
  if (takenBack) return say(words.takenBack);
  return say(state === 'posted' ? words.waitingPaid : words.waiting, { day: dayInWords(answerBy, say) });
}
