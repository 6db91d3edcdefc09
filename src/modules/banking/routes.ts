/** Money to members: where every claim stands, batches through the bank, cash, estates, set-offs, reminders. */
import { pageOf, type Page } from '../../contract/query.ts';
import { bankTemplates } from '../../domain/bank-templates.ts';
import { refuse } from '../../domain/refusal.ts';
import { isWaiting } from '../../domain/payout.ts';
import { withUploadedFile, type RoutePlugin } from '../../platform/http.ts';
import { handle, read, serve } from '../../platform/serve.ts';
import { restDaysOf } from '../assemblies/index.ts';
import { batchCommands, makePayoutBatch, payouts, setBankTemplate, setPayoutSettings } from './batches.ts';
import * as claimCommands from './claim-commands.ts';
import * as claimWire from './claim-contract.ts';
import { allReminders, allSetOffRequests, answersWithReturns, cashAfter } from './claim-store.ts';
import { standingClaims } from './claims.ts';
import * as wire from './contract.ts';
import * as estateCommands from './estate-commands.ts';
import * as estateWire from './estate-contract.ts';
import { allEstates, estateOnWire } from './estate-store.ts';
import { serveOrderSteps } from './order-steps.ts';
import { orderLines, ordersAfter, payoutSettings, requireOrder } from './order-store.ts';
import {
  cashOnWire,
  claimOnWire,
  lineOnWire,
  orderOnWire,
  settingsOnWire,
  totalsByState,
  waitingOnWire,
} from './queries.ts';
import { keepSample, provedTemplates } from './samples.ts';
import { ownTemplates } from './templates.ts';
import * as twoHands from './two-hand-commands.ts';

