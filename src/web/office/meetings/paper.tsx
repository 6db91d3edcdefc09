/**
 * Minutes on paper, entered as a resolution: what was decided is chosen from what is there, the heads stand beside those of
 * the register, and what does not fit is said while one types. Another person confirms it.
 */
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useEffect, useState, type ReactElement } from 'react';
import { bodies, motionKinds, motionKindWords } from '../../../domain/assembly-rules.ts';
import type { Sentence } from '../../../domain/language.ts';
import { bodyWords, choiceWords } from '../../../domain/words.ts';
import { useAnswer, useChange } from '../../shared/asking.ts';
import { Refused, type Fault, type Input as Wanted } from '../../shared/call.ts';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { Note, Page, Part } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { NoPermission, Refusal, Unread } from '../../shared/states.tsx';
import { useSubjects, type Subject } from './subjects.ts';

const words = {
  back: { zh: '决议', en: 'Resolutions' },
  title: { zh: '补录纸质会议记录', en: 'Minutes from paper' },
  save: { zh: '登记，待复核', en: 'Enter it for review' },
  more: {
    zh: '登记后由另一人对照会议记录复核；复核以前不作依据。',
    en: 'Another person confirms it against the minutes; until then nothing rests on it.',
  },
  decided: { zh: '决议', en: 'What was decided' },
  subject: { zh: '所表决的事项', en: 'What it is about' },
  noSubject: { zh: '不在本系统内的事项', en: 'nothing in these books' },
  body: { zh: '机构', en: 'Body' },
  number: { zh: '决议号', en: 'Number' },
  decidedOn: { zh: '会议日期', en: 'Day of the meeting' },
  matter: { zh: '事项种类', en: 'Matter' },
  name: { zh: '标题', en: 'Title' },
  text: { zh: '决议正文', en: 'Wording' },
  votes: { zh: '到会和票数', en: 'Heads and votes' },
  entitled: { zh: '应到人数', en: 'Entitled' },
  registered: { zh: '登记簿当日应到 {count} 人', en: '{count} by the register of that day' },
  present: { zh: '到会人数', en: 'Present' },
  paper: { zh: '会议记录所载的通知和材料', en: 'What the minutes say of notice and papers' },
  paperMore: { zh: '没有记载的不填', en: 'leave empty what they do not say' },
  noticeOn: { zh: '通知日期', en: 'Notice on' },
  papersOpen: { zh: '材料可查阅起', en: 'Papers open from' },
  studyOn: { zh: '党组织研究日期', en: 'Studied on' },
  studyBy: { zh: '党组织名称', en: 'By which organisation' },
  late: { zh: '补录理由', en: 'Why it is entered from paper' },
  lateHelp: { zh: '建账以后的会议须说明', en: 'Needed for a meeting of a day in these books' },
} as const satisfies Record<string, Sentence>;

type Kind = Wanted<'recordResolution'>['matter'];

interface Typed {
  readonly subject: string;
  readonly body: Wanted<'recordResolution'>['body'];
  readonly number: string;
  readonly decidedOn: string;
  readonly matter: Kind;
  readonly title: string;
  readonly text: string;
  readonly entitled: string;
  readonly present: string;
  readonly for: string;
  readonly against: string;
  readonly abstain: string;
  readonly noticeOn: string;
  readonly papersOpenFrom: string;
  readonly studyOn: string;
  readonly studyBy: string;
  readonly lateReason: string;
}

const nothingTyped: Typed = {
  subject: '',
  body: 'members-assembly',
  number: '',
  decidedOn: '',
  matter: 'other',
  title: '',
  text: '',
  entitled: '',
  present: '',
  for: '',
  against: '0',
  abstain: '0',
  noticeOn: '',
  papersOpenFrom: '',
  studyOn: '',
  studyBy: '',
  lateReason: '',
};

export function MinutesFromPaper(): ReactElement {
  const { may } = useSession();
  const { subjects, asked } = useSubjects();
  if (!may('resolutions.record')) return <NoPermission action="resolutions.record" />;
  if (subjects === null) return <Unread of={asked} rows={12} />;
  return <Form subjects={subjects} />;
}

