/** Everything worked out again from what was entered: begun with a press, watched while it goes on, and what it found. */
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { grouped, Moment } from '../../shared/amount.tsx';
import { Ask } from '../../shared/ask.tsx';
import { useAnswer } from '../../shared/asking.ts';
import { call, type Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { Figures, Note, Page, Part, State } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Answer, Empty, NoPermission, Refusal } from '../../shared/states.tsx';
import { TrailTabs } from './tabs.tsx';

type Verification = Reply<'readVerification'>;
type Found = NonNullable<Verification['found']>;
type Finding = Found['findings'][number];

const words = {
  title: { zh: '核验', en: 'Verification' },
  begin: { zh: '开始核验', en: 'Verify' },
  again: { zh: '重新核验', en: 'Verify again' },
  never: { zh: '服务启动以来还没有核验过', en: 'Not verified since the service started' },
  neverMore: {
    zh: '从登记的原始记录重算全部：操作记录的链、持股、分红每一行、计票、账簿、发放和文件，逐一与账上对照。只读，不影响办理。',
    en: 'Everything is worked out again from what was entered: the chain of the trail, holdings, each line of a dividend, votes, books, payouts and papers. It only reads, and nobody waits for it.',
  },
  running: { zh: '正在核验：{done} / {of}', en: 'Verifying: {done} of {of}' },
  failed: { zh: '核验没有完成，请再试一次。', en: 'It did not come to its end: try again.' },
  holds: { zh: '全部相符', en: 'Everything holds' },
  holdsNot: { zh: '{count} 处不符', en: '{count} do not hold' },
  by: { zh: '由{by}开始于 ', en: 'Begun by {by} on ' },
  entries: { zh: '操作记录', en: 'Trail entries' },
  movements: { zh: '股权变动', en: 'Movements' },
  runs: { zh: '分红', en: 'Dividends' },
  lines: { zh: '共 {count} 行', en: '{count} lines' },
  meetings: { zh: '重新计票的会议', en: 'Meetings recounted' },
  resolutions: { zh: '决议 {count} 项', en: '{count} resolutions' },
  vouchers: { zh: '凭证', en: 'Vouchers' },
  batches: { zh: '发放批次 {count} 个', en: '{count} payout batches' },
  papers: { zh: '文件', en: 'Papers' },
  findings: { zh: '不符之处', en: 'What does not hold' },
  answered: { zh: '不符而已有两人答复', en: 'What does not hold, and two people answered for' },
  answer: {
    zh: '{on} 答复：{explanation}（{by}答复，{confirmedBy}复核）',
    en: 'Answered on {on}: {explanation} (by {by}, confirmed by {confirmedBy})',
  },
  toAnswer: { zh: '答复', en: 'Answer' },
  byNumber: { zh: '按编号答复', en: 'Answer by number' },
  byNumberMore: {
    zh: '平台管理员告诉您的编号，写前十二位即可。在合作社以外发现、与本社有关的不符之处这样答复，再由监事复核。',
    en: 'The number that the platform’s administrator told you; its first twelve digits will do. What does not hold outside the cooperatives and concerns yours is answered so, and a supervisor confirms it.',
  },
  number: { zh: '编号', en: 'Number' },
  noted: { zh: '相符而值得知道的事', en: 'What holds and is worth knowing' },
  rest: { zh: '另有 {count} 处', en: 'and {count} more' },
  seal: { zh: '所核验的账印', en: 'Seal of what was verified' },
} as const satisfies Record<string, Sentence>;

const LOOK_AGAIN_MILLISECONDS = 700;

export function VerificationPage(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const kept = useQueryClient();
  const [failure, setFailure] = useState<Error | null>(null);
  const answer = useAnswer('readVerification', {}, { when: may('trail.read'), keep: true });
  const { data, refetch } = answer;
  const isRunning = data?.state === 'running';
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => void refetch(), LOOK_AGAIN_MILLISECONDS);
    return () => clearInterval(timer);
  }, [isRunning, refetch]);
  if (!may('trail.read')) return <NoPermission action="trail.read" />;
  async function begin(): Promise<void> {
    setFailure(null);
    try {
      await call('readVerification', { begin: 'true' });
      await kept.invalidateQueries();
    } catch (error) {
      setFailure(error as Error);
    }
  }
  return (
    <Page
      title={say(words.title)}
      state={data?.found && <Outcome found={data.found} />}
      action={
        <Button type="primary" disabled={isRunning} onClick={() => void begin()}>
          {say(data === undefined || data.state === 'never' ? words.begin : words.again)}
        </Button>
      }
    >
      <TrailTabs />
      <Refusal failure={failure} />
      <Answer of={answer}>{(verification) => <Shown verification={verification} />}</Answer>
    </Page>
  );
}

