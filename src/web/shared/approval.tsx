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
  more: { zh: '上次 {before}，多 {amount}', en: 'before: {before}, {amount} more' },
  less: { zh: '上次 {before}，少 {amount}', en: 'before: {before}, {amount} less' },
  legality: {
    zh: '批准以后的合法性：是 {yes} 项，未完 {open} 项，否 {no} 项',
    en: 'Legality once it is approved: {yes} yes, {open} not yet, {no} no',
  },
  first: { zh: '此前没有入账的分红可比', en: 'No dividend was posted before it to compare with' },
} as const satisfies Record<string, Sentence>;

type Run = Reply<'readRun'>;
type Certified = Reply<'readRunLegality'>['answers'][number]['answer'];

/** What approving ties to the run: the questions of legality are answered as they will be then. */
interface ByWhat {
  readonly resolutionId: string | undefined;
  /** Adopted with it, in the same act. */
  readonly planId?: string | undefined;
}

export function RunToApprove({ runId, ...by }: ByWhat & { readonly runId: string }): ReactElement {
  const run = useAnswer('readRun', { runId });
  return (
    <Answer of={run} rows={6}>
      {(found) => <Looked run={found} {...by} />}
    </Answer>
  );
}

function Looked({ run, ...by }: ByWhat & { readonly run: Run }): ReactElement {
  const say = useSay();
  const legality = useAnswer('readRunLegality', { runId: run.id, ...by });
  const answered = (answer: Certified) =>
    String(legality.data?.answers.filter((each) => each.answer === answer).length ?? '…');
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
      {/* Folded: it is long. What will be a no stands open. */}
      <details open={legality.data?.answers.some(({ answer }) => answer === 'no')}>
        <summary>
          {say(words.legality, { yes: answered('yes'), open: answered('open'), no: answered('no') })}
        </summary>
        <Legality of={legality} />
      </details>
    </>
  );
}

function difference(now: string, last: string, say: ReturnType<typeof useSay>): string {
  const by = Money.parse(now).minus(Money.parse(last));
  const before = grouped(last);
  if (by.isZero) return say(words.before, { amount: before });
  const amount = (by.isNegative ? by.negated() : by).toGrouped();
  return say(by.isNegative ? words.less : words.more, { before, amount });
}
