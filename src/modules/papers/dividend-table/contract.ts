/** Asking for a run in full, line by line. */
import { idText } from '../../../contract/wire.ts';
import { paperEndpoint, wish } from '../wish-contract.ts';

export const printDividendTable = paperEndpoint({
  name: 'printDividendTable',
  kind: 'dividend-table',
  title: { zh: '分红分配表', en: 'Dividend table' },
  input: wish({ runId: idText() }),
  errors: ['documents.subject-unknown', 'documents.run-not-calculated'],
  example: { runId: '01890a5d-ac96-774b-bcce-b302099a8057' },
});
