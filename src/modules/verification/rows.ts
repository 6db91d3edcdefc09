/** Two long tables read side by side through cursors: one row of foresight on a stream. */
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
