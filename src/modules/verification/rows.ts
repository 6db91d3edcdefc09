/** Long tables read row by row through cursors of the transaction: memory does not grow, and two can be read side by side. */
import { rawSql, type Tx } from '../../platform/database.ts';

const PAGE = 5_000;

/** The rows of a cursor that was declared in this transaction. */
export async function* rowsOf<Row>(tx: Tx, cursor: string): AsyncGenerator<Row> {
  for (;;) {
    const page = await rawSql(tx).unsafe(`fetch ${PAGE} from ${cursor}`);
    yield* page as unknown as readonly Row[];
    if (page.length < PAGE) break;
  }
  await rawSql(tx).unsafe(`close ${cursor}`);
}

/** Reads a stream with one row of foresight, for merging two. */
export async function peekable<Row>(rows: AsyncGenerator<Row>) {
  let next = await rows.next();
  return {
    peek: (): Row | null => (next.done ? null : next.value),
    async take(): Promise<Row | null> {
      const row = next.done ? null : next.value;
      if (!next.done) next = await rows.next();
      return row;
    },
  };
}
