/** Asking for the notice of a run as it hangs on the wall. */
import { idText } from '../../../contract/wire.ts';
import { paperEndpoint, wish } from '../wish-contract.ts';

export const printPublicNotice = paperEndpoint({
  name: 'printPublicNotice',
  kind: 'public-notice',
  title: { zh: '分红公示', en: 'Public notice of dividends' },
  input: wish({ runId: idText() }),
  errors: ['documents.subject-unknown', 'documents.run-not-calculated', 'notice.none'],
  example: { runId: '01890a5d-ac96-774b-bcce-b302099a8057' },
});
