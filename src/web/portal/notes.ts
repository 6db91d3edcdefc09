/** Whose notes this phone keeps: of one person at a time, who signed in here last. */

const WHOSE = 'hegu-whose';

/** Receipts of secret ballots and what was read: kept while the same person signs in here again, gone when they sign out or another comes. */
export function keepNotesOf(userId: string | null): void {
  if (localStorage.getItem(WHOSE) === userId) return;
  for (const each of Object.keys(localStorage))
    if (each.startsWith('hegu-receipt ') || each.startsWith('hegu-told')) localStorage.removeItem(each);
  if (userId === null) localStorage.removeItem(WHOSE);
  else localStorage.setItem(WHOSE, userId);
}

/** Whether what this phone keeps is this person's. */
export function isWhose(userId: string): boolean {
  return localStorage.getItem(WHOSE) === userId;
}

/** Who signed in on this phone last; null: nobody, or they left. */
export function userHere(): string | null {
  return localStorage.getItem(WHOSE);
}
