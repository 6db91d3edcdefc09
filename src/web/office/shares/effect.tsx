/** What a movement does: each party and class before and after, and the server's word on whether it may. */
import { useEffect, useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { groupedShares, Shares } from '../../shared/amount.tsx';
import { call, Refused } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { Table } from '../../shared/table.tsx';
import type { Book } from './holders.tsx';
import { effectsOf, stepsOf, textOfUnits, type Wish } from './movement.ts';

const words = {
  title: { zh: '入册后的持股', en: 'Holdings afterwards' },
  holder: { zh: '股东', en: 'Holder' },
  shareClass: { zh: '股种', en: 'Class' },
  before: { zh: '现在', en: 'Now' },
  change: { zh: '增减', en: 'Change' },
  after: { zh: '入册后', en: 'Afterwards' },
  unit: { zh: '股', en: 'shares' },
  nothing: {
    zh: '填好左边，这里列出每一方入册前后的股份。',
    en: 'Fill in the left: what each party holds before and after stands here.',
  },
} as const satisfies Record<string, Sentence>;

export function EffectTable({
  book,
  wish,
}: {
  readonly book: Book;
  readonly wish: Wish | null;
}): ReactElement {
  const say = useSay();
  const effects = wish === null ? [] : effectsOf(stepsOf(wish, book.held, book.classes), book.held);
  if (effects.length === 0) return <p className="quiet">{say(words.nothing)}</p>;
  return (
    <Table
      label={say(words.title)}
      rows={effects}
      keyOf={({ party, classId }) => `${party} ${classId}`}
      toneOf={({ after }) => (after < 0n ? 'alarm' : undefined)}
      columns={[
        {
          key: 'holder',
          head: say(words.holder),
          width: 150,
          cell: ({ party }) => book.nameOf(party),
          text: ({ party }) => book.nameOf(party),
        },
        {
          key: 'class',
          head: say(words.shareClass),
          width: 100,
          cell: ({ classId }) => book.classOf(classId),
          text: ({ classId }) => book.classOf(classId),
        },
        {
          key: 'before',
          head: say(words.before),
          unit: say(words.unit),
          width: 110,
          figure: true,
          cell: ({ before }) => <Shares of={textOfUnits(before)} />,
          text: ({ before }) => textOfUnits(before),
        },
        {
          key: 'change',
          head: say(words.change),
          width: 110,
          figure: true,
          cell: ({ before, after }) => signed(after - before),
          text: ({ before, after }) => textOfUnits(after - before),
        },
        {
          key: 'after',
          head: say(words.after),
          unit: say(words.unit),
          width: 110,
          figure: true,
          cell: ({ after }) => <Shares of={textOfUnits(after)} />,
          text: ({ after }) => textOfUnits(after),
        },
      ]}
    />
  );
}

function signed(units: bigint): string {
  return (units > 0n ? '+' : '') + groupedShares(textOfUnits(units));
}

/** `alone`: one person may enter it; `second`: another person confirms it first. */
export type Verdict =
  | { readonly is: 'asking' }
  | { readonly is: 'alone' | 'second' }
  | { readonly is: 'refused'; readonly failure: Error };

/** Asks the service what would become of a wish; nothing is written. */
export function useVerdict(wish: Wish): Verdict {
  const [verdict, setVerdict] = useState<Verdict>({ is: 'asking' });
  const asked = JSON.stringify(wish);
  useEffect(() => {
    const gone = new AbortController();
    judged(JSON.parse(asked) as Wish, gone.signal).then(
      (is) => gone.signal.aborted || setVerdict({ is }),
      (failure: Error) => gone.signal.aborted || setVerdict({ is: 'refused', failure }),
    );
    return () => gone.abort();
  }, [asked]);
  return verdict;
}

async function judged(wish: Wish, signal: AbortSignal): Promise<'alone' | 'second'> {
  const options = { dryRun: true, signal };
  if (wish.kind === 'inheritance' || wish.kind === 'escheat' || wish.kind === 'reversal') {
    await call('requestMovement', wish, options);
    return 'second';
  }
  try {
    await call('moveShares', wish, options);
    return 'alone';
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { code, faults } = error.problem;
    const codes = faults.length === 0 ? [code] : faults.map((fault) => fault.code);
    if (codes.every((each) => needSecond.has(each))) return 'second';
    const left = faults.filter((fault) => !needSecond.has(fault.code));
    throw new Refused(error.endpoint, {
      ...error.problem,
      faults: left,
      detail: left[0]?.message ?? error.problem.detail,
    });
  }
}
const needSecond: ReadonlySet<string> = new Set(['shares.needs-second', 'shares.paid-on-needs-second']);
