/** Every distribution plan, the latest first. */
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { planModeWords, planStateWords } from '../../../domain/money-words.ts';
import { Amount } from '../../shared/amount.tsx';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { Page, State, type Tone } from '../../shared/page.tsx';
import { periodBeside, periodInWords, periodOfDay, todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Answer, Empty, NoPermission } from '../../shared/states.tsx';
import { Table, type Column } from '../../shared/table.tsx';
import { DraftPlanSheet } from './draft.tsx';

type Plan = Reply<'listPlans'>['plans'][number];

const words = {
  title: { zh: '收益分配方案', en: 'Distribution plans' },
  draft: { zh: '编制 {period} 方案', en: 'Draw up the plan of the {period}' },
  number: { zh: '号', en: 'No.' },
  period: { zh: '期间', en: 'Period' },
  mode: { zh: '方式', en: 'Kind' },
  state: { zh: '状态', en: 'State' },
  members: { zh: '向成员分配', en: 'To members' },
  payable: { zh: '本期应分', en: 'Payable now' },
  carried: { zh: '结转', en: 'Carried forward' },
  yuan: { zh: '元', en: 'yuan' },
  none: { zh: '还没有分配方案', en: 'No plan yet' },
  noneMore: {
    zh: '方案把收益从弥补亏损、提取公积金一步步算到向成员分配的金额。',
    en: 'A plan goes from income through losses and the reserve to what members get.',
  },
} as const satisfies Record<string, Sentence>;

export const planTones: Readonly<Record<Plan['state'], Tone>> = {
  draft: 'next',
  adopted: 'done',
  withdrawn: 'off',
  repealed: 'off',
};

/** The half-year after the latest plan that stands; before any, the one that is over. */
function nextPeriod(plans: readonly Plan[]): string {
  const last = plans
    .filter(({ state }) => state === 'draft' || state === 'adopted')
    .map(({ period }) => period)
    .sort()
    .at(-1);
  return last === undefined ? periodBeside(periodOfDay(todayInChina()), -1) : periodBeside(last, 1);
}

export function PlanList(): ReactElement {
  const say = useSay();
  const go = useNavigate();
  const { may } = useSession();
  const plans = useAnswer('listPlans', {}, { when: may('runs.read') });
  const [isDrafting, setDrafting] = useState(false);
  if (!may('runs.read')) return <NoPermission action="runs.read" />;
  const period = plans.data && nextPeriod(plans.data.plans);
  const money = (key: 'members' | 'payable' | 'carried'): Column<Plan> => ({
    key,
    head: say(words[key]),
    unit: say(words.yuan),
    width: 150,
    figure: true,
    cell: (plan) => <Amount of={plan[key]} />,
    text: (plan) => plan[key],
  });
  return (
    <Page
      title={say(words.title)}
      action={
        period !== undefined &&
        may('runs.prepare') && (
          <Button type="primary" onClick={() => setDrafting(true)}>
            {say(words.draft, { period: periodInWords(period, say) })}
          </Button>
        )
      }
    >
      {isDrafting && period !== undefined && (
        <DraftPlanSheet period={period} onClose={() => setDrafting(false)} />
      )}
      <Answer of={plans}>
        {({ plans: all }) =>
          all.length === 0 ? (
            <Empty title={say(words.none)}>{say(words.noneMore)}</Empty>
          ) : (
            <Table
              label={say(words.title)}
              rows={[...all].reverse()}
              keyOf={({ id }) => id}
              onOpen={({ id }) => void go({ to: '/plans/$planId', params: { planId: id } })}
              toneOf={({ state }) => (planTones[state] === 'off' ? 'off' : undefined)}
              columns={[
                {
                  key: 'number',
                  head: say(words.number),
                  width: 50,
                  cell: ({ number }) => number,
                  text: ({ number }) => number,
                },
                {
                  key: 'period',
                  head: say(words.period),
                  width: 170,
                  cell: ({ id, period }) => (
                    <Link to="/plans/$planId" params={{ planId: id }}>
                      {periodInWords(period, say)}
                    </Link>
                  ),
                  text: ({ period }) => periodInWords(period, say),
                },
                {
                  key: 'mode',
                  head: say(words.mode),
                  width: 220,
                  cell: ({ mode }) => say(planModeWords[mode]),
                  text: ({ mode }) => say(planModeWords[mode]),
                },
                {
                  key: 'state',
                  head: say(words.state),
                  width: 140,
                  cell: ({ state }) => <State tone={planTones[state]}>{say(planStateWords[state])}</State>,
                  text: ({ state }) => say(planStateWords[state]),
                },
                money('members'),
                money('payable'),
                money('carried'),
              ]}
            />
          )
        }
      </Answer>
    </Page>
  );
}
