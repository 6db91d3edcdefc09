/** A PIN or password of one's own: what is said beside it before it is typed, and which keys the phone shows. */
import { createContext } from 'react';
import type { NewPassword } from '../../../domain/password-rule.ts';
import type { Say, Told } from '../../shared/language.ts';

/** Of whoever is signed in. */
export const NewPasswordContext = createContext<NewPassword>({ isPin: true, shortest: 6, kinds: 1 });

const words = {
  pin: {
    zh: '{shortest} 位以上数字。不要用生日，也不要连着的数字。',
    en: '{shortest} digits or more: no birthday, no row of digits.',
  },
  password: {
    zh: '{shortest} 位以上。不要用名字，也不要别人常用的、连着的。',
    en: '{shortest} characters or more: no name, nothing that many use, no row.',
  },
  kinds: {
    zh: '{shortest} 位以上，小写字母、大写字母、数字、符号里至少有 {kinds} 种。不要用名字，也不要别人常用的、连着的。',
    en: '{shortest} characters or more, with at least {kinds} of these: small letters, capitals, digits, signs. No name, nothing that many use, no row.',
  },
} as const satisfies Record<string, Told>;

export function newPinHelp({ isPin, shortest, kinds }: NewPassword, say: Say): string {
  return say(isPin ? words.pin : kinds > 1 ? words.kinds : words.password, { shortest, kinds });
}

/** Large keys of digits wherever digits will do. */
export function pinKeys({ isPin }: NewPassword): 'pin' | 'password' {
  return isPin ? 'pin' : 'password';
}
