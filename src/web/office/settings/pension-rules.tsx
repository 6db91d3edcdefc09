/** The rules of pensions, each from its first month, and a new one from a later month on. */
import { Checkbox, Input, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { pensionMatters } from '../../../domain/pension.ts';
import { useAnswer, useWholeList } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { Decision } from '../../shared/decision.tsx';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { Part } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Answer } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';

type Rule = Reply<'listPensionRules'>['rules'][number];

const words = {
  title: { zh: '养老金规定', en: 'Rules of pensions' },
  none: { zh: '还没有规定。', en: 'No rule yet.' },
  add: { zh: '登记新规定', en: 'Enter a rule' },
  from: { zh: '自哪个月起', en: 'From' },
  who: { zh: '发给', en: 'For' },
  amount: { zh: '每月金额', en: 'A month' },
  amountYuan: { zh: '每月金额（元）', en: 'A month, in yuan' },
  source: { zh: '依据的决议或章程条款', en: 'The resolution or article it rests on' },
  resolution: {
    zh: '大会决议（成员大会开过以后必须写明）',
    en: 'Decision of an assembly (needed once the members have met)',
  },
  male: { zh: '男满多少周岁（不要求则不填）', en: 'Men from how many years (or nothing)' },
  female: { zh: '女满多少周岁', en: 'Women from how many years' },
  ages: { zh: '男满 {male} 周岁、女满 {female} 周岁', en: 'men from {male}, women from {female}' },
  anyAge: { zh: '不要求年龄', en: 'at any age' },
  retirees: { zh: '限登记的退休老人', en: 'recorded retirees only' },
  retireesOnly: { zh: '只发登记的退休老人', en: 'Only recorded retirees' },
  death: { zh: '去世当月照发', en: 'The month of death is paid' },
  life: { zh: '生存认证有效月数（不要求则不填）', en: 'Months that a proof of life lasts (or nothing)' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
  withdrawMore: { zh: '按它编制过发放表的规定不能撤回。', en: 'A rule that a month was made under stays.' },
  why: { zh: '原因', en: 'Why' },
} as const satisfies Record<string, Sentence>;

export function PensionRules(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const found = useAnswer('listPensionRules', {});
  const { text, amount } = columnsOf<Rule>(say);
  const whom = ({ age, retireesOnly }: Rule) =>
    [
      age === null ? say(words.anyAge) : say(words.ages, age),
      ...(retireesOnly ? [say(words.retirees)] : []),
    ].join(say({ zh: '，', en: ', ' }));
  return (
    <Part title={say(words.title)} aside={may('settings.change') && <AddRule />}>
      <Answer of={found} rows={2}>
        {({ rules }) =>
          rules.length === 0 ? (
            <p className="quiet">{say(words.none)}</p>
          ) : (
            <Table
              label={say(words.title)}
              rows={[...rules].reverse()}
              keyOf={({ from }) => from}
              columns={[
                text('from', say(words.from), 110, ({ from }) => from),
                text('who', say(words.who), 320, whom),
                amount('amount', say(words.amount), 130, (rule) => rule.amount),
                text('source', say(words.source), 360, ({ source }) => source),
                text(
                  'withdraw',
                  '',
                  90,
                  () => '',
                  ({ from }) =>
                    may('settings.change') && (
                      <Decision
                        change="withdrawPensionRule"
                        label={say(words.withdraw)}
                        small
                        why={say(words.why)}
                        inputOf={(reason) => ({ from, reason })}
                      >
                        <p>{say(words.withdrawMore)}</p>
                      </Decision>
                    ),
                ),
              ]}
            />
          )
        }
      </Answer>
    </Part>
  );
}

const isWhole = (text: string) => /^\d{1,3}$/.test(text.trim());

const emptyRule = () => ({
  from: todayInChina().slice(0, 7),
  male: '',
  female: '',
  amount: '',
  life: '',
  source: '',
});

function AddRule(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const [draft, setDraft] = useState(emptyRule);
  const [retireesOnly, setRetireesOnly] = useState(true);
  const [deathMonthPaid, setDeathMonthPaid] = useState(true);
  const [resolutionId, setResolution] = useState<string | null>(null);
  const resolutions = useWholeList('listResolutions', {}, (page) => page.resolutions, {
    when: may('resolutions.read'),
  });
  const adopted = resolutions.rows.filter(
    ({ outcome, subject, matter }) =>
      outcome === 'adopted' && subject === null && pensionMatters.includes(matter),
  );
  const asksAge = draft.male.trim() !== '' || draft.female.trim() !== '';
  const box = (field: keyof typeof draft, label: Sentence, type = 'text') => (
    <Field label={say(label)}>
      {(place) => (
        <Input
          {...place}
          type={type}
          maxLength={200}
          value={draft[field]}
          onChange={({ target }) => setDraft({ ...draft, [field]: target.value })}
        />
      )}
    </Field>
  );
  return (
    <Decision
      change="setPensionRule"
      label={say(words.add)}
      small
      onDone={() => {
        setDraft(emptyRule());
        setResolution(null);
      }}
      isReady={
        draft.from !== '' &&
        draft.amount.trim() !== '' &&
        draft.source.trim().length > 1 &&
        (!asksAge || (isWhole(draft.male) && isWhole(draft.female))) &&
        (draft.life.trim() === '' || isWhole(draft.life))
      }
      inputOf={() => ({
        from: draft.from,
        age: asksAge ? { male: Number(draft.male), female: Number(draft.female) } : null,
        years: null,
        retireesOnly,
        amount: draft.amount.replace(/[,，\s]/g, ''),
        deathMonthPaid,
        lifeProofMonths: draft.life.trim() === '' ? null : Number(draft.life),
        source: draft.source.trim(),
        ...(resolutionId !== null && { resolutionId }),
      })}
    >
      {box('from', words.from, 'month')}
      {box('amount', words.amountYuan)}
      {box('male', words.male)}
      {box('female', words.female)}
      {box('life', words.life)}
      {box('source', words.source)}
      <Field label={say(words.resolution)}>
        {(place) => (
          <Select
            {...place}
            allowClear
            style={{ width: '100%' }}
            value={resolutionId}
            options={adopted.map(({ id, number, title }) => ({ value: id, label: `${number} ${title}` }))}
            onChange={(id) => setResolution(id ?? null)}
          />
        )}
      </Field>
      <p>
        <Checkbox checked={retireesOnly} onChange={({ target }) => setRetireesOnly(target.checked)}>
          {say(words.retireesOnly)}
        </Checkbox>
      </p>
      <p>
        <Checkbox checked={deathMonthPaid} onChange={({ target }) => setDeathMonthPaid(target.checked)}>
          {say(words.death)}
        </Checkbox>
      </p>
    </Decision>
  );
}
