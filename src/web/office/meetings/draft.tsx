/**
 * A meeting drafted, or its draft changed: when, where, and the agenda. What waits for a decision is put on it in one press;
 * what contradicts itself is said beside its motion while one writes.
 */
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button, Checkbox, Input, Select } from 'antd';
import { useEffect, useState, type ReactElement } from 'react';
import { proposers, proposerWords } from '../../../domain/agenda.ts';
import { bodies, motionKinds, motionKindWords, type MotionKind } from '../../../domain/assembly-rules.ts';
import type { Sentence } from '../../../domain/language.ts';
import { motionCountings } from '../../../domain/meeting.ts';
import { reportMotion, standardTitle } from '../../../domain/standard-agenda.ts';
import { bodyWords, countingWords } from '../../../domain/words.ts';
import { together, useAnswer, useChange, useSeen, useWholeList } from '../../shared/asking.ts';
import {
  call,
  isChangedSince,
  Refused,
  versionOf,
  type Fault,
  type Input as Wanted,
  type Reply,
} from '../../shared/call.ts';
import { ConflictSheet, type Compared } from '../../shared/conflict.tsx';
import { Field } from '../../shared/form.tsx';
import { sayIn, useSay, type Say } from '../../shared/language.ts';
import { Note, Page, Part } from '../../shared/page.tsx';
import { periodBeside, periodInWords, periodOfDay, todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Answer, Loading, NoPermission, Refusal, Unread } from '../../shared/states.tsx';
import { useTyped } from '../../shared/typed.ts';
import { isSame, useSubjects, type Motion, type Subject } from './subjects.ts';

type Draft = Required<Pick<Wanted<'draftMeeting'>, 'body' | 'title' | 'heldOn' | 'time' | 'place'>> & {
  readonly period: string | null;
  readonly partyStudy: { readonly on: string; readonly by: string } | null;
  readonly agenda: readonly Motion[];
};

const words = {
  meetings: { zh: '会议', en: 'Meetings' },
  newTitle: { zh: '草拟会议', en: 'Draft a meeting' },
  changeTitle: { zh: '修改{title}', en: 'Change: {title}' },
  save: { zh: '保存草稿', en: 'Save the draft' },
  saveMore: {
    zh: '存为草稿，还没有通知任何人；下一步发出通知。',
    en: 'It stays a draft and nobody is told; the notice is the next step.',
  },
  when: { zh: '会议', en: 'The meeting' },
  body: { zh: '机构', en: 'Body' },
  title: { zh: '名称', en: 'Title' },
  heldOn: { zh: '日期', en: 'Day' },
  time: { zh: '时间', en: 'Hour' },
  place: { zh: '地点', en: 'Place' },
  period: { zh: '审议的半年', en: 'Half-year it hears' },
  noPeriod: { zh: '不涉及半年数字', en: 'none' },
  studyOn: { zh: '党组织研究日期', en: 'Studied by the party organisation on' },
  studyBy: { zh: '党组织名称', en: 'Which organisation' },
  studyHelp: { zh: '重大事项须在通知前研究', en: 'Important matters are studied before the notice' },
  agenda: { zh: '议程', en: 'Agenda' },
  add: { zh: '加入议案…', en: 'Add a motion…' },
  waiting: { zh: '等待表决的', en: 'Waiting for a decision' },
  others: { zh: '其他议题', en: 'Other matters' },
  nothing: { zh: '议程还是空的：从上面加入议案。', en: 'The agenda is empty: add a motion above.' },
  motionTitle: { zh: '第 {number} 项 标题', en: 'Item {number}: title' },
  motionText: { zh: '第 {number} 项 议案正文', en: 'Item {number}: wording' },
  proposer: { zh: '第 {number} 项 提出人', en: 'Item {number}: moved by' },
  counting: { zh: '第 {number} 项 表决方式', en: 'Item {number}: how it is voted' },
  unnamed: { zh: '请选择提出人', en: 'choose who moves it' },
  notReserved: {
    zh: '不属于法律规定由成员大会决定的事项',
    en: 'None of the matters that the law reserves to the members’ assembly',
  },
  up: { zh: '上移', en: 'Up' },
  down: { zh: '下移', en: 'Down' },
  remove: { zh: '移除', en: 'Remove' },
  ofItem: { zh: '第 {number} 项', en: 'item {number}' },
  bound: { zh: '通过后即为依据', en: 'takes effect by it' },
  fits: { zh: '议程没有矛盾，可以保存。', en: 'The agenda does not contradict itself.' },
} as const satisfies Record<string, Sentence>;

