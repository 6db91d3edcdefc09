/** The open calculations: no sign-in, nothing stored. The same core as the ledger's, at a low rate and in bounds of their own. */
import type { FastifyRequest } from 'fastify';
import { countedAddress } from '../../domain/sign-in-guard.ts';
import { createLongWork } from '../../platform/long-work.ts';
import type { App } from '../../platform/http.ts';
import { handle } from '../../platform/serve.ts';
import { WrittenReply } from '../../contract/promised.ts';
import calculate, { isSmall, type Calculation } from './calculating.ts';
import * as wire from './contract.ts';

const BODY_BYTES = 1024 * 1024;

/** `perMinute`: requests of one address. */
export async function calculationRoutes(app: App, perMinute: number): Promise<void> {
  const apart = createLongWork({ threads: 1, waiting: 4, seconds: 10, megabytes: 384 });
  app.addHook('onClose', () => apart.close());
  const limits = { perMinute, bodyBytes: BODY_BYTES };
  const module = new URL('./calculating.ts', import.meta.url);
  const answer = async (calculation: Calculation, { ip }: FastifyRequest) =>
    new WrittenReply(
      isSmall(calculation)
        ? calculate(calculation)
        : await apart.run(module, calculation, countedAddress(ip)),
    );

  handle(
    app,
    wire.calculateDividend,
    ({ input, request }) => answer({ of: 'dividend', question: input }, request),
    limits,
  );
  handle(
    app,
    wire.calculateAllotment,
    ({ input, request }) => answer({ of: 'allotment', question: input }, request),
    limits,
  );
}
