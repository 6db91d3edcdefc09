/** Whom one acts for, and who acts for oneself: each by a paper that the office has seen, each until a day. */
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { mandateGroundWords, mandateStateWords, type MandateEndCause } from '../../../domain/mandate.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { useSelf, type Acting } from '../acting.ts';
import { useAsk, useDo } from '../asking.ts';
import { dayInWords, momentInWords } from '../money/where.ts';
import { Answer, focusOn, Form, Line, Page, Part } from '../parts.tsx';
import { go } from '../routing.tsx';
import { Written } from '../written.tsx';

const words = {
  title: { zh: '家人代理', en: 'Family: who acts for whom' },
  mine: { zh: '我替谁看', en: 'For whom I look' },
  none: { zh: '没有。', en: 'Nobody.' },
  own: {
    zh: '这一页是您自己的，不是{name}的：您替谁看，谁替您看。',
    en: 'This page is about yourself and not about {name}: for whom you look, and who looks for you.',
  },
  how: {
    zh: '要替家人看，或让家人替您看：请带证明到办公室办理。',
    en: 'To act for somebody of your family, or to let them act for you, bring a paper to the office.',
  },
  numbered: { zh: '（{number}）', en: ' ({number})' },
  look: { zh: '替{name}看', en: 'Look for {name}' },
  terms: { zh: '{ground}，{from} 至 {until}', en: '{ground}, {from} – {until}' },
  paper: { zh: '依据：', en: 'By: ' },
  theirs: { zh: '谁替我看', en: 'Who looks for me' },
  end: { zh: '不让他替我看了', en: 'End it' },
  endOwn: { zh: '我不再替{name}看', en: 'I stop acting for {name}' },
  why: { zh: '为什么（可以不写）', en: 'Why (you need not say)' },
  endedOn: { zh: '{at}结束了，{who}。', en: 'Ended {at}: {who}. ' },
  because: { zh: '理由：', en: 'Why: ' },
  sure: { zh: '确定结束', en: 'Yes, end it' },
  keep: { zh: '不结束，照旧', en: 'No, leave it as it is' },
  ends: {
    zh: '结束以后，{person}马上就不能再替您看了。以后还要他看，要重新带证明到办公室办理。',
    en: 'Once it is ended, {person} can look for you no more, from that moment on. To let them look again, a paper has to be brought to the office anew.',
  },
  endsOwn: {
    zh: '结束以后，您马上就不能再替{name}看了。以后还要看，要重新带证明到办公室办理。',
    en: 'Once it is ended, you can look for {name} no more, from that moment on. To look again, bring a paper to the office anew.',
  },
} as const satisfies Record<string, Sentence>;

type ActedForBy = Reply<'readOwnMandates'>['actedForBy'][number];

/** Who ended it, told to the member whom it is about. */
const endedByWords: Readonly<Record<MandateEndCause, Sentence>> = {
  member: { zh: '您自己结束的', en: 'you ended it yourself' },
  mandatary: { zh: '代理人自己不再替您看了', en: 'whoever acted for you gave it up' },
  office: { zh: '办公室两人办理的', en: 'two people of the office ended it' },
  death: { zh: '因为登记了去世', en: 'because a death was entered' },
  'not-dead': { zh: '因为去世的登记作废了', en: 'because the entry of a death was struck out' },
};

export function Family(): ReactElement {
  const say = useSay();
  const mandates = useAsk('readOwnMandates', {});
  const { acting, actFor } = useSelf();
  return (
    <Page title={say(words.title)}>
      {acting !== null && <p className="kept">{say(words.own, { name: acting.name })}</p>}
      <Answer of={mandates}>
        {({ actsFor, actedForBy }) => (
          <>
            <Part title={say(words.mine)}>
              {actsFor.length === 0 && <p>{say(words.none)}</p>}
              {actsFor.map((each) => (
                <div key={each.mandateId} className="entry">
                  <b>{each.name}</b>
                  <Terms of={each} />
                  <button
                    type="button"
                    className="main"
                    onClick={() => {
                      actFor(each);
                      go('/');
                    }}
                  >
                    {say(words.look, { name: each.name })}
                  </button>
                  <Ending
                    mandateId={each.mandateId}
                    label={say(words.endOwn, { name: each.name })}
                    means={say(words.endsOwn, { name: each.name })}
                  />
                </div>
              ))}
            </Part>
            <Part title={say(words.theirs)}>
              {actedForBy.length === 0 && <p>{say(words.none)}</p>}
              {actedForBy.map((each) => (
                <div key={each.mandateId} className="entry">
                  <b>
                    {each.person}
                    {each.personNumber !== null && say(words.numbered, { number: each.personNumber })} ·{' '}
                    {say(mandateStateWords[each.state])}
                  </b>
                  <Terms of={each} />
                  <Ended of={each} />
                  <p>
                    {say(words.paper)}
                    <Written zh={each.document} />
                  </p>
                  {each.state === 'holds' && (
                    <Ending
                      mandateId={each.mandateId}
                      label={say(words.end)}
                      means={say(words.ends, { person: each.person })}
                    />
                  )}
                </div>
              ))}
            </Part>
            <p>{say(words.how)}</p>
          </>
        )}
      </Answer>
    </Page>
  );
}

/** When it ended before its time, and by whom. */
function Ended({ of }: { readonly of: ActedForBy }): ReactElement | null {
  const say = useSay();
  const { endedAt, endedBecause, reason } = of;
  if (endedAt === null || endedBecause === null) return null;
  const filled = { at: momentInWords(endedAt, say), who: say(endedByWords[endedBecause]) };
  return (
    <p>
      {say(words.endedOn, filled)}
      {reason !== null && reason !== '' && (
        <>
          {say(words.because)}
          <Written zh={reason} />
        </>
      )}
    </p>
  );
}

function Terms({
  of: { ground, from, until },
}: {
  readonly of: Pick<Acting, 'ground' | 'from' | 'until'>;
}): ReactElement {
  const say = useSay();
  return (
    <p>
      {say(words.terms, {
        ground: say(mandateGroundWords[ground]),
        from: dayInWords(from, say),
        until: dayInWords(until, say),
      })}
    </p>
  );
}

/** Said in words before it is done; whoever only looked what the button does goes back. */
function Ending(props: {
  readonly mandateId: string;
  readonly label: string;
  readonly means: string;
}): ReactElement {
  const { mandateId, label, means } = props;
  const say = useSay();
  const [isAsked, setAsked] = useState(false);
  const [reason, setReason] = useState('');
  const end = useDo('endOwnMandate');
  if (!isAsked)
    return (
      <button
        type="button"
        onClick={() => {
          setAsked(true);
          focusOn(mandateId);
        }}
      >
        {label}
      </button>
    );
  return (
    <div className="kept" id={mandateId} tabIndex={-1}>
      <p>{means}</p>
      <Form
        act={say(words.sure)}
        isRunning={end.isRunning}
        failure={end.failure}
        onSend={() => void end.run({ mandateId, ...(reason.trim() !== '' && { reason }) })}
      >
        <Line label={say(words.why)} value={reason} onChange={setReason} kind="many" isOptional />
      </Form>
      <button type="button" disabled={end.isRunning} onClick={() => setAsked(false)}>
        {say(words.keep)}
      </button>
    </div>
  );
}
