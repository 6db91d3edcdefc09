/** How one line came about, so that its holder can do the sum again by hand. */
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { grouped, groupedShares, percentOf } from '../../shared/amount.tsx';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { Dialog } from '../../shared/sheet.tsx';
import { Answer } from '../../shared/states.tsx';
import type { Run } from './run.tsx';

type Line = Reply<'listRunLines'>['lines'][number];

const words = {
  title: { zh: '{number} 的算式', en: 'The sum of {number}' },
  quota: { zh: '应得额', en: 'Quota' },
  quotaSum: {
    zh: '{distributable} 元 × {weight} ÷ {total} = {quota} 元',
    en: '{distributable} yuan × {weight} ÷ {total} = {quota} yuan',
  },
  floor: { zh: '舍到分', en: 'Cut to the fen' },
  extra: { zh: '余下的分按小数大小各加一分', en: 'A left-over fen, by the size of the fraction' },
  gross: { zh: '应发', en: 'Dividend' },
  tax: { zh: '代扣税 {rate}', en: 'Tax {rate}' },
  net: { zh: '实发', en: 'Net' },
} as const satisfies Record<string, Sentence>;

export function LineProof(props: {
  readonly run: Run;
  readonly line: Line;
  readonly onClose: () => void;
}): ReactElement {
  const say = useSay();
  const { run, line, onClose } = props;
  const kind = line.kind === 'household' || line.kind === 'collective' ? line.kind : 'member';
  const proof = useAnswer('readLineProof', {
    runId: run.id,
    kind,
    ...(kind !== 'collective' && { number: line.number }),
  });
  return (
    <Dialog title={say(words.title, { number: line.number })} onClose={onClose} width={520}>
      <div className="sheet-body">
        <Answer of={proof} rows={5}>
          {({ line: proved, distributable }) => (
            <dl className="sum">
              <dt>{say(words.quota)}</dt>
              <dd>
                {say(words.quotaSum, {
                  distributable: grouped(distributable),
                  weight: groupedShares(proved.weight),
                  total: groupedShares(run.totalWeight ?? ''),
                  quota: proved.quota,
                })}
              </dd>
              <dt>{say(words.floor)}</dt>
              <dd className="figure">{grouped(proved.floor)}</dd>
              {proved.extraFen && (
                <>
                  <dt>{say(words.extra)}</dt>
                  <dd className="figure">＋0.01</dd>
                </>
              )}
              <dt>{say(words.gross)}</dt>
              <dd className="figure total">{grouped(proved.gross)}</dd>
              <dt>{say(words.tax, { rate: percentOf(run.taxRate) })}</dt>
              <dd className="figure">−{grouped(proved.tax)}</dd>
              <dt>{say(words.net)}</dt>
              <dd className="figure total">{grouped(proved.net)}</dd>
            </dl>
          )}
        </Answer>
      </div>
    </Dialog>
  );
}