export function NewMeeting(): ReactElement {
  const { may } = useSession();
  const { subjects, asked } = useSubjects();
  const meetings = useWholeList('listMeetings', {}, (page) => page.meetings);
  const period = useLatestPeriod();
  const calendar = useAnswer('readAssemblyCalendar', { period: period ?? '' }, { when: period !== null });
  if (!may('assemblies.prepare')) return <NoPermission action="assemblies.prepare" />;
  const listed = together(meetings);
  if (subjects === null || !listed.isThere)
    return <Unread of={subjects === null ? asked : listed} rows={12} />;
  if (period === null || calendar.isLoading) return <Loading rows={12} />;
  const planned = calendar.data?.entries.find(({ kind }) => kind === 'meeting')?.date;
  return <Form first={firstDraft(period, planned, meetings.rows, subjects)} subjects={subjects} id={null} />;
}

export function ChangedMeeting(): ReactElement {
  const { meetingId } = useParams({ from: '/meetings/$meetingId/draft' });
  const { may } = useSession();
  const meeting = useAnswer('readMeeting', { meetingId });
  const { subjects, asked } = useSubjects();
  if (!may('assemblies.prepare')) return <NoPermission action="assemblies.prepare" />;
  return (
    <>
      <Answer of={meeting} rows={12}>
        {(found) =>
          subjects === null ? (
            <Unread of={asked} rows={12} />
          ) : (
            <Form first={draftOf(found)} subjects={subjects} id={meetingId} />
          )
        }
      </Answer>
    </>
  );
}

/** The half-year whose figures wait for a decision; else the one before today. */
function useLatestPeriod(): string | null {
  const { may } = useSession();
  const plans = useAnswer('listPlans', {}, { when: may('runs.read') });
  if (may('runs.read') && plans.data === undefined) return null;
  const drafted = (plans.data?.plans ?? []).filter(({ state }) => state === 'draft').at(-1)?.period;
  return drafted ?? periodBeside(periodOfDay(todayInChina()), -1);
}

/** Notice and papers need ten clear days before the day of the meeting. */
const DAYS_AHEAD = 12;

