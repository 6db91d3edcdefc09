/**
 * What a password must be like, by the rules of an installation. `asvs`: long, and not one that everybody tries (OWASP ASVS 5.0,
 * 6.2). `mlps`: shorter, of three kinds of characters, and chosen anew every 90 days (GB/T 22239-2019, 8.1.4.1).
 */
import type { Words } from './language.ts';
import type { Fault } from './refusal.ts';

export const passwordRules = ['asvs', 'mlps'] as const;
export type PasswordRule = (typeof passwordRules)[number];

export const passwordRuleWords: Words<PasswordRule> = {
  asvs: { zh: '长密码', en: 'long passwords' },
  mlps: { zh: '等级保护', en: 'graded protection' },
};

interface Measures {
  readonly shortest: number;
  /** With a second factor beside it. */
  readonly shortestBesideFactor: number;
  /** Of small letters, capitals, digits and other characters. */
  readonly kinds: number;
  readonly days: number | null;
}

const measures: Readonly<Record<PasswordRule, Measures>> = {
  asvs: { shortest: 12, shortestBesideFactor: 8, kinds: 1, days: null },
  mlps: { shortest: 8, shortestBesideFactor: 8, kinds: 3, days: 90 },
};

const FEWEST_DIFFERENT = 5;

export interface Chosen {
  readonly password: string;
  readonly userName: string;
  readonly hasSecondFactor: boolean;
  /** Opens one's own rows in the portal and nothing else: a PIN will do where the rules of the installation take any. */
  readonly isForPortal?: boolean;
  readonly isCommon: (text: string) => boolean;
}

/** What a new one is asked to be: said before it is typed, and by it a phone shows its digits or all its keys. */
export interface NewPassword {
  /** Digits alone will do. */
  readonly isPin: boolean;
  readonly shortest: number;
  readonly kinds: number;
}

export function newPasswordAsked(
  rule: PasswordRule,
  { hasSecondFactor, isForPortal = false }: Pick<Chosen, 'hasSecondFactor' | 'isForPortal'>,
): NewPassword {
  if (mayBePin(rule, isForPortal)) return { isPin: true, shortest: SHORTEST_PIN, kinds: 1 };
  const { shortest, shortestBesideFactor, kinds } = measures[rule];
  return { isPin: false, shortest: hasSecondFactor ? shortestBesideFactor : shortest, kinds };
}

function mayBePin(rule: PasswordRule, isForPortal: boolean): boolean {
  return rule === 'asvs' && isForPortal;
}

/** What is wrong with a password, the first of it. */
export function passwordFault(rule: PasswordRule, chosen: Chosen, pointer: string): Fault | null {
  const { hasSecondFactor, isForPortal = false } = chosen;
  if (mayBePin(rule, isForPortal) && /^\d*$/.test(chosen.password)) return pinFault(chosen, pointer);
  const { shortest: length, kinds } = newPasswordAsked(rule, { hasSecondFactor });
  const characters = [...chosen.password.normalize('NFC')];
  if (characters.length < length) return { code: 'access.password-weak', values: { length }, pointer };
  if (kindsIn(chosen.password) < kinds) return { code: 'access.password-kinds', values: { kinds }, pointer };
  return isGuessed(chosen) ? { code: 'access.password-common', values: {}, pointer } : null;
}

const SHORTEST_PIN = 6;
const FEWEST_DIFFERENT_DIGITS = 3;

/** Digits alone: not a row, not the same over and over, no day that somebody may have been born on. */
function pinFault({ password, isCommon }: Chosen, pointer: string): Fault | null {
  if (password.length < SHORTEST_PIN)
    return { code: 'access.pin-short', values: { length: SHORTEST_PIN }, pointer };
  const isGuessedPin =
    isCommon(password) ||
    new Set(password).size < FEWEST_DIFFERENT_DIGITS ||
    isRow(password) ||
    isRepeated(password) ||
    /^(19|20)?\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(password);
  return isGuessedPin ? { code: 'access.pin-guessed', values: {}, pointer } : null;
}

/** Whether a password must be chosen anew: it is old, or its person never chose it (null) but was told it. */
export function hasExpired(rule: PasswordRule, chosenAt: Date | null, now: Date): boolean {
  const { days } = measures[rule];
  return chosenAt === null || (days !== null && now.getTime() - chosenAt.getTime() > days * 86_400_000);
}

function kindsIn(password: string): number {
  return [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u].filter((kind) => kind.test(password))
    .length;
}

/** One that many have, with what people put before or behind it; the name; a row of signs. */
function isGuessed({ password, userName, isCommon }: Chosen): boolean {
  const folded = password.normalize('NFKC').toLowerCase();
  const core = folded.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const forms = [folded, folded.replace(/\s/g, ''), ...(folded.length - core.length <= 4 ? [core] : [])];
  return (
    forms.some((form) => form !== '' && isCommon(form)) ||
    (userName.length >= 4 && folded.includes(userName.toLowerCase())) ||
    new Set(folded).size < FEWEST_DIFFERENT ||
    isRow(folded) ||
    isRepeated(folded)
  );
}

/** `123456789012`, `abcdefghijkl`, and backwards. */
function isRow(text: string): boolean {
  const steps = [...text].slice(1).map((character, index) => {
    const step = (character.codePointAt(0) ?? 0) - (text.codePointAt(index) ?? 0);
    return step === -9 || step === 9 ? -Math.sign(step) : step;
  });
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}

/** The same few characters over and over. */
function isRepeated(text: string): boolean {
  return /^(.{1,4})\1+.{0,3}$/u.test(text);
}
