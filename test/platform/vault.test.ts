/** What is sealed opens where it was sealed, by its own key, and nowhere else; in both suites. */
import { describe, expect, it } from 'vitest';
import { createVault, suites, type Place } from '../../src/platform/vault.ts';

const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const place: Place = {
  cooperativeId: '00000000-0000-4000-8000-000000000001',
  table: 'member',
  column: 'bank_account_cipher',
  row: '00000000-0000-4000-8000-00000000000a',
  before: 'bankAccount',
};
const account = '6222020000001234567';

describe.each(suites)('a sealing by %s', (suite) => {
  const vault = createVault(first, { suite });

  it('opens in its place and is never the same twice', () => {
    const [one, two] = [vault.encrypt(place, account), vault.encrypt(place, account)];
    expect([vault.decrypt(place, one), vault.decrypt(place, two)]).toEqual([account, account]);
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false);
    expect(Buffer.from(one).includes(account)).toBe(false);
  });

  it.each([
    ['another member', { row: '00000000-0000-4000-8000-00000000000b' }],
    ['another column', { column: 'phone_cipher' }],
    ['another table', { table: 'payout_setting' }],
    ['another cooperative', { cooperativeId: '00000000-0000-4000-8000-000000000002' }],
  ])('copied to %s does not open', (_, other) => {
    const sealed = vault.encrypt(place, account);
    expect(() => vault.decrypt({ ...place, ...other }, sealed)).toThrow();
  });

  it('does not open when any one byte was changed, nor when it is cut short', () => {
    const sealed = Buffer.from(vault.encrypt(place, account));
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => vault.decrypt(place, changed), `byte ${at}`).toThrow();
      expect(() => vault.decrypt(place, sealed.subarray(0, at)), `${at} bytes`).toThrow();
    }
  });

  it('is opened by whoever seals with the other suite, and by no other key', () => {
    const sealed = vault.encrypt(place, account);
    for (const other of suites)
      expect(createVault(first, { suite: other }).decrypt(place, sealed)).toBe(account);
    expect(() => createVault(second, { suite }).decrypt(place, sealed)).toThrow(/not in the key file/);
  });

  it('says its key: after a change both open, and the new one seals', () => {
    const older = vault.encrypt(place, account);
    const changed = createVault([first, second], { suite });
    expect(changed.decrypt(place, older)).toBe(account);
    const newer = changed.encrypt(place, account);
    expect(changed.decrypt(place, newer)).toBe(account);
    expect(() => vault.decrypt(place, newer)).toThrow(/not in the key file/);
    expect(Buffer.from(older).subarray(0, 10)).toEqual(Buffer.from(vault.header()));
    expect(Buffer.from(newer).subarray(0, 10)).toEqual(Buffer.from(changed.header()));
  });

  it('with a key that came meanwhile makes the vault read its file again', () => {
    const newer = createVault([first, second], { suite }).encrypt(place, account);
    const running = createVault(first, { suite, reread: () => [first, second] });
    expect(running.decrypt(place, newer)).toBe(account);
    expect(running.sealingKey()).toBe(createVault(second).sealingKey());
  });

  it('keeps fingerprint and index when the key is changed', () => {
    const changed = createVault([first, second], { suite });
    expect(changed.fingerprint).toBe(vault.fingerprint);
    expect(changed.blindIndex('c', 'f', account)).toBe(vault.blindIndex('c', 'f', account));
  });
});
