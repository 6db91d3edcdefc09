/** The sample by itself, as a press in the office opens it: without papers in a folder, without a word on the terminal. */
import { buildApp } from '../app.ts';
import type { Sample } from '../modules/access/index.ts';
import { interfaceOf } from './client.ts';
import { sample } from './sample.ts';
import { tellTale } from './story.ts';
import { silent } from './telling.ts';
import { storyClock } from './story-clock.ts';

export const sampleByPress: Sample = {
  name: sample.community.cooperative.name,
  people: sample.people,
  async tell(services, { password, found, onStep }) {
    services.clockGuard?.require(services.clock());
    const time = storyClock();
    // The story's time is behind that of the computer, which was asked.
    const then = { ...services, clock: time.clock, clockGuard: undefined };
    const app = await buildApp(then, { logger: false, requestsPerMinute: 1_000_000 });
    await app.ready();
    try {
      await tellTale(sample, {
        api: interfaceOf(app, 'sample'),
        password,
        found: (wish) => found(then, wish),
        setTime: time.set,
        begun: services.clock(),
        keep: ({ number }) => number,
        keepFile: (name) => name,
        tell: silent,
        onStep,
      });
    } finally {
      await app.close();
    }
  },
};
