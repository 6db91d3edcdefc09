/** The half-yearly assembly drafted with its standard agenda and convened in one press; what is put to the vote is read before. */
import { Link } from '@tanstack/react-router';
import { Input } from 'antd';
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { bodyWords } from '../../../domain/words.ts';
import { together, useChange, useTried, useWholeList } from '../../shared/asking.ts';
import { Refused, type Input as Wanted } from '../../shared/call.ts';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { Note } from '../../shared/page.tsx';
import { periodInWords } from '../../shared/period.ts';
import { begin, Opening, Sheet } from '../../shared/sheet.tsx';
import { useTyped } from '../../shared/typed.ts';

const words = {
  title: { zh: '召集 {period} 大会', en: 'Convene the assembly of the {period}' },
  act: { zh: '草拟并发出通知', en: 'Draft it and give notice' },
  more: {
    zh: '今天发出通知，日期、时间、地点和议案逐字确定，会上只表决通知所列的议案。',
    en: 'The notice goes out today and fixes day, hour, place and motions word for word: nothing else is voted at the meeting.',
  },
  other: { zh: '另行安排议程…', en: 'Arrange the agenda yourself…' },
  heldOn: { zh: '日期', en: 'Day' },
  time: { zh: '时间', en: 'Hour' },
  place: { zh: '地点', en: 'Place' },
  studyOn: { zh: '党组织研究日期', en: 'Studied by the party organisation on' },
  studyBy: { zh: '党组织名称', en: 'Which organisation' },
  studyFirst: {
    zh: '填了党组织研究的日期和名称，这里显示议程。',
    en: 'With the day of the study and the organisation filled in, the agenda stands here.',
  },
  agenda: { zh: '议程', en: 'Agenda' },
} as const satisfies Record<string, Sentence>;

const STUDY_MISSING = 'meeting.study-missing';

interface Props {
  readonly period: string;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

export function ConveneHalfYearSheet(props: Props): ReactElement {
  const meetings = useWholeList('listMeetings', {}, (page) => page.meetings);
  const needed = together(meetings);
  if (!needed.isThere) return <Opening of={needed} onClose={props.onClose} />;
  const last = meetings.rows.findLast(
    ({ body, state }) => body.endsWith('assembly') && state !== 'cancelled',
  );
  return <Form {...props} lastPlace={last?.place ?? ''} />;
}

interface Fields {
  readonly heldOn: string;
  readonly time: string;
  readonly place: string;
  readonly studyOn: string;
  readonly studyBy: string;
}

function Form(props: Props & { readonly lastPlace: string }): ReactElement {
  const say = useSay();
  const { period, lastPlace, onClose, onDone = onClose } = props;
  const [fields, setFields, forget] = useTyped<Fields>(`assembly of ${period}`, () => ({
    heldOn: '',
    time: '',
    place: lastPlace,
    studyOn: '',
    studyBy: '',
  }));
  const close = () => {
    forget();
    onClose();
  };
  const set = (part: Partial<Fields>) => setFields((before) => ({ ...before, ...part }));
  const convene = useChange('conveneHalfYear');
  const { heldOn, time, studyOn } = fields;
  const [place, studyBy] = [fields.place.trim(), fields.studyBy.trim()];
  const wish: Wanted<'conveneHalfYear'> = {
    period,
    ...(heldOn !== '' && { heldOn }),
    ...(time !== '' && { time }),
    ...(place !== '' && { place }),
    ...(studyOn !== '' && studyBy !== '' && { partyStudy: { on: studyOn, by: studyBy } }),
  };
  // Without a place the rest can be looked at already.
  const tried = useTried('conveneHalfYear', { ...wish, place: place === '' ? '—' : place });
  const found = tried.reply;
  const faults = tried.failure instanceof Refused ? tried.failure.problem.faults : [];
  // What the form asks for and nobody has filled in yet is no mistake of theirs.
  const isUnstudied =
    wish.partyStudy === undefined && faults.length > 0 && faults.every(({ code }) => code === STUDY_MISSING);
  return (
    <Sheet
      title={say(words.title, { period: periodInWords(period, say) })}
      act={say(words.act)}
      width={820}
      onClose={close}
      isReady={found !== undefined && place !== ''}
      isRunning={convene.isRunning}
      failure={convene.failure}
      objection={isUnstudied ? null : tried.failure}
      onAct={() =>
        void convene.run(wish).then((done) => {
          if (done === undefined) return;
          forget();
          onDone();
        })
      }
    >
      <p>
        {say(words.more)} <Link to="/meetings/new">{say(words.other)}</Link>
      </p>
      <div className="fields two">
        <Field label={say(words.heldOn)} at="/heldOn">
          {(spot) => (
            <Input
              {...spot}
              type="date"
              value={heldOn === '' ? (found?.heldOn ?? '') : heldOn}
              onChange={({ target }) => set({ heldOn: target.value })}
            />
          )}
        </Field>
        <Field label={say(words.time)} at="/time">
          {(spot) => (
            <Input
              {...spot}
              type="time"
              value={time === '' ? (found?.time ?? '') : time}
              onChange={({ target }) => set({ time: target.value })}
            />
          )}
        </Field>
        <Field label={say(words.place)} at="/place">
          {(spot) => (
            <Input
              {...spot}
              {...(lastPlace === '' && begin)}
              maxLength={200}
              value={fields.place}
              onChange={({ target }) => set({ place: target.value })}
            />
          )}
        </Field>
        <Field label={say(words.studyOn)} at="/partyStudy">
          {(spot) => (
            <Input
              {...spot}
              type="date"
              value={studyOn}
              onChange={({ target }) => set({ studyOn: target.value })}
            />
          )}
        </Field>
        <Field label={say(words.studyBy)}>
          {(spot) => (
            <Input
              {...spot}
              maxLength={200}
              value={fields.studyBy}
              onChange={({ target }) => set({ studyBy: target.value })}
            />
          )}
        </Field>
      </div>
      {isUnstudied && <p className="quiet">{say(words.studyFirst)}</p>}
      {found !== undefined && (
        <>
          <h3>
            {found.title} · {say(bodyWords[found.body])}
          </h3>
          <ol aria-label={say(words.agenda)}>
            {found.agenda.map(({ title, text, titleEn, textEn }) => (
              <li key={title}>
                <b>{say({ zh: title, en: titleEn ?? title })}</b>
                <p className="quiet">{say({ zh: text, en: textEn ?? text })}</p>
              </li>
            ))}
          </ol>
          {found.warnings.map((warning) => (
            <Note key={warning.zh}>{say(warning)}</Note>
          ))}
        </>
      )}
    </Sheet>
  );
}
