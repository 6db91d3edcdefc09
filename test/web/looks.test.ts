/** Who looked at one, as the page of one's details groups it. */
import './reader.ts';
import { expect, it } from 'vitest';
import { looksApart, looksByDay, type Look } from '../../src/web/portal/family/looks.ts';

const look = (recordedAt: string, fields: Partial<Look> = {}): Look => ({
  recordedAt,
  person: '张伟',
  personNumber: null,
  capacity: 'office',
  namesake: null,
  kind: 'register',
  act: 'readMember',
  about: null,
  ...fields,
});

it('looks of one person at one thing on one day of China stand once, with how often and when', () => {
  const looks = [
    look('2011-01-10T16:30:00Z'),
    look('2011-01-10T02:41:00Z'),
    look('2011-01-10T02:40:00Z', { kind: 'unmask' }),
    look('2011-01-10T02:39:00Z', { act: 'listMembers' }),
    look('2011-01-10T02:38:00Z', { namesake: 2 }),
  ];
  const of = {
    person: '张伟',
    personNumber: null,
    capacity: 'office',
    namesake: null,
    kind: 'register',
    act: null,
    day: '2011-01-10',
    count: 1,
  };
  expect(looksByDay(looks)).toEqual([
    { ...of, day: '2011-01-11', times: ['00:30'] },
    { ...of, count: 2, times: ['10:41', '10:39'] },
    { ...of, kind: 'unmask', times: ['10:40'] },
    { ...of, namesake: 2, times: ['10:38'] },
  ]);
  expect(looksByDay([])).toEqual([]);
});

it('whoever acts for one is told by the page they looked at, each minute once', () => {
  const son = { person: '孙峰', personNumber: '0031', capacity: 'mandatary' } as const;
  const looks = [
    look('2011-01-10T02:41:20Z', { ...son, act: 'readOwnMoney' }),
    look('2011-01-10T02:41:10Z', { ...son, act: 'readOwnMoney' }),
    look('2011-01-10T02:41:00Z', { ...son, act: 'readOwnShares' }),
  ];
  expect(looksByDay(looks)).toMatchObject([
    { person: '孙峰', personNumber: '0031', act: 'readOwnMoney', count: 2, times: ['10:41'] },
    { act: 'readOwnShares', count: 1, times: ['10:41'] },
  ]);
});

it('of many the newest stand open, and every look at a number; none of the others is lost', () => {
  const day = (index: number) => new Date(Date.UTC(2011, 0, 30 - index, 2)).toISOString();
  const looks = Array.from({ length: 25 }, (_, index) =>
    look(day(index), index === 20 ? { kind: 'unmask' } : {}),
  );
  const all = looksByDay(looks);
  const { shown, before } = looksApart(all, 10);
  expect(shown).toHaveLength(10);
  expect(shown.map(({ kind }) => kind)).toContain('unmask');
  expect(shown.slice(0, 9)).toEqual(all.slice(0, 9));
  expect(new Set([...shown, ...before])).toEqual(new Set(all));
  expect(looksApart(all.slice(0, 3), 10).before).toEqual([]);
  expect(looksApart([], 10)).toEqual({ shown: [], before: [] });
});
