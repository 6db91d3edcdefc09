/**
 * Looking for another: every sentence about the reader says beside itself what it is of them, by name. What is said to the reader alone,
 * whoever they look for, stands in a list with its reason.
 */
import './reader.ts';
import { describe, expect, it } from 'vitest';
import { spokenParts } from '../../src/web/portal/written.tsx';
import { sayOf } from '../../src/web/shared/language.ts';
import { sentences, type Found } from './sentences.ts';

/** Of the reader whoever they look for, by file: all of it, or these words. */
const ofTheReader: Readonly<Record<string, 'all' | readonly string[]>> = {
  // Before one is in, and what anybody may see without.
  'sign-in/coming.tsx': 'all',
  'sign-in/new-pin.tsx': 'all',
  'sign-in/place.tsx': 'all',
  'gate.tsx': 'all',
  'money/line.tsx': 'all',
  'money/on-wall.ts': 'all',
  // Around every page: for whom the reader looks, and what the phone does.
  'frame.tsx': 'all',
  'parts.tsx': 'all',
  // The reader's own mandates, and their own sign-in: the page says so.
  'family/family.tsx': 'all',
  'family/me.tsx': ['phones', 'yoursMore', 'toSelf'],
  // Of oneself alone, or before one has chosen for whom one looks.
  'home.tsx': ['title', 'mine', 'nobodyMore', 'notLinked'],
  // Objections are raised in one's own name: looking for another none of it is shown, or it says just that.
  'notices/notice.tsx': ['wrong', 'text', 'receipt'],
  'notices/standing.ts': ['forOneself', 'byMembers'],
  // Nobody votes for whom they look for: none of it is shown then.
  'meetings/secret.tsx': 'all',
  'meetings/pressed.ts': 'all',
  'meetings/meetings.tsx': [
    'laterAll',
    'laterSeats',
    'cannotCome',
    'cannotComeSeats',
    'yes',
    'no',
    'noRole',
    'tookOver',
    'cameThemself',
    'namedAnother',
    'withdrew',
    'come',
    'comeAfterAll',
    'first',
    'choose',
    'chooseFor',
    'cast',
    'castFor',
    'back',
  ],
};

const isAboutReader = ({ zh, en }: Pick<Found, 'zh' | 'en'>) =>
  /[我您]|本人/.test(zh) || /\b(my|mine|me|I|your|yours)\b/.test(en);

describe('Looking for another', () => {
  it('no sentence speaks of the reader where it is of whom they look for', () => {
    const missing = sentences.filter((each) => {
      const { file, name, of } = each;
      const exempt = ofTheReader[file] ?? [];
      return of === null && isAboutReader(each) && exempt !== 'all' && !exempt.includes(name);
    });
    expect(missing.map(({ file, name, zh, en }) => `${file} ${name}: ${zh} / ${en}`)).toEqual([]);
  });

  it('what is said instead names them in both languages, and holds every place of the other', () => {
    const told = sentences.filter(({ of }) => of !== null);
    expect(told.length).toBeGreaterThan(10);
    for (const { name, zh, of } of told) {
      const places = [...zh.matchAll(/\{\w+/g)].map(String);
      for (const said of [of?.zh ?? '', of?.en ?? '']) {
        expect([name, said]).toEqual([name, expect.stringContaining('{whose}')]);
        for (const place of places) expect([name, said]).toEqual([name, expect.stringContaining(place)]);
        expect([name, said, /我|\b(my|mine|me|I)\b/.test(said)]).toEqual([name, said, false]);
      }
    }
  });

  it('nothing is exempt that is not there', () => {
    for (const [file, names] of Object.entries(ofTheReader)) {
      const there = sentences.filter((each) => each.file === file);
      expect([file, there.length > 0]).toEqual([file, true]);
      if (names !== 'all')
        for (const name of names)
          expect([name, there.some((each) => each.name === name)]).toEqual([name, true]);
    }
  });

  it('is read aloud by the voice of its language, what the office wrote on an English page by the Chinese one', () => {
    expect(spokenParts('第 1 项 修路', 'zh')).toEqual([['第 1 项 修路', 'zh-CN']]);
    expect(spokenParts('Item 1 修路（村东 2 公里）。 adopted', 'en')).toEqual([
      ['Item 1 ', 'en-GB'],
      ['修路（村东 2 公里）。', 'zh-CN'],
      [' adopted', 'en-GB'],
    ]);
  });

  it('is said by name, with the day and whatever else is filled in; of oneself as ever', () => {
    const words = { zh: '您{day}的', en: 'yours, {day}', of: { zh: '{whose}{day}的', en: '{day}, {whose}' } };
    const at = { day: '2026-01-27' };
    expect(sayOf(null, 'zh')(words, at)).toBe('您2026-01-27的');
    expect(sayOf('王某', 'zh')(words, at)).toBe('王某2026-01-27的');
    expect(sayOf('王某', 'en')(words, at)).toBe('27\u00A0Jan\u00A02026, 王某');
    expect(sayOf('王某', 'en')({ zh: '会', en: 'meeting' })).toBe('meeting');
  });
});
