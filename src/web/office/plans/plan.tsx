/** One plan as a waterfall: from income, line by line, to what members get and what is carried; adopted by another person. */
import { Link, useParams } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { planModeWords, planStateWords } from '../../../domain/money-words.ts';
import { rolesThatMay } from '../../../domain/role-words.ts';
import { Amount, grouped } from '../../shared/amount.tsx';
import { Ask } from '../../shared/ask.tsx';
import { together, useAnswer, useChange, useSeen, useWholeList } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { useLanguage, useSay } from '../../shared/language.ts';
import { Figures, Note, Page, Part, State } from '../../shared/page.tsx';
import { periodInWords } from '../../shared/period.ts';
import { Print } from '../../shared/print.tsx';
import { useSession } from '../../shared/session.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { Answer, Empty, NoPermission, Unread } from '../../shared/states.tsx';
import { planTones } from './list.tsx';
import { Waterfall } from './waterfall.tsx';

type Plan = Reply<'listPlans'>['plans'][number];

const words = {
  back: { zh: '收益分配方案', en: 'Distribution plans' },
  title: { zh: '{period} 收益分配方案', en: '{period}: distribution plan' },
  number: { zh: '第 {number} 号', en: 'No. {number}' },
  unknown: { zh: '没有这个方案', en: 'There is no such plan' },
  payable: { zh: '本期应分', en: 'Payable now' },
  members: { zh: '向成员分配', en: 'To members' },
  fromPrior: { zh: '其中动用以前年度', en: 'Of it from earlier years' },
  carried: { zh: '结转未分配', en: 'Carried forward' },
  yuan: { zh: '元', en: 'yuan' },
  waterfall: { zh: '分配过程', en: 'From income to members' },
  adopt: { zh: '凭决议通过', en: 'Adopt by resolution' },
  adoptMore: {
    zh: '通过后提取的公积公益金入账，本期分红以 {payable} 元为限。',
    en: 'The reserve enters the books, and the dividends of the half-year are bounded by {payable} yuan.',
  },
  waits: { zh: '下一步由{who}办理', en: 'Next: {who}' },
  resolution: { zh: '依据决议 {number}：{title}（{day}）', en: 'By resolution {number}: {title} ({day})' },
  noResolution: {
    zh: '还没有通过本方案的决议：先开会表决，或补录纸质会议记录并由另一人复核。',
    en: 'No resolution has adopted this plan yet: vote on it at a meeting, or enter the minutes from paper and have another person confirm them.',
  },
  seen: { zh: '我已核对各项比例和金额', en: 'I have checked each rate and amount' },
  print: { zh: '出具分配方案', en: 'Issue the plan as a paper' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
  repeal: { zh: '废止', en: 'Repeal' },
  repealMore: {
    zh: '依据另一决议废止，红字冲销其提取；没有据此入账的分红才可以废止，编制人不得办理。',
    en: 'By another resolution, its entry taken back in red, while no posted dividend rests on it; not by whoever drew it up.',
  },
  repealed: { zh: '已废止：{reason}', en: 'Repealed: {reason}' },
} as const satisfies Record<string, Sentence>;

export function PlanPage(): ReactElement {
  const say = useSay();
  const { planId } = useParams({ from: '/plans/$planId' });
  const { may } = useSession();
  const plans = useAnswer('listPlans', {}, { when: may('runs.read') });
  if (!may('runs.read')) return <NoPermission action="runs.read" />;
  return (
    <>
      <Answer of={plans} rows={12}>
        {({ plans: all }) => {
          const plan = all.find(({ id }) => id === planId);
          return plan === undefined ? <Empty title={say(words.unknown)} /> : <Shown plan={plan} />;
        }}
      </Answer>
    </>
  );
}

function Shown({ plan }: { readonly plan: Plan }): ReactElement {
  const say = useSay();
  const language = useLanguage();
  const unit = say(words.yuan);
  return (
    <Page
      title={say(words.title, { period: periodInWords(plan.period, say) })}
      kicker={
        <>
          <Link to="/plans">{say(words.back)}</Link> · {say(words.number, { number: plan.number })} ·{' '}
          {say(planModeWords[plan.mode])}
        </>
      }
      state={<State tone={planTones[plan.state]}>{say(planStateWords[plan.state])}</State>}
      action={plan.state === 'draft' && <Adopt plan={plan} />}
    >
      {plan.repeal !== null && <Note warning>{say(words.repealed, { reason: plan.repeal.reason })}</Note>}
      <Figures
        items={[
          { label: say(words.payable), value: <Amount of={plan.payable} />, unit, accent: true },
          { label: say(words.members), value: <Amount of={plan.members} />, unit },
          { label: say(words.fromPrior), value: <Amount of={plan.fromPrior} />, unit },
          { label: say(words.carried), value: <Amount of={plan.carried} />, unit },
        ]}
      />
      <Part title={say(words.waterfall)}>
        <Waterfall lines={plan.lines} />
      </Part>
      <span className="beside wrapped">
        <Print
          paper="printDistributionPlan"
          label={say(words.print)}
          input={{ planId: plan.id, language }}
          small
        />
        {plan.state === 'draft' && (
          <Ask change="withdrawPlan" label={say(words.withdraw)} given={{ planId: plan.id }} small />
        )}
        {plan.state === 'adopted' && (
          <Ask change="repealPlan" label={say(words.repeal)} given={{ planId: plan.id }} small width={640}>
            <p className="quiet">{say(words.repealMore)}</p>
          </Ask>
        )}
      </span>
    </Page>
  );
}

function Adopt({ plan }: { readonly plan: Plan }): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const [isOpen, setOpen] = useState(false);
  if (!may('runs.approve'))
    return <span className="quiet">{say(words.waits, { who: say(rolesThatMay('runs.approve')) })}</span>;
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {say(words.adopt)}
      </Button>
      {isOpen && <AdoptSheet plan={plan} onClose={() => setOpen(false)} />}
    </>
  );
}

function AdoptSheet({ plan, onClose }: { readonly plan: Plan; readonly onClose: () => void }): ReactElement {
  const say = useSay();
  const [isSeen, setSeen] = useState(false);
  const adopt = useChange('adoptPlan', useSeen('listPlans', {}));
  const resolutions = useWholeList('listResolutions', {}, (page) => page.resolutions);
  const resolution = resolutions.rows.find(
    ({ subject, outcome }) => subject?.includes(plan.id) === true && outcome === 'adopted',
  );
  return (
    <Sheet
      title={say(words.adopt)}
      act={say(words.adopt)}
      width={720}
      onClose={onClose}
      isReady={isSeen && resolution !== undefined}
      isRunning={adopt.isRunning}
      failure={adopt.failure}
      onAct={() =>
        void (
          resolution &&
          adopt.run({ planId: plan.id, resolutionId: resolution.id }).then((done) => done && onClose())
        )
      }
    >
      <p>{say(words.adoptMore, { payable: grouped(plan.payable) })}</p>
      {resolution === undefined ? (
        resolutions.isWhole ? (
          <Note warning>{say(words.noResolution)}</Note>
        ) : (
          <Unread of={together(resolutions)} rows={1} />
        )
      ) : (
        <Note>
          {say(words.resolution, {
            number: resolution.number,
            title: resolution.title,
            day: resolution.decidedOn,
          })}
        </Note>
      )}
      <Waterfall lines={plan.lines} />
      <Checkbox checked={isSeen} onChange={({ target }) => setSeen(target.checked)}>
        {say(words.seen)}
      </Checkbox>
    </Sheet>
  );
}
