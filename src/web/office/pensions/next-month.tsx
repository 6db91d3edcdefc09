/** The month of pensions that comes next, as the last one was made: what it comes to is said before it is pressed. */
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { Amount, Day } from '../../shared/amount.tsx';
import { useChange, useTried } from '../../shared/asking.ts';
import { useSay } from '../../shared/language.ts';
import { Facts, Figures } from '../../shared/page.tsx';
import { Sheet } from '../../shared/sheet.tsx';
import type { ActProps } from '../acts.ts';

const words = {
  title: { zh: '编制下一个月的养老金', en: 'Work out the next month of pensions' },
  titleOf: { zh: '编制 {month} 养老金', en: 'Work out the pensions of {month}' },
  act: { zh: '编制', en: 'Work it out' },
  more: {
    zh: '照上次的办法编制，付款日为今天。由另一人复核放行后发放。',
    en: 'Made as the last one, to be paid today. Another person releases it before it is paid.',
  },
  total: { zh: '合计', en: 'Total' },
  byBank: { zh: '银行代发', en: 'By bank' },
  inCash: { zh: '现金', en: 'In cash' },
  yuan: { zh: '元', en: 'yuan' },
  count: { zh: '{count} 人', en: '{count} people' },
  payOn: { zh: '付款日', en: 'Pay day' },
} as const satisfies Record<string, Sentence>;

export function NextMonthAct({ onClose, onDone }: ActProps): ReactElement {
  const say = useSay();
  const make = useChange('makeNextPensionRun');
  const tried = useTried('makeNextPensionRun', {});
  const run = tried.reply;
  const unit = say(words.yuan);
  return (
    <Sheet
      title={run?.month == null ? say(words.title) : say(words.titleOf, { month: run.month })}
      act={say(words.act)}
      width={640}
      onClose={onClose}
      isReady={run !== undefined}
      isRunning={make.isRunning}
      failure={make.failure}
      objection={tried.failure}
      onAct={() => void make.run({}).then((done) => done && onDone())}
    >
      <p>{say(words.more)}</p>
      {run !== undefined && (
        <>
          <Figures
            items={[
              {
                label: say(words.total),
                value: <Amount of={run.total} />,
                unit,
                note: say(words.count, { count: run.count }),
                accent: true,
              },
              { label: say(words.byBank), value: <Amount of={run.byBank} />, unit },
              { label: say(words.inCash), value: <Amount of={run.inCash} />, unit },
            ]}
          />
          <Facts items={[{ label: say(words.payOn), value: <Day of={run.payOn} /> }]} />
        </>
      )}
    </Sheet>
  );
}
