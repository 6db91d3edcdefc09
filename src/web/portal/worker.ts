/**
 * Beside the portal on the phone: keeps the portal itself, and the answers about oneself that were last seen, for when there is no
 * network, or one that swallows what is sent. Nothing is answered from here while the service answers in time; what is answered from here
 * says when it was seen.
 */
import { isOfSamePerson, isRemembered, keptUnder } from './remembered.ts';

interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends WorkerEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** Filled in when the portal is built: other files make another worker, which takes the place of this one. */
declare const KEPT_FILES: readonly string[];
const kept = KEPT_FILES;
/** Of the worker itself. */
declare function skipWaiting(): Promise<void>;
/** The page calls it so as well, and has it forgotten when one signs in or out. */
const SEEN = 'hegu-seen';
const SHELL = `hegu-portal ${kept.join(' ')}`;
const isOlderShell = (name: string) => name.startsWith('hegu-portal ') && name !== SHELL;
const PAGE = '/portal/';
/** Where somebody comes or goes: what was asked before is not kept for whoever comes after. */
const DOORS = /^\/api\/v1\/(session(\/passkey)?|portal\/(session|activate))$/;
let comings = 0;

addEventListener('install', (event) => {
  const work = caches.open(SHELL).then((shell) => shell.addAll([PAGE, ...kept]));
  (event as WorkerEvent).waitUntil(work.then(() => skipWaiting()));
});

addEventListener('activate', (event) => {
  const letGo = caches.keys().then((names) =>
    // Another portal may ask for other answers than the one before kept: what was seen is seen anew.
    Promise.all(
      names
        .filter((name) => name !== SHELL && (name !== SEEN || names.some(isOlderShell)))
        .map((name) => caches.delete(name)),
    ),
  );
  (event as WorkerEvent).waitUntil(letGo);
});

addEventListener('fetch', (event) => {
  const { request } = event as Fetching;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method !== 'GET') {
    if (DOORS.test(pathname)) comings += 1;
    return;
  }
  const answer = (work: Promise<Response>) => (event as Fetching).respondWith(work);
  if (request.mode === 'navigate' && pathname.startsWith(PAGE)) {
    const page = fetch(request).catch(() => null);
    return answer(inTime(page, PAGE_PATIENCE, () => from(SHELL, PAGE)));
  }
  if (kept.includes(pathname)) return answer(from(SHELL, pathname).catch(() => fetch(request)));
  if (!isRemembered(pathname)) return;
  const fresh = asked(request);
  // What comes too late for the page is kept for when it asks again.
  (event as WorkerEvent).waitUntil(fresh);
  return answer(inTime(fresh, PATIENCE, () => from(SEEN, keptUnder(request.url))));
});

/** So many milliseconds the service has to answer where something was kept; the page itself is small, and seldom another. */
const PATIENCE = 5_000;
const PAGE_PATIENCE = 3_000;

/** What the service says, else what was kept, else what the service says later. */
async function inTime(
  fresh: Promise<Response | null>,
  patience: number,
  keptBefore: () => Promise<Response>,
): Promise<Response> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), patience));
  const first = await Promise.race([fresh, late]);
  if (first !== null) return first;
  return keptBefore().catch(async (notKept: unknown) => {
    const answer = await fresh;
    if (answer === null) throw notKept;
    return answer;
  });
}

async function from(cache: string, what: Request | string): Promise<Response> {
  const found = await (await caches.open(cache)).match(what);
  if (found === undefined) throw new TypeError('It was not kept.');
  return found;
}

/** Of each question, which try of it was kept last: an answer that comes late does not take the place of a newer one. */
const keptTry = new Map<string, number>();
let tries = 0;

/** What the service says, kept where it may be; null where it says nothing. */
async function asked(request: Request): Promise<Response | null> {
  const before = comings;
  const url = keptUnder(request.url);
  const turn = (tries += 1);
  const answer = await fetch(request).catch(() => null);
  if (answer === null) return null;
  // Whoever has to sign in again has nothing kept for them meanwhile.
  if (answer.status === 401) await caches.delete(SEEN);
  if (before !== comings || turn < (keptTry.get(url) ?? 0)) return answer;
  keptTry.set(url, turn);
  // What one may see no longer is not kept any longer.
  if (answer.status === 403 || answer.status === 404) {
    const seen = await caches.open(SEEN);
    await seen.delete(url);
    if (await isUnlinked(answer.clone())) {
      const ofThem = (await seen.keys()).filter((each) => isOfSamePerson(each.url, url));
      await Promise.all(ofThem.map((each) => seen.delete(each)));
    }
  }
  if (answer.ok && answer.headers.get('content-type')?.startsWith('application/json') === true)
    await remember(url, answer.clone(), before).catch(() => undefined);
  return answer;
}

/** One is that member no more, or acts for them no more: whatever was asked about them. */
async function isUnlinked(refusal: Response): Promise<boolean> {
  const problem = (await refusal.json().catch(() => null)) as { readonly code?: unknown } | null;
  return problem?.code === 'membership.not-linked';
}

/** Nothing of one who has gone while the answer still arrived. */
async function remember(url: string, answer: Response, before: number): Promise<void> {
  const body = await answer.blob();
  const seen = await caches.open(SEEN);
  if (before !== comings) return;
  const headers = { 'content-type': 'application/json', 'x-hegu-kept-at': new Date().toISOString() };
  await seen.put(url, new Response(body, { headers }));
}