function daysFrom(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Everything that can be known is filled in: the body, hour and place of last time, what waits of the half-year. */
function firstDraft(
  period: string,
  planned: string | undefined,
  meetings: readonly Reply<'listMeetings'>['meetings'][number][],
  subjects: readonly Subject[],
): Draft {
  const last = meetings.filter(({ body }) => body.endsWith('assembly')).at(-1);
  const body = last?.body ?? 'representative-assembly';
  const soonest = daysFrom(todayInChina(), DAYS_AHEAD);
  return {
    body,
    title: standardTitle(period, bodyWords[body]).title,
    heldOn: planned !== undefined && planned > soonest ? planned : soonest,
    time: last?.time ?? '09:00',
    place: last?.place ?? '',
    period,
    partyStudy: null,
    agenda: [
      { ...reportMotion(period), counting: 'none', about: null },
      ...subjects.filter(({ of }) => of === period).map(({ motion }) => motion),
    ],
  };
}

function draftOf(found: Reply<'readMeeting'>): Draft {
  const { body, title, heldOn, time, place, period, partyStudy, agenda } = found;
  return { body, title, heldOn, time, place, period, partyStudy, agenda };
}

function Form(props: {
  readonly first: Draft;
  readonly subjects: readonly Subject[];
  readonly id: string | null;
}): ReactElement {
  const say = useSay();
  const go = useNavigate();
  const { first, subjects, id } = props;
  const create = useChange('draftMeeting');
  const asked = { meetingId: id ?? '' };
  const began = useSeen('readMeeting', asked);
  const [typed, setTyped, forget] = useTyped(`meeting ${id ?? ''}`, () => ({
    draft: first,
    base: first,
    version: began,
  }));
  const { draft, base, version } = typed;
  const [theirs, setTheirs] = useState<Draft | null>(null);
  const change = useChange('changeMeeting', version);
  const { tried, warnings } = useTried(draft, id, create, change);
  const set = (part: Partial<Draft>) =>
    setTyped((before) => ({ ...before, draft: { ...before.draft, ...part } }));
  const saving = id === null ? create : change;
  async function save(): Promise<void> {
    const saved = id === null ? await create.run(wishOf(draft)) : await change.run(changeOf(draft, id));
    if (saved === undefined) return;
    forget();
    void go({ to: '/meetings/$meetingId', params: { meetingId: saved.id } });
  }
  // Changed by another meanwhile: what they wrote is read, to be laid beside what stands here.
  useEffect(() => {
    if (id === null || !isChangedSince(change.failure)) return;
    void call('readMeeting', { meetingId: id }).then((found) => setTheirs(draftOf(found)));
  }, [id, change.failure]);
  const setBody = (body: Draft['body']) => {
    const zh = sayIn('zh');
    set({ body, title: draft.title.replace(zh(bodyWords[draft.body]), zh(bodyWords[body])) });
  };
  const isWhole = draft.title.trim() !== '' && draft.place.trim() !== '' && draft.heldOn !== '';
  return (
    <Page
      title={id === null ? say(words.newTitle) : say(words.changeTitle, { title: first.title })}
      kicker={<Link to="/meetings">{say(words.meetings)}</Link>}
      action={
        <Button type="primary" loading={saving.isRunning} disabled={!isWhole} onClick={() => void save()}>
          {say(words.save)}
        </Button>
      }
    >
      <Refusal failure={saving.failure} />
      {theirs !== null && isChangedSince(change.failure) && (
        <ConflictSheet
          failure={change.failure}
          fields={comparedDrafts(base, draft, theirs, say)}
          onClose={() => setTheirs(null)}
          onChosen={(taken) => {
            const parts = Object.fromEntries(
              Object.entries(theirs).filter(([field]) => taken.includes(field)),
            );
            setTyped({
              draft: { ...draft, ...parts },
              base: theirs,
              version: versionOf('readMeeting', asked),
            });
            setTheirs(null);
            change.reset();
          }}
        />
      )}
      <p className="quiet lead">{say(words.saveMore)}</p>
      <Part title={say(words.when)}>
        <div className="fields">
          <Field label={say(words.body)}>
            {(place) => (
              <Select
                {...place}
                value={draft.body}
                disabled={id !== null}
                onChange={setBody}
                options={bodies.map((value) => ({ value, label: say(bodyWords[value]) }))}
              />
            )}
          </Field>
          <Field label={say(words.title)}>
            {(place) => (
              <Input {...place} value={draft.title} onChange={({ target }) => set({ title: target.value })} />
            )}
          </Field>
          <Field label={say(words.period)}>
            {(place) => (
              <Select
                {...place}
                value={draft.period ?? ''}
                onChange={(period) => set({ period: period === '' ? null : period })}
                options={[
                  ...[-2, -1, 0, 1].map((by) => {
                    const value = periodBeside(first.period ?? periodOfDay(todayInChina()), by);
                    return { value, label: periodInWords(value, say) };
                  }),
                  { value: '', label: say(words.noPeriod) },
                ]}
              />
            )}
          </Field>
          <Field label={say(words.heldOn)}>
            {(place) => (
              <Input
                {...place}
                type="date"
                value={draft.heldOn}
                onChange={({ target }) => set({ heldOn: target.value })}
              />
            )}
          </Field>
          <Field label={say(words.time)}>
            {(place) => (
              <Input
                {...place}
                type="time"
                value={draft.time}
                onChange={({ target }) => set({ time: target.value })}
              />
            )}
          </Field>
          <Field label={say(words.place)}>
            {(place) => (
              <Input {...place} value={draft.place} onChange={({ target }) => set({ place: target.value })} />
            )}
          </Field>
          <Field label={say(words.studyOn)} help={say(words.studyHelp)}>
            {(place) => (
              <Input
                {...place}
                type="date"
                value={draft.partyStudy?.on ?? ''}
                onChange={({ target }) => set({ partyStudy: studyOf(target.value, draft.partyStudy?.by) })}
              />
            )}
          </Field>
          <Field label={say(words.studyBy)}>
            {(place) => (
              <Input
                {...place}
                value={draft.partyStudy?.by ?? ''}
                onChange={({ target }) => set({ partyStudy: studyOf(draft.partyStudy?.on, target.value) })}
              />
            )}
          </Field>
        </div>
      </Part>
      <Part
        title={say(words.agenda)}
        aside={
          <AddMotion
            subjects={subjects.filter(
              ({ motion }) => !draft.agenda.some(({ about }) => isSame(about, motion.about)),
            )}
            onAdd={(motion) => set({ agenda: [...draft.agenda, motion] })}
          />
        }
      >
        {draft.agenda.length === 0 && <p className="quiet lead">{say(words.nothing)}</p>}
        <ol className="motions">
          {draft.agenda.map((motion, index) => (
            <MotionFields
              key={`${index} ${motion.kind}`}
              motion={motion}
              index={index}
              last={draft.agenda.length - 1}
              faults={tried.filter(({ pointer }) => pointer?.startsWith(`/agenda/${index}/`) === true)}
              onChange={(next) =>
                set({ agenda: draft.agenda.map((each, at) => (at === index ? next : each)) })
              }
              onMove={(by) => set({ agenda: moved(draft.agenda, index, by) })}
              onRemove={() => set({ agenda: draft.agenda.filter((_, at) => at !== index) })}
            />
          ))}
        </ol>
        {tried
          .filter(({ pointer }) => pointer?.startsWith('/agenda/') !== true)
          .map(({ message }) => (
            <Note key={message} warning>
              {message}
            </Note>
          ))}
        {warnings.map((warning) => (
          <Note key={warning.zh}>{say(warning)}</Note>
        ))}
        {draft.agenda.length > 0 && tried.length === 0 && warnings.length === 0 && (
          <p className="quiet">{say(words.fits)}</p>
        )}
      </Part>
    </Page>
  );
}

/** The parts of a draft in words, as each of two people has them. */
function comparedDrafts(base: Draft, mine: Draft, theirs: Draft, say: Say): readonly Compared[] {
  const parts: Readonly<Record<string, readonly [label: Sentence, told: (draft: Draft) => string]>> = {
    title: [words.title, ({ title }) => title],
    heldOn: [words.heldOn, ({ heldOn }) => heldOn],
    time: [words.time, ({ time }) => time],
    place: [words.place, ({ place }) => place],
    period: [words.period, ({ period }) => (period === null ? '' : periodInWords(period, say))],
    partyStudy: [
      words.studyOn,
      ({ partyStudy }) => (partyStudy === null ? '' : `${partyStudy.on} ${partyStudy.by}`),
    ],
    agenda: [
      words.agenda,
      ({ agenda }) =>
        agenda
          .map((motion, index) =>
            [
              `${index + 1}. ${motion.title}`,
              motion.text,
              say(countingWords[motion.counting ?? 'by-head']),
              motion.proposer == null ? '' : say(proposerWords[motion.proposer]),
            ].join('\n'),
          )
          .join('\n'),
    ],
  };
  return Object.entries(parts).map(([key, [label, told]]) => ({
    key,
    label: say(label),
    base: told(base),
    mine: told(mine),
    theirs: told(theirs),
  }));
}

/** A study is told whole or not at all; the name may be written before the day. */
function studyOf(on = '', by = ''): Draft['partyStudy'] {
  return on === '' && by === '' ? null : { on, by };
}

function wishOf(draft: Draft): Wanted<'draftMeeting'> {
  const { partyStudy, agenda, ...rest } = draft;
  const study =
    partyStudy !== null && partyStudy.on !== '' && partyStudy.by.trim() !== '' ? partyStudy : null;
  return { ...rest, partyStudy: study, agenda: [...agenda] };
}

function changeOf(draft: Draft, meetingId: string): Wanted<'changeMeeting'> {
  const { body, ...rest } = wishOf(draft);
  void body;
  return { ...rest, meetingId };
}

const QUIET_MILLISECONDS = 500;

/** What the server would say to the draft as it stands, asked when the hands rest. */
function useTried(
  draft: Draft,
  id: string | null,
  create: { readonly tryOut: (input: Wanted<'draftMeeting'>) => Promise<Reply<'draftMeeting'>> },
  change: { readonly tryOut: (input: Wanted<'changeMeeting'>) => Promise<Reply<'changeMeeting'>> },
): { readonly tried: readonly Fault[]; readonly warnings: readonly Sentence[] } {
  const [told, setTold] = useState<{ tried: readonly Fault[]; warnings: readonly Sentence[] }>({
    tried: [],
    warnings: [],
  });
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      // What is still being typed is no contradiction.
      const whole = { ...draft, title: draft.title || '—', place: draft.place || '—' };
      const asked = id === null ? create.tryOut(wishOf(whole)) : change.tryOut(changeOf(whole, id));
      asked.then(
        ({ warnings }) => isCurrent && setTold({ tried: [], warnings }),
        (error: unknown) =>
          isCurrent && setTold({ tried: error instanceof Refused ? error.problem.faults : [], warnings: [] }),
      );
    }, QUIET_MILLISECONDS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
    // Trying out changes nothing: whoever asks may be another one each time.
  }, [draft, id]);
  return told;
}

