/** Lets in who is signed in; everybody else says which cooperative, by which number, and their PIN or the code from paper. */
import { lazy, Suspense, useCallback, useEffect, useState, type ReactElement, type ReactNode } from 'react';
import type { Sentence } from '../../domain/language.ts';
import { call, Refused, renewSessionBy, Unreachable, workIn, type Reply } from '../shared/call.ts';
import { workFor } from '../shared/drawn-for.ts';
import { useSay, WhoseContext } from '../shared/language.ts';
import { forgetActing, keepActing, keptActing, SelfContext, type Acting } from './acting.ts';
import { forgetAll } from './asking.ts';
import { forgetSeen, isLeaving, leaving } from './kept.ts';
import { isWhose, keepNotesOf } from './notes.ts';
import { Frame } from './frame.tsx';
import { Answer, Page } from './parts.tsx';
import { forgetPlace, keepPlace, PlaceContext, placeCalled, type Place } from './place.ts';
import { Pages } from './pages.tsx';
import { To, usePath } from './routing.tsx';
import { ChoosePlace } from './sign-in/place.tsx';
import { Coming } from './sign-in/coming.tsx';
import { NewPasswordContext } from './sign-in/pin.ts';

const words = {
  title: { zh: '合股', en: 'Hegu' },
  loading: { zh: '请稍等', en: 'One moment' },
  notHere: { zh: '您在这个合作社没有登记', en: 'You have no part in this cooperative' },
  notHereMore: { zh: '请给办公室打电话。', en: 'Please call the office.' },
  elsewhere: { zh: '去另一个合作社', en: 'Go to another cooperative' },
  again: {
    zh: '很久没有动，为了安全请再登录一次。您填的都还在。',
    en: 'Nothing was done for long: for safety, please sign in once more. What you typed is still here.',
  },
  tried: {
    zh: '您这次登录之前，有人输错过 {count} 次您的密码。要是不是您自己输错的，请换密码，再给办公室打电话。',
    en: 'Before you signed in, your PIN was typed wrong {count} times. If that was not you, change it and call the office.',
  },
  toPin: { zh: '去换密码', en: 'Change the PIN' },
} as const satisfies Record<string, Sentence>;

type Person = Reply<'readSession'>;
/** With how many tries of the PIN failed before, where one just came in by it. */
type Comer = Person & { readonly failedBefore?: number };

/** Fewer are a slip of one's own fingers. */
const WORTH_TELLING = 3;

const Check = lazy(async () => ({ default: (await import('./check.tsx')).Check }));
const ExpiredPin = lazy(async () => ({ default: (await import('./sign-in/new-pin.tsx')).ExpiredPin }));
const WallLine = lazy(async () => ({ default: (await import('./money/line.tsx')).WallLine }));

/** Whoever holds a paper, or stands before a sheet, needs to be nobody; everybody else comes in. */
export function Gate(): ReactElement {
  const path = usePath();
  const Shown = path.startsWith('/check/') ? Check : path === '/line' ? WallLine : null;
  if (Shown === null) return <Door />;
  return (
    <Outside>
      <Suspense fallback={null}>
        <Shown />
      </Suspense>
    </Outside>
  );
}

/** Around what nobody signs in for: the telephone of the cooperative whose paper it is, or that this phone belongs to. */
function Outside({ children }: { readonly children: ReactNode }): ReactElement {
  const path = usePath();
  const [place, setPlace] = useState<Place | null>(null);
  const issuer = /^\/check\/([^/]+)/.exec(path)?.[1];
  useEffect(() => {
    const cooperative = issuer ?? placeCalled();
    call('findPlace', cooperative === null ? {} : { cooperative }).then(setPlace, () => undefined);
  }, [issuer]);
  return (
    <PlaceContext.Provider value={place}>
      <Frame onOut={null}>{children}</Frame>
    </PlaceContext.Provider>
  );
}

/** What this phone keeps of somebody else goes before anything is shown. */
function comesAsAnother(userId: string): void {
  if (isWhose(userId)) return;
  forgetAll();
  forgetSeen();
  keepNotesOf(userId);
}

/** Who leaves is out here at once; the service is told, now or when it can be reached again. */
async function leave(userId: string | null): Promise<void> {
  // Somebody else signed in here by another window: what this phone keeps is theirs now, and so is the sign-in.
  if (userId !== null && !isWhose(userId)) {
    forgetActing();
    forgetAll();
    return;
  }
  leaving(true);
  forgetActing();
  forgetAll();
  forgetSeen();
  keepNotesOf(null);
  await call('signOut', {}).catch((failure: Error) => {
    if (!(failure instanceof Refused)) throw failure;
  });
  leaving(false);
}

function onlyPlaceOf(person: Person | null): string | null {
  const [first, ...more] = person?.cooperatives ?? [];
  return first === undefined || more.length > 0 ? null : first.id;
}

