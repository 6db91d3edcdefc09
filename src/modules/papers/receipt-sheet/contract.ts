/** Asking for the sheet on which money is signed for. */
import * as z from 'zod';
import { idText } from '../../../contract/wire.ts';
import { paperEndpoint, wish } from '../wish-contract.ts';

export const printReceiptSheet = paperEndpoint({
  name: 'printReceiptSheet',
  kind: 'receipt-sheet',
  title: { zh: '分红签领表', en: 'Receipt sheet' },
  input: wish({
    runId: idText(),
    only: z.literal('cash').optional().meta({
      description: 'Only whoever fetches the money: no account, came back, below the minimum',
      zh: '只列到社领取现金的人：没有账号、银行退回、低于起付额',
    }),
  }),
  errors: ['documents.subject-unknown', 'documents.run-not-calculated', 'documents.run-not-posted'],
  example: { runId: '01890a5d-ac96-774b-bcce-b302099a8057', only: 'cash' },
});
