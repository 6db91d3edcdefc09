/** Columns of the kinds that most tables have: words, an amount of yuan, a day. What is shown is what is copied. */
import type { ReactNode } from 'react';
import type { Sentence } from '../../domain/language.ts';
import { Amount, Day } from './amount.tsx';
import type { Say } from './language.ts';
import type { Column } from './table.tsx';

const yuan: Sentence = { zh: '元', en: 'yuan' };

type TextOf<Row> = (row: Row) => string | null | undefined;

export function columnsOf<Row>(say: Say) {
  const text = (
    key: string,
    head: string,
    width: number,
    of: TextOf<Row>,
    cell: (row: Row) => ReactNode = of,
  ): Column<Row> => ({ key, head, width, text: of, cell });
  const amount = (key: string, head: string, width: number, of: TextOf<Row>): Column<Row> => ({
    key,
    head,
    unit: say(yuan),
    width,
    figure: true,
    text: of,
    cell: (row) => <Amount of={of(row)} />,
  });
  const day = (key: string, head: string, of: TextOf<Row>): Column<Row> => ({
    key,
    head,
    width: 112,
    text: of,
    cell: (row) => <Day of={of(row)} />,
  });
  return { text, amount, day };
}
