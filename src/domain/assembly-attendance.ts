/**
 * Who is present at a meeting: on site, online, or represented by a proxy under the rules of the body.
 * Everybody present or represented is on the frozen list and counted once; a proxy is present in person.
 */
import type { BodyRules } from './assembly-rules.ts';
import type { Candidate, FrozenList } from './assembly-seats.ts';
import { citationOn } from './law.ts';
import { throwFaults, type Fault } from './refusal.ts';

export const attendanceManners = ['on-site', 'online', 'proxy'] as const;
export type AttendanceManner = (typeof attendanceManners)[number];

/** `proxy` is who acts for the person, with `manner` 'proxy'; null otherwise. */
export interface Attendance {
  readonly person: string;
  readonly manner: AttendanceManner;
  readonly proxy: string | null;
}

/** Everybody counted as present, by person. */
export type Present = ReadonlyMap<string, Attendance & { readonly entry: Candidate }>;

/** Reads the attendance against the frozen list and the proxy rules; refuses with every fault at once. */
export function presentAt(rules: BodyRules, list: FrozenList, attendance: readonly Attendance[]): Present {
  const entries = new Map(list.entitled.map((entry) => [entry.person, entry]));
  const present = new Map<string, Attendance & { readonly entry: Candidate }>();
  const faults: Fault[] = [];
  for (const [index, each] of attendance.entries()) {
    const pointer = `/attendance/${index}`;
    const entry = entries.get(each.person);
    if (entry === undefined) faults.push(notEntitledFault(list, each.person, pointer));
    else if (present.has(each.person))
      faults.push({ code: 'assembly.attends-twice', values: { name: entry.name }, pointer });
    else present.set(each.person, { ...each, entry });
  }
  const inPerson = new Set(
    [...present.values()].flatMap((each) => (each.manner === 'proxy' ? [] : [each.person])),
  );
  const stoodFor = new Map<string, number>();
  for (const [index, each] of attendance.entries()) {
    const pointer = `/attendance/${index}/proxy`;
    const principal = entries.get(each.person);
    if (principal === undefined) continue;
    if (each.manner !== 'proxy') {
      if (each.proxy !== null)
        faults.push({ code: 'assembly.proxy-though-present', values: { name: principal.name }, pointer });
      continue;
    }
    const proxy = each.proxy === null ? undefined : entries.get(each.proxy);
    const names = { principal: principal.name, proxy: proxy?.name ?? each.proxy ?? '—' };
    if (!rules.proxies.allowed) {
      faults.push({ code: 'assembly.proxies-not-allowed', values: { principal: principal.name }, pointer });
      continue;
    }
    if (proxy === undefined || !inPerson.has(proxy.person)) {
      faults.push({ code: 'assembly.proxy-not-present', values: names, pointer });
      continue;
    }
    const ofOneHousehold = principal.household !== null && principal.household === proxy.household;
    if (rules.proxies.withinHousehold && !ofOneHousehold)
      faults.push({ code: 'assembly.proxy-outside-household', values: names, pointer });
    const count = (stoodFor.get(proxy.person) ?? 0) + 1;
    stoodFor.set(proxy.person, count);
    const most = rules.proxies.mostPerProxy;
    if (most !== null && count > most)
      faults.push({
        code: 'assembly.proxy-above-limit',
        values: { proxy: proxy.name, most, count },
        pointer,
      });
  }
  throwFaults(faults);
  return present;
}

/** Why somebody is not on the frozen list: not entitled at all, died, replaced, the term over or not begun. */
export function notEntitledFault(list: FrozenList, person: string, pointer: string): Fault {
  const left = list.leftOut.find((each) => each.person === person);
  if (left === undefined) return { code: 'assembly.not-entitled', values: { person }, pointer };
  const values = { name: left.name, on: `${left.on}`, meeting: `${list.on}` };
  switch (left.reason) {
    case 'died':
      return { code: 'assembly.died-before-meeting', values, pointer };
    case 'term-ended':
      return { code: 'assembly.term-ended', values, pointer };
    case 'not-yet':
      return { code: 'assembly.term-not-begun', values, pointer };
    case 'no-capacity':
      return {
        code: 'assembly.without-capacity',
        values: { ...values, law: citationOn('capacity.age', list.on) },
        pointer,
      };
    case 'birth-date-unknown':
      return { code: 'assembly.birth-date-unknown', values, pointer };
    case 'replaced':
    case 'resigned':
    case 'removed':
      return { code: 'assembly.seat-ended', values, pointer };
  }
}