function moved(agenda: readonly Motion[], index: number, by: number): readonly Motion[] {
  const rest = agenda.filter((_, at) => at !== index);
  const motion = agenda[index];
  return motion === undefined ? agenda : [...rest.slice(0, index + by), motion, ...rest.slice(index + by)];
}

function AddMotion(props: {
  readonly subjects: readonly Subject[];
  readonly onAdd: (motion: Motion) => void;
}): ReactElement {
  const say = useSay();
  const { subjects, onAdd } = props;
  const bare = (kind: MotionKind): Motion => ({
    kind,
    title: sayIn('zh')(motionKindWords[kind]),
    text: '',
    counting: kind === 'report' ? 'none' : 'by-head',
    about: null,
  });
  return (
    <Select<string>
      aria-label={say(words.add)}
      style={{ width: 300 }}
      value={null}
      placeholder={say(words.add)}
      onChange={(key) => {
        const found = subjects.find((each) => each.key === key);
        const kind = motionKinds.find((each) => each === key);
        if (found) onAdd(found.motion);
        else if (kind) onAdd(bare(kind));
      }}
      options={[
        ...(subjects.length === 0
          ? []
          : [
              {
                label: say(words.waiting),
                options: subjects.map(({ key, name }) => ({ value: key, label: name })),
              },
            ]),
        {
          label: say(words.others),
          options: motionKinds.map((kind) => ({ value: kind, label: say(motionKindWords[kind]) })),
        },
      ]}
    />
  );
}

