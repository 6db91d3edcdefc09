/** Whose vote is whose on a phone, and what was pressed there and is not cast. */
import type { Choice } from '../../../domain/assembly-vote.ts';
import type { Sentence } from '../../../domain/language.ts';
import { choiceWords } from '../../../domain/words.ts';
import type { Refused, Reply } from '../../shared/call.ts';
import type { Say } from '../../shared/language.ts';
import { momentInWords } from '../money/where.ts';
import { keepReceipt, keptReceipt, placeOf } from './receipts.ts';

export type OwnMeeting = Reply<'readOwnMeeting'>['meeting'];
export type Motion = OwnMeeting['motions'][number];

const words = {
  namesake: { zh: '{name}（{number} 号）', en: '{name} (no. {number})' },
  notCounted: {
    zh: '您刚才按的“{choice}”没有算：{at}已经投了“{cast}”，投了不能改。',
    en: 'What you pressed just now, “{choice}”, does not count: “{cast}” was cast on {at}, and cannot be changed.',
  },
  notCountedFor: {
    zh: '您刚才替{who}按的“{choice}”没有算：{at}已经投了“{cast}”，投了不能改。',
    en: 'What you pressed for {who} just now, “{choice}”, does not count: “{cast}” was cast on {at}, and cannot be changed.',
  },
  notHandedIn: {
    zh: '您刚才按的“{choice}”没有算：{at}已经投过一票（可能在另一部手机上），投了不能改。那一票投了什么，不记姓名。',
    en: 'What you pressed just now, “{choice}”, does not count: a ballot was handed in on {at} (perhaps on another phone), and cannot be changed. What it says stands under no name.',
  },
  notHandedInFor: {
    zh: '您刚才替{who}按的“{choice}”没有算：{at}已经投过一票（可能在另一部手机上），投了不能改。那一票投了什么，不记姓名。',
    en: 'What you pressed for {who} just now, “{choice}”, does not count: a ballot was handed in on {at} (perhaps on another phone), and cannot be changed. What it says stands under no name.',
  },
  refused: {
    zh: '您按的“{choice}”没有算：{why}',
    en: 'What you pressed, “{choice}”, does not count: {why}',
  },
  refusedFor: {
    zh: '您替{who}按的“{choice}”没有算：{why}',
    en: 'What you pressed for {who}, “{choice}”, does not count: {why}',
  },
  unheard: {
    zh: '您按的“{choice}”没有收到回音。会议已经结束，账上没有这一票，没有算。',
    en: 'No answer came to your “{choice}”. The meeting is over, the books have no such vote, and it does not count.',
  },
  unheardFor: {
    zh: '您替{who}按的“{choice}”没有收到回音。会议已经结束，账上没有这一票，没有算。',
    en: 'No answer came to your “{choice}” for {who}. The meeting is over, the books have no such vote, and it does not count.',
  },
  tooLate: {
    zh: '您按的“{choice}”来晚了：会议已经结束，这一票没有算。',
    en: '“{choice}” came too late: the meeting was over, and it does not count.',
  },
  tooLateFor: {
    zh: '您替{who}按的“{choice}”来晚了：会议已经结束，这一票没有算。',
    en: '“{choice}” for {who} came too late: the meeting was over, and it does not count.',
  },
} as const satisfies Record<string, Sentence>;

type Called = (who: { readonly registerNumber: string; readonly name: string }) => string;

/** Of those whom one votes or voted for: by name, and with their number where two bear it. */
export function calledIn({ represents, tookBack, motions }: OwnMeeting, say: Say): Called {
  const given = motions.flatMap(({ ballots, handedIn }) => [...ballots, ...handedIn]);
  const known = [
    ...[...represents, ...tookBack].map(({ registerNumber, name }) => [registerNumber, name] as const),
    ...given.flatMap(({ principal, of }) =>
      principal === null || of === null ? [] : [[principal, of] as const],
    ),
  ];
  const names = [...new Map(known).values()];
  return ({ registerNumber, name }) =>
    names.filter((each) => each === name).length > 1
      ? say(words.namesake, { name, number: registerNumber })
      : name;
}

/** Whose a ballot is; null: one's own. */
export function nameIn(
  { of, principal }: { readonly of: string | null; readonly principal: string | null },
  called: Called,
): string | null {
  return of === null || principal === null ? of : called({ registerNumber: principal, name: of });
}

/** What was pressed here for somebody, null for oneself, and why it was refused; null where it was not, as far as this phone heard. */
export interface Pressed {
  readonly choice: Choice;
  readonly name: string | null;
  readonly refused: Refused | null;
}

/** Null where what was pressed is what is cast, or may be. */
export function notCountedBecause(
  principal: string | null,
  { choice, name, refused }: Pressed,
  { meeting, motion }: { readonly meeting: OwnMeeting; readonly motion: Motion },
  say: Say,
): string | null {
  const filled = { who: name ?? '', choice: say(choiceWords[choice]) };
  const told = (own: Sentence, forWhom: Sentence, values: Readonly<Record<string, string>> = {}) =>
    say(name === null ? own : forWhom, { ...filled, ...values });
  const ballot = motion.ballots.find((each) => each.principal === principal && each.struck === null);
  if (ballot !== undefined) {
    const stands = { at: momentInWords(ballot.castAt, say), cast: say(choiceWords[ballot.choice]) };
    return ballot.choice === choice ? null : told(words.notCounted, words.notCountedFor, stands);
  }
  const handedIn = motion.handedIn.find((each) => each.principal === principal);
  if (handedIn !== undefined) {
    // What this phone sent before and heard nothing of may be the very one: the receipt beneath says so.
    const isOthers = keptReceipt(placeOf(meeting.id, motion.number, principal))?.stage === 'drawn';
    const at = momentInWords(handedIn.castAt, say);
    return refused !== null && isOthers ? told(words.notHandedIn, words.notHandedInFor, { at }) : null;
  }
  if (refused !== null && !TOO_LATE.includes(refused.problem.code)) {
    const why = refused.problem.faults.map(({ message }) => message).join(' ');
    return told(words.refused, words.refusedFor, { why });
  }
  if (meeting.state !== 'closed') return null;
  return refused === null ? told(words.unheard, words.unheardFor) : told(words.tooLate, words.tooLateFor);
}

/**
 * Secret ballots that went out from this phone and are not in the box once it is closed: what was pressed, also where the page was loaded
 * anew. From then on each receipt counts for nothing.
 */
export function lostPresses(
  { meeting, motion }: { readonly meeting: OwnMeeting; readonly motion: Motion },
  voters: readonly { readonly principal: string | null; readonly name: string | null }[],
): readonly (readonly [principal: string | null, Pressed])[] {
  if (motion.counting !== 'secret' || meeting.state !== 'closed') return [];
  return voters.flatMap(({ principal, name }) => {
    const place = placeOf(meeting.id, motion.number, principal);
    const kept = keptReceipt(place);
    const isThere = motion.handedIn.some((each) => each.principal === principal);
    if (isThere || kept?.choice == null) return [];
    keepReceipt(place, { ...kept, stage: 'lost' });
    return [[principal, { choice: kept.choice, name, refused: null }] as const];
  });
}

/** The meeting was closed, or the vote on the motion, before it came. */
const TOO_LATE = ['meeting.wrong-state', 'assembly.vote-closed'];
