/** The books' time is the story's; it goes on by a second with each look at the clock, as time does. */
export function storyClock(): { readonly clock: () => Date; readonly set: (moment: Date) => void } {
  let moment = new Date(0);
  return {
    clock: () => (moment = new Date(moment.getTime() + 1_000)),
    set: (next) => (moment = next),
  };
}
