/** What is entered of one member: a standing, other details, a household, a tag, a wish to correct; and a look at a number. */
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { standingKindWords } from '../../../domain/words.ts';
import { Ask } from '../../shared/ask.tsx';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { Note, Part } from '../../shared/page.tsx';

type Detail = Reply<'readMember'>;

const words = {
  title: { zh: '登记变动', en: 'Enter a change' },
  standing: { zh: '登记身份变动', en: 'Standing' },
  standingMore: {
    zh: '去世和当日登记的退休即时生效；加入、退出、恢复由另一人复核后生效。',
    en: 'A death, and a retirement entered within a day, hold at once; the rest once another person confirms it.',
  },
  details: { zh: '修改资料', en: 'Details' },
  detailsMore: {
    zh: '只登记改动的项目。性别、出生日期、证件号和账号由另一人复核后生效。号码不显示原值：填新号码即更改，不填即不变。',
    en: 'Only what differs is entered. Sex, birth date, ID and account wait for another person. Numbers stay as they are unless a new one is typed.',
  },
  name: { zh: '姓名', en: 'Name' },
  place: { zh: '入户、出户', en: 'Household' },
  placeMore: { zh: '不选户即不归任何户。', en: 'Without a household they belong to none.' },
  tag: { zh: '标签', en: 'Tag' },
  correct: { zh: '更正身份记录', en: 'Correct a standing' },
  correctMore: {
    zh: '原记录留在历史中，注明已更正；由另一人复核后生效。',
    en: 'The record stays in the history, marked as corrected; it takes effect once another person confirms it.',
  },
  wish: { zh: '代录更正申请', en: 'Request a correction' },
  look: { zh: '查看完整号码', en: 'See a number' },
  lookMore: {
    zh: '谁看了、为什么，写入操作记录。',
    en: 'Who looked, and why, is written into the trail.',
  },
  seen: { zh: '完整号码：{value}', en: 'The number: {value}' },
  which: { zh: '{kind}，{day}', en: '{kind}, {day}' },
} as const satisfies Record<string, Sentence>;

function startOf({ member }: Detail) {
  return {
    name: member.name,
    sex: member.sex ?? '',
    birthDate: member.birthDate ?? '',
    seniorityFrom: member.seniorityFrom ?? '',
    bankName: member.bankName ?? '',
    residentId: '',
    phone: '',
    bankAccount: '',
  };
}

export function MemberChanges({ detail }: { readonly detail: Detail }): ReactElement {
  const say = useSay();
  const [number, setNumber] = useState<string | null>(null);
  const { member, history } = detail;
  const { id: memberId } = member;
  const struck = new Set(history.map(({ corrects }) => corrects));
  const open = history.filter(({ id, kind }) => !struck.has(id) && kind !== 'void');
  return (
    <Part title={say(words.title)}>
      <span className="beside wrapped">
        <Ask change="recordStanding" label={say(words.standing)} given={{ memberId }} small>
          <p className="quiet">{say(words.standingMore)}</p>
        </Ask>
        <Ask
          change="changeDetails"
          label={say(words.details)}
          given={{ memberId }}
          start={startOf(detail)}
          onlyChanged
          called={{ name: words.name }}
          seen={{ question: 'readMember', input: { memberId }, startOf }}
          small
        >
          <p className="quiet">{say(words.detailsMore)}</p>
        </Ask>
        <Ask
          change="placeInHousehold"
          label={say(words.place)}
          given={{ memberId }}
          start={{ household: member.household?.number ?? '', relation: member.relation ?? '' }}
          small
        >
          <p className="quiet">{say(words.placeMore)}</p>
        </Ask>
        <Ask change="setTag" label={say(words.tag)} given={{ memberId }} small />
        {open.length > 0 && (
          <Ask
            change="correctStanding"
            label={say(words.correct)}
            given={{ memberId }}
            choices={{
              standingId: open.map(({ id, kind, effectiveOn }) => ({
                value: id,
                label: say(words.which, { kind: say(standingKindWords[kind]), day: effectiveOn }),
              })),
            }}
            small
          >
            <p className="quiet">{say(words.correctMore)}</p>
          </Ask>
        )}
        <Ask change="recordCorrection" label={say(words.wish)} given={{ memberId }} small />
        <Ask
          change="unmask"
          label={say(words.look)}
          given={{ memberId }}
          small
          onDone={({ value }) => setNumber(value)}
        >
          <p className="quiet">{say(words.lookMore)}</p>
        </Ask>
      </span>
      {number !== null && <Note>{say(words.seen, { value: number })}</Note>}
    </Part>
  );
}
