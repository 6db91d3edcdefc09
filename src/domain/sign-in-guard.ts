/**
 * How long nobody may try again after so many failures: counted for a name from one address, for an address, and for a name from
 * anywhere. The first few cost nothing; then the wait doubles up to an hour, so that hundreds of tries take days. A lock is the
 * same for names that nobody has.
 */
export type GuardKind = 'both' | 'address' | 'name';

interface Steps {
  readonly free: number;
  readonly firstSeconds: number;
}

/** A neighbour who locks a name from everywhere needs many tries, and each address of theirs is locked long before. */
const steps: Readonly<Record<GuardKind, Steps>> = {
  both: { free: 5, firstSeconds: 30 },
  address: { free: 50, firstSeconds: 60 },
  name: { free: 100, firstSeconds: 60 },
};
const LONGEST_SECONDS = 3600;

/** After a day without a failure everything begins anew. */
export const FORGOTTEN_AFTER_SECONDS = 86_400;

/** Seconds to wait after this failure; none while it is one of the first. */
export function waitAfter(kind: GuardKind, failures: number): number {
  const { free, firstSeconds } = steps[kind];
  if (failures < free) return 0;
  return Math.min(LONGEST_SECONDS, firstSeconds * 2 ** Math.min(failures - free, 12));
}

/** How many more tries after this failure until one has to wait; none: now. */
export function triesLeft(kind: GuardKind, failures: number): number {
  return Math.max(0, steps[kind].free - failures);
}

/** An address as it is counted: of IPv6 the network that one household has. */
export function countedAddress(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const given = head.split(':').filter((part) => part !== '');
  const after = tail === undefined ? [] : tail.split(':').filter((part) => part !== '');
  const whole = [
    ...given,
    ...Array<string>(Math.max(0, 8 - given.length - after.length)).fill('0'),
    ...after,
  ];
  return `${whole.slice(0, 4).join(':')}::/64`;
}
