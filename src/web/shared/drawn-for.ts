/** For whom the page is drawn: where somebody else signed in here meanwhile, the service asks this one to sign in once more. */

let personId: string | null = null;

export function workFor(userId: string | null): void {
  personId = userId;
}

export const worksFor = (): string | null => personId;
