/**
 * Days that go by without a network. What the phone kept of a notice says how many days were left when it was seen; they are counted again
 * from the dates beside them, so that sixteen days are not left for ever. Never more than the service said: a clock may stand wrong.
 */
const DAY = 86_400_000;

/** Counts on, in place, whatever of a kept answer says how many days are left or that a notice is over. */
export function countOn(answer: unknown, today: string): void {
  if (typeof answer !== 'object' || answer === null) return;
  for (const each of Object.values(answer)) countOn(each, today);
  const told = answer as Record<string, unknown>;
  const { objectionsUntil, daysToObject, lastDay, isOver } = told;
  if (typeof objectionsUntil === 'string' && typeof daysToObject === 'number') {
    const left = Math.min(daysToObject, daysLeft(objectionsUntil, today));
    told['daysToObject'] = left;
    if (left === 0 && told['mayObject'] === true) told['mayObject'] = false;
  }
  if (typeof lastDay === 'string' && isOver === false) told['isOver'] = today > lastDay;
}

/** Today counts: 1 on the last day, 0 once they are over. */
function daysLeft(until: string, today: string): number {
  return Math.max(0, (Date.parse(until) - Date.parse(today)) / DAY + 1);
}
