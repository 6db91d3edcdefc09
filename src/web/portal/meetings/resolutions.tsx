/** The resolutions of the cooperative, which every member may look into. */
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { bodyWords, executionWords } from '../../../domain/words.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { useAsk } from '../asking.ts';
import { dayInWords } from '../money/where.ts';
import { Answer, Page } from '../parts.tsx';
import { To, usePath } from '../routing.tsx';
import { Written } from '../written.tsx';

type Resolution = Reply<'readOwnResolution'>;

const words = {
  title: { zh: '决议', en: 'Resolutions' },
  one: { zh: '一项决议', en: 'A resolution' },
  all: { zh: '看全部决议', en: 'All resolutions' },
  none: { zh: '还没有决议。', en: 'There is none yet.' },
  adopted: { zh: '✓ 通过', en: '✓ adopted' },
  rejected: { zh: '✗ 没有通过', en: '✗ rejected' },
  lapsed: { zh: '… 人数不够，没有表决', en: '… lapsed for want of a quorum' },
  text: { zh: '看全文', en: 'The whole text' },
  done: { zh: '办得怎样：{state}', en: 'What became of it: {state}' },
  notReported: {
    zh: '办得怎样：还没有人报告',
    en: 'What became of it: nobody has reported yet',
  },
  withheld: { zh: '报告内容只给在任的人看。', en: 'What was reported is shown to those who sit there.' },
} as const satisfies Record<string, Sentence>;

export function Resolutions(): ReactElement {
  const say = useSay();
  const [, , id = ''] = usePath().split('/');
  return (
    <Page title={say(id === '' ? words.title : words.one)}>{id === '' ? <All /> : <One id={id} />}</Page>
  );
}

function All(): ReactElement {
  const say = useSay();
  return (
    <Answer of={useAsk('readOwnResolutions', {})}>
      {({ resolutions }) => (
        <>
          {resolutions.length === 0 && <p>{say(words.none)}</p>}
          <ul className="entries">
            {resolutions.map((each) => (
              <li key={each.id}>
                <Head of={each} />
                <details>
                  <summary>{say(words.text)}</summary>
                  <Text of={each} />
                </details>
              </li>
            ))}
          </ul>
        </>
      )}
    </Answer>
  );
}

/** Where what rests on it leads to. */
function One({ id }: { readonly id: string }): ReactElement {
  const say = useSay();
  return (
    <>
      <Answer of={useAsk('readOwnResolution', { resolutionId: id })}>
        {(found) => (
          <section className="entry">
            <Head of={found} />
            <Text of={found} />
          </section>
        )}
      </Answer>
      <To path="/resolutions" className="door">
        <span>{say(words.all)}</span>
        <span aria-hidden="true">›</span>
      </To>
    </>
  );
}

function Head({ of }: { readonly of: Resolution }): ReactElement {
  const say = useSay();
  return (
    <>
      <b>
        <Written zh={of.title} en={of.titleEn} />
      </b>
      <p>{say(words[of.outcome])}</p>
      <p>
        {dayInWords(of.decidedOn, say)} · {say(bodyWords[of.body])} · {of.number}
      </p>
      <Done execution={of.execution} />
    </>
  );
}

function Text({ of }: { readonly of: Resolution }): ReactElement {
  return (
    <p className="prose">
      <Written zh={of.text} en={of.textEn} />
    </p>
  );
}

/** What the ledger did of it, or what was reported; nothing of what was not adopted. */
function Done({ execution }: Pick<Resolution, 'execution'>): ReactElement | null {
  const say = useSay();
  if (execution === null) return null;
  const { state, reportedOn, text, isReported } = execution;
  return (
    <>
      <p>
        {state === 'not-reported'
          ? say(words.notReported)
          : say(words.done, { state: say(executionWords[state]) })}
      </p>
      {isReported && text === '' && <p>{say(words.withheld)}</p>}
      {reportedOn !== null && (
        <p>
          {dayInWords(reportedOn, say)}
          {text !== '' && ': '}
          {text !== '' && (isReported ? <Written zh={text} /> : text)}
        </p>
      )}
    </>
  );
}
