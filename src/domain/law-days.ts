/** A number of days that a row of the law pack gives. */
import { lawById, type LawId } from './law.ts';

export function daysOf(id: LawId): number {
  const { value } = lawById(id);
  if (value?.kind !== 'days') throw new TypeError(`${id} gives no days.`);
  return value.days;
}
