/** The pensions of each month, the rule they follow, and the next month, worked out with everything as it was the last time. */
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { orderStateWords } from '../../../domain/money-words.ts';
import { rolesThatMay } from '../../../domain/role-words.ts';
import { grouped } from '../../shared/amount.tsx';
import { Ask } from '../../shared/ask.tsx';
import { useAnswer, useChange } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { Field } from '../../shared/form.tsx';
import { useSay, type Say } from '../../shared/language.ts';
import { Note, Page, Part, State, type Tone } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { Answer, Empty, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';

type Month = Reply<'listPensionRuns'>['runs'][number];
type Rule = Reply<'listPensionRules'>['rules'][number];

const words = {
  title: { zh: '养老金', en: 'Pensions' },
  make: { zh: '编制 {month} 发放表', en: 'Work out {month}' },
  makeShort: { zh: '编制发放表', en: 'Work out a month' },
  proof: { zh: '登记生存认证', en: 'Enter a proof of life' },
  repaid: { zh: '登记收回多发', en: 'Money brought back' },
  repaidMore: {
    zh: '去世或更正以后多发的养老金退了回来；还欠多少，登记后显示。',
    en: 'What was paid too much, after a death or a correction, came back. What is still owed shows afterwards.',
  },
  month: { zh: '月份', en: 'Month' },
  state: { zh: '状态', en: 'State' },
  count: { zh: '笔数', en: 'Payments' },
  byBank: { zh: '银行代发', en: 'By bank' },
  inCash: { zh: '现金', en: 'In cash' },
  total: { zh: '合计', en: 'Total' },
  returned: { zh: '退回', en: 'Returned' },
  payOn: { zh: '发放日', en: 'Pay day' },
  none: { zh: '还没有发放过养老金', en: 'No pensions yet' },
  noneMore: {
    zh: '{who}编制一个月的发放表，另一人复核放行，再送银行或以现金发放。',
    en: 'The {who} works out a month, another person releases it, and it goes to the bank or is paid in cash.',
  },
  noRule: {
    zh: '还没有养老金规定：由{who}在设置中登记后才能编制。',
    en: 'There is no rule yet: the {who} enters one in the settings first.',
  },
  rule: { zh: '现行规定', en: 'The rule in force' },
  bank: { zh: '银行文件', en: 'Bank file' },
  cashOnly: { zh: '全部以现金发放', en: 'All in cash' },
  more: {
    zh: '名单、金额、补发和抵扣由规定和名册算出。编制后由另一人复核放行。',
    en: 'Who, how much, arrears and what is offset come from the rule and the register. Another person then releases it.',
  },
  member: { zh: '成员编号', en: 'Member number' },
  provedOn: { zh: '认证日期', en: 'Seen on' },
  means: { zh: '认证方式', en: 'How' },
  byVisit: { zh: '入户核实', en: 'visited at home' },
} as const satisfies Record<string, Sentence>;

const ruleWords = {
  from: { zh: '自 {from} 起', en: 'From {from}' },
  age: { zh: '男满 {male} 周岁、女满 {female} 周岁', en: 'men from {male}, women from {female}' },
  years: { zh: '满 {years} 年', en: '{years} years of work or residence' },
  retirees: { zh: '限登记的退休老人', en: 'recorded retirees only' },
  amount: { zh: '每月 {amount} 元', en: '{amount} yuan a month' },
  grade: { zh: '{who} {amount} 元', en: '{who}: {amount} yuan' },
  death: { zh: '去世当月照发', en: 'the month of death is paid' },
  noDeath: { zh: '去世当月不发', en: 'the month of death is not paid' },
  life: { zh: '生存认证 {months} 个月有效', en: 'a proof of life lasts {months} months' },
  source: { zh: '依据：{source}', en: 'by {source}' },
} as const satisfies Record<string, Sentence>;

export const monthTones: Readonly<Record<Month['state'], Tone>> = {
  made: 'next',
  released: 'next',
  sent: 'waiting',
  settled: 'done',
  cancelled: 'off',
  refused: 'off',
};

function conditions({ age, years }: Pick<Rule, 'age' | 'years'>, say: Say): readonly string[] {
  return [
    ...(age === null ? [] : [say(ruleWords.age, age)]),
    ...(years === null ? [] : [say(ruleWords.years, { years })]),
  ];
}

function ruleInWords(rule: Rule, say: Say): string {
  return [
    say(ruleWords.from, { from: rule.from }),
    ...conditions(rule, say),
    ...(rule.retireesOnly ? [say(ruleWords.retirees)] : []),
    say(ruleWords.amount, { amount: grouped(rule.amount) }),
    ...(rule.grades ?? []).map((grade) =>
      say(ruleWords.grade, {
        who: conditions(grade, say).join(say({ zh: '、', en: ', ' })),
        amount: grouped(grade.amount),
      }),
    ),
    say(rule.deathMonthPaid ? ruleWords.death : ruleWords.noDeath),
    ...(rule.lifeProofMonths === null ? [] : [say(ruleWords.life, { months: rule.lifeProofMonths })]),
    say(ruleWords.source, { source: rule.source }),
  ].join(say({ zh: '；', en: '; ' }));
}

/** The month after, `2025-12` before `2026-01`. */
function monthAfter(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const count = year * 12 + number;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
}

export function PensionMonths(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const [open, setOpen] = useState<'make' | 'proof' | null>(null);
  const runs = useAnswer('listPensionRuns', {}, { when: may('pensions.read') });
  const rules = useAnswer('listPensionRules', {}, { when: may('pensions.read') });
  if (!may('pensions.read')) return <NoPermission action="pensions.read" />;
  const made = runs.data?.runs ?? [];
  const last = made.findLast(({ state }) => monthTones[state] !== 'off');
  const next = last?.month == null ? todayInChina().slice(0, 7) : monthAfter(last.month);
  const rule = rules.data?.rules.at(-1);
  return (
    <Page
      title={say(words.title)}
      action={
        <span className="beside">
          <Ask change="receivePensionRepayment" label={say(words.repaid)} given={{}}>
            <p className="quiet">{say(words.repaidMore)}</p>
          </Ask>
          {may('payouts.prepare') && (
            <>
              <Button onClick={() => setOpen('proof')}>{say(words.proof)}</Button>
              <Button type="primary" disabled={rule === undefined} onClick={() => setOpen('make')}>
                {last === undefined ? say(words.makeShort) : say(words.make, { month: next })}
              </Button>
            </>
          )}
        </span>
      }
    >
      {rules.data !== undefined &&
        (rule === undefined ? (
          <Note warning>{say(words.noRule, { who: say(rolesThatMay('settings.change')) })}</Note>
        ) : (
          <Part title={say(words.rule)}>
            <p>{ruleInWords(rule, say)}</p>
          </Part>
        ))}
      <Answer of={runs}>
        {() =>
          made.length === 0 ? (
            <Empty title={say(words.none)}>
              {say(words.noneMore, { who: say(rolesThatMay('payouts.prepare')) })}
            </Empty>
          ) : (
            <Months months={[...made].reverse()} />
          )
        }
      </Answer>
      {open === 'make' && <MakeSheet month={next} last={last} onClose={() => setOpen(null)} />}
      {open === 'proof' && <ProofSheet onClose={() => setOpen(null)} />}
    </Page>
  );
}

function Months({ months }: { readonly months: readonly Month[] }): ReactElement {
  const say = useSay();
  const go = useNavigate();
  const { may } = useSession();
  const { text, amount, day } = columnsOf<Month>(say);
  const opens = may('payouts.read');
  return (
    <Table
      label={say(words.title)}
      rows={months}
      keyOf={({ id }) => id}
      {...(opens && {
        onOpen: ({ id }: Month) => void go({ to: '/pensions/$orderId', params: { orderId: id } }),
      })}
      toneOf={({ state }) => (monthTones[state] === 'off' ? 'off' : undefined)}
      columns={[
        text(
          'month',
          say(words.month),
          110,
          ({ month }) => month,
          ({ id, month }) =>
            opens ? (
              <Link to="/pensions/$orderId" params={{ orderId: id }}>
                {month}
              </Link>
            ) : (
              month
            ),
        ),
        text(
          'state',
          say(words.state),
          140,
          ({ state }) => say(orderStateWords[state]),
          ({ state }) => <State tone={monthTones[state]}>{say(orderStateWords[state])}</State>,
        ),
        day('payOn', say(words.payOn), ({ payOn }) => payOn),
        { ...text('count', say(words.count), 90, ({ count }) => String(count)), figure: true },
        amount('byBank', say(words.byBank), 140, ({ byBank }) => byBank),
        amount('inCash', say(words.inCash), 130, ({ inCash }) => inCash),
        amount('total', say(words.total), 140, ({ total }) => total),
        amount('returned', say(words.returned), 120, ({ returned }) =>
          returned.count === 0 ? '' : returned.total,
        ),
      ]}
    />
  );
}

const IN_CASH = '';

function MakeSheet(props: {
  readonly month: string;
  readonly last: Month | undefined;
  readonly onClose: () => void;
}): ReactElement {
  const say = useSay();
  const go = useNavigate();
  const make = useChange('makePensionRun');
  const templates = useAnswer('listBankTemplates', {});
  const [template, setTemplate] = useState(props.last?.template ?? IN_CASH);
  const [month, setMonth] = useState(props.month);
  const [payOn, setPayOn] = useState(todayInChina());
  return (
    <Sheet
      title={say(words.makeShort)}
      act={say(words.makeShort)}
      onClose={props.onClose}
      isReady={/^\d{4}-\d{2}$/.test(month) && payOn !== ''}
      isRunning={make.isRunning}
      failure={make.failure}
      onAct={() =>
        void make.run({ month, payOn, ...(template !== IN_CASH && { template }) }).then((made) => {
          if (made) void go({ to: '/pensions/$orderId', params: { orderId: made.id } });
        })
      }
    >
      <p>{say(words.more)}</p>
      <Field label={say(words.month)}>
        {(place) => (
          <Input {...place} type="month" value={month} onChange={({ target }) => setMonth(target.value)} />
        )}
      </Field>
      <Field label={say(words.payOn)}>
        {(place) => (
          <Input {...place} type="date" value={payOn} onChange={({ target }) => setPayOn(target.value)} />
        )}
      </Field>
      <Field label={say(words.bank)}>
        {(place) => (
          <Select
            {...place}
            style={{ width: '100%' }}
            value={template}
            onChange={setTemplate}
            options={[
              { value: IN_CASH, label: say(words.cashOnly) },
              ...(templates.data?.templates ?? []).map(({ id, name }) => ({ value: id, label: say(name) })),
            ]}
          />
        )}
      </Field>
    </Sheet>
  );
}

function ProofSheet({ onClose }: { readonly onClose: () => void }): ReactElement {
  const say = useSay();
  const enter = useChange('enterLifeProof');
  const [member, setMember] = useState('');
  const [provedOn, setProvedOn] = useState(todayInChina());
  const [means, setMeans] = useState(say(words.byVisit));
  return (
    <Sheet
      title={say(words.proof)}
      act={say(words.proof)}
      onClose={onClose}
      isReady={member.trim() !== '' && provedOn !== '' && means.trim() !== ''}
      isRunning={enter.isRunning}
      failure={enter.failure}
      onAct={() =>
        void enter
          .run({ member: member.trim(), provedOn, means: means.trim() })
          .then((done) => done && onClose())
      }
    >
      <Field label={say(words.member)}>
        {(place) => (
          <Input {...place} autoFocus value={member} onChange={({ target }) => setMember(target.value)} />
        )}
      </Field>
      <Field label={say(words.provedOn)}>
        {(place) => (
          <Input
            {...place}
            type="date"
            value={provedOn}
            onChange={({ target }) => setProvedOn(target.value)}
          />
        )}
      </Field>
      <Field label={say(words.means)}>
        {(place) => (
          <Input {...place} maxLength={100} value={means} onChange={({ target }) => setMeans(target.value)} />
        )}
      </Field>
    </Sheet>
  );
}
