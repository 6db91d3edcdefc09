/** A scheme in the words of the office: so many shares for each, and another number for those who get one of their own. */
import { Button, Input, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { useAnswer, useChange } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { useIsTyped, useTyped } from '../../shared/typed.ts';

type ShareClass = Reply<'listShareClasses'>['classes'][number];

const words = {
  act: { zh: '按比例配股', en: 'Match at a ratio' },
  more: {
    zh: '每人按自己的股数配股。规则随数字写出；登记后可与其他方案比较，经大会通过才能入账。',
    en: 'Everybody gets by what they hold. The rules follow from the figures; compare it with others, a meeting adopts it before it is posted.',
  },
  day: { zh: '生效日', en: 'Effective on' },
  base: { zh: '按哪种股配', en: 'For each share of' },
  given: { zh: '配什么股', en: 'Given are shares of' },
  all: { zh: '每 1 股配几股', en: 'Shares for each' },
  some: { zh: '另有比例的人', en: 'Who gets another number' },
  nobody: { zh: '没有，人人相同', en: 'nobody: the same for all' },
  retired: { zh: '名册上已退休的成员', en: 'members retired by the register' },
  tagged: { zh: '名册上有这个标签的人', en: 'people with this tag in the register' },
  tag: { zh: '标签', en: 'Tag' },
  tagHelp: { zh: '与名册“标签”一列所写相同，如 退休', en: 'as in the column “Tags” of the roster' },
  others: { zh: '这些人每 1 股配几股', en: 'Shares for each, for them' },
  same: { zh: '1:{all} 配股方案', en: 'Scheme of 1:{all}' },
  apart: {
    zh: '{who} 1:{some}、其他人 1:{all} 配股方案',
    en: 'Scheme of 1:{some} for {who}, 1:{all} for others',
  },
  sameMeaning: { zh: '每 1 股{base}配 {all} 股{given}', en: '{all} {given} for each {base}' },
  apartMeaning: {
    zh: '{who}每 1 股{base}配 {some} 股{given}，其他人配 {all} 股',
    en: '{some} {given} for each {base} for {who}, {all} for others',
  },
  retirees: { zh: '退休成员', en: 'retirees' },
} as const satisfies Record<string, Sentence>;

const TYPED_AS = 'scheme at a ratio';
const HOW_MANY = /^[1-9]\d{0,3}$/;

export function RatioScheme(): ReactElement | null {
  const say = useSay();
  const { may } = useSession();
  const [isOpen, setOpen] = useState(useIsTyped(TYPED_AS));
  const classes = useAnswer('listShareClasses', {}, { when: may('schemes.draft') });
  const known = classes.data?.classes ?? [];
  if (!may('schemes.draft') || known.length < 2) return null;
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {say(words.act)}
      </Button>
      {isOpen && <RatioSheet classes={known} onClose={() => setOpen(false)} />}
    </>
  );
}

interface Typed {
  readonly day: string;
  readonly base: string;
  readonly given: string;
  readonly all: string;
  readonly who: 'nobody' | 'retired' | 'tagged';
  readonly tag: string;
  readonly some: string;
}

function RatioSheet(props: {
  readonly classes: readonly ShareClass[];
  readonly onClose: () => void;
}): ReactElement {
  const say = useSay();
  const { classes, onClose } = props;
  const draft = useChange('draftScheme');
  const first = (kind: ShareClass['kind'], at: number) =>
    (classes.find((each) => each.kind === kind) ?? classes[at])?.code ?? '';
  const [typed, setTyped, forget] = useTyped<Typed>(TYPED_AS, () => ({
    day: todayInChina(),
    base: first('basic', 0),
    given: first('matched', 1),
    all: '3',
    who: 'nobody',
    tag: '',
    some: '8',
  }));
  const close = () => {
    forget();
    onClose();
  };
  const { day, base, given, all, who, tag, some } = typed;
  const isApart = who !== 'nobody';
  const nameOf = (code: string) => classes.find((each) => each.code === code);
  const places = nameOf(given)?.places ?? 0;
  const rule = (cohort: { everyone: true } | { standing: 'retired' } | { tag: string }, number: string) =>
    ({
      kind: 'match',
      shareClass: given,
      base,
      cohort,
      ratio: `1:${number}`,
      rounding: 'down',
      places,
    }) as const;
  const told = (language: 'zh' | 'en', sentence: Sentence) => {
    const named = (code: string) =>
      language === 'zh' ? (nameOf(code)?.name ?? code) : (nameOf(code)?.nameEn ?? nameOf(code)?.name ?? code);
    const people = who === 'tagged' ? tag.trim() : words.retirees[language];
    const filling: Record<string, string> = {
      base: named(base),
      given: named(given),
      all,
      some,
      who: people,
    };
    return sentence[language].replace(/\{(\w+)\}/g, (_, key: string) => filling[key] ?? '');
  };
  const put = (part: Partial<typeof typed>) => setTyped({ ...typed, ...part });
  const options = classes.map((each) => ({
    value: each.code,
    label: say({ zh: each.name, en: each.nameEn ?? each.name }),
  }));
  const meaning = isApart ? words.apartMeaning : words.sameMeaning;
  const isReady =
    base !== given &&
    HOW_MANY.test(all) &&
    (!isApart || HOW_MANY.test(some)) &&
    (who !== 'tagged' || tag.trim() !== '');
  const text = (key: 'day' | 'all' | 'some' | 'tag', label: Sentence, help?: Sentence) => (
    <Field label={say(label)} help={help && say(help)}>
      {(place) => (
        <Input
          {...place}
          type={key === 'day' ? 'date' : 'text'}
          value={typed[key]}
          onChange={({ target }) => put({ [key]: target.value })}
        />
      )}
    </Field>
  );
  return (
    <Sheet
      title={say(words.act)}
      act={say(words.act)}
      onClose={close}
      isReady={isReady}
      isRunning={draft.isRunning}
      failure={draft.failure}
      onAct={() =>
        void draft
          .run({
            name: told('zh', isApart ? words.apart : words.same),
            nameEn: told('en', isApart ? words.apart : words.same),
            meaning: told('zh', meaning),
            meaningEn: told('en', meaning),
            effectiveOn: day,
            rules: [
              ...(who === 'retired' ? [rule({ standing: 'retired' }, some)] : []),
              ...(who === 'tagged' ? [rule({ tag: tag.trim() }, some)] : []),
              rule({ everyone: true }, all),
            ],
          })
          .then((done) => done && close())
      }
    >
      <p className="quiet">{say(words.more)}</p>
      {text('day', words.day)}
      {(['base', 'given'] as const).map((key) => (
        <Field key={key} label={say(words[key])}>
          {(place) => (
            <Select
              {...place}
              style={{ width: '100%' }}
              value={typed[key]}
              options={options}
              onChange={(code: string) => put({ [key]: code })}
            />
          )}
        </Field>
      ))}
      {text('all', words.all)}
      <Field label={say(words.some)}>
        {(place) => (
          <Select
            {...place}
            style={{ width: '100%' }}
            value={who}
            options={(['nobody', 'retired', 'tagged'] as const).map((value) => ({
              value,
              label: say(words[value]),
            }))}
            onChange={(value: typeof who) => put({ who: value })}
          />
        )}
      </Field>
      {who === 'tagged' && text('tag', words.tag, words.tagHelp)}
      {isApart && text('some', words.others)}
      {isReady && <p>{say({ zh: told('zh', meaning), en: told('en', meaning) })}</p>}
    </Sheet>
  );
}
