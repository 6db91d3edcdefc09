/** How dates, periods, quotas and kinds are written on papers. Amounts are written exactly; nothing here rounds. */
import type { Period } from '../../domain/calendar.ts';
import type { Language } from '../../domain/language.ts';
import type { MovementKind } from '../../domain/share-register.ts';
import { speaker } from './phrases.ts';

export { writtenDate } from '../../domain/calendar.ts';

const chinaMinute = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** A moment as the clocks of China showed it: `2010-07-05 08:00`. */
export function writtenMoment(moment: Date): string {
  return chinaMinute.format(moment);
}

export function writtenPeriod(language: Language, period: Period): string {
  return speaker(language)(period.half === 1 ? 'halfYear1' : 'halfYear2', { year: String(period.year) });
}

/** A word of the ledger where it stands alone in a cell. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The seal as people compare it: the first twelve digits, in fours. */
export function shortSeal(seal: string): string {
  return seal.slice(0, 12).replace(/(.{4})(?=.)/g, '$1 ');
}

/** A fraction of fen in yuan, cut to six decimals; `…` says that it goes on. */
export function writtenQuota(quota: { readonly numerator: bigint; readonly denominator: bigint }): string {
  const scale = 10_000n;
  const cut = (quota.numerator * scale) / quota.denominator;
  const exact = cut * quota.denominator === quota.numerator * scale;
  const digits = cut.toString().padStart(7, '0');
  const whole = digits.slice(0, -6).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const decimals = digits.slice(-6);
  return `${whole}.${exact ? decimals.replace(/0{1,4}$/, '') : `${decimals}…`}`;
}

const movementWords = {
  opening: { zh: '期初登记', en: 'Opening' },
  subscription: { zh: '认购', en: 'Subscription' },
  allotment: { zh: '配股', en: 'Allotment' },
  inheritance: { zh: '继承', en: 'Inheritance' },
  gift: { zh: '赠与', en: 'Gift' },
  transfer: { zh: '转让', en: 'Transfer' },
  redemption: { zh: '退股', en: 'Redemption' },
  escheat: { zh: '无人继承归集体', en: 'Escheat' },
  split: { zh: '拆股、并股', en: 'Split' },
  correction: { zh: '更正', en: 'Correction' },
  reversal: { zh: '冲销', en: 'Reversal' },
} as const satisfies Record<MovementKind, Record<Language, string>>;

export function movementWord(language: Language, kind: MovementKind): string {
  return movementWords[kind][language];
}