function Form({ subjects }: { readonly subjects: readonly Subject[] }): ReactElement {
  const say = useSay();
  const go = useNavigate();
  const [typed, setTyped] = useState(nothingTyped);
  const record = useChange('recordResolution');
  const set = (part: Partial<Typed>) => setTyped((before) => ({ ...before, ...part }));
  const wish = wishOf(typed, subjects);
  const faults = useTried(wish, record.tryOut);
  const entitled = useAnswer(
    'readEntitled',
    { body: typed.body, on: typed.decidedOn },
    { when: typed.decidedOn !== '', keep: true },
  );
  const faultAt = (place: string) =>
    faults.find(({ pointer }) => pointer === place || pointer?.startsWith(`${place}/`) === true)?.message;
  const others = faults.filter(
    ({ pointer }) => pointer === undefined || !places.some((place) => pointer.startsWith(place)),
  );
  const line = (key: keyof Typed, place: string, kind?: 'date' | 'heads', help?: string) => (
    <Field label={say(labels[key] ?? words.name)} help={help} fault={faultAt(place)}>
      {(spot) => (
        <Input
          {...spot}
          {...(kind === 'date' && { type: 'date', max: todayInChina() })}
          {...(kind === 'heads' && { inputMode: 'numeric' as const })}
          value={typed[key]}
          onChange={({ target }) => set({ [key]: target.value })}
        />
      )}
    </Field>
  );
  const choose = (key: string) => {
    const motion = subjects.find((each) => each.key === key)?.motion;
    set({
      subject: key,
      ...(motion && { matter: motion.kind, title: motion.title, text: motion.text }),
    });
  };
  const registered = entitled.data?.entitled;
  return (
    <Page
      title={say(words.title)}
      kicker={<Link to="/meetings/resolutions">{say(words.back)}</Link>}
      action={
        <Button
          type="primary"
          disabled={wish === null || faults.length > 0}
          loading={record.isRunning}
          onClick={() =>
            void (
              wish &&
              record
                .run(wish)
                .then(
                  (done) =>
                    done &&
                    go({ to: '/meetings/resolutions/$resolutionId', params: { resolutionId: done.id } }),
                )
            )
          }
        >
          {say(words.save)}
        </Button>
      }
    >
      <Refusal failure={record.failure} />
      <p className="quiet lead">{say(words.more)}</p>
      {others.map(({ message }) => (
        <Note key={message} warning>
          {message}
        </Note>
      ))}
      <Part title={say(words.decided)}>
        <div className="fields">
          <Field label={say(words.subject)} fault={faultAt('/about')}>
            {(place) => (
              <Select
                {...place}
                value={typed.subject}
                onChange={choose}
                options={[
                  ...subjects.map(({ key, name }) => ({ value: key, label: name })),
                  { value: '', label: say(words.noSubject) },
                ]}
              />
            )}
          </Field>
          <Field label={say(words.matter)} fault={faultAt('/matter')}>
            {(place) => (
              <Select
                {...place}
                value={typed.matter}
                disabled={typed.subject !== ''}
                onChange={(matter) => set({ matter })}
                options={motionKinds.map((value) => ({ value, label: say(motionKindWords[value]) }))}
              />
            )}
          </Field>
          <Field label={say(words.body)} fault={faultAt('/body')}>
            {(place) => (
              <Select
                {...place}
                value={typed.body}
                onChange={(body) => set({ body })}
                options={bodies.map((value) => ({ value, label: say(bodyWords[value]) }))}
              />
            )}
          </Field>
          {line('number', '/number')}
          {line('decidedOn', '/decidedOn', 'date')}
          {line('title', '/title')}
        </div>
        <Field label={say(words.text)} fault={faultAt('/text')}>
          {(place) => (
            <Input.TextArea
              {...place}
              rows={3}
              value={typed.text}
              onChange={({ target }) => set({ text: target.value })}
            />
          )}
        </Field>
      </Part>
      <Part title={say(words.votes)}>
        <div className="fields five">
          {line(
            'entitled',
            '/vote/entitled',
            'heads',
            registered === undefined ? undefined : say(words.registered, { count: registered }),
          )}
          {line('present', '/vote/present', 'heads')}
          {line('for', '/vote/for', 'heads')}
          {line('against', '/vote/against', 'heads')}
          {line('abstain', '/vote/abstain', 'heads')}
        </div>
      </Part>
      <Part title={say(words.paper)} aside={say(words.paperMore)}>
        <div className="fields">
          {line('noticeOn', '/circumstances/noticeOn', 'date')}
          {line('papersOpenFrom', '/circumstances/papersOpenFrom', 'date')}
          {line('studyOn', '/circumstances/study', 'date')}
          {line('studyBy', '/circumstances/study/by')}
          {line('lateReason', '/lateReason', undefined, say(words.lateHelp))}
        </div>
      </Part>
    </Page>
  );
}

