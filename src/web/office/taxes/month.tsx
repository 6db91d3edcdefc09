/** Who was withheld what in a month, the list for the tax client, and its remittance; the lists of all months beside it. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { rolesThatMay } from '../../../domain/role-words.ts';
import { Amount, Day, grouped, percentOf } from '../../shared/amount.tsx';
import { useAnswer, useChange } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { Decision } from '../../shared/decision.tsx';
import { saveFile } from '../../shared/files.ts';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { Figures, Note, Page, Part, State } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { Answer, Empty, NoPermission, Refusal } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';

type Withheld = Reply<'readTaxWithheld'>;
type Row = Withheld['rows'][number];
type Correction = Withheld['corrections'][number];
type Filing = Reply<'listTaxFilings'>['filings'][number];

const words = {
  title: { zh: '代扣税款', en: 'Tax withheld' },
  month: { zh: '扣缴月份', en: 'Month' },
  gross: { zh: '应税所得', en: 'Gross' },
  tax: { zh: '代扣税额', en: 'Tax' },
  due: { zh: '缴税期限', en: 'Due' },
  booked: { zh: '账上应交税费', en: 'In the books' },
  differs: {
    zh: '账上应交税费与代扣税额不等：请先查明再编制申报表。',
    en: 'The books and the tax withheld differ: find out why before filing.',
  },
  people: { zh: '{count} 人', en: '{count} people' },
  yuan: { zh: '元', en: 'yuan' },
  file: { zh: '编制申报表', en: 'Make the list' },
  fileMore: {
    zh: '{month} 代扣 {tax} 元，编成扣缴客户端可导入的申报表。',
    en: '{tax} yuan withheld in {month} become a list that the tax client reads.',
  },
  template: { zh: '申报文件模板', en: 'Template' },
  filed: { zh: '申报表第 {number} 号', en: 'List {number}' },
  unfiled: { zh: '未编制申报表', en: 'Not filed' },
  none: { zh: '{month} 没有代扣税款', en: 'Nothing was withheld in {month}' },
  noneMore: {
    zh: '分红过账后，按发放月份列出每人的所得和代扣税额。',
    en: 'Once a dividend is posted, each person’s income and tax stand here by the month of payment.',
  },
  number: { zh: '编号', en: 'No.' },
  name: { zh: '姓名', en: 'Name' },
  id: { zh: '证件号码', en: 'Resident ID' },
  rate: { zh: '税率', en: 'Rate' },
  corrections: { zh: '更正以前月份的申报', en: 'Corrections of earlier months' },
  ofMonth: { zh: '更正月份', en: 'Of month' },
  before: { zh: '原报税额', en: 'Tax declared' },
  lists: { zh: '各月申报表', en: 'Lists by month' },
  noLists: { zh: '还没有申报表', en: 'No list yet' },
  count: { zh: '人数', en: 'People' },
  state: { zh: '缴税', en: 'Remittance' },
  take: { zh: '取文件', en: 'Take the file' },
  remit: { zh: '登记缴税', en: 'Enter the remittance' },
  remittedOn: { zh: '缴税日', en: 'Remitted on' },
  receipt: { zh: '完税凭证号', en: 'Tax receipt' },
  remitted: { zh: '{day} 已缴', en: 'remitted {day}' },
  waits: { zh: '待缴', en: 'to be remitted' },
  awaiting: { zh: '{day} 已缴，待复核', en: 'remitted {day}, to be confirmed' },
  confirm: { zh: '复核', en: 'Confirm' },
  confirmTitle: { zh: '复核缴税登记', en: 'Confirm the remittance' },
  confirmMore: {
    zh: '请核对完税凭证：复核后记入账簿。',
    en: 'Hold it against the tax receipt: once confirmed it is in the books.',
  },
  sendBack: { zh: '退回', en: 'Send back' },
  sendBackTitle: { zh: '退回缴税登记', en: 'Send the remittance back' },
  sendBackWhy: { zh: '退回原因', en: 'Why it is sent back' },
  nothing: { zh: '不需缴', en: 'nothing to remit' },
  strike: { zh: '作废', en: 'Strike' },
  strikeTitle: { zh: '作废缴税登记', en: 'Strike the remittance' },
  why: { zh: '作废原因', en: 'Why' },
  who: { zh: '申报表由{who}编制。', en: 'The {who} makes the list.' },
} as const satisfies Record<string, Sentence>;

export function TaxMonth(): ReactElement {
  const say = useSay();
  const go = useNavigate({ from: '/tax' });
  const search = useSearch({ from: '/tax' });
  const { may } = useSession();
  const [isFiling, setFiling] = useState(false);
  const filings = useAnswer('listTaxFilings', {}, { when: may('payouts.read') });
  const latest = filings.data?.filings.at(-1)?.month;
  const month = search.month ?? latest ?? todayInChina().slice(0, 7);
  const withheld = useAnswer('readTaxWithheld', { month }, { when: filings.data !== undefined, keep: true });
  if (!may('payouts.read')) return <NoPermission action="payouts.read" />;
  const found = withheld.data;
  const toFile = found?.filing === null && found.rows.length + found.corrections.length > 0;
  return (
    <Page
      title={say(words.title)}
      state={
        found && (
          <State tone={found.filing === null ? (toFile ? 'next' : 'off') : 'done'}>
            {found.filing === null ? say(words.unfiled) : say(words.filed, { number: found.filing })}
          </State>
        )
      }
      action={
        toFile &&
        (may('payouts.prepare') ? (
          <Button type="primary" onClick={() => setFiling(true)}>
            {say(words.file)}
          </Button>
        ) : (
          <span className="quiet">{say(words.who, { who: say(rolesThatMay('payouts.prepare')) })}</span>
        ))
      }
    >
      <div className="filters">
        <Input
          aria-label={say(words.month)}
          type="month"
          style={{ width: 170 }}
          value={month}
          onChange={({ target }) =>
            void go({ search: target.value === '' ? {} : { month: target.value }, replace: true })
          }
        />
      </div>
      <Answer of={withheld}>{(answer) => <OfMonth withheld={answer} />}</Answer>
      <Part title={say(words.lists)}>
        <Answer of={filings} rows={3}>
          {({ filings: all }) =>
            all.length === 0 ? (
              <p className="quiet">{say(words.noLists)}</p>
            ) : (
              <Filings filings={[...all].reverse()} />
            )
          }
        </Answer>
      </Part>
      {isFiling && found && <FileSheet month={month} tax={found.tax} onClose={() => setFiling(false)} />}
    </Page>
  );
}

function OfMonth({ withheld }: { readonly withheld: Withheld }): ReactElement {
  const say = useSay();
  const unit = say(words.yuan);
  const { rows, corrections, month } = withheld;
  const { text, amount } = columnsOf<Row>(say);
  const corrected = columnsOf<Correction>(say);
  if (rows.length + corrections.length === 0)
    return <Empty title={say(words.none, { month })}>{say(words.noneMore)}</Empty>;
  return (
    <>
      <Figures
        items={[
          {
            label: say(words.tax),
            value: <Amount of={withheld.tax} />,
            unit,
            note: say(words.people, { count: rows.length }),
            accent: true,
          },
          { label: say(words.gross), value: <Amount of={withheld.gross} />, unit },
          { label: say(words.booked), value: <Amount of={withheld.booked} />, unit },
          { label: say(words.due), value: <Day of={withheld.dueOn} /> },
        ]}
      />
      {withheld.booked !== withheld.tax && <Note warning>{say(words.differs)}</Note>}
      <div className="limited">
        <Table
          label={say(words.title)}
          rows={rows}
          keyOf={({ number }, index) => `${number} ${index}`}
          columns={[
            text('number', say(words.number), 100, ({ number }) => number),
            text('name', say(words.name), 140, ({ name }) => name),
            text('id', say(words.id), 200, ({ residentIdMasked }) => residentIdMasked),
            amount('gross', say(words.gross), 150, ({ gross }) => gross),
            { ...text('rate', say(words.rate), 90, ({ rate }) => percentOf(rate)), figure: true },
            { ...amount('tax', say(words.tax), 150, ({ tax }) => tax), foot: <Amount of={withheld.tax} /> },
          ]}
        />
      </div>
      {corrections.length > 0 && (
        <Part title={say(words.corrections)}>
          <Table
            label={say(words.corrections)}
            rows={corrections}
            keyOf={({ number, month: of }, index) => `${number} ${of} ${index}`}
            columns={[
              corrected.text('number', say(words.number), 100, ({ number }) => number),
              corrected.text('name', say(words.name), 140, ({ name }) => name),
              corrected.text('month', say(words.ofMonth), 110, (each) => each.month),
              corrected.amount('before', say(words.before), 150, ({ correctedTax }) => correctedTax),
              corrected.amount('tax', say(words.tax), 150, ({ tax }) => tax),
            ]}
          />
        </Part>
      )}
    </>
  );
}

function FileSheet(props: {
  readonly month: string;
  readonly tax: string;
  readonly onClose: () => void;
}): ReactElement {
  const say = useSay();
  const { month, tax, onClose } = props;
  const file = useChange('fileTax');
  const templates = useAnswer('listTaxTemplates', {});
  const all = templates.data?.templates ?? [];
  const [chosen, setChosen] = useState('');
  const template = chosen === '' ? (all[0]?.id ?? '') : chosen;
  return (
    <Sheet
      title={say(words.file)}
      act={say(words.file)}
      onClose={onClose}
      isReady={template !== ''}
      isRunning={file.isRunning}
      failure={file.failure}
      onAct={() => void file.run({ month, template }).then((done) => done && onClose())}
    >
      <p>{say(words.fileMore, { month, tax: grouped(tax) })}</p>
      <Field label={say(words.template)}>
        {(place) => (
          <Select
            {...place}
            style={{ width: '100%' }}
            value={template}
            onChange={setChosen}
            options={all.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </Field>
    </Sheet>
  );
}

function Filings({ filings }: { readonly filings: readonly Filing[] }): ReactElement {
  const say = useSay();
  const { text, amount, day } = columnsOf<Filing>(say);
  return (
    <Table
      label={say(words.lists)}
      rows={filings}
      keyOf={({ id }) => id}
      columns={[
        text(
          'month',
          say(words.month),
          110,
          ({ month }) => month,
          ({ month }) => (
            <Link to="/tax" search={{ month }}>
              {month}
            </Link>
          ),
        ),
        { ...text('count', say(words.count), 80, ({ count }) => String(count)), figure: true },
        amount('gross', say(words.gross), 140, ({ gross }) => gross),
        amount('tax', say(words.tax), 130, ({ tax }) => tax),
        day('due', say(words.due), ({ dueOn }) => dueOn),
        text(
          'state',
          say(words.state),
          150,
          ({ remitted }) => remitted?.on,
          (filing) => <Remittance filing={filing} />,
        ),
        text('receipt', say(words.receipt), 150, ({ remitted, awaiting }) => (remitted ?? awaiting)?.receipt),
        text(
          'steps',
          '',
          200,
          () => '',
          (filing) => <FilingSteps filing={filing} />,
        ),
      ]}
    />
  );
}

const owes = ({ tax, notCollected }: Filing) =>
  /[1-9]/.test(tax) && tax !== notCollected && !tax.startsWith('-');

function Remittance({ filing }: { readonly filing: Filing }): ReactElement {
  const say = useSay();
  if (filing.remitted !== null)
    return <State tone="done">{say(words.remitted, { day: filing.remitted.on })}</State>;
  if (filing.awaiting !== null)
    return <State tone="next">{say(words.awaiting, { day: filing.awaiting.on })}</State>;
  return owes(filing) ? (
    <State tone="next">{say(words.waits)}</State>
  ) : (
    <State tone="off">{say(words.nothing)}</State>
  );
}

function FilingSteps({ filing }: { readonly filing: Filing }): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const take = useChange('takeTaxFilingFile');
  const [remittedOn, setRemittedOn] = useState(todayInChina());
  const [receipt, setReceipt] = useState('');
  const { id: filingId, month } = filing;
  return (
    <span className="beside">
      {may('payouts.take-file') && (
        <Button
          size="small"
          loading={take.isRunning}
          onClick={() =>
            void take
              .run({ filingId })
              .then((bytes) => bytes && saveFile(`${say(words.title)}-${month}.csv`, bytes))
          }
        >
          {say(words.take)}
        </Button>
      )}
      {take.failure !== null && <Refusal failure={take.failure} />}
      {filing.remitted === null && filing.awaiting === null && owes(filing) && may('payouts.prepare') && (
        <Decision
          change="remitTax"
          label={say(words.remit)}
          small
          isReady={remittedOn !== '' && receipt.trim() !== ''}
          inputOf={() => ({ filingId, remittedOn, receipt: receipt.trim() })}
        >
          <dl className="sum">
            <dt>
              {month} {say(words.tax)}
            </dt>
            <dd>
              <Amount of={filing.tax} />
            </dd>
          </dl>
          <Field label={say(words.remittedOn)}>
            {(place) => (
              <Input
                {...place}
                type="date"
                value={remittedOn}
                onChange={({ target }) => setRemittedOn(target.value)}
              />
            )}
          </Field>
          <Field label={say(words.receipt)}>
            {(place) => (
              <Input
                {...place}
                maxLength={60}
                value={receipt}
                onChange={({ target }) => setReceipt(target.value)}
              />
            )}
          </Field>
        </Decision>
      )}
      {filing.awaiting !== null && may('payouts.release') && (
        <>
          <Decision
            change="confirmTaxRemittance"
            label={say(words.confirm)}
            act={say(words.confirmTitle)}
            small
            inputOf={() => ({ filingId })}
          >
            <p>{say(words.confirmMore)}</p>
            <dl className="sum">
              <dt>
                {month} {say(words.tax)}
              </dt>
              <dd>
                <Amount of={filing.awaiting.amount} />
              </dd>
              <dt>{say(words.remittedOn)}</dt>
              <dd>
                <Day of={filing.awaiting.on} />
              </dd>
              <dt>{say(words.receipt)}</dt>
              <dd>{filing.awaiting.receipt}</dd>
            </dl>
          </Decision>
          <Decision
            change="sendBackTaxRemittance"
            label={say(words.sendBack)}
            act={say(words.sendBackTitle)}
            small
            why={say(words.sendBackWhy)}
            inputOf={(reason) => ({ filingId, reason })}
          />
        </>
      )}
      {filing.remitted !== null && may('payouts.release') && (
        <Decision
          change="strikeTaxRemittance"
          label={say(words.strike)}
          act={say(words.strikeTitle)}
          small
          why={say(words.why)}
          inputOf={(reason) => ({ filingId, reason })}
        />
      )}
    </span>
  );
}
