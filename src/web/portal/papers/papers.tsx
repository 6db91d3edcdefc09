/** Papers that one may look into, and statements about oneself of any period; each opens as the file that was issued. */
import { useState, type ReactElement } from 'react';
import { addressOf, type Reply } from '../../shared/call.ts';
import { useLanguage, useSay, type Say, type Told } from '../../shared/language.ts';
import { meetingPartOf } from '../../shared/meeting-part.ts';
import { periodInWords, todayInChina } from '../../shared/period.ts';
import { useWhose } from '../acting.ts';
import { useAsk, useDo } from '../asking.ts';
import { dayInWords } from '../money/where.ts';
import { Answer, focusOn, Form, Line, Page, Part, Sheet } from '../parts.tsx';

type OwnPaper = Omit<Reply<'readOwnPapers'>['papers'][number], 'kindName'> & {
  /** What kind of paper it is, in the reader's language, where that was told. */
  readonly kindName?: string;
};

const words = {
  title: { zh: '对账单和文件', en: 'Statements and papers' },
  statement: {
    zh: '打一份我的对账单',
    en: 'A statement about me',
    of: { zh: '打一份{whose}的对账单', en: 'A statement about {whose}' },
  },
  statementMore: {
    zh: '写着这一段时间里的股份、分红和养老金。',
    en: 'Shares, dividends and pensions of a period.',
  },
  from: { zh: '从哪天', en: 'From' },
  to: { zh: '到哪天', en: 'To' },
  print: { zh: '打对账单', en: 'Make the statement' },
  year: { zh: '{year}年全年', en: 'All of {year}' },
  untilToday: { zh: '{year}年到今天', en: '{year} until today' },
  olderYears: { zh: '看以前的年份', en: 'The years before' },
  ownSpan: { zh: '也可以填起止日期：', en: 'Or from one day to another:' },
  sure: {
    zh: '会出具一份有编号的对账单：{from}到{to}。要出具吗？',
    en: 'A numbered statement from {from} to {to} will be issued. Issue it?',
  },
  issue: { zh: '出具', en: 'Issue it' },
  cancel: { zh: '不用了', en: 'No' },
  ready: { zh: '✓ 对账单好了，编号 {number}。', en: '✓ The statement is ready, number {number}.' },
  open: { zh: '打开对账单（PDF）', en: 'Open the statement (PDF)' },
  mine: {
    zh: '我的对账单',
    en: 'My statements',
    of: { zh: '{whose}的对账单', en: 'Statements about {whose}' },
  },
  everybody: { zh: '本社的文件', en: 'Papers of the cooperative' },
  none: { zh: '还没有出具过这样的文件。', en: 'No such paper was issued yet.' },
  pages: { zh: '{count} 页', en: '{count} p.' },
  span: { zh: '{from}到{to}', en: '{from} to {to}' },
  made: { zh: '{day}出具', en: 'issued {day}' },
  foreign: { zh: '英文', en: 'in Chinese' },
  before: { zh: '还有更早的', en: 'Still earlier ones' },
  older: { zh: '看以前的 {count} 份', en: 'The {count} before' },
  whole: { zh: '全部合成一份', en: 'all of it as one file' },
} as const satisfies Record<string, Told>;

export function Papers(): ReactElement {
  const say = useSay();
  const papers = useAsk('readOwnPapers', useWhose());
  return (
    <Page title={say(words.title)}>
      <Answer of={papers}>
        {({ papers: all, years, next }) => {
          const isMine = ({ subject }: OwnPaper) => subject.startsWith('member ');
          return (
            <>
              <Statement years={years} />
              <Part title={say(words.mine)}>
                <PaperList of={all.filter(isMine)} />
              </Part>
              <Part title={say(words.everybody)}>
                <PaperList of={all.filter((each) => !isMine(each))} />
                {next !== null && <Before key={next} paper={next} />}
              </Part>
            </>
          );
        }}
      </Answer>
    </Page>
  );
}

/** Those of everybody's before this one, asked for once somebody wants them. */
function Before({ paper }: { readonly paper: string }): ReactElement {
  const say = useSay();
  const [isWanted, setWanted] = useState(false);
  if (isWanted) return <Earlier before={paper} />;
  return (
    <button type="button" onClick={() => setWanted(true)}>
      {say(words.before)}
    </button>
  );
}

function Earlier({ before }: { readonly before: string }): ReactElement {
  const papers = useAsk('readOwnPapers', { ...useWhose(), before });
  return (
    <Answer of={papers}>
      {({ papers: all, next }) => (
        <>
          <PaperList of={all} />
          {next !== null && <Before key={next} paper={next} />}
        </>
      )}
    </Answer>
  );
}

const SHOWN = 8;

export function PaperList({
  of,
  isWhole = false,
}: {
  readonly of: readonly OwnPaper[];
  /** Of one meeting none is older than the others: nothing is folded away. */
  readonly isWhole?: boolean;
}): ReactElement {
  const say = useSay();
  const language = useLanguage();
  // Of what was issued in both languages, the reader's.
  const readable = of.filter(
    (each) =>
      each.language === language ||
      !of.some(
        ({ kind, subject, span, language: another }) =>
          kind === each.kind &&
          subject === each.subject &&
          span?.from === each.span?.from &&
          span?.to === each.span?.to &&
          another === language,
      ),
  );
  if (readable.length === 0) return <p>{say(words.none)}</p>;
  const shown = isWhole ? readable.length : SHOWN;
  const older = readable.slice(shown);
  return (
    <>
      <Rows of={readable.slice(0, shown)} />
      {older.length > 0 && (
        <details>
          <summary>{say(words.older, { count: older.length })}</summary>
          <Rows of={older} />
        </details>
      )}
    </>
  );
}

