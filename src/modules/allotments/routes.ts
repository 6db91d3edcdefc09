/** Allotment schemes: versions, preview, posting, reversal, comparison. */
import { guardOf } from '../../contract/endpoint.ts';
import { WrittenReply } from '../../contract/promised.ts';
import { readAs } from '../../platform/command.ts';
import type { App } from '../../platform/http.ts';
import { createLongWork } from '../../platform/long-work.ts';
import { handle, read, serve } from '../../platform/serve.ts';
import type { RefuseCalled, RequireLawful } from '../assemblies/index.ts';
import { compared } from './comparing.ts';
import * as commands from './commands.ts';
import * as wire from './contract.ts';
import { setTakers, splitClass, splitList, takersReport } from './measure.ts';
import * as measure from './measure-contract.ts';
import { comparisonOrder, postingList, previewScheme, schemesOnWire } from './queries.ts';

/** Holders that are compared on the spot: nobody else notices. */
const SMALL_REGISTER = 500;

/** What rooms to the right of it refuse: of agendas, and of certificates. */
interface Refusing {
  readonly refuseCalled: RefuseCalled;
  readonly requireLawful: RequireLawful;
}

export async function allotmentRoutes(app: App, { refuseCalled, requireLawful }: Refusing): Promise<void> {
  const apart = createLongWork({ threads: 1, waiting: 8, seconds: 30, megabytes: 1_024 });
  app.addHook('onClose', () => apart.close());
  read(app, wire.listSchemes, (tx, { cooperativeId }) => schemesOnWire(tx, cooperativeId));
  serve(app, wire.draftScheme, commands.draftScheme);
  serve(app, wire.withdrawScheme, commands.withdrawSchemeOf(refuseCalled));
  read(app, wire.previewScheme, (tx, { cooperativeId, input }) =>
    previewScheme(tx, cooperativeId, input.schemeId, input.on),
  );
  read(app, wire.listPostings, (tx, { cooperativeId }) => postingList(tx, cooperativeId));
  serve(app, wire.postScheme, commands.postSchemeOf(requireLawful));
  serve(app, wire.reversePosting, commands.reverseSchemePosting);
  read(app, measure.listShareSplits, (tx, { cooperativeId }) => splitList(tx, cooperativeId));
  serve(app, measure.splitClass, splitClass);
  read(app, measure.readShareTakers, (tx, { cooperativeId, today }) =>
    takersReport(tx, cooperativeId, today),
  );
  serve(app, measure.setShareTakers, setTakers);
  // The register is read in a unit of work, and reckoned with when that is over.
  handle(app, wire.compareSchemes, async ({ cooperativeId, input, context }) => {
    const order = await readAs(app.services, context(), guardOf(wire.compareSchemes), (tx) =>
      comparisonOrder(tx, cooperativeId, input),
    );
    if (order.holders.length <= SMALL_REGISTER) return compared(order);
    return new WrittenReply(
      await apart.run(new URL('./comparing.ts', import.meta.url), order, cooperativeId),
    );
  });
}
