/** A clock that has come further than it may since the service last ran, or gone back, writes nothing, until it is right or the day is confirmed. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createClockGuard } from '../../src/platform/clock-guard.ts';

const folder = mkdtempSync(join(tmpdir(), 'hegu-clock-'));
afterAll(() => rmSync(folder, { recursive: true }));

const day = (text: string) => new Date(`${text}T01:00:00Z`);
/** The guard of one start, at this moment. */
function started(at: string, more: { readonly confirmed?: string; readonly told?: Date } = {}) {
  const { told = null, ...rest } = more;
  const guard = createClockGuard({
    days: 60,
    path: join(folder, 'last-served.txt'),
    told,
    ...rest,
    clock: () => day(at),
  });
  guard.stop();
  return guard;
}

it('ten years are refused, in a service that runs and at a start; sixty days are not', () => {
  expect(() => started('2026-07-01').require(day('2036-07-01'))).toThrow('service.clock-jumped');
  expect(() => started('2036-07-01').require(day('2036-07-01'))).toThrow('service.clock-jumped');
  // What was refused is not remembered as the time: set right, the clock is believed at once.
  expect(readFileSync(join(folder, 'last-served.txt'), 'utf8')).toBe('2026-07-01T01:00:00.000Z\n');
  expect(statSync(join(folder, 'last-served.txt')).mode & 0o777).toBe(0o600);
  started('2026-08-29').require(day('2026-08-29'));
  expect(() => started('2026-08-30').require(day('2026-11-01'))).toThrow('service.clock-jumped');
});

it('the day that was confirmed counts on that day alone', () => {
  expect(started('2027-05-01', { confirmed: '2027-04-30' }).hasJumped(day('2027-05-01'))).toBe(true);
  started('2027-05-01', { confirmed: '2027-05-01' }).require(day('2027-05-01'));
  started('2027-05-02').require(day('2027-05-02'));
});

it('where nothing is remembered, what the books themselves tell of is asked', () => {
  rmSync(join(folder, 'last-served.txt'));
  expect(started('2036-07-01', { told: day('2026-07-01') }).hasJumped(day('2036-07-01'))).toBe(true);
  started('2036-07-01').require(day('2036-07-01'));
});

it('while the service runs, a clock that leaps by forty days is not believed, and put right it is at once', () => {
  const path = join(folder, 'leaps.txt');
  const [begun, hour] = [day('2026-07-01'), 3600];
  let up = 1000;
  const guard = createClockGuard({ days: 60, path, told: null, clock: () => begun, upFor: () => up });
  guard.stop();
  up += hour;
  const after = (seconds: number) => new Date(begun.getTime() + 1000 * seconds);
  guard.require(after(hour));
  expect(() => guard.require(day('2026-08-10'))).toThrow('service.clock-jumped');
  expect(() => guard.require(day('2026-06-29'))).toThrow('service.clock-jumped');
  guard.require(after(hour + 60));
  // A night asleep is no leap: the computer was up for as long.
  up += 40 * 24 * hour;
  guard.require(after(hour + 40 * 24 * hour));
});

it('a clock that goes back is the suspect, and not the right one after it', () => {
  const path = join(folder, 'last-served.txt');
  rmSync(path);
  started('2026-07-01').require(day('2026-07-01'));
  // Of a flat battery: refused as one ahead is, and nothing that is known is lowered.
  expect(() => started('2015-01-01').require(day('2015-01-01'))).toThrow('service.clock-jumped');
  expect(readFileSync(path, 'utf8')).toBe('2026-07-01T01:00:00.000Z\n');
  // Hours back are the clock being set right.
  const hoursBack = started('2026-06-30');
  hoursBack.require(day('2026-06-30'));
  expect(readFileSync(path, 'utf8')).toBe('2026-07-01T01:00:00.000Z\n');
  started('2026-07-02').require(day('2026-07-02'));
  // Where it is the day that is right, two people say so, as of one ahead.
  const guard = started('2026-06-01');
  const told = (userId: string, isAdministrator: boolean) => ({ userId, isAdministrator, day: '2026-06-01' });
  expect(guard.confirm(told('a', true), day('2026-06-01'))).toBeNull();
  expect(guard.confirm(told('b', false), day('2026-06-01'))).toMatchObject({ userId: 'a' });
  guard.believe(day('2026-06-01'));
  started('2026-06-02').require(day('2026-06-02'));
});