function Outcome({ found }: { readonly found: Found }): ReactElement {
  const say = useSay();
  return found.findingCount === 0 ? (
    <State tone="done">{say(words.holds)}</State>
  ) : (
    <State tone="next">{say(words.holdsNot, { count: found.findingCount })}</State>
  );
}

function Shown({ verification }: { readonly verification: Verification }): ReactElement {
  const say = useSay();
  const { state, done, of, begunAt, begunBy, found } = verification;
  if (state === 'never') return <Empty title={say(words.never)}>{say(words.neverMore)}</Empty>;
  return (
    <>
      {state === 'running' && (
        <div className="progress" role="status">
          <p>{say(words.running, { done, of })}</p>
          <progress max={of} value={done} aria-label={say(words.title)} />
        </div>
      )}
      {state === 'failed' && <Note warning>{say(words.failed)}</Note>}
      {begunAt !== null && (
        <p className="lead quiet">
          {say(words.by, { by: begunBy ?? '' })}
          <Moment of={begunAt} />
        </p>
      )}
      {found !== null && <Result found={found} />}
    </>
  );
}

function Result({ found }: { readonly found: Found }): ReactElement {
  const say = useSay();
  const { counted } = found;
  const count = (value: string | number) => grouped(String(value));
  return (
    <>
      <Figures
        items={[
          { label: say(words.entries), value: count(counted.entries) },
          { label: say(words.movements), value: count(counted.movements) },
          {
            label: say(words.runs),
            value: count(counted.runs),
            note: say(words.lines, { count: count(counted.lines) }),
          },
          {
            label: say(words.meetings),
            value: count(counted.meetings),
            note: say(words.resolutions, { count: count(counted.resolutions) }),
          },
          {
            label: say(words.vouchers),
            value: count(counted.vouchers),
            note: say(words.batches, { count: count(counted.batches) }),
          },
          { label: say(words.papers), value: count(counted.papers) },
        ]}
      />
      <p className="quiet">
        {say(words.seal)} <span className="digest">{found.seal.slice(0, 16)}</span>
      </p>
      <Told title={say(words.findings)} told={found.findings} count={found.findingCount} />
      <Told title={say(words.answered)} told={found.answered} count={found.answeredCount} />
      <Told
        title={say(words.noted)}
        told={found.noted.map((says) => ({ says, finding: null, answer: null }))}
        count={found.notedCount}
      />
      <div>
        <Ask
          change="answerFinding"
          label={say(words.byNumber)}
          called={{ finding: words.number }}
          given={{}}
          small
          width={640}
        >
          <p className="quiet">{say(words.byNumberMore)}</p>
        </Ask>
      </div>
    </>
  );
}

function Told(props: {
  readonly title: string;
  readonly told: readonly (Omit<Finding, 'finding'> & { readonly finding: string | null })[];
  readonly count: number;
}): ReactElement | null {
  const say = useSay();
  const { title, told, count } = props;
  if (told.length === 0) return null;
  return (
    <Part title={title}>
      <ul className="warnings">
        {told.map(({ says, finding, answer }) => (
          <li key={finding ?? says}>
            {says}
            {answer !== null && <span className="quiet"> {say(words.answer, answer)}</span>}
            {finding !== null && answer === null && (
              <Ask change="answerFinding" label={say(words.toAnswer)} given={{ finding }} small width={640}>
                <p className="quiet">{says}</p>
              </Ask>
            )}
          </li>
        ))}
        {count > told.length && <li>{say(words.rest, { count: count - told.length })}</li>}
      </ul>
    </Part>
  );
}
