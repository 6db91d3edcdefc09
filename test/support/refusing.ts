/**
 * What a test says of a refusal: its code of the catalogue, and the values or the place where they are the point. One code
 * means one fault; of several, all are named in their order. Sentences have a test of their own.
 */
import { expect } from 'vitest';
import { Refusal, type ErrorCode, type Fault, type FaultValues } from '../../src/domain/refusal.ts';

/** What `expect(() => …).toThrow(…)` compares with: exactly one fault of this code, with at least these values. */
export function refusing(code: ErrorCode, values: FaultValues = {}, place: Partial<Fault> = {}): Error {
  const fault: unknown = expect.objectContaining({
    ...place,
    code,
    values: expect.objectContaining(values),
  });
  return expect.objectContaining({ name: Refusal.name, faults: [fault] }) as Error;
}

/** The codes that some work is refused with, in their order; none where it is not refused. Other errors pass through. */
export function codesRefused(work: () => unknown): readonly ErrorCode[] {
  return faultsRefused(work).map(({ code }) => code);
}

/** The faults that some work is refused with. */
export function faultsRefused(work: () => unknown): readonly Fault[] {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.faults;
    throw error;
  }
  return [];
}
