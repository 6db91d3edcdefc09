/** Receipts of secret ballots on a phone: of whoever this page is drawn for, and with what went out until it is answered. */
import './reader.ts';
import { beforeEach, expect, it } from 'vitest';
import {
  keepReceipt,
  keptReceipt,
  placeOf,
  receiptFor,
  receiptsOnPhone,
} from '../../src/web/portal/meetings/receipts.ts';
import { keepNotesOf } from '../../src/web/portal/notes.ts';
import { workFor } from '../../src/web/shared/drawn-for.ts';

/** As a browser's: what is kept is a property of it, what it does is not. */
class Storage {
  getItem(key: string): string | null {
    return (this as unknown as Record<string, string>)[key] ?? null;
  }
  setItem(key: string, value: string): void {
    (this as unknown as Record<string, string>)[key] = value;
  }
  removeItem(key: string): void {
    Reflect.deleteProperty(this, key);
  }
}
beforeEach(() => {
  Object.assign(globalThis, { localStorage: new Storage() });
  workFor('one');
});

const place = placeOf('meeting', 2, null);

it('what went out and was not answered stays what it was, also where the page is loaded anew', () => {
  const drawn = receiptFor(place);
  expect(drawn).toEqual({
    receipt: expect.stringMatching(/^[A-Z2-7]{16}$/) as string,
    stage: 'drawn',
    choice: null,
  });
  expect(receiptsOnPhone()).toEqual([]);
  keepReceipt(place, { ...drawn, stage: 'sent', choice: 'for' });
  expect(receiptFor(place)).toEqual({ ...drawn, stage: 'sent', choice: 'for' });
  // Certainly refused: it is as it was.
  keepReceipt(place, drawn);
  expect(keptReceipt(place)).toEqual(drawn);
  keepReceipt(place, { ...drawn, stage: 'cast', choice: null });
  expect(keptReceipt(place)).toEqual({ ...drawn, stage: 'cast' });
  expect(receiptsOnPhone()).toHaveLength(1);
  expect(keptReceipt(placeOf('meeting', 2, '0087'))).toBeNull();
});

it('what another keeps who signed in by another window is not shown', () => {
  keepReceipt(place, { ...receiptFor(place), stage: 'cast', choice: null });
  workFor('another');
  expect([keptReceipt(place), receiptsOnPhone()]).toEqual([null, []]);
  const theirs = receiptFor(place);
  keepReceipt(place, { ...theirs, stage: 'cast', choice: null });
  workFor('one');
  expect(keptReceipt(place)?.receipt).not.toBe(theirs.receipt);
  expect(receiptsOnPhone()).toHaveLength(1);
});

it('what an earlier portal kept by its place alone is found, and told of at signing out, by whose it is and nobody else', () => {
  keepNotesOf('one');
  localStorage.setItem(`hegu-receipt ${place}`, 'AAAABBBBCCCCDDDD');
  localStorage.setItem(`hegu-receipt ${placeOf('meeting', 3, '0087')}`, '… EEEEFFFFGGGGHHHH against');
  expect(keptReceipt(place)).toEqual({ receipt: 'AAAABBBBCCCCDDDD', stage: 'cast', choice: null });
  expect(receiptFor(placeOf('meeting', 3, '0087'))).toEqual({
    receipt: 'EEEEFFFFGGGGHHHH',
    stage: 'sent',
    choice: 'against',
  });
  expect(receiptsOnPhone()).toEqual(['AAAA BBBB CCCC DDDD', 'EEEE FFFF GGGG HHHH']);
  // Written anew it is one receipt still.
  keepReceipt(placeOf('meeting', 3, '0087'), { receipt: 'EEEEFFFFGGGGHHHH', stage: 'cast', choice: null });
  expect(receiptsOnPhone().toSorted()).toEqual(['AAAA BBBB CCCC DDDD', 'EEEE FFFF GGGG HHHH']);
  workFor('another');
  expect([keptReceipt(place), receiptsOnPhone()]).toEqual([null, []]);
});

it('what the box was closed without is kept with what it was, and nobody is asked about it at signing out', () => {
  const lost = { ...receiptFor(place), stage: 'lost', choice: 'against' } as const;
  keepReceipt(place, { ...lost, stage: 'sent' });
  expect(receiptsOnPhone()).toHaveLength(1);
  keepReceipt(place, lost);
  expect([keptReceipt(place), receiptsOnPhone()]).toEqual([lost, []]);
});
