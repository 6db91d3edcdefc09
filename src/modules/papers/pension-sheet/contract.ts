/** Asking for the sheet of the pensions of a month. */
import { idText } from '../../../contract/wire.ts';
import { paperEndpoint, wish } from '../wish-contract.ts';

export const printPensionSheet = paperEndpoint({
  name: 'printPensionSheet',
  kind: 'pension-sheet',
  title: { zh: '养老金发放表', en: 'Sheet of pensions' },
  input: wish({ orderId: idText().meta({ description: 'The pensions of a month', zh: '哪个月的养老金' }) }),
  example: { orderId: '01890a5d-ac96-774b-bcce-b302099a8057' },
  errors: ['pension.run-unknown'],
});
