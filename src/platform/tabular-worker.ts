/**
 * Reads one file in a thread of its own, so that a hostile or huge file cannot hold up or bring down the service: the
 * thread has a memory limit, and whatever is out of bounds is refused while it unpacks.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { UnreadableFile, type ReadingAnswer, type ReadingOrder, type Table } from './tabular-cells.ts';
import { csvTable } from './tabular-csv.ts';
import { workbookTables } from './tabular-workbook.ts';

const ROWS_A_PIECE = 2_000;

const answer = (message: ReadingAnswer) => parentPort?.postMessage(message);
const progress = (rows: number) => answer({ kind: 'progress', rows });

async function main({ bytes, kind, limits, heads }: ReadingOrder): Promise<void> {
  try {
    const tables =
      kind === 'csv'
        ? [csvTable(bytes, limits, heads, progress)]
        : await workbookTables(Buffer.from(bytes), limits, progress);
    const read = tables.map(({ rows, ...told }, table) => {
      const all = rows as Table['rows'][number][];
      while (all.length > 0) answer({ kind: 'rows', table, rows: all.splice(0, ROWS_A_PIECE) });
      return told;
    });
    answer({ kind: 'read', tables: read });
  } catch (error) {
    answer(
      error instanceof UnreadableFile ? error.answer : { kind: 'refused', code: 'file.damaged', values: {} },
    );
  }
}

await main(workerData as ReadingOrder);
