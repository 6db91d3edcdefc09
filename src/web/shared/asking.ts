/**
 * Questions and changes as a screen uses them. A question is kept a short while and asked again when something changed; a
 * change keeps its key until it went through, so that pressing twice, or again after a failure, does it once.
 */
import {
  QueryClient,
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import {
  call,
  isChangedSince,
  Refused,
  versionOf,
  type EndpointName,
  type Input,
  type Reply,
} from './call.ts';
import { newKey } from './keys.ts';
import { useLanguage } from './language.ts';
import { useSession } from './session.ts';

export function queries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // A refusal is an answer; only silence is asked again, once.
        retry: (failures, error) => failures < 1 && !(error instanceof Refused),
        retryDelay: 800,
        // Without a line it is said at once, not waited for in silence; what is shown is read anew once the line is back.
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

interface AskOptions<Data> {
  /** Not asked while something is missing. */
  readonly when?: boolean;
  /** What is shown stays until the next answer is there: for lists that are filtered. */
  readonly keep?: boolean;
  /** Asked again after so many milliseconds, while something is under way. */
  readonly every?: (answer: Data | undefined) => number | false;
}

export function useAnswer<Name extends EndpointName>(
  name: Name,
  input: Input<Name>,
  { when = true, keep = false, every }: AskOptions<Reply<Name>> = {},
): UseQueryResult<Reply<Name>> {
  const language = useLanguage();
  const { cooperative } = useSession();
  return useQuery({
    queryKey: [cooperative.id, name, language, input],
    queryFn: ({ signal }) => call(name, input, { signal }),
    enabled: when,
    ...(keep && { placeholderData: keepPreviousData }),
    refetchInterval: every === undefined ? false : ({ state }) => every(state.data),
  });
}

/** Endpoints that answer page by page. */
type Paged = {
  [Name in EndpointName]: Reply<Name> extends { readonly next: string | null } ? Name : never;
}[EndpointName];

export interface Whole<Row> {
  /** What has arrived so far, in the order of the list. */
  readonly rows: readonly Row[];
  readonly isWhole: boolean;
  readonly error: Error | null;
  readonly again: () => void;
}

const PAGE_ROWS = '999';
const FRESH_MILLISECONDS = 60_000;

/** A list read to its end, page after page: what is there is shown while the rest arrives. */
export function useWholeList<Name extends Paged, Row>(
  name: Name,
  input: Omit<Input<Name>, 'limit' | 'after'>,
  rowsOf: (page: Reply<Name>) => readonly Row[],
  { when = true }: { readonly when?: boolean } = {},
): Whole<Row> {
  const language = useLanguage();
  const { cooperative } = useSession();
  const found = useInfiniteQuery({
    queryKey: [cooperative.id, name, language, 'whole', input],
    queryFn: ({ signal, pageParam }) =>
      call(
        name,
        { ...input, limit: PAGE_ROWS, ...(pageParam !== null && { after: pageParam }) } as Input<Name>,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page as { readonly next: string | null }).next,
    enabled: when,
    staleTime: FRESH_MILLISECONDS,
  });
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = found;
  useEffect(() => {
    if (hasNextPage && !isFetching && error === null) void fetchNextPage();
  }, [hasNextPage, isFetching, error, fetchNextPage]);
  // `rowsOf` only picks a field: it is the same whenever it is written anew.
  const rows = useMemo(() => (data?.pages ?? []).flatMap(rowsOf), [data]);
  return {
    rows,
    isWhole: data !== undefined && !hasNextPage,
    error,
    again: () => void refetch(),
  };
}

/** A list of which more is read when it is asked for. */
export interface Pages<Page> {
  readonly data: readonly Page[] | undefined;
  readonly error: Error | null;
  readonly refetch: () => Promise<unknown>;
  /** Undefined at the end of the list. */
  readonly more: (() => void) | undefined;
  readonly isReading: boolean;
}

export function usePages<Name extends Paged>(
  name: Name,
  input: Omit<Input<Name>, 'after'>,
  { when = true }: { readonly when?: boolean } = {},
): Pages<Reply<Name>> {
  const language = useLanguage();
  const { cooperative } = useSession();
  const found = useInfiniteQuery({
    queryKey: [cooperative.id, name, language, 'pages', input],
    queryFn: ({ signal, pageParam }) =>
      call(name, { ...input, ...(pageParam !== null && { after: pageParam }) } as Input<Name>, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page as { readonly next: string | null }).next,
    enabled: when,
    placeholderData: keepPreviousData,
  });
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = found;
  return {
    data: data?.pages,
    error,
    refetch,
    more: hasNextPage ? () => void fetchNextPage() : undefined,
    isReading: isFetchingNextPage,
  };
}

/** Answers that are needed together: all there, still being read, or the first that could not be read. */
export interface Together {
  readonly isThere: boolean;
  readonly error: Error | null;
  readonly again: () => void;
}

export function together(
  ...all: readonly (Pick<UseQueryResult, 'data' | 'error' | 'refetch'> | Whole<unknown>)[]
): Together {
  const missing = all.filter((each) => ('rows' in each ? !each.isWhole : each.data === undefined));
  return {
    isThere: missing.length === 0,
    error: missing.find(({ error }) => error !== null)?.error ?? null,
    again: () => {
      for (const each of missing)
        if ('rows' in each) each.again();
        else void each.refetch();
    },
  };
}

export interface Change<Name extends EndpointName> {
  readonly isRunning: boolean;
  /** Why it was refused, or could not be sent; null before and after success. */
  readonly failure: Error | null;
  /** Undefined where it did not go through: the failure is on the screen then. */
  readonly run: (input: Input<Name>, file?: File) => Promise<Reply<Name> | undefined>;
  /** What the server would say, with nothing written. */
  readonly tryOut: (input: Input<Name>, file?: File, signal?: AbortSignal) => Promise<Reply<Name>>;
  readonly reset: () => void;
}

/**
 * Of one intent: its key changes with its input, and once it went through. `seen`: the version that the screen shows, so that what
 * somebody else changed meanwhile is not overwritten unseen.
 */
export function useChange<Name extends EndpointName>(name: Name, seen?: string): Change<Name> {
  const kept = useQueryClient();
  const intent = useRef({ of: '', key: '' });
  const mutation = useMutation({
    mutationFn: async ({
      input,
      file,
    }: {
      readonly input: Input<Name>;
      readonly file?: File | undefined;
    }) => {
      const of = JSON.stringify([input, file?.name, file?.size, file?.lastModified]);
      if (intent.current.of !== of) intent.current = { of, key: newKey() };
      const reply = await call(name, input, {
        key: intent.current.key,
        ...(file && { file }),
        ...(seen !== undefined && { version: seen }),
      });
      intent.current = { of: '', key: '' };
      return reply;
    },
    // Whatever was changed may stand on any screen.
    onSuccess: () => kept.invalidateQueries(),
    // What another changed meanwhile is read anew.
    onError: (error) => (isChangedSince(error) ? kept.invalidateQueries() : undefined),
  });
  return {
    isRunning: mutation.isPending,
    failure: mutation.error,
    run: (input, file) => mutation.mutateAsync({ input, file }).catch(() => undefined),
    tryOut: (input, file, signal) =>
      call(name, input, { dryRun: true, ...(file && { file }), ...(signal && { signal }) }),
    reset: () => mutation.reset(),
  };
}

/** The version of an answer as it was when this was first drawn: what a form began with, or whoever decides has looked at. */
export function useSeen<Name extends EndpointName>(name: Name, input: Input<Name>): string | undefined {
  return useState(() => versionOf(name, input))[0];
}

const QUIET_MILLISECONDS = 400;

/** Of the wish as it stands. */
interface Trial<Told> {
  /** Undefined while it is asked, or was refused. */
  readonly reply: Told | undefined;
  readonly failure: Error | null;
}

export type Tried<Name extends EndpointName> = Trial<Reply<Name>>;

const AGAIN_MILLISECONDS = 3000;

/** What the service would say to a wish, asked at once and then whenever the hands rest; nothing is written. Null is not asked. */
export function useTried<Name extends EndpointName>(name: Name, wish: Input<Name> | null): Tried<Name> {
  return useTrial(
    JSON.stringify(wish),
    wish === null ? null : (signal) => call(name, wish, { dryRun: true, signal }),
  );
}

/** The same of any question, a file among them: `of` says which it is, and another of the same is not asked again. */
export function useTrial<Told>(
  of: string,
  question: ((signal: AbortSignal) => Promise<Told>) | null,
): Trial<Told> {
  const isFirst = useRef(true);
  const [told, setTold] = useState<Trial<Told> & { readonly of: string }>({
    of: '',
    reply: undefined,
    failure: null,
  });
  useEffect(() => {
    if (question === null) return undefined;
    const stopped = new AbortController();
    const wait = isFirst.current ? 0 : QUIET_MILLISECONDS;
    isFirst.current = false;
    let timer = setTimeout(ask, wait);
    function ask(): void {
      if (question === null) return;
      question(stopped.signal).then(
        (reply) => setTold({ of, reply, failure: null }),
        (failure: unknown) => {
          if (stopped.signal.aborted) return;
          setTold({ of, reply: undefined, failure: failure as Error });
          // Whoever was too many or could not be reached is asked again: the button waits for the answer.
          const isFinal = failure instanceof Refused && failure.problem.status < 500;
          if (!isFinal) timer = setTimeout(ask, AGAIN_MILLISECONDS);
        },
      );
    }
    return () => {
      clearTimeout(timer);
      stopped.abort();
    };
  }, [of]);
  return told.of === of ? told : { reply: undefined, failure: null };
}