function Door(): ReactElement {
  const say = useSay();
  const [place, setPlace] = useState<Place | 'asking' | 'unknown'>('asking');
  const [person, setPerson] = useState<Comer | 'asking' | null>('asking');
  /** Requests that wait until whoever is signed in has signed in once more. */
  const [waiting, setWaiting] = useState<readonly (() => void)[]>([]);
  const [error, setError] = useState<Error | null>(null);

  const look = useCallback(() => {
    // Whoever signed in here meanwhile by the page of the office finds nothing of whoever was here before.
    const isHere = (who: Person) => {
      comesAsAnother(who.userId);
      setPerson(who);
    };
    setError(null);
    const cooperative = placeCalled();
    const whoIsIn = async () => {
      if (isLeaving()) await leave(null);
      return call('readSession', {}, { asked: 'as it stands' });
    };
    const coming = whoIsIn();
    const known = (found: Place) => {
      keepPlace(found);
      setPlace(found);
    };
    const notFound = async (failure: Error) => {
      if (!(failure instanceof Refused)) return setError(failure);
      forgetPlace();
      // Whoever is signed in, and belongs to one alone, need not say which.
      const only = cooperative === null ? onlyPlaceOf(await coming.catch(() => null)) : null;
      if (only === null) return setPlace('unknown');
      call('findPlace', { cooperative: only }).then(known, () => setPlace('unknown'));
    };
    call('findPlace', cooperative === null ? {} : { cooperative }).then(
      known,
      (failure: Error) => void notFound(failure),
    );
    coming.then(isHere, (failure: Error) => {
      if (failure instanceof Refused || (failure instanceof Unreachable && isLeaving())) setPerson(null);
      else setError(failure);
    });
  }, []);
  useEffect(look, [look]);
  useEffect(() => {
    // Whoever's session has ended signs in over the page; what was asked is asked again then, and what was typed is still there.
    renewSessionBy(() => new Promise((renewed) => setWaiting((before) => [...before, renewed])));
  }, []);

  if (error !== null && (place === 'asking' || person === 'asking'))
    return (
      <Frame onOut={null}>
        <Page title={say(words.title)} isHome>
          <Answer of={{ data: undefined, error, again: look }}>{() => null}</Answer>
        </Page>
      </Frame>
    );
  if (place === 'unknown')
    return (
      <Frame onOut={null}>
        <ChoosePlace onFound={setPlace} />
      </Frame>
    );
  if (place === 'asking' || person === 'asking')
    return (
      <div className="page">
        <Page title={say(words.title)} isHome>
          <p role="status">{say(words.loading)}</p>
        </Page>
      </div>
    );
  const signOut = () => {
    setWaiting([]);
    const out = () => setPerson(null);
    void leave(person?.userId ?? null).then(out, out);
  };
  const comeIn = (who: Comer) => {
    leaving(false);
    const isTheSame = person !== null && who.userId === person.userId;
    if (!isTheSame) {
      forgetAll();
      forgetSeen();
      keepNotesOf(who.userId);
    }
    setPerson(who);
    setWaiting([]);
    if (isTheSame) for (const renewed of waiting) renewed();
  };
  const elsewhere = () => {
    forgetPlace();
    setPlace('unknown');
  };
  workIn(place.id);
  workFor(person?.userId ?? null);
  const isAskedAgain = person !== null && waiting.length > 0;
  return (
    <PlaceContext.Provider value={place}>
      {(person === null || isAskedAgain) && (
        <Frame onOut={isAskedAgain ? signOut : null}>
          <Coming
            onIn={comeIn}
            onElsewhere={elsewhere}
            {...(isAskedAgain && { because: say(words.again) })}
          />
        </Frame>
      )}
      {person !== null && (
        <NewPasswordContext.Provider value={person.newPassword}>
          <div hidden={isAskedAgain}>
            {person.mustChangePassword ? (
              <Frame onOut={signOut}>
                <Suspense fallback={null}>
                  <ExpiredPin onSet={look} />
                </Suspense>
              </Frame>
            ) : person.cooperatives.some(({ id }) => id === place.id) ? (
              <Signed
                key={person.userId}
                userId={person.userId}
                failedBefore={person.failedBefore ?? 0}
                onOut={signOut}
              />
            ) : (
              <Frame onOut={signOut}>
                <Page title={say(words.notHere)} isHome>
                  <p>{say(words.notHereMore)}</p>
                  <button type="button" onClick={elsewhere}>
                    {say(words.elsewhere)}
                  </button>
                </Page>
              </Frame>
            )}
          </div>
        </NewPasswordContext.Provider>
      )}
    </PlaceContext.Provider>
  );
}

function Signed(props: {
  readonly userId: string;
  readonly failedBefore: number;
  readonly onOut: () => void;
}): ReactElement {
  const say = useSay();
  const { userId, failedBefore, onOut } = props;
  const [acting, setActing] = useState<Acting | null>(() => keptActing(userId));
  const [hasEnded, setEnded] = useState(false);
  const actFor = (another: Acting | null) => {
    keepActing(userId, another);
    setActing(another);
    setEnded(false);
  };
  const ended = useCallback(() => setEnded(true), []);
  return (
    <SelfContext.Provider value={{ acting, hasEnded, actFor, ended }}>
      <WhoseContext.Provider value={acting?.name ?? null}>
        <Frame onOut={onOut}>
          {/* Whoever tried it may try again: said until the page is loaded anew. */}
          {failedBefore >= WORTH_TELLING && acting === null && (
            <div className="kept" role="status">
              <p>{say(words.tried, { count: failedBefore })}</p>
              <To path="/me" className="button">
                {say(words.toPin)}
              </To>
            </div>
          )}
          <Pages key={acting?.memberId ?? 'oneself'} />
        </Frame>
      </WhoseContext.Provider>
    </SelfContext.Provider>
  );
}
