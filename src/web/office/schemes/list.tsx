/** Every version of the allotment scheme, the latest first: what its ratio means in words, and whether it was adopted. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { schemeStateWords } from '../../../domain/resolution.ts';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { Page, State, type Tone } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Answer, Empty, NoPermission } from '../../shared/states.tsx';

type Scheme = Reply<'listSchemes'>['schemes'][number];

const words = {
  title: { zh: '配股方案', en: 'Allotment schemes' },
  compare: { zh: '比较方案', en: 'Compare' },
  version: { zh: '第 {version} 版，{day} 起', en: 'Version {version}, from {day}' },
  none: { zh: '还没有配股方案', en: 'No scheme yet' },
  noneMore: {
    zh: '方案写明谁按什么比例得多少股，由大会通过后入账。',
    en: 'A scheme says who gets how many shares at which ratio; a meeting adopts it, then it is posted.',
  },
} as const satisfies Record<string, Sentence>;

const tones: Readonly<Record<Scheme['state'], Tone>> = {
  proposed: 'next',
  adopted: 'next',
  posted: 'done',
  withdrawn: 'off',
};

export function SchemeList(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const schemes = useAnswer('listSchemes', {}, { when: may('schemes.read') });
  if (!may('schemes.read')) return <NoPermission action="schemes.read" />;
  const count = schemes.data?.schemes.length ?? 0;
  return (
    <Page
      title={say(words.title)}
      action={
        count > 1 && (
          <Link to="/schemes/compare" className="button primary">
            {say(words.compare)}
          </Link>
        )
      }
    >
      <Answer of={schemes}>
        {({ schemes: all }) =>
          all.length === 0 ? (
            <Empty title={say(words.none)}>{say(words.noneMore)}</Empty>
          ) : (
            <ul className="entries">
              {[...all].reverse().map((scheme) => (
                <li key={scheme.id}>
                  <div>
                    <h2>{say({ zh: scheme.name, en: scheme.nameEn ?? scheme.name })}</h2>
                    <p>{say({ zh: scheme.meaning, en: scheme.meaningEn ?? scheme.meaning })}</p>
                    {scheme.withdrawnBecause !== null && <p>{scheme.withdrawnBecause}</p>}
                  </div>
                  <span className="quiet">
                    {say(words.version, { version: scheme.version, day: scheme.effectiveOn })}
                  </span>
                  <State tone={tones[scheme.state]}>{say(schemeStateWords[scheme.state])}</State>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Page>
  );
}
