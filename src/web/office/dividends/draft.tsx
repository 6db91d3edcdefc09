/**
 * The dividend of a half-year, drafted and calculated in one press: the pool of its plan, everything else as the last time. What
 * it comes to is shown before it is pressed; what differs this time is changed here.
 */
import { Input, Select } from 'antd';
import type { ReactElement } from 'react';
import { methods } from '../../../domain/dividend.ts';
import { bases } from '../../../domain/dividend-run.ts';
import type { Sentence } from '../../../domain/language.ts';
import { basisWords, methodWords } from '../../../domain/money-words.ts';
import { Amount, Day, rateTyped } from '../../shared/amount.tsx';
import { together, useChange, useTried, useWholeList } from '../../shared/asking.ts';
import type { Input as Wanted } from '../../shared/call.ts';
import { Field } from '../../shared/form.tsx';
import { useLanguage, useSay } from '../../shared/language.ts';
import { Facts, Figures, Note } from '../../shared/page.tsx';
import { periodInWords } from '../../shared/period.ts';
import { begin, Opening, Sheet } from '../../shared/sheet.tsx';
import { useTyped } from '../../shared/typed.ts';
import { rateWritten } from './rate.ts';

const words = {
  title: { zh: '拟定并计算 {period} 分红', en: 'Draft and calculate the dividend of the {period}' },
  act: { zh: '拟定并计算', en: 'Draft and calculate' },
  more: {
    zh: '分配额取自本期收益分配方案，其余照上次分红。锁定登记日的持股，逐户算到分；批准以前可以撤回。',
    en: 'The pool is that of the plan, everything else as the last time. The holdings of the record date are frozen and every line is worked out to the fen; until it is approved it can be withdrawn.',
  },
  pool: { zh: '分配额', en: 'Pool' },
  paid: { zh: '应发红利', en: 'Dividends' },
  tax: { zh: '代扣税', en: 'Tax withheld' },
  net: { zh: '实发', en: 'Net' },
  yuan: { zh: '元', en: 'yuan' },
  heads: { zh: '{count} 户头', en: '{count} holders' },
  recordDate: { zh: '股权登记日', en: 'Record date' },
  rate: { zh: '每股红利', en: 'Per share' },
  basis: { zh: '计算口径', en: 'What is counted' },
  method: { zh: '取整方法', en: 'Rounding' },
  scale: { zh: '每股红利小数位', en: 'Decimals per share' },
  taxRate: { zh: '税率', en: 'Tax rate' },
  taxRateHelp: {
    zh: '按“利息、股息、红利所得”代扣的填 20%（或 0.2）；当地规定暂不扣的填 0',
    en: '20% (or 0.2) where it is withheld as interest and dividends; 0 where the place says that none is',
  },
  taxBasis: { zh: '税法依据', en: 'Legal basis of the tax' },
} as const satisfies Record<string, Sentence>;

type Terms = Pick<Wanted<'draftAndCalculateRun'>, 'basis' | 'method' | 'rateScale' | 'taxRate' | 'taxBasis'>;

export function DraftRunSheet(props: {
  readonly period: string;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}): ReactElement {
  const runs = useWholeList('listRuns', {}, (page) => page.runs);
  const needed = together(runs);
  if (!needed.isThere) return <Opening of={needed} onClose={props.onClose} />;
  const last = runs.rows.findLast(({ kind, state }) => kind === 'regular' && state !== 'withdrawn');
  const first: Terms = {
    basis: last?.basis ?? 'record-date',
    method: last?.method ?? 'largest-remainder',
    taxRate: last?.taxRate ?? '',
    taxBasis: last?.taxBasis ?? '',
    ...(last?.rateScale != null && { rateScale: last.rateScale as NonNullable<Terms['rateScale']> }),
  };
  return <Form {...props} first={first} />;
}