const labels: Readonly<Partial<Record<keyof Typed, Sentence>>> = {
  number: words.number,
  decidedOn: words.decidedOn,
  title: words.name,
  entitled: words.entitled,
  present: words.present,
  for: choiceWords.for,
  against: choiceWords.against,
  abstain: choiceWords.abstain,
  noticeOn: words.noticeOn,
  papersOpenFrom: words.papersOpen,
  studyOn: words.studyOn,
  studyBy: words.studyBy,
  lateReason: words.late,
};

const places: readonly string[] = [
  '/about',
  '/matter',
  '/body',
  '/number',
  '/decidedOn',
  '/title',
  '/text',
  '/vote/entitled',
  '/vote/present',
  '/vote/for',
  '/vote/against',
  '/vote/abstain',
  '/circumstances',
  '/lateReason',
];

/** Null while something that must be said is missing. */
function wishOf(typed: Typed, subjects: readonly Subject[]): Wanted<'recordResolution'> | null {
  const heads = [typed.entitled, typed.present, typed.for, typed.against, typed.abstain];
  const said = [typed.number, typed.decidedOn, typed.title, typed.text];
  if (said.some((each) => each.trim() === '') || heads.some((each) => !/^\d{1,7}$/.test(each.trim())))
    return null;
  const count = (text: string) => Number.parseInt(text, 10);
  const motion = subjects.find(({ key }) => key === typed.subject)?.motion;
  const study =
    typed.studyOn !== '' && typed.studyBy.trim() !== '' ? { on: typed.studyOn, by: typed.studyBy } : null;
  const told = typed.noticeOn !== '' || typed.papersOpenFrom !== '' || study !== null;
  return {
    body: typed.body,
    number: typed.number,
    decidedOn: typed.decidedOn,
    matter: typed.matter,
    about: motion?.about ?? null,
    title: typed.title,
    text: typed.text,
    vote: {
      entitled: count(typed.entitled),
      present: count(typed.present),
      for: count(typed.for),
      against: count(typed.against),
      abstain: count(typed.abstain),
    },
    ...(told && {
      circumstances: {
        noticeOn: typed.noticeOn || null,
        papersOpenFrom: typed.papersOpenFrom || null,
        study,
      },
    }),
    ...(typed.lateReason.trim() !== '' && { lateReason: typed.lateReason }),
  };
}

const QUIET_MILLISECONDS = 500;

/** What the server would refuse, asked when the hands rest and everything is said. */
function useTried(
  wish: Wanted<'recordResolution'> | null,
  tryOut: (input: Wanted<'recordResolution'>) => Promise<unknown>,
): readonly Fault[] {
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const asked = wish === null ? null : JSON.stringify(wish);
  useEffect(() => {
    let isCurrent = true;
    const tell = (told: readonly Fault[]) => isCurrent && setFaults(told);
    if (wish === null) {
      tell([]);
      return;
    }
    const timer = setTimeout(() => {
      tryOut(wish).then(
        () => tell([]),
        (error: unknown) => tell(error instanceof Refused ? error.problem.faults : []),
      );
    }, QUIET_MILLISECONDS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
    // The wish is made anew with every drawing: its text tells whether it is another one.
  }, [asked]);
  return faults;
}