function Rows({ of }: { readonly of: readonly OwnPaper[] }): ReactElement {
  const say = useSay();
  const language = useLanguage();
  return (
    <ul className="doors">
      {of.map((paper) => {
        const { id, title, number, issuedOn, pages, kindName } = paper;
        // What it is can be read, whatever it is written in.
        const isForeign = paper.language !== language && kindName !== undefined;
        const about = [
          whatAbout(paper, say),
          paper.span === null
            ? dayInWords(issuedOn, say)
            : say(words.made, { day: dayInWords(issuedOn, say) }),
          say(words.pages, { count: pages }),
          ...(paper.subject.endsWith(' pack') ? [say(words.whole)] : []),
          ...(paper.language === language ? [] : [say(words.foreign)]),
        ];
        return (
          <li key={id}>
            <a
              className="door"
              href={addressOf('readOwnPaper', { documentId: id })}
              target="_blank"
              rel="noopener"
            >
              <span>
                {isForeign ? (
                  (partIn(paper, say) ?? kindName)
                ) : (
                  <span lang={paper.language === 'zh' ? 'zh-CN' : 'en'}>
                    {title.replace(number, '').trim()}
                  </span>
                )}
                {paper.span !== null && (
                  <>
                    <br />
                    {say(words.span, {
                      from: dayInWords(paper.span.from, say),
                      to: dayInWords(paper.span.to, say),
                    })}
                  </>
                )}
                <small>{about.filter((each) => each !== '').join(' · ')}</small>
              </span>
              <span aria-hidden="true">›</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

/** Which part of the papers of a meeting; null of other papers. */
function partIn({ subject }: OwnPaper, say: Say): string | null {
  const part = meetingPartOf(subject);
  return part === null ? null : say(part);
}

/** Which half-year, of `period 2013-H1`; of what is about oneself the number, beside which one asks for it; of others the day says it. */
function whatAbout({ subject, number }: OwnPaper, say: Say): string {
  if (subject.startsWith('member ')) return number;
  const [period] = /\b\d{4}-H[12]\b/.exec(subject) ?? [];
  return period === undefined ? '' : periodInWords(period, say);
}

const YEARS_OFFERED = 3;

interface Span {
  readonly from: string;
  readonly to: string;
}

/** Of a year that goes on up to today: what will be held on a day to come nobody can say. */
function spanOf(year: string): Span {
  const today = todayInChina();
  const to = `${year}-12-31`;
  return { from: `${year}-01-01`, to: to < today ? to : today };
}

/** Of years in which there was something: the newest at once, others behind a press. */
function Statement({ years }: { readonly years: readonly string[] }): ReactElement {
  const say = useSay();
  const language = useLanguage();
  const whose = useWhose();
  const print = useDo('printOwnStatement');
  const today = todayInChina();
  const thisYear = today.slice(0, 4);
  const latest = spanOf(years[0] ?? thisYear);
  const [from, setFrom] = useState(latest.from);
  const [to, setTo] = useState(latest.to);
  const [ready, setReady] = useState<Reply<'printOwnStatement'> | null>(null);
  const [sure, setSure] = useState<Span | null>(null);
  const offer = (some: readonly string[]) =>
    some.map((year) => (
      <button key={year} type="button" disabled={print.isRunning} onClick={() => setSure(spanOf(year))}>
        {say(year === thisYear ? words.untilToday : words.year, { year })}
      </button>
    ));
  const make = (span: Span) => {
    setReady(null);
    setSure(null);
    void print.run({ ...whose, language, ...span }).then((paper) => paper !== undefined && setReady(paper));
  };
  return (
    <Part title={say(words.statement)} id="statement">
      <p>{say(words.statementMore)}</p>
      {ready !== null && (
        <div className="agrees" role="status">
          <p>{say(words.ready, { number: ready.number })}</p>
          <a
            className="button"
            href={addressOf('readOwnPaper', { documentId: ready.id })}
            target="_blank"
            rel="noopener"
          >
            {say(words.open)}
          </a>
        </div>
      )}
      {offer(years.slice(0, YEARS_OFFERED))}
      {years.length > YEARS_OFFERED && (
        <details>
          <summary>{say(words.olderYears)}</summary>
          <div className="settings">{offer(years.slice(YEARS_OFFERED))}</div>
        </details>
      )}
      {sure !== null && (
        <Sheet
          key={sure.from}
          label={say(words.sure, { from: dayInWords(sure.from, say), to: dayInWords(sure.to, say) })}
        >
          <button type="button" className="main" disabled={print.isRunning} onClick={() => make(sure)}>
            {say(words.issue)}
          </button>
          <button
            type="button"
            onClick={() => {
              setSure(null);
              focusOn('statement');
            }}
          >
            {say(words.cancel)}
          </button>
        </Sheet>
      )}
      <p>{say(words.ownSpan)}</p>
      <Form
        act={say(words.print)}
        isRunning={print.isRunning}
        failure={print.failure}
        onSend={() => make({ from, to })}
      >
        <Line label={say(words.from)} value={from} onChange={setFrom} kind="day" />
        <Line label={say(words.to)} value={to} onChange={setTo} kind="day" />
      </Form>
    </Part>
  );
}
