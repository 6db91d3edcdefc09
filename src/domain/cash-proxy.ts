/**
 * Who fetches cash for others. Within a household one signs for all; for a second household only by a mandate of each member of it, which two
 * people decided and which is on record: otherwise whoever pays out would need nobody but a name.
 */
export interface Fetched {
  readonly proxy: string;
  /** The household of whose money it is, or the person alone. */
  readonly home: string;
  /** That the proxy acts for them is on record. */
  readonly mandated: boolean;
}

/** The place of the first payment that a proxy may not fetch, after what was handed out to them `before`; null where all may. */
export function fetchedBeyond(before: readonly Fetched[], now: readonly Fetched[]): number | null {
  const homes = new Map<string, string>();
  for (const { proxy, home, mandated } of before) if (!mandated && !homes.has(proxy)) homes.set(proxy, home);
  for (const [place, { proxy, home, mandated }] of now.entries()) {
    if (mandated) continue;
    const first = homes.get(proxy);
    if (first !== undefined && first !== home) return place;
    homes.set(proxy, home);
  }
  return null;
}
