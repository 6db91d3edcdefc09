/** Papers that are issued in one press, by what they are about; and all that were issued, each leading to its file. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Input, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { rolesThatMay } from '../../../domain/role-words.ts';
import { Moment } from '../../shared/amount.tsx';
import { useAnswer, useWholeList } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { useLanguage, useSay } from '../../shared/language.ts';
import { Page, Part } from '../../shared/page.tsx';
import { periodBeside, periodInWords, periodOfDay, todayInChina } from '../../shared/period.ts';
import { aboutPaper, paperKinds, paperName, type PaperKind } from '../../shared/paper-name.ts';
import { PaperLink, Print } from '../../shared/print.tsx';
import { useSession } from '../../shared/session.ts';
import { Empty, Failed, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';
import { BulkStatements } from './bulk.tsx';

type Paper = Reply<'listDocuments'>['documents'][number];

const words = {
  title: { zh: '文件', en: 'Papers' },
  issue: { zh: '出具', en: 'Issue' },
  issued: { zh: '已出具的文件', en: 'Papers issued' },
  number: { zh: '编号', en: 'No.' },
  name: { zh: '文件', en: 'Paper' },
  at: { zh: '出具时间', en: 'Issued' },
  pages: { zh: '页数', en: 'Pages' },
  seal: { zh: '账印', en: 'Seal' },
  about: { zh: '种类', en: 'Kind' },
  concerns: { zh: '事项', en: 'Concerns' },
  every: { zh: '全部种类', en: 'Every kind' },
  none: { zh: '还没有出具过文件', en: 'No paper yet' },
  noneMore: {
    zh: '{who}在这里出具；每份文件编号、留存原件，扫码可核对。',
    en: 'The {who} issues them here; each is numbered, kept, and checked by its code.',
  },
  meeting: { zh: '会议', en: 'A meeting' },
  run: { zh: '分红', en: 'A dividend' },
  half: { zh: '半年', en: 'A half-year' },
  registers: { zh: '名册', en: 'Registers' },
  books: { zh: '账簿', en: 'Books' },
  office: { zh: '会计交接', en: 'Handing the books over' },
  person: { zh: '个人', en: 'A person' },
  memberNumber: { zh: '成员编号', en: 'Member number' },
  pension: { zh: '养老金', en: 'Pensions' },
  choose: { zh: '请选择', en: 'Choose' },
  no: { zh: '第 {number} 号', en: 'No. {number}' },
} as const satisfies Record<string, Sentence>;

const bookWords = {
  'balance-sheet': { zh: '资产负债表', en: 'Balance sheet' },
  'income-statement': { zh: '收益及收益分配表', en: 'Income statement' },
  'trial-balance': { zh: '科目余额表', en: 'Trial balance' },
  ledger: { zh: '明细账', en: 'Ledgers' },
} as const satisfies Record<string, Sentence>;
const kinds = Object.keys(paperKinds) as readonly PaperKind[];

export function Papers(): ReactElement {
  const say = useSay();
  const go = useNavigate({ from: '/papers' });
  const { kind: asked } = useSearch({ from: '/papers' });
  const { may } = useSession();
  const kind = kinds.find((each) => each === asked);
  const papers = useWholeList('listDocuments', { ...(kind && { kind }) }, (page) => page.documents, {
    when: may('documents.read'),
  });
  if (!may('documents.read')) return <NoPermission action="documents.read" />;
  return (
    <Page title={say(words.title)}>
      {may('documents.issue') && <Issue />}
      <Part
        title={say(words.issued)}
        aside={
          <Select
            aria-label={say(words.about)}
            size="small"
            style={{ width: 180 }}
            value={kind ?? ''}
            onChange={(next: PaperKind | '') =>
              void go({ search: next === '' ? {} : { kind: next }, replace: true })
            }
            options={[
              { value: '', label: say(words.every) },
              ...kinds.map((value) => ({ value, label: say(paperKinds[value]) })),
            ]}
          />
        }
      >
        {papers.error !== null ? (
          <Failed error={papers.error} again={papers.again} />
        ) : papers.rows.length === 0 && papers.isWhole ? (
          <Empty title={say(words.none)}>
            {say(words.noneMore, { who: say(rolesThatMay('documents.issue')) })}
          </Empty>
        ) : (
          <Issued papers={[...papers.rows].reverse()} />
        )}
      </Part>
    </Page>
  );
}

function Issued({ papers }: { readonly papers: readonly Paper[] }): ReactElement {
  const say = useSay();
  const language = useLanguage();
  const { text } = columnsOf<Paper>(say);
  return (
    <div className="limited">
      <Table
        label={say(words.issued)}
        rows={papers}
        keyOf={({ id }) => id}
        columns={[
          text(
            'number',
            say(words.number),
            115,
            ({ number }) => number,
            ({ id, number }) => <PaperLink id={id}>{number}</PaperLink>,
          ),
          text('name', say(words.name), 285, (paper) => paperName(paper, language)),
          text('concerns', say(words.concerns), 250, ({ subject }) => aboutPaper(subject, language)),
          text('kind', say(words.about), 130, ({ kind }) => say(paperKinds[kind])),
          text(
            'at',
            say(words.at),
            140,
            ({ createdAt }) => createdAt,
            ({ createdAt }) => <Moment of={createdAt} />,
          ),
          { ...text('pages', say(words.pages), 60, ({ pages }) => String(pages)), figure: true },
          text(
            'seal',
            say(words.seal),
            125,
            ({ seal }) => seal.slice(0, 12),
            ({ seal }) => <span className="digest">{seal.slice(0, 12)}</span>,
          ),
        ]}
      />
    </div>
  );
}

/** Everything in a press: a meeting, a dividend, a half-year or a person is chosen, and its papers stand beside it. */
function Issue(): ReactElement {
  const say = useSay();
  const language = useLanguage();
  const { may } = useSession();
  const meetings = useWholeList('listMeetings', {}, (page) => page.meetings, {
    when: may('assemblies.read'),
  });
  const runs = useWholeList('listRuns', {}, (page) => page.runs, { when: may('runs.read') });
  const [meeting, setMeeting] = useState('');
  const [run, setRun] = useState('');
  const now = periodOfDay(todayInChina());
  const [period, setPeriod] = useState('');
  const [member, setMember] = useState('');
  const months = useAnswer('listPensionRuns', {}, { when: may('pensions.read') }).data?.runs ?? [];
  const pensions = months.filter(({ state }) => state !== 'cancelled' && state !== 'refused');
  const [pension, setPension] = useState('');
  const pensionId = pension === '' ? (pensions.at(-1)?.id ?? '') : pension;
  const meetingId = meeting === '' ? (meetings.rows.at(-1)?.id ?? '') : meeting;
  const runId = run === '' ? (runs.rows.at(-1)?.id ?? '') : run;
  const known = runs.rows.at(-1)?.period ?? now;
  const chosen = period === '' ? known : period;
  const year = chosen.slice(0, 4);
  const number = member.trim();
  const today = todayInChina();
  const endOfHalf = `${year}-${chosen.endsWith('H1') ? '06-30' : '12-31'}`;
  // Of a half-year that goes on, nothing is said of days that have not come.
  const lastDay = endOfHalf < today ? endOfHalf : today;
  const endOfYear = `${year}-12-31`;
  const spanOfYear = { from: `${year}-01-01`, to: endOfYear < today ? endOfYear : today };
  const periods = Array.from({ length: 12 }, (_, back) => periodBeside(known, 1 - back));
  return (
    <Part title={say(words.issue)}>
      <div className="issuing">
        <label htmlFor="paper-meeting">{say(words.meeting)}</label>
        <Select
          id="paper-meeting"
          value={meetingId}
          onChange={setMeeting}
          placeholder={say(words.choose)}
          options={[...meetings.rows]
            .reverse()
            .map(({ id, title, heldOn }) => ({ value: id, label: `${heldOn} ${title}` }))}
        />
        <span className="beside">
          {meetingId !== '' && (
            <Print
              paper="printMeetingPaper"
              label={say(paperKinds['meeting-paper'])}
              input={{ meetingId, language, part: 'pack' }}
            />
          )}
        </span>
        <label htmlFor="paper-run">{say(words.run)}</label>
        <Select
          id="paper-run"
          value={runId}
          onChange={setRun}
          placeholder={say(words.choose)}
          options={[...runs.rows].reverse().map((each) => ({
            value: each.id,
            label: `${say(words.no, { number: each.number })} ${periodInWords(each.period, say)}`,
          }))}
        />
        <span className="beside">
          {runId !== '' && (
            <>
              <Print
                paper="printDividendTable"
                label={say(paperKinds['dividend-table'])}
                input={{ runId, language }}
              />
              <Print
                paper="printPublicNotice"
                label={say(paperKinds['public-notice'])}
                input={{ runId, language }}
              />
              <Print
                paper="printReceiptSheet"
                label={say(paperKinds['receipt-sheet'])}
                input={{ runId, language }}
              />
              <Print paper="printLegality" label={say(paperKinds.legality)} input={{ runId, language }} />
            </>
          )}
        </span>
        <label htmlFor="paper-half">{say(words.half)}</label>
        <Select
          id="paper-half"
          value={chosen}
          onChange={setPeriod}
          options={periods.map((value) => ({ value, label: periodInWords(value, say) }))}
        />
        <span className="beside">
          <Print
            paper="printHalfYearReport"
            label={say(paperKinds['half-year-report'])}
            input={{ period: chosen, language }}
          />
          <BulkStatements span={spanOfYear} />
        </span>
        <span>{say(words.registers)}</span>
        <span>{lastDay}</span>
        <span className="beside">
          <Print
            paper="printMemberRegister"
            label={say(paperKinds['member-register'])}
            input={{ on: lastDay, language }}
          />
          <Print
            paper="printShareRegister"
            label={say(paperKinds['share-register'])}
            input={{ on: lastDay, language }}
          />
        </span>
        <span>{say(words.books)}</span>
        <span>
          {lastDay.slice(0, 4)}-01-01 – {lastDay}
        </span>
        <span className="beside">
          {(['balance-sheet', 'income-statement', 'trial-balance', 'ledger'] as const).map((part) => (
            <Print
              key={part}
              paper="printBookStatements"
              label={say(bookWords[part])}
              input={{ part, to: lastDay, language }}
            />
          ))}
        </span>
        {pensionId !== '' && (
          <>
            <label htmlFor="paper-pension">{say(words.pension)}</label>
            <Select
              id="paper-pension"
              value={pensionId}
              onChange={setPension}
              options={[...pensions]
                .reverse()
                .map(({ id, month, number: no }) => ({ value: id, label: month ?? no }))}
            />
            <span className="beside">
              <Print
                paper="printPensionSheet"
                label={say(paperKinds['pension-sheet'])}
                input={{ orderId: pensionId, language }}
              />
            </span>
          </>
        )}
        <span>{say(words.office)}</span>
        <span />
        <span className="beside">
          <Print paper="printHandover" label={say(paperKinds.handover)} input={{ language }} />
        </span>
        <label htmlFor="paper-person">{say(words.person)}</label>
        <Input
          id="paper-person"
          placeholder={say(words.memberNumber)}
          value={member}
          onChange={({ target }) => setMember(target.value)}
        />
        <span className="beside">
          {number !== '' && (
            <>
              <Print
                paper="printStatement"
                label={say(paperKinds.statement)}
                input={{ holder: { kind: 'member', number }, ...spanOfYear, language }}
              />
              <span className="quiet">
                {spanOfYear.from} – {spanOfYear.to}
              </span>
              <Print
                paper="printTaxCertificate"
                label={say(paperKinds['tax-certificate'])}
                input={{ member: number, year, language }}
              />
            </>
          )}
        </span>
      </div>
    </Part>
  );
}