function MotionFields(props: {
  readonly motion: Motion;
  readonly index: number;
  readonly last: number;
  readonly faults: readonly Fault[];
  readonly onChange: (motion: Motion) => void;
  readonly onMove: (by: number) => void;
  readonly onRemove: () => void;
}): ReactElement {
  const say = useSay();
  const { motion, index, last, faults, onChange, onMove, onRemove } = props;
  const number = index + 1;
  const counting = motion.counting ?? 'by-head';
  // Words that were changed are no longer those of the other language.
  const reworded = ({ titleEn, textEn, ...rest }: Motion): Motion => {
    void titleEn;
    void textEn;
    return rest;
  };
  const press = (label: Sentence, act: () => void, isOff = false) => (
    <Button type="text" size="small" disabled={isOff} onClick={act}>
      {say(label)}
      <span className="unseen"> {say(words.ofItem, { number })}</span>
    </Button>
  );
  return (
    <li>
      <span className="ordinal" aria-hidden>
        {number}
      </span>
      <div>
        <header>
          <b>{say(motionKindWords[motion.kind])}</b>
          {motion.about != null && <span className="quiet">{say(words.bound)}</span>}
          <span className="beside">
            {press(words.up, () => onMove(-1), index === 0)}
            {press(words.down, () => onMove(1), index === last)}
            {press(words.remove, onRemove)}
          </span>
        </header>
        {faults.map(({ message }) => (
          <p key={message} className="fault" role="alert">
            {message}
          </p>
        ))}
        <Input
          aria-label={say(words.motionTitle, { number })}
          value={motion.title}
          onChange={({ target }) => onChange({ ...reworded(motion), title: target.value })}
        />
        <Input.TextArea
          aria-label={say(words.motionText, { number })}
          rows={2}
          value={motion.text}
          onChange={({ target }) => onChange({ ...reworded(motion), text: target.value })}
        />
        <div className="choices">
          <Select
            aria-label={say(words.counting, { number })}
            style={{ width: 230 }}
            value={counting}
            onChange={(value) => onChange({ ...motion, counting: value })}
            options={motionCountings.map((value) => ({ value, label: say(countingWords[value]) }))}
          />
          {counting !== 'none' && (
            <Select
              aria-label={say(words.proposer, { number })}
              style={{ width: 240 }}
              value={motion.proposer ?? null}
              placeholder={say(words.unnamed)}
              onChange={(proposer) => onChange({ ...motion, proposer })}
              options={proposers.map((value) => ({ value, label: say(proposerWords[value]) }))}
            />
          )}
          {motion.kind === 'other' && counting !== 'none' && (
            <Checkbox
              checked={motion.notReserved === true}
              onChange={({ target }) => onChange({ ...motion, notReserved: target.checked })}
            >
              {say(words.notReserved)}
            </Checkbox>
          )}
        </div>
      </div>
    </li>
  );
}