export const payoutRoutes: RoutePlugin = async (app) => {
  serve(app, wire.setPayoutSettings, setPayoutSettings);
  read(app, wire.readPayoutSettings, async (tx, { cooperativeId }) => {
    const found = await payoutSettings(tx, cooperativeId);
    if (!found) throw refuse('payout.settings-unset');
    return settingsOnWire(found);
  });
  read(app, wire.listBankTemplates, async (tx, { cooperativeId }) => {
    const own = await ownTemplates(tx, cooperativeId, 'bank');
    return {
      templates: [...bankTemplates, ...own].map((each) => ({ ...each, own: own.includes(each) })),
    };
  });
  serve(app, wire.setBankTemplate, setBankTemplate);
  handle(app, wire.keepBankSample, async (taken) => {
    const { input, language, request } = taken;
    return withUploadedFile(request, ({ fileName: name, bytes }) =>
      keepSample(app.services, taken.context(), { ...input, file: { name, bytes }, language }),
    );
  });
  handle(app, wire.listBankSamples, async ({ language, context }) => ({
    proofs: await provedTemplates(app.services, context(), language),
  }));

  read(
    app,
    claimWire.listPayoutClaims,
    async (tx, { cooperativeId, input, today }) => {
      const { runId, state } = input;
      const rows = await standingClaims(tx, cooperativeId, today, runId === undefined ? null : [runId]);
      const shown = state === undefined ? rows : rows.filter((each) => each.state === state);
      const page = sliceOf(shown, pageOf(input));
      return { totals: totalsByState(rows), claims: page.rows.map(claimOnWire), next: page.next };
    },
    { readsMuch: true },
  );
  read(
    app,
    claimWire.listWaitingClaims,
    async (tx, { cooperativeId, input, today }) => {
      const all = await standingClaims(tx, cooperativeId, today, null);
      const waiting = all.filter(({ state }) => isWaiting(state));
      const page = sliceOf(waiting, pageOf(input));
      const restDays = await restDaysOf(tx, cooperativeId);
      const claims = page.rows.map((each) => waitingOnWire(each, restDays));
      return { totals: totalsByState(waiting), claims, next: page.next };
    },
    { readsMuch: true },
  );

  serve(app, wire.makePayoutBatch, makePayoutBatch);
  read(app, wire.listPayoutBatches, async (tx, { cooperativeId, input }) => {
    const page = pageOf(input);
    const rows = await ordersAfter(tx, cooperativeId, 'payout', page.limit, BigInt(placeOf(page)));
    const next = nextOf(rows, page, ({ row }) => row.number.toString());
    return { batches: rows.map((each) => orderOnWire(each)), next };
  });
  read(app, wire.readPayoutBatch, async (tx, { cooperativeId, input }) =>
    orderOnWire(await requireOrder(tx, cooperativeId, 'payout', input.orderId)),
  );
  read(app, wire.listPayoutBatchLines, async (tx, { cooperativeId, input }) => {
    const { row } = await requireOrder(tx, cooperativeId, 'payout', input.orderId);
    const page = pageOf(input);
    const rows = await orderLines(tx, row, page.limit, placeOf(page));
    return { lines: rows.map(lineOnWire), next: nextOf(rows, page, ({ line }) => String(line.serial)) };
  });
  serveOrderSteps(app, payouts, batchCommands);

  read(app, claimWire.listPayoutCash, async (tx, { cooperativeId, input }) => {
    const page = pageOf(input);
    const rows = await cashAfter(tx, cooperativeId, page.limit, BigInt(placeOf(page)));
    return { cash: rows.map(cashOnWire), next: nextOf(rows, page, ({ row }) => row.number.toString()) };
  });
  serve(app, claimWire.enterPayoutCash, claimCommands.enterCash);
  serve(app, claimWire.strikePayoutCash, claimCommands.strikeCash);
  serve(app, estateWire.dividePayoutEstate, estateCommands.divideEstate);
  read(app, estateWire.listPayoutEstates, async (tx, { cooperativeId, input }) => {
    const all = (await allEstates(tx, cooperativeId)).map(estateOnWire);
    const page = sliceOf(
      all.filter(({ state }) => input.state === undefined || state === input.state),
      pageOf(input),
    );
    return { estates: page.rows, next: page.next };
  });
  serve(app, estateWire.confirmPayoutEstate, estateCommands.confirmEstate);
  serve(app, estateWire.sendBackPayoutEstate, estateCommands.sendBackEstate);
  serve(app, estateWire.undoPayoutEstate, estateCommands.undoEstate);
  read(app, claimWire.listPayoutSetOffs, async (tx, { cooperativeId, input }) => {
    const all = await allSetOffRequests(tx, cooperativeId);
    const page = sliceOf(
      all.filter(({ state }) => input.state === undefined || state === input.state),
      pageOf(input),
    );
    return {
      setOffs: page.rows.map(
        ({ row: { id, owedRunId, againstRunId, amount }, kind, number, state, reason }) => {
          const asked = { id, kind, number, owedRunId, againstRunId, amount: amount.toString() };
          return { ...asked, state, reason };
        },
      ),
      next: page.next,
    };
  });
  serve(app, claimWire.setOffPayout, twoHands.setOff);
  serve(app, claimWire.confirmPayoutSetOff, twoHands.confirmSetOff);
  serve(app, claimWire.sendBackPayoutSetOff, twoHands.sendBackSetOff);
  serve(app, claimWire.strikePayoutSetOff, twoHands.strikeSetOff);
  read(app, claimWire.listReminders, async (tx, { cooperativeId, input }) => {
    const all = await allReminders(tx, cooperativeId);
    const page = sliceOf(
      all.filter(({ counts }) => input.state === undefined || counts === (input.state === 'confirmed')),
      pageOf(input),
    );
    return {
      reminders: page.rows.map(({ row: { id, remindedOn, means }, kind, number, counts }) => {
        return { id, kind, number, remindedOn: remindedOn.toString(), means, counts };
      }),
      next: page.next,
    };
  });
  serve(app, claimWire.remindHolder, twoHands.remind);
  serve(app, claimWire.confirmReminder, twoHands.confirmReminder);
  read(app, claimWire.listPayoutAnswers, async (tx, { cooperativeId, input }) => {
    const all = await answersWithReturns(tx, cooperativeId);
    const page = sliceOf(
      all.filter(({ state }) => input.state === undefined || state === input.state),
      pageOf(input),
    );
    return {
      answers: page.rows.map(({ id, orderId, kind, number, fileName, recordedAt, state, back }) => {
        const read = {
          id,
          orderId,
          kind,
          batch: number.toString(),
          fileName,
          readAt: recordedAt.toISOString(),
        };
        return { ...read, state, returned: back };
      }),
      next: page.next,
    };
  });
  serve(app, claimWire.confirmPayoutAnswer, twoHands.confirmAnswer);
};

function sliceOf<Row>(all: readonly Row[], page: Page) {
  const start = placeOf(page);
  const end = start + page.limit;
  return { rows: all.slice(start, end), next: end < all.length ? String(end) : null };
}

function nextOf<Row>(rows: readonly Row[], { limit }: Page, keyOf: (row: Row) => string): string | null {
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return last === undefined ? null : keyOf(last);
}

function placeOf({ after }: Page): number {
  if (after === null) return 0;
  if (!/^\d{1,9}$/.test(after)) throw refuse('request.malformed');
  return Number(after);
}
