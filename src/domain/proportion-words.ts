/** A proportion as rules and refusals say it: `三分之二以上（含本数）`, `more than 1/2`. */
import type { Proportion } from './assembly-rules.ts';
import type { Sentence } from './language.ts';

const numerals = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** `三分之二以上（含本数）` / `at least 2/3`; `过半数` / `more than 1/2`. */
export function proportionWords({ numerator, denominator, inclusive }: Proportion): Sentence {
  const en = `${inclusive ? 'at least' : 'more than'} ${numerator}/${denominator}`;
  if (numerator * 2 === denominator && !inclusive) return { zh: '过半数', en };
  if (numerator === denominator) return { zh: '全部', en: 'all' };
  const [above, below] = [numerals[numerator], numerals[denominator]];
  const part =
    above === undefined || below === undefined ? `${numerator}/${denominator}` : `${below}分之${above}`;
  return { zh: inclusive ? `${part}以上（含本数）` : `超过${part}`, en };
}
