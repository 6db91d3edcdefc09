/** From income to what members get and what is carried, a bar for each line: of a plan that is drawn up, or is just being. */
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { Money } from '../../../domain/money.ts';
import { Amount, grouped } from '../../shared/amount.tsx';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';

type Line = Reply<'previewPlan'>['lines'][number];

const words = {
  sum: { zh: '{base} 的 {rate} %', en: '{rate} % of {base}' },
  floor: { zh: '按下限', en: 'at its floor' },
  ceiling: { zh: '按上限', en: 'at its ceiling' },
} as const satisfies Record<string, Sentence>;

const raises: readonly Line['kind'][] = ['opening', 'income', 'prior'];
const totals: readonly Line['kind'][] = ['carried'];

/** Each line begins where the one before left off. Places are drawn; every label is the amount itself. */
export function Waterfall({ lines }: { readonly lines: readonly Line[] }): ReactElement {
  const say = useSay();
  let level = 0n;
  const drawn = lines.map((line) => {
    const { fen } = Money.parse(line.amount);
    const from = totals.includes(line.kind) ? 0n : level;
    const to = totals.includes(line.kind) ? fen : raises.includes(line.kind) ? level + fen : level - fen;
    if (!totals.includes(line.kind) && line.kind !== 'advanced') level = to;
    return { line, low: from < to ? from : to, high: from < to ? to : from };
  });
  const bottom = drawn.reduce((least, { low }) => (low < least ? low : least), 0n);
  const top = drawn.reduce((most, { high }) => (high > most ? high : most), 1n);
  const percent = (fen: bigint) => Number(((fen - bottom) * 10_000n) / (top - bottom)) / 100;
  return (
    <ol className="waterfall">
      {drawn.map(({ line, low, high }, index) => (
        <li key={`${line.kind} ${index}`} className={line.kind}>
          <div>
            <b>{line.name}</b>
            <p>
              {[
                line.base !== null && line.rate !== null
                  ? say(words.sum, { base: grouped(line.base), rate: line.rate })
                  : '',
                line.bound === null ? '' : say(words[line.bound]),
                line.basis,
              ]
                .filter((part) => part !== '')
                .join(' · ')}
            </p>
          </div>
          <span className="track">
            <i style={{ left: `${percent(low)}%`, width: `max(2px, ${percent(high) - percent(low)}%)` }} />
          </span>
          <Amount of={line.amount} />
        </li>
      ))}
    </ol>
  );
}
