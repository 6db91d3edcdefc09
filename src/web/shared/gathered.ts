/** Rows under their keys, in the order in which keys first appear. Browsers of offices do not have `Map.groupBy` yet. */
export function gatheredBy<Key, Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): ReadonlyMap<Key, readonly Row[]> {
  const gathered = new Map<Key, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const found = gathered.get(key);
    if (found === undefined) gathered.set(key, [row]);
    else found.push(row);
  }
  return gathered;
}
