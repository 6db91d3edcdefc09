/** What stands around every page: whose cooperative, for whom one looks, how large, which language, and whom to call. */
import { useState, type ReactElement, type ReactNode } from 'react';
import type { Sentence } from '../../domain/language.ts';
import { mandateGroundWords } from '../../domain/mandate.ts';
import { languages, type Language } from '../../domain/language.ts';
import { speak, useLanguage, useSay } from '../shared/language.ts';
import { useSelf } from './acting.ts';
import { useKeptAt } from './kept.ts';
import { receiptsOnPhone } from './meetings/receipts.ts';
import { Sheet } from './parts.tsx';
import { dayInWords, momentInWords } from './money/where.ts';
import { usePlace } from './place.ts';
import { go, To } from './routing.tsx';
import { Marked, Written } from './written.tsx';
import { keepSize, sizeNow, sizes, type Size } from './size.ts';

const words = {
  house: { zh: '股份经济合作社 · 股民门户', en: 'Shareholding cooperative · members’ portal' },
  actingFor: { zh: '您正在替{name}看', en: 'You are looking for {name}' },
  ground: { zh: '{ground}，到 {until} 为止', en: '{ground}, until {until}' },
  toSelf: { zh: '不替了，回到本人', en: 'Back to myself' },
  settings: { zh: '字的大小 · Language', en: 'Letter size · 语言' },
  kept: {
    zh: '现在没有网络，或者网络太慢。这是 {at} 看到的。',
    en: 'There is no network now, or it is too slow. This is what was seen at {at}.',
  },
  moved: {
    zh: '{on}起，合作社的账搬到了“{destination}”。这里看到的停在那天，新的到那里看，有事问办公室。',
    en: 'Since {on} the books of the cooperative are kept at “{destination}”. What stands here ends on that day; ask the office where to look now.',
  },
  check: { zh: '核对一份文件是真是假', en: 'Check whether a paper is true' },
  size: { zh: '字的大小', en: 'Letter size' },
  18: { zh: '大', en: 'Large' },
  24: { zh: '更大', en: 'Larger' },
  30: { zh: '最大', en: 'Largest' },
  language: { zh: '语言 Language', en: 'Language 语言' },
  office: { zh: '有事找办公室', en: 'Ask the office' },
  call: { zh: '打电话', en: 'Call' },
  noPhone: { zh: '请到合作社办公室来问。', en: 'Please come to the office of the cooperative.' },
  out: { zh: '退出登录', en: 'Sign out' },
  losing: {
    zh: '这部手机记着您无记名票的回执号。退出以后就忘了，办公室也查不到。请先抄下来：',
    en: 'This phone keeps the receipts of your secret ballots. Once you sign out they are gone, and the office cannot tell them. Write them down first:',
  },
  outAll: { zh: '抄好了，退出登录', en: 'Written down: sign out' },
  stay: { zh: '先不退出', en: 'Stay signed in' },
} as const satisfies Record<string, Sentence>;

const nowhere = { id: null, name: null, moved: null, telephone: null, place: null, hours: null };

const languageWords: Readonly<Record<Language, string>> = { zh: '中文', en: 'English' };

export function Frame(props: {
  /** Null: nobody is signed in. */
  readonly onOut: (() => void) | null;
  readonly children: ReactNode;
}): ReactElement {
  const say = useSay();
  const { id, name, moved, telephone, place, hours } = usePlace() ?? nowhere;
  const { acting, hasEnded, actFor } = useSelf();
  const { onOut } = props;
  const keptAt = useKeptAt();
  return (
    <div className="page">
      <header>
        <span className="seal" aria-hidden="true">
          合股
        </span>
        <b>{name === null ? say(words.house) : <Written zh={name} />}</b>
      </header>
      {acting !== null && !hasEnded && (
        <aside className="acting" aria-label={say(words.actingFor, { name: acting.name })}>
          <b>
            <Marked text={say(words.actingFor, { name: acting.name })} />
          </b>
          <p>
            {say(words.ground, {
              ground: say(mandateGroundWords[acting.ground]),
              until: dayInWords(acting.until, say),
            })}
          </p>
          <button
            type="button"
            onClick={() => {
              actFor(null);
              go('/');
            }}
          >
            {say(words.toSelf)}
          </button>
        </aside>
      )}
      {/* Whoever cannot read this needs it before anything else. */}
      <details className="tools">
        <summary>{say(words.settings)}</summary>
        <Settings />
      </details>
      {/* What a phone kept from before has none. */}
      {moved && (
        <p className="kept" role="status">
          {say(words.moved, { on: dayInWords(moved.on, say), destination: moved.destination })}
        </p>
      )}
      {keptAt !== null && (
        <p className="kept" role="status">
          {say(words.kept, { at: momentInWords(keptAt, say) })}
        </p>
      )}
      {props.children}
      <footer>
        <h2>{say(words.office)}</h2>
        {telephone === null ? (
          <p>{say(words.noPhone)}</p>
        ) : (
          <a className="button" href={`tel:${telephone.replace(/ /g, '')}`}>
            <span>
              {say(words.call)} <span className="telephone">{telephone}</span>
            </span>
          </a>
        )}
        {place !== null && (
          <p>
            <Written zh={place} />
          </p>
        )}
        {hours !== null && (
          <p>
            <Written zh={hours} />
          </p>
        )}
        {id !== null && (
          <To path={`/check/${id}`} className="door">
            <span>{say(words.check)}</span>
            <span aria-hidden="true">›</span>
          </To>
        )}
        {onOut !== null && <SignOut onOut={onOut} />}
      </footer>
    </div>
  );
}

/** At once, but for what would really be lost by it: named votes stand in the books, receipts of secret ones on this phone alone. */
function SignOut({ onOut }: { readonly onOut: () => void }): ReactElement {
  const say = useSay();
  const [receipts, setReceipts] = useState<readonly string[]>([]);
  const leave = () => {
    const kept = receiptsOnPhone();
    if (kept.length === 0) onOut();
    else setReceipts(kept);
  };
  if (receipts.length === 0)
    return (
      <button type="button" className="plain" onClick={leave}>
        {say(words.out)}
      </button>
    );
  return (
    <Sheet label={say(words.losing)}>
      {receipts.map((each) => (
        <p key={each}>
          <b>{each}</b>
        </p>
      ))}
      <button type="button" className="main" onClick={onOut}>
        {say(words.outAll)}
      </button>
      <button type="button" onClick={() => setReceipts([])}>
        {say(words.stay)}
      </button>
    </Sheet>
  );
}

function Settings(): ReactElement {
  const say = useSay();
  const language = useLanguage();
  const [size, setSize] = useState<Size>(sizeNow());
  return (
    <div className="settings">
      <fieldset>
        <legend>{say(words.size)}</legend>
        {sizes.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === size}
            onClick={() => {
              keepSize(each);
              setSize(each);
            }}
          >
            {say(words[each])}
          </button>
        ))}
      </fieldset>
      <fieldset>
        <legend>{say(words.language)}</legend>
        {languages.map((each) => (
          <button
            key={each}
            type="button"
            lang={each === 'zh' ? 'zh-CN' : 'en'}
            aria-pressed={each === language}
            onClick={() => speak(each)}
          >
            {languageWords[each]}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
