/**
 * Two people on one thing: what the other changed, field by field, beside what one wrote oneself. What only one of them touched stays
 * as that one has it; what both did is chosen. Nothing is saved here: the form goes on with what was chosen.
 */
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../domain/language.ts';
import type { Refused } from './call.ts';
import { useSay } from './language.ts';
import { Note } from './page.tsx';
import { Sheet } from './sheet.tsx';
import './conflict.css';

const words = {
  title: { zh: '有人已经改过', en: 'Somebody changed it meanwhile' },
  act: { zh: '按所选继续', en: 'Go on with these' },
  same: {
    zh: '您填写的各项与对方没有出入，可以继续。',
    en: 'What you wrote does not differ from theirs: you can go on.',
  },
  mine: { zh: '保留我的', en: 'Keep mine' },
  theirs: { zh: '用对方的', en: 'Take theirs' },
  empty: { zh: '（空）', en: '(empty)' },
} as const satisfies Record<string, Sentence>;

/** A field in three states, each as text to be read. */
export interface Compared {
  readonly key: string;
  readonly label: string;
  /** As it was when one began. */
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}

type Whose = 'mine' | 'theirs';

export function ConflictSheet(props: {
  readonly failure: Refused;
  readonly fields: readonly Compared[];
  /** Keys of the fields in which theirs is taken. */
  readonly onChosen: (theirs: readonly string[]) => void;
  readonly onClose: () => void;
}): ReactElement {
  const say = useSay();
  const { failure, fields, onChosen, onClose } = props;
  const differing = fields.filter(({ mine, theirs }) => mine !== theirs);
  const [chosen, setChosen] = useState<Readonly<Record<string, Whose>>>(() =>
    Object.fromEntries(
      differing.flatMap(({ key, base, mine, theirs }): [string, Whose][] =>
        base === mine ? [[key, 'theirs']] : base === theirs ? [[key, 'mine']] : [],
      ),
    ),
  );
  return (
    <Sheet
      title={say(words.title)}
      act={say(words.act)}
      width={820}
      onClose={onClose}
      isReady={differing.every(({ key }) => chosen[key] !== undefined)}
      onAct={() => onChosen(differing.filter(({ key }) => chosen[key] === 'theirs').map(({ key }) => key))}
    >
      <Note warning>{failure.problem.detail}</Note>
      {differing.length === 0 && <p>{say(words.same)}</p>}
      {differing.map(({ key, label, ...versions }) => (
        <fieldset key={key} className="conflict">
          <legend>{label}</legend>
          {(['theirs', 'mine'] as const).map((whose) => (
            <label key={whose}>
              <input
                type="radio"
                name={key}
                checked={chosen[key] === whose}
                onChange={() => setChosen((before) => ({ ...before, [key]: whose }))}
              />
              <b>{say(words[whose])}</b>
              <span>{versions[whose] === '' ? say(words.empty) : versions[whose]}</span>
            </label>
          ))}
        </fieldset>
      ))}
    </Sheet>
  );
}
