/**
 * Lets in who is signed in. Without a session the sign-in takes the page; when one ends while somebody works, it comes as
 * a sheet over the page, and what waited for it goes on. So does the second factor, where something asks for one.
 */
import { useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Suspense, useCallback, useEffect, useState, type ReactElement } from 'react';
import type { Sentence } from '../../domain/language.ts';
import { call, Refused, renewSessionBy, showSecondFactorBy, workIn } from '../shared/call.ts';
import { workFor } from '../shared/drawn-for.ts';
import { useSay } from '../shared/language.ts';
import { part } from '../shared/part.ts';
import { SessionContext, sessionOf, type Person, type Session } from '../shared/session.ts';
import { Dialog } from '../shared/sheet.tsx';
import { Empty, Failed, Loading } from '../shared/states.tsx';
import { forgetTyped, forgetTypedOfOthers } from '../shared/typed.ts';
import { router } from './routes.ts';
import { SecondFactorSheet } from './sign-in/second-factor.tsx';
import { NewPassword } from './sign-in/new-password.tsx';
import { SignInForm, SignInPage } from './sign-in/sign-in.tsx';

/** Loaded by those alone who open cooperatives. */
const Founding = part(() => import('./opening/founding.tsx'), 'Founding');

const words = {
  ended: { zh: '登录已到时，请重新登录', en: 'Your session has ended: sign in again' },
  endedMore: {
    zh: '页面上的内容都还在，登录后接着办。',
    en: 'What is on the page stays; it goes on once you have signed in.',
  },
  another: {
    zh: '不是{name}？换一个人登录',
    en: 'Not {name}? Another person signs in',
  },
  nowhere: { zh: '您还没有在任何合作社任职', en: 'You hold no role in any cooperative yet' },
  nowhereMore: {
    zh: '请理事长提议您的职责，由监事复核。',
    en: 'The chair proposes your role, a supervisor confirms it.',
  },
} as const satisfies Record<string, Sentence>;

type Coming =
  | { readonly is: 'asking' }
  | { readonly is: 'stranger' }
  | { readonly is: 'unreachable'; readonly error: Error }
  | { readonly is: 'in'; readonly person: Person };

export function Gate(): ReactElement {
  const say = useSay();
  const kept = useQueryClient();
  const [coming, setComing] = useState<Coming>({ is: 'asking' });
  const [waiting, setWaiting] = useState<(() => void)[]>([]);
  const [showing, setShowing] = useState<((isShown: boolean) => void)[]>([]);

  const ask = useCallback(() => {
    call('readSession', {}, { asked: 'as it stands' }).then(
      (person) => setComing({ is: 'in', person }),
      (error: Error) =>
        setComing(error instanceof Refused ? { is: 'stranger' } : { is: 'unreachable', error }),
    );
  }, []);
  useEffect(ask, [ask]);
  useEffect(() => {
    if (coming.is === 'in') forgetTypedOfOthers(coming.person);
  }, [coming]);
  useEffect(() => {
    renewSessionBy(() => new Promise((resolve) => setWaiting((before) => [...before, resolve])));
    showSecondFactorBy(() => new Promise((resolve) => setShowing((before) => [...before, resolve])));
  }, []);

  if (coming.is === 'asking') return <Loading />;
  if (coming.is === 'unreachable') return <Failed error={coming.error} again={ask} />;
  if (coming.is === 'stranger')
    return <SignInPage onSignedIn={(person) => setComing({ is: 'in', person })} />;
  if (coming.person.mustChangePassword)
    return <NewPassword onSet={(person) => setComing({ is: 'in', person })} />;
  workFor(coming.person.userId);
  const session = sessionOf(coming.person);
  // Whoever looks after the service opens cooperatives, and holds no role in one.
  if (coming.person.isAdministrator && session === null)
    return (
      <Suspense fallback={<Loading />}>
        <Founding person={coming.person} />
      </Suspense>
    );
  if (session === null) return <Empty title={say(words.nowhere)}>{say(words.nowhereMore)}</Empty>;
  workIn(session.cooperative.id);
  return (
    <SessionContext.Provider value={session}>
      <Screens session={session} />
      {showing.length > 0 && (
        <SecondFactorSheet
          onDone={(isShown) => {
            for (const each of showing) each(isShown);
            setShowing([]);
          }}
        />
      )}
      {waiting.length > 0 && (
        <Dialog title={say(words.ended)} width={400}>
          <p className="quiet">{say(words.endedMore)}</p>
          <SignInForm
            userName={coming.person.userName}
            onSignedIn={(person) => {
              // Another person sees nothing of what this one had on the page.
              if (person.userId !== coming.person.userId) return location.reload();
              setComing({ is: 'in', person });
              for (const each of waiting) each();
              setWaiting([]);
              void kept.invalidateQueries();
            }}
          />
          <p>
            <button type="button" className="as-link" onClick={leaveToAnother}>
              {say(words.another, { name: coming.person.displayName })}
            </button>
          </p>
        </Dialog>
      )}
    </SessionContext.Provider>
  );
}

/** What this one typed is not for the eyes of the next. */
function leaveToAnother(): void {
  forgetTyped();
  location.assign('/office/');
}

function Screens({ session }: { readonly session: Session }): ReactElement {
  return <RouterProvider router={router} context={{ session }} />;
}
