/**
 * What the code knows to be there and the compiler cannot see: a row just written, an entry of a complete table. When it is
 * missing the program is wrong, so nothing is put in its place: it throws.
 */

/** `value`, which is neither null nor undefined. Throws a TypeError that names `what` is missing. */
export function must<T>(value: T, what: string): NonNullable<T> {
  if (value === null || value === undefined) throw new TypeError(`${what} is missing`);
  return value;
}
