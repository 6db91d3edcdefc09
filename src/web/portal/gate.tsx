/** Lets in who is signed in; everybody else says which cooperative, by which number, and their PIN or the code from paper. */
import { lazy, Suspense, useCallback, useEffect, useState, type ReactElement } from 'react';
import type { Sentence } from '../../domain/language.ts';
import { call, Refused, renewSessionBy, workIn, type Reply } from '../shared/call.ts';
import { useSay } from '../shared/language.ts';
import { SelfContext, type Acting } from './acting.ts';
import { forgetAll } from './asking.ts';
import { forgetSeen, keepNotesOf } from './kept.ts';
import { Frame } from './frame.tsx';
import { Answer, Failure, Page } from './parts.tsx';
import { forgetPlace, keepPlace, PlaceContext, placeCalled, type Place } from './place.ts';
import { Pages } from './pages.tsx';
import { usePath } from './routing.tsx';
import { ChoosePlace } from './sign-in/place.tsx';
import { Coming } from './sign-in/coming.tsx';

const words = {
  title: { zh: '合股', en: 'Hegu' },
  loading: { zh: '请稍等', en: 'One moment' },
  notHere: { zh: '您在这个合作社没有登记', en: 'You have no part in this cooperative' },
  notHereMore: { zh: '请给办公室打电话。', en: 'Please call the office.' },
  out: { zh: '退出登录', en: 'Sign out' },
} as const satisfies Record<string, Sentence>;

type Person = Reply<'readSession'>;

const Check = lazy(async () => ({ default: (await import('./check.tsx')).Check }));
const WallLine = lazy(async () => ({ default: (await import('./money/line.tsx')).WallLine }));

/** Whoever holds a paper, or stands before a sheet, needs to be nobody; everybody else comes in. */
export function Gate(): ReactElement {
  const path = usePath();
  const Shown = path.startsWith('/check/') ? Check : path === '/line' ? WallLine : null;
  if (Shown === null) return <Door />;
  return (
    <div className="page">
      <Suspense fallback={null}>
        <Shown />
      </Suspense>
    </div>
  );
}

function Door(): ReactElement {
  const say = useSay();
  const [place, setPlace] = useState<Place | 'asking' | 'unknown'>('asking');
  const [person, setPerson] = useState<Person | 'asking' | null>('asking');
  const [error, setError] = useState<Error | null>(null);

  const look = useCallback(() => {
    setError(null);
    const cooperative = placeCalled();
    call('findPlace', cooperative === null ? {} : { cooperative }).then(
      (found) => {
        keepPlace(found);
        setPlace(found);
      },
      (failure: Error) => {
        if (!(failure instanceof Refused)) return setError(failure);
        forgetPlace();
        setPlace('unknown');
      },
    );
    call('readSession', {}, { asked: 'as it stands' }).then(setPerson, (failure: Error) =>
      failure instanceof Refused ? setPerson(null) : setError(failure),
    );
  }, []);
  useEffect(look, [look]);
  useEffect(() => {
    // Whoever's session has ended signs in again; what was asked is asked again then.
    renewSessionBy(async () => {
      setPerson(null);
      return new Promise(() => undefined);
    });
  }, []);

  if (error !== null && (place === 'asking' || person === 'asking'))
    return (
      <Page title={say(words.title)} isHome>
        <Answer of={{ data: undefined, error, again: look }}>{() => null}</Answer>
      </Page>
    );
  if (place === 'unknown') return <ChoosePlace onFound={setPlace} />;
  if (place === 'asking' || person === 'asking')
    return (
      <Page title={say(words.title)} isHome>
        <p role="status">{say(words.loading)}</p>
      </Page>
    );
  const signOut = () => {
    forgetAll();
    forgetSeen();
    keepNotesOf(null);
    const out = () => setPerson(null);
    call('signOut', {}).then(out, out);
  };
  workIn(place.id);
  return (
    <PlaceContext.Provider value={place}>
      {person === null ? (
        <Frame onOut={null}>
          <Coming
            onIn={(who) => {
              forgetAll();
              forgetSeen();
              keepNotesOf(who.userId);
              setPerson(who);
            }}
            onElsewhere={() => {
              forgetPlace();
              setPlace('unknown');
            }}
          />
        </Frame>
      ) : person.cooperatives.some(({ id }) => id === place.id) ? (
        <Signed key={person.userId} onOut={signOut} />
      ) : (
        <Frame onOut={signOut}>
          <Page title={say(words.notHere)} isHome>
            <p>{say(words.notHereMore)}</p>
          </Page>
        </Frame>
      )}
    </PlaceContext.Provider>
  );
}

/** Whom one acts for is asked first: whoever is no member sees those alone. */
function Signed({ onOut }: { readonly onOut: () => void }): ReactElement {
  const [acting, actFor] = useState<Acting | null>(null);
  const [actsFor, setActsFor] = useState<readonly Acting[]>([]);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    call('readOwnMandates', {}).then(
      (mandates) => setActsFor(mandates.actsFor),
      (failure: Error) => setError(failure),
    );
  }, []);
  return (
    <SelfContext.Provider value={{ acting, actFor, actsFor }}>
      <Frame onOut={onOut}>
        {error !== null && <Failure error={error} />}
        <Pages key={acting?.memberId ?? 'oneself'} />
      </Frame>
    </SelfContext.Provider>
  );
}
