/** On what somebody is signed in, as people call it: by what its browser says of itself. */
import type { Sentence } from '../../../domain/language.ts';
import type { Say } from '../../shared/language.ts';

const computer: Sentence = { zh: '电脑（{kind}）', en: 'Computer ({kind})' };
const orTablet: Sentence = { zh: '电脑或平板（{kind}）', en: 'Computer or tablet ({kind})' };

/** In this order: an Android says Linux as well, an older HarmonyOS Android and Linux; an iPad mostly says that it is a Macintosh. */
const kinds: readonly (readonly [kind: string, called: Sentence])[] = [
  ['iPhone', { zh: 'iPhone', en: 'iPhone' }],
  ['iPad', { zh: 'iPad', en: 'iPad' }],
  ['HarmonyOS', { zh: '鸿蒙（HarmonyOS）', en: 'HarmonyOS' }],
  ['OpenHarmony', { zh: '鸿蒙（HarmonyOS）', en: 'HarmonyOS' }],
  ['Android', { zh: '安卓（Android）', en: 'Android' }],
  ['Windows', computer],
  ['Macintosh', orTablet],
  ['Linux', computer],
];

/** Null where it says nothing that is known. */
export function deviceOf(agent: string | null, say: Say): string | null {
  const [kind, called] = kinds.find(([each]) => agent?.includes(each)) ?? [];
  return called === undefined ? null : say(called, { kind: kind ?? '' });
}
