/** Every version of the allotment scheme, the latest first: what its ratio means in words, and whether it was adopted. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { schemeStateWords } from '../../../domain/resolution.ts';
import { Ask } from '../../shared/ask.tsx';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { RatioScheme } from './ratio.tsx';
import { Page, State, type Tone } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Answer, Empty, NoPermission } from '../../shared/states.tsx';

export type Scheme = Reply<'listSchemes'>['schemes'][number];

const words = {
  title: { zh: '配股方案', en: 'Allotment schemes' },
  compare: { zh: '比较方案', en: 'Compare' },
  version: { zh: '第 {version} 版，{day} 起', en: 'Version {version}, from {day}' },
  draft: { zh: '登记方案', en: 'Record a scheme' },
  draftMore: {
    zh: '规则按先后适用，先写范围小的人群：例如退休老人 1:8 在前，所有人 1:3 在后。登记后可与其他方案比较，经大会通过才能入账。',
    en: 'Rules apply in their order, so the narrower cohort comes first: retirees at 1:8, then everybody at 1:3. Compare it with others; a meeting adopts it before it is posted.',
  },
  withdraw: { zh: '撤回', en: 'Withdraw' },
  post: { zh: '入账', en: 'Post' },
  postMore: {
    zh: '按这一天的名册和持股，把每人应有与现有的差额记为股份变动。',
    en: 'By the register and the holdings of that day, what each should hold less what they hold becomes a movement.',
  },
  none: { zh: '还没有配股方案', en: 'No scheme yet' },
  noneMore: {
    zh: '方案写明谁按什么比例得多少股，由大会通过后入账。',
    en: 'A scheme says who gets how many shares at which ratio; a meeting adopts it, then it is posted.',
  },
} as const satisfies Record<string, Sentence>;

export const schemeTones: Readonly<Record<Scheme['state'], Tone>> = {
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
        <span className="beside">
          <RatioScheme />
          <Ask change="draftScheme" label={say(words.draft)} given={{}} width={760}>
            <p className="quiet">{say(words.draftMore)}</p>
          </Ask>
          {count > 1 && (
            <Link to="/schemes/compare" className="button">
              {say(words.compare)}
            </Link>
          )}
        </span>
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
                    <h2>
                      <Link to="/schemes/$schemeId" params={{ schemeId: scheme.id }}>
                        {say({ zh: scheme.name, en: scheme.nameEn ?? scheme.name })}
                      </Link>
                    </h2>
                    <p>{say({ zh: scheme.meaning, en: scheme.meaningEn ?? scheme.meaning })}</p>
                    {scheme.withdrawnBecause !== null && <p>{scheme.withdrawnBecause}</p>}
                  </div>
                  <span className="quiet">
                    {say(words.version, { version: scheme.version, day: scheme.effectiveOn })}
                  </span>
                  <State tone={schemeTones[scheme.state]}>{say(schemeStateWords[scheme.state])}</State>
                  <SchemeSteps scheme={scheme} small />
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Page>
  );
}

/** What can be done with it next. */
export function SchemeSteps(props: { readonly scheme: Scheme; readonly small?: boolean }): ReactElement {
  const say = useSay();
  const { scheme, small = false } = props;
  const given = { schemeId: scheme.id };
  return (
    <span className="beside">
      {scheme.state === 'proposed' && (
        <Ask change="withdrawScheme" label={say(words.withdraw)} given={given} small={small} />
      )}
      {scheme.state === 'adopted' && (
        <Ask change="postScheme" label={say(words.post)} given={given} primary small={small}>
          <p className="quiet">{say(words.postMore)}</p>
        </Ask>
      )}
    </span>
  );
}
