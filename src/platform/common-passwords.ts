/** The passwords that everybody tries first: the list of zxcvbn, loaded when the first password is chosen. */
import { dictionary } from '@zxcvbn-ts/language-common';

let known: ReadonlySet<string> | undefined;

export function isCommonPassword(text: string): boolean {
  known ??= new Set(dictionary['passwords-common']);
  return known.has(text);
}
