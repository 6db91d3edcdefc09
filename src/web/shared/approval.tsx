/**
 * What whoever approves a dividend looks at, wherever it is approved: who prepared it, what it comes to beside what was posted last, and
 * the questions of legality.
 */
import type { ReactElement } from 'react';
import type { Sentence } from '../../domain/language.ts';
import { Money } from '../../domain/money.ts';
import { Amount, grouped, momentOf } from './amount.tsx';
import { useAnswer, useWholeList } from './asking.ts';
import type { Reply } from './call.ts';
import { useSay } from './language.ts';
import { Legality } from './legality.tsx';
import { Figures } from './page.tsx';
import { Answer } from './states.tsx';

const words = {
  prepared: { zh: '由{by}于 {at} 编制', en: 'Prepared by {by}, {at}' },
  nobody: { zh: '从前的版本', en: 'an earlier version' },
  paid: { zh: '应发红利', en: 'Dividends' },
  tax: { zh: '代扣税', en: 'Tax withheld' },
  net: { zh: '实发', en: 'Net' },
  holders: { zh: '户头', en: 'Holders' },
  yuan: { zh: '元', en: 'yuan' },
  before: { zh: '上次 {amount}', en: 'before: {amount}' },
  more: { zh: '多 {amount}', en: '{amount} more' },
  less: { zh: '少 {amount}', en: '{amount} less' },
  legality: {
    zh: '合法性各项（决议在批准时才与这次分红相连，批准前显示为“否”）',
    en: 'Questions of legality (a resolution is tied to the dividend when it is approved, and stands as missing before)',
  },
  first: { zh: '此前没有入账的分红可比', en: 'No dividend was posted before it to compare with' },
} as const satisfies Record<string, Sentence>;

type Run = Reply<'readRun'>;

export function RunToApprove({ runId }: { readonly runId: string }): ReactElement {
  const run = useAnswer('readRun', { runId });
  return (
    <Answer of={run} rows={6}>
      {(found) => <Looked run={found} />}
    </Answer>
  );
}

function Looked({ run }: { readonly run: Run }): ReactElement {
  const say = useSay();
  const legality = useAnswer('readRunLegality', { runId: run.id });
  const runs = useWholeList('listRuns', {}, (page) => page.runs);
  const last = runs.rows
    .filter((each) => each.kind === 'regular' && each.state === 'posted' && each.id !== run.id)
    .at(-1);
  const beside = (key: 'paid' | 'tax' | 'net') => last && difference(run[key], last[key], say);
  const unit = say(words.yuan);
  return (
    <>
      <p className="quiet">
        {say(words.prepared, { by: run.preparedBy ?? say(words.nobody), at: momentOf(run.preparedAt) })}
        {runs.isWhole && last === undefined && ` · ${say(words.first)}`}
      </p>
      <Figures
        items={[
          { label: say(words.paid), value: <Amount of={run.paid} />, unit, note: beside('paid') },
          { label: say(words.tax), value: <Amount of={run.tax} />, unit, note: beside('tax') },
          { label: say(words.net), value: <Amount of={run.net} />, unit, note: beside('net'), accent: true },
          {
            label: say(words.holders),
            value: run.lines,
            note: last && say(words.before, { amount: String(last.lines) }),
          },
        ]}
      />
      {/* Folded: it is long, and what only the approval ties to the run still stands as missing. */}
      <details>
        <summary>{say(words.legality)}</summary>
        <Legality of={legality} />
      </details>
    </>
  );
}

function difference(now: string, before: string, say: ReturnType<typeof useSay>): string {
  const by = Money.parse(now).minus(Money.parse(before));
  const told = say(words.before, { amount: grouped(before) });
  if (by.isZero) return told;
  const amount = (by.isNegative ? by.negated() : by).toGrouped();
  return `${told}，${say(by.isNegative ? words.less : words.more, { amount })}`;
}
