/**
 * A plan drawn up as the one before, its figures out of the books: rates and what members get are changed in place, and the
 * waterfall below is what the service works out of them.
 */
import { Button, Checkbox, Input, Select } from 'antd';
import type { ReactElement } from 'react';
import { planModes, stepBases, stepKinds } from '../../../domain/distribution.ts';
import type { Sentence } from '../../../domain/language.ts';
import { Money } from '../../../domain/money.ts';
import { planModeWords, stepBaseWords, stepKindWords } from '../../../domain/money-words.ts';
import { Amount } from '../../shared/amount.tsx';
import { together, useAnswer, useChange, useTried } from '../../shared/asking.ts';
import type { Input as Wanted, Reply } from '../../shared/call.ts';
import { FaultOf, Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { Figures } from '../../shared/page.tsx';
import { periodInWords } from '../../shared/period.ts';
import { Opening, Sheet } from '../../shared/sheet.tsx';
import { useTyped } from '../../shared/typed.ts';
import type { ActProps } from '../acts.ts';
import { Waterfall } from './waterfall.tsx';
import './draft.css';

type Wish = Wanted<'draftPlan'>;
type Step = Wish['steps'][number];
type Members = Wish['members'];

const words = {
  title: { zh: '编制 {period} 收益分配方案', en: 'Draw up the plan of the {period}' },
  act: { zh: '编制方案', en: 'Draw up the plan' },
  more: {
    zh: '收益和以前年度数取自账簿，各项提取照上次方案（首次编制的，照当地法规），可在此改。方案经会议表决、另一人凭决议通过后才生效。',
    en: 'Income and what earlier years left come from the books, the steps from the last plan, or from the law of the place before any; change them here. It takes effect once it is voted on and another person adopts it by the resolution.',
  },
  mode: { zh: '方式', en: 'Kind' },
  steps: { zh: '提取', en: 'What is set aside' },
  kind: { zh: '第 {number} 项', en: 'Step {number}' },
  rate: { zh: '第 {number} 项比例（%）', en: 'Rate of step {number} (%)' },
  base: { zh: '第 {number} 项基数', en: 'Base of step {number}' },
  basis: { zh: '第 {number} 项依据', en: 'Basis of step {number}' },
  basisHint: { zh: '法规或章程条款', en: 'law or article of the charter' },
  add: { zh: '加一项提取', en: 'Add a step' },
  remove: { zh: '移除', en: 'Remove' },
  ofStep: { zh: '第 {number} 项', en: 'step {number}' },
  members: { zh: '向成员分配', en: 'To members' },
  membersAmount: { zh: '分配额（元）', en: 'Amount (yuan)' },
  membersRate: { zh: '分配比例（%）', en: 'Rate (%)' },
  drawOnPrior: { zh: '可以动用以前年度未分配收益', en: 'May draw on what earlier years left' },
  payable: { zh: '本期应分', en: 'Payable now' },
  carried: { zh: '结转未分配', en: 'Carried forward' },
  income: { zh: '本期净收益', en: 'Net income' },
  prior: { zh: '以前年度未分配', en: 'Left by earlier years' },
  yuan: { zh: '元', en: 'yuan' },
} as const satisfies Record<string, Sentence>;

const membersWords = {
  rest: { zh: '提取后余额全部', en: 'all that is left' },
  amount: { zh: '固定金额', en: 'an amount' },
  rate: { zh: '按比例', en: 'a rate' },
} as const satisfies Readonly<Record<Members['kind'], Sentence>>;

export function DraftPlanAct({ period, onClose, onDone }: ActProps): ReactElement {
  return <DraftPlanSheet period={period} onClose={onClose} onDone={onDone} />;
}

interface SheetProps {
  readonly period: string;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

export function DraftPlanSheet(props: SheetProps): ReactElement {
  const { period } = props;
  const plans = useAnswer('listPlans', {});
  const stood = plans.data?.plans.filter(({ state }) => state !== 'withdrawn');
  const isSecond = period.endsWith('H2');
  // What a first half pays out of follows the first half before it; without one it is what earlier years left, where they left anything.
  const before = stood?.findLast((plan) => !plan.period.endsWith('H2'));
  const isAsked = stood !== undefined && !isSecond && before === undefined;
  const left = useTried('previewPlan', isAsked ? { period, mode: 'opening', ...everything } : null);
  const isKnown = !isAsked || left.reply !== undefined || left.failure !== null;
  const last = stood?.findLast((plan) => plan.period.endsWith('H2') === isSecond) ?? stood?.at(-1);
  // Before any plan, what the law of the place asks to be set aside; who wants more changes it here.
  const isFirst = stood !== undefined && last === undefined;
  const presets = useAnswer('listDistributionPresets', { period }, { when: isFirst });
  const needed = isFirst ? together(plans, presets) : together(plans);
  if (stood === undefined || !isKnown || !needed.isThere)
    return <Opening of={{ ...needed, isThere: false }} onClose={props.onClose} />;
  const asked = presets.data?.presets.find(({ isLaw }) => isLaw)?.steps ?? [];
  const hasLeft = left.reply !== undefined && !Money.parse(left.reply.figures.priorUndistributed).isZero;
  const mode = isSecond ? 'year' : (before?.mode ?? (hasLeft ? 'opening' : 'advance'));
  return <Form {...props} first={{ period, mode, ...(last?.terms ?? firstTerms(asked)) }} />;
}

/** All of it to the members. */
const everything = { steps: [], members: { kind: 'rest' } } as const satisfies Partial<Wish>;

type Asked = Reply<'listDistributionPresets'>['presets'][number]['steps'][number];

/** Before any plan: what the law asks is set aside, at its least where it names one, the rest to the members. */
function firstTerms(asked: readonly Asked[]): Pick<Wish, 'steps' | 'members'> {
  return {
    ...everything,
    steps: asked
      .filter(({ duty }) => duty)
      .map(({ kind, name, basis, usual }) => ({
        kind,
        name,
        nameEn: stepKindWords[kind].en,
        base: 'income',
        rate: usual ?? '',
        basis: basis.zh,
        basisEn: basis.en,
      })),
  };
}

function Form(props: SheetProps & { readonly first: Wish }): ReactElement {
  const say = useSay();
  const { period, first, onClose, onDone = onClose } = props;
  const [wish, setWish, forget] = useTyped(`plan of ${period}`, () => first);
  const close = () => {
    forget();
    onClose();
  };
  const draft = useChange('draftPlan');
  const set = (part: Partial<Wish>) => setWish((before) => ({ ...before, ...part }));
  const setStep = (at: number, part: Partial<Step>) =>
    set({ steps: wish.steps.map((step, index) => (index === at ? { ...step, ...part } : step)) });
  const isWhole =
    wish.steps.every(({ name, rate, basis }) => [name, rate, basis].every((each) => each.trim() !== '')) &&
    (wish.members.kind !== 'amount' || wish.members.amount.trim() !== '') &&
    (wish.members.kind !== 'rate' || wish.members.rate.trim() !== '');
  const tried = useTried('previewPlan', isWhole ? wish : null);
  const worked = tried.reply;
  const unit = say(words.yuan);
  return (
    <Sheet
      title={say(words.title, { period: periodInWords(period, say) })}
      act={say(words.act)}
      width={960}
      onClose={close}
      isReady={isWhole && worked !== undefined}
      isRunning={draft.isRunning}
      failure={draft.failure}
      objection={tried.failure}
      onAct={() =>
        void draft.run(wish).then((done) => {
          if (done === undefined) return;
          forget();
          onDone();
        })
      }
    >
      <p>{say(words.more)}</p>
      {worked !== undefined && (
        <Figures
          items={[
            { label: say(words.income), value: <Amount of={worked.figures.income} />, unit },
            { label: say(words.prior), value: <Amount of={worked.figures.priorUndistributed} />, unit },
            { label: say(words.payable), value: <Amount of={worked.payable} />, unit, accent: true },
            { label: say(words.carried), value: <Amount of={worked.carried} />, unit },
          ]}
        />
      )}
      <div className="fields two">
        {!period.endsWith('H2') && (
          <Field label={say(words.mode)} at="/mode">
            {(place) => (
              <Select
                {...place}
                value={wish.mode}
                onChange={(mode) => set({ mode })}
                options={planModes
                  .filter((mode) => mode !== 'year')
                  .map((value) => ({ value, label: say(planModeWords[value]) }))}
              />
            )}
          </Field>
        )}
        <Field label={say(words.members)}>
          {(place) => (
            <Select
              {...place}
              value={wish.members.kind}
              onChange={(kind) => set({ members: membersOf(kind) })}
              options={(['rest', 'amount', 'rate'] as const).map((value) => ({
                value,
                label: say(membersWords[value]),
              }))}
            />
          )}
        </Field>
        {wish.members.kind === 'amount' && (
          <Field label={say(words.membersAmount)} at="/members">
            {(place) => (
              <Input
                {...place}
                value={wish.members.kind === 'amount' ? wish.members.amount : ''}
                onChange={({ target }) => set({ members: { kind: 'amount', amount: target.value.trim() } })}
              />
            )}
          </Field>
        )}
        {wish.members.kind === 'rate' && (
          <Field label={say(words.membersRate)} at="/members">
            {(place) => (
              <Input
                {...place}
                value={wish.members.kind === 'rate' ? wish.members.rate : ''}
                onChange={({ target }) => set({ members: { kind: 'rate', rate: target.value.trim() } })}
              />
            )}
          </Field>
        )}
      </div>
      <Checkbox
        checked={wish.drawOnPrior === true}
        onChange={({ target }) => set({ drawOnPrior: target.checked })}
      >
        {say(words.drawOnPrior)}
      </Checkbox>
      <ol className="plan-steps" aria-label={say(words.steps)}>
        {wish.steps.map((step, index) => (
          <StepFields
            key={index}
            step={step}
            number={index + 1}
            onChange={(part) => setStep(index, part)}
            onRemove={() => set({ steps: wish.steps.filter((_, at) => at !== index) })}
          />
        ))}
      </ol>
      <Button
        size="small"
        onClick={() =>
          set({
            steps: [
              ...wish.steps,
              { kind: 'reserve', ...namesOf('reserve'), base: 'after-loss', rate: '', basis: '' },
            ],
          })
        }
      >
        {say(words.add)}
      </Button>
      {worked !== undefined && <Waterfall lines={worked.lines} />}
    </Sheet>
  );
}

const namesOf = (kind: Step['kind']) => ({ name: stepKindWords[kind].zh, nameEn: stepKindWords[kind].en });

function membersOf(kind: Members['kind']): Members {
  if (kind === 'amount') return { kind, amount: '' };
  return kind === 'rate' ? { kind, rate: '' } : { kind };
}

function StepFields(props: {
  readonly step: Step;
  readonly number: number;
  readonly onChange: (part: Partial<Step>) => void;
  readonly onRemove: () => void;
}): ReactElement {
  const say = useSay();
  const { step, number, onChange, onRemove } = props;
  return (
    <li>
      <Select
        aria-label={say(words.kind, { number })}
        value={step.kind}
        onChange={(kind) => onChange({ kind, ...namesOf(kind) })}
        options={stepKinds.map((value) => ({ value, label: say(stepKindWords[value]) }))}
      />
      <Select
        aria-label={say(words.base, { number })}
        value={step.base}
        onChange={(base) => onChange({ base })}
        options={stepBases.map((value) => ({ value, label: say(stepBaseWords[value]) }))}
      />
      <Input
        aria-label={say(words.rate, { number })}
        suffix="%"
        value={step.rate}
        onChange={({ target }) => onChange({ rate: target.value.trim() })}
      />
      <Input
        aria-label={say(words.basis, { number })}
        placeholder={say(words.basisHint)}
        maxLength={300}
        value={step.basis}
        onChange={({ target }) => onChange({ basis: target.value, basisEn: undefined })}
      />
      <Button type="text" size="small" onClick={onRemove}>
        {say(words.remove)}
        <span className="unseen"> {say(words.ofStep, { number })}</span>
      </Button>
      <FaultOf at={`/steps/${number - 1}`} />
    </li>
  );
}