function Form(props: {
  readonly period: string;
  readonly first: Terms;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}): ReactElement {
  const say = useSay();
  const language = useLanguage();
  const { period, first, onClose, onDone = onClose } = props;
  const [terms, setTerms, forget] = useTyped(`dividend of ${period}`, () => first);
  const close = () => {
    forget();
    onClose();
  };
  const draft = useChange('draftAndCalculateRun');
  const set = (part: Partial<Terms>) => setTerms((before) => ({ ...before, ...part }));
  const { rateScale, ...rest } = terms;
  const isChanged = rest.taxBasis !== first.taxBasis;
  const wish: Wanted<'draftAndCalculateRun'> = {
    period,
    ...rest,
    taxRate: rateTyped(rest.taxRate ?? ''),
    // Unchanged, its other language goes along: the service follows the last run.
    ...(!isChanged && first.taxBasis !== '' && { taxBasis: undefined }),
    ...(rest.method === 'per-share' && { rateScale: rateScale ?? 4 }),
  };
  const isWhole = terms.taxRate !== '' && terms.taxBasis?.trim() !== '';
  const tried = useTried('draftAndCalculateRun', isWhole ? wish : null);
  const unit = say(words.yuan);
  const run = tried.reply;
  const rate = run === undefined ? null : rateWritten(run, language);
  return (
    <Sheet
      title={say(words.title, { period: periodInWords(period, say) })}
      act={say(words.act)}
      width={820}
      onClose={close}
      isReady={isWhole && run !== undefined}
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
      {run !== undefined && (
        <>
          {run.warnings.map((warning) => (
            <Note key={warning.zh}>{say(warning)}</Note>
          ))}
          <Figures
            items={[
              { label: say(words.pool), value: <Amount of={run.pool} />, unit },
              {
                label: say(words.paid),
                value: <Amount of={run.paid} />,
                unit,
                note: say(words.heads, { count: run.lines }),
              },
              { label: say(words.tax), value: <Amount of={run.tax} />, unit },
              { label: say(words.net), value: <Amount of={run.net} />, unit, accent: true },
            ]}
          />
          <Facts
            items={[
              { label: say(words.recordDate), value: <Day of={run.recordDate} /> },
              { label: say(words.rate), value: rate === null ? '—' : `${rate} ${unit}` },
            ]}
          />
        </>
      )}
      <div className="fields two">
        <Field label={say(words.basis)} at="/basis">
          {(place) => (
            <Select
              {...place}
              value={terms.basis}
              onChange={(basis) => set({ basis })}
              options={bases.map((value) => ({ value, label: say(basisWords[value]) }))}
            />
          )}
        </Field>
        <Field label={say(words.method)} at="/method">
          {(place) => (
            <Select
              {...place}
              value={terms.method}
              onChange={(method) => set({ method })}
              options={methods.map((value) => ({ value, label: say(methodWords[value]) }))}
            />
          )}
        </Field>
        {terms.method === 'per-share' && (
          <Field label={say(words.scale)} at="/rateScale">
            {(place) => (
              <Select
                {...place}
                value={terms.rateScale ?? 4}
                onChange={(scale) => set({ rateScale: scale })}
                options={([2, 4, 6] as const).map((value) => ({ value, label: String(value) }))}
              />
            )}
          </Field>
        )}
        <Field label={say(words.taxRate)} at="/taxRate" help={say(words.taxRateHelp)}>
          {(place) => (
            <Input
              {...place}
              {...(first.taxRate === '' && begin)}
              inputMode="decimal"
              value={terms.taxRate}
              onChange={({ target }) => set({ taxRate: target.value.trim() })}
            />
          )}
        </Field>
        <Field label={say(words.taxBasis)} at="/taxBasis">
          {(place) => (
            <Input
              {...place}
              maxLength={300}
              value={terms.taxBasis}
              onChange={({ target }) => set({ taxBasis: target.value })}
            />
          )}
        </Field>
      </div>
    </Sheet>
  );
}
