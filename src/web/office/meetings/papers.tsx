/** The papers of a meeting and of what it decided: all issued in one press, or one part; what was issued is opened from here. */
import { Button, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { Day } from '../../shared/amount.tsx';
import { useAnswer, useChange, useWholeList } from '../../shared/asking.ts';
import { addressOf, type Input, type Reply } from '../../shared/call.ts';
import { useLanguage, useSay } from '../../shared/language.ts';
import { Part } from '../../shared/page.tsx';
import { paperName } from '../../shared/paper-name.ts';
import { useSession } from '../../shared/session.ts';
import { Refusal } from '../../shared/states.tsx';

type PaperPart = NonNullable<Input<'printMeetingPaper'>['part']>;

const words = {
  title: { zh: '会议材料', en: 'Papers' },
  issue: { zh: '出具', en: 'Issue' },
  issueAll: { zh: '一次出具全部文件', en: 'Issue every paper' },
  part: { zh: '哪一份材料', en: 'Which paper' },
  none: { zh: '还没有出具过材料', en: 'None issued yet' },
  pages: { zh: '{count} 页', en: '{count} pages' },
} as const satisfies Record<string, Sentence>;

const partWords: Readonly<Record<PaperPart, Sentence>> = {
  pack: { zh: '全部材料（一册）', en: 'The whole pack' },
  notice: { zh: '会议通知', en: 'Notice' },
  agenda: { zh: '议程', en: 'Agenda' },
  attendance: { zh: '签到表', en: 'Attendance sheet' },
  finance: { zh: '财务收支', en: 'Income and expenses' },
  execution: { zh: '决议执行情况', en: 'How resolutions were carried out' },
  motions: { zh: '议案', en: 'Motions' },
  resolutions: { zh: '决议', en: 'Resolutions' },
  minutes: { zh: '会议记录', en: 'Minutes' },
};

const beforehand: readonly PaperPart[] = [
  'pack',
  'notice',
  'agenda',
  'attendance',
  'finance',
  'execution',
  'motions',
];
const afterwards: readonly PaperPart[] = [...beforehand, 'resolutions', 'minutes'];

/** What the papers beside the meeting's own are about: its half-year, and the plans and dividends on its agenda. */
function useDecided({ period, agenda }: Reply<'readMeeting'>): readonly string[] {
  const { may } = useSession();
  const runs = useAnswer('listRuns', { limit: '999' }, { when: may('runs.read') });
  const plans = useAnswer('listPlans', {}, { when: may('runs.read') });
  return [
    ...(period === null ? [] : [`period ${period}`]),
    ...agenda.flatMap(({ about }) => {
      if (about?.kind === 'run')
        return (runs.data?.runs ?? [])
          .filter(({ id }) => id === about.runId)
          .map(({ number }) => `run ${number}`);
      if (about?.kind === 'plan')
        return (plans.data?.plans ?? [])
          .filter(({ id }) => id === about.planId)
          .map(({ number }) => `plan ${number}`);
      return [];
    }),
  ];
}

export function Papers({ meeting }: { readonly meeting: Reply<'readMeeting'> }): ReactElement | null {
  const say = useSay();
  const language = useLanguage();
  const { may } = useSession();
  const [part, setPart] = useState<PaperPart>('pack');
  const issue = useChange('printMeetingPaper');
  const issueAll = useChange('issueMeetingPapers');
  const issued = useWholeList('listDocuments', {}, (page) => page.documents, {
    when: may('documents.read'),
  });
  const decided = useDecided(meeting);
  if (!may('documents.read')) return null;
  const own = issued.rows.filter(
    ({ subject }) =>
      subject.startsWith(`meeting ${meeting.body} ${meeting.number} `) || decided.includes(subject),
  );
  const parts = meeting.state === 'closed' ? afterwards : beforehand;
  return (
    <Part title={say(words.title)}>
      {may('documents.issue') && meeting.state !== 'awaiting-review' && (
        <div className="filters lead">
          <Select
            aria-label={say(words.part)}
            style={{ width: 220 }}
            value={part}
            onChange={setPart}
            options={parts.map((value) => ({ value, label: say(partWords[value]) }))}
          />
          <Button
            loading={issue.isRunning}
            onClick={() => void issue.run({ meetingId: meeting.id, part, language })}
          >
            {say(words.issue)}
          </Button>
          {meeting.state !== 'draft' && (
            <Button
              loading={issueAll.isRunning}
              onClick={() => void issueAll.run({ meetingId: meeting.id, language })}
            >
              {say(words.issueAll)}
            </Button>
          )}
        </div>
      )}
      <Refusal failure={issue.failure ?? issueAll.failure} />
      {own.length === 0 ? (
        issued.isWhole && <p className="quiet lead">{say(words.none)}</p>
      ) : (
        <ul className="plain-list">
          {[...own].reverse().map((paper) => (
            <li key={paper.id}>
              <a
                href={addressOf('readDocumentContent', { documentId: paper.id })}
                target="_blank"
                rel="noreferrer"
              >
                {paperName(paper, language)}
              </a>
              <span className="quiet">
                {paper.number} · {say(words.pages, { count: paper.pages })} · <Day of={paper.createdAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}
