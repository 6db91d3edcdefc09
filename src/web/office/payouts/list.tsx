/** Batches of payments through the bank, the latest first, and what can be paid now. */
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Input, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { orderStateWords } from '../../../domain/money-words.ts';
import { payoutStateWords } from '../../../domain/words.ts';
import { Amount, Day, grouped } from '../../shared/amount.tsx';
import { useAnswer, useChange, useTried, useWholeList } from '../../shared/asking.ts';
import { bankReason } from '../../shared/bank-answer.tsx';
import type { Reply } from '../../shared/call.ts';
import { BankFile, Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { Figures, Note, Page, State, type Tone } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { Empty, Failed, Loading, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';

type Batch = Reply<'listPayoutBatches'>['batches'][number];
type Total = Reply<'listPayoutClaims'>['totals'][number];

const words = {
  title: { zh: '发放', en: 'Payout' },
  counter: { zh: '现金柜台、待领', en: 'Cash counter' },
  make: { zh: '制作银行批次', en: 'Make a batch for the bank' },
  makeMore: {
    zh: '把 {count} 笔共 {total} 元制成一个银行文件。由另一人复核放行，再由第三人确认送出。',
    en: '{count} payments of {total} yuan go into one file for the bank. Another person releases it, a third confirms that it was sent.',
  },
  bank: { zh: '银行文件', en: 'Bank file' },
  together: {
    zh: '同一人同一账号合为一笔付款（账上各笔分开）',
    en: 'One payment a person and account (in the books the lines stay apart)',
  },
  noSample: {
    zh: '还没有银行给的样本文件。首次发放前请向开户网点要一份，由负责设置的人放进来，逐字节验证这个模板。',
    en: 'The bank’s own sample is not here yet. Ask your branch for it before the first payout; whoever keeps the settings puts it in, and it proves this template byte for byte.',
  },
  proved: { zh: '与样本相同', en: 'Same as the sample' },
  disproved: { zh: '与样本不同', en: 'Other than the sample' },
  sampleOf: {
    zh: '样本“{name}”，读出 {rows} 笔，合计 {total} 元（请与样本核对）',
    en: 'sample “{name}”, read as {rows} payments of {total} yuan (compare that with the sample)',
  },
  again: {
    zh: '有 {count} 笔仍发往上次退回的账号。请先改账号，或改付现金：',
    en: '{count} payments go again where the last one came back from. Have the account mended first, or pay in cash:',
  },
  cameBack: {
    zh: '{name}（{number}）{account}：上次退回，{reason}',
    en: '{name} ({number}) {account}: came back last time, {reason}',
  },
  mend: { zh: '改账号：成员名册', en: 'Mend it: members' },
  cash: { zh: '付现金：现金柜台', en: 'Pay in cash: the counter' },
  sendAgain: {
    zh: '已与本人核对，账号无误，仍照原账号发放',
    en: 'The payees confirmed these accounts: pay into them again',
  },
  inLine: { zh: '第 {row} 行：{message}', en: 'Line {row}: {message}' },
  payOn: { zh: '付款日', en: 'Pay day' },
  number: { zh: '批次', en: 'Batch' },
  purpose: { zh: '用途', en: 'Purpose' },
  state: { zh: '状态', en: 'State' },
  count: { zh: '笔数', en: 'Payments' },
  total: { zh: '金额', en: 'Total' },
  paid: { zh: '成功', en: 'Paid' },
  returned: { zh: '退回', en: 'Returned' },
  file: { zh: '文件', en: 'File' },
  yuan: { zh: '元', en: 'yuan' },
  payments: { zh: '{count} 笔', en: '{count} payments' },
  none: { zh: '还没有发放过', en: 'Nothing has been paid out yet' },
  noneMore: {
    zh: '分红入账以后，在这里把应付款制成银行文件。',
    en: 'Once a dividend is posted, what is due goes into a file for the bank here.',
  },
} as const satisfies Record<string, Sentence>;

export const orderTones: Readonly<Record<Batch['state'], Tone>> = {
  made: 'next',
  released: 'next',
  sent: 'next',
  settled: 'done',
  cancelled: 'off',
  refused: 'off',
};

/** What somebody has to do something about, in the order of the work. */
const shownTotals: readonly Total['state'][] = [
  'payable',
  'in-batch',
  'sent',
  'returned',
  'no-account',
  'held',
];

export function BatchList(): ReactElement {
  const say = useSay();
  const go = useNavigate();
  const { may } = useSession();
  const batches = useWholeList('listPayoutBatches', {}, (page) => page.batches, {
    when: may('payouts.read'),
  });
  const claims = useAnswer('listPayoutClaims', { limit: '1' }, { when: may('payouts.read') });
  const [isMaking, setMaking] = useState(false);
  if (!may('payouts.read')) return <NoPermission action="payouts.read" />;
  const totals = claims.data?.totals ?? [];
  const payable = totals.filter(({ state }) => state === 'payable' || state === 'returned');
  const canMake = may('payouts.prepare') && payable.some(({ count }) => count > 0);
  return (
    <Page
      title={say(words.title)}
      action={
        <span className="beside">
          <Link to="/payouts/counter" className="button">
            {say(words.counter)}
          </Link>
          {canMake && (
            <Button type="primary" onClick={() => setMaking(true)}>
              {say(words.make)}
            </Button>
          )}
        </span>
      }
    >
      {totals.length > 0 && (
        <Figures
          items={shownTotals
            .map((state) => totals.find((each) => each.state === state))
            .filter((each) => each !== undefined && each.count > 0)
            .map((each) => ({
              label: each === undefined ? '' : say(payoutStateWords[each.state]),
              value: <Amount of={each?.total} />,
              unit: say(words.yuan),
              note: say(words.payments, { count: each?.count ?? 0 }),
              accent: each?.state === 'payable',
            }))}
        />
      )}
      {batches.error !== null ? (
        <Failed error={batches.error} again={batches.again} />
      ) : batches.rows.length === 0 && !batches.isWhole ? (
        <Loading />
      ) : batches.rows.length === 0 ? (
        <Empty title={say(words.none)}>{say(words.noneMore)}</Empty>
      ) : (
        <Table
          label={say(words.title)}
          rows={[...batches.rows].reverse()}
          keyOf={({ id }) => id}
          onOpen={({ id }) => void go({ to: '/payouts/$orderId', params: { orderId: id } })}
          toneOf={({ state }) => (orderTones[state] === 'off' ? 'off' : undefined)}
          columns={[
            {
              key: 'number',
              head: say(words.number),
              width: 90,
              cell: ({ id, number }) => (
                <Link to="/payouts/$orderId" params={{ orderId: id }}>
                  {number}
                </Link>
              ),
              text: ({ number }) => number,
            },
            {
              key: 'state',
              head: say(words.state),
              width: 120,
              cell: ({ state }) => <State tone={orderTones[state]}>{say(orderStateWords[state])}</State>,
              text: ({ state }) => say(orderStateWords[state]),
            },
            {
              key: 'payOn',
              head: say(words.payOn),
              width: 104,
              cell: ({ payOn }) => <Day of={payOn} />,
              text: ({ payOn }) => payOn,
            },
            {
              key: 'purpose',
              head: say(words.purpose),
              width: 90,
              cell: ({ purpose }) => purpose,
              text: ({ purpose }) => purpose,
            },
            {
              key: 'count',
              head: say(words.count),
              width: 70,
              figure: true,
              cell: ({ count }) => count,
              text: ({ count }) => String(count),
            },
            {
              key: 'total',
              head: say(words.total),
              unit: say(words.yuan),
              width: 126,
              figure: true,
              cell: ({ total }) => <Amount of={total} />,
              text: ({ total }) => total,
            },
            {
              key: 'paid',
              head: say(words.paid),
              unit: say(words.yuan),
              width: 126,
              figure: true,
              cell: ({ paid }) => <Amount of={paid.total} />,
              text: ({ paid }) => paid.total,
            },
            {
              key: 'returned',
              head: say(words.returned),
              unit: say(words.yuan),
              width: 116,
              figure: true,
              cell: ({ returned }) => (returned.count === 0 ? '' : <Amount of={returned.total} />),
              text: ({ returned }) => returned.total,
            },
            {
              key: 'file',
              head: say(words.file),
              width: 230,
              cell: ({ fileName }) => fileName,
              text: ({ fileName }) => fileName,
            },
          ]}
        />
      )}
      {isMaking && (
        <MakeSheet payable={payable} last={batches.rows.at(-1)} onClose={() => setMaking(false)} />
      )}
    </Page>
  );
}

/** Whether the bank's own sample was kept, and whether the template writes it to the byte. */
function Sample({ templateId }: { readonly templateId: string }): ReactElement | null {
  const say = useSay();
  const { may } = useSession();
  const keep = useChange('keepBankSample');
  const { proofs } = useAnswer('listBankSamples', {}).data ?? {};
  if (proofs === undefined) return null;
  const proof = proofs.find((each) => each.templateId === templateId);
  const by = proof?.isProved === true ? 'proved' : 'disproved';
  return (
    <div>
      {proof === undefined ? (
        <p>{say(words.noSample)}</p>
      ) : (
        <p>
          <State tone={proof.isProved ? 'done' : 'next'}>{say(words[by])}</State>{' '}
          {say(words.sampleOf, { name: proof.sample.name, rows: proof.rows, total: grouped(proof.total) })}
        </p>
      )}
      {proof !== undefined && proof.faults.length > 0 && (
        <ul>
          {proof.faults.map(({ row, message }, index) => (
            <li key={index}>{row === undefined ? message : say(words.inLine, { row, message })}</li>
          ))}
        </ul>
      )}
      {may('settings.change') && (
        <BankFile
          what="sample"
          onFile={(file) => {
            if (file !== undefined) void keep.run({ templateId }, file);
          }}
        />
      )}
      {keep.failure && <Failed error={keep.failure} />}
    </div>
  );
}

/** Whether a template is of the bank that the payer has its account with, by what the bank is called in both. */
function isOf(template: string, bank: string): boolean {
  const [name] = /^.+?银行/.exec(template) ?? [];
  return name !== undefined && bank.includes(name);
}

/** Everything as it was made the last time; a pay day is all that is asked. */
export function MakeSheet(props: {
  readonly payable: readonly Total[];
  readonly last: Batch | undefined;
  readonly onClose: () => void;
  /** It went through; the batch is opened unless given. */
  readonly onDone?: () => void;
}): ReactElement {
  const say = useSay();
  const go = useNavigate();
  const { payable, last, onClose, onDone } = props;
  const make = useChange('makePayoutBatch');
  const templates = useAnswer('listBankTemplates', {});
  const payer = useAnswer('readPayoutSettings', {});
  const [isSeen, setSeen] = useState(false);
  const [template, setTemplate] = useState(last?.template ?? '');
  const [payOn, setPayOn] = useState(todayInChina());
  const [together, setTogether] = useState(last !== undefined && last.bankRows !== null);
  const all = templates.data?.templates ?? [];
  const own = all.find(({ name }) => isOf(name.zh, payer.data?.payerBank ?? ''));
  const chosen = template === '' ? (own?.id ?? all[0]?.id ?? '') : template;
  const isAsked = chosen !== '' && payOn !== '' && (payer.data !== undefined || payer.error !== null);
  const tried = useTried('makePayoutBatch', isAsked ? { template: chosen, payOn, together } : null);
  const again = tried.reply?.again ?? [];
  const [only] = payable;
  return (
    <Sheet
      title={say(words.make)}
      act={say(words.make)}
      onClose={onClose}
      isReady={tried.reply !== undefined && (again.length === 0 || isSeen)}
      isRunning={make.isRunning}
      failure={make.failure}
      objection={tried.failure}
      onAct={() =>
        void make.run({ template: chosen, payOn, together }).then((made) => {
          if (made === undefined) return;
          if (onDone !== undefined) onDone();
          else void go({ to: '/payouts/$orderId', params: { orderId: made.batch.id } });
        })
      }
    >
      {payable.length === 1 && only && (
        <p>{say(words.makeMore, { count: only.count, total: grouped(only.total) })}</p>
      )}
      <Field label={say(words.bank)}>
        {(place) => (
          <Select
            {...place}
            style={{ width: '100%' }}
            value={chosen}
            onChange={setTemplate}
            options={all.map(({ id, name }) => ({ value: id, label: say(name) }))}
          />
        )}
      </Field>
      {chosen !== '' && <Sample key={chosen} templateId={chosen} />}
      <Field label={say(words.payOn)}>
        {(place) => (
          <Input
            {...place}
            type="date"
            min={todayInChina()}
            value={payOn}
            onChange={({ target }) => setPayOn(target.value)}
          />
        )}
      </Field>
      <Checkbox checked={together} onChange={({ target }) => setTogether(target.checked)}>
        {say(words.together)}
      </Checkbox>
      {again.length > 0 && (
        <>
          <Note warning>{say(words.again, { count: again.length })}</Note>
          <ul className="warnings">
            {again.map(({ serial, number, name, accountMasked: account, reason }) => (
              <li key={serial}>
                {say(words.cameBack, { name, number, account, reason: bankReason(reason, say) })}
              </li>
            ))}
          </ul>
          <p className="beside wrapped">
            <Link to="/members" onClick={onClose}>
              {say(words.mend)}
            </Link>
            <Link to="/payouts/counter" onClick={onClose}>
              {say(words.cash)}
            </Link>
          </p>
          <Checkbox checked={isSeen} onChange={({ target }) => setSeen(target.checked)}>
            {say(words.sendAgain)}
          </Checkbox>
        </>
      )}
    </Sheet>
  );
}
