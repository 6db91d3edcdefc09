/** Asking for the sheet on which members confirm what a scheme gives them. */
import { dateText, idText } from '../../../contract/wire.ts';
import { paperEndpoint, wish } from '../wish-contract.ts';

export const printConfirmationSheet = paperEndpoint({
  name: 'printConfirmationSheet',
  kind: 'confirmation-sheet',
  title: { zh: '配股确认表', en: 'Allotment confirmation sheet' },
  input: wish({
    schemeId: idText(),
    on: dateText().meta({
      description: 'The day of the posting, or of a posting to come',
      zh: '入账日，或将要入账之日',
    }),
  }),
  errors: ['scheme.unknown'],
  example: { schemeId: '01890a5d-ac96-774b-bcce-b302099a8057', on: '2010-10-01' },
});
