/** Asking for the register of shares on a day. */
import { dateText } from '../../../contract/wire.ts';
import { paperEndpoint, wish } from '../wish-contract.ts';

export const printShareRegister = paperEndpoint({
  name: 'printShareRegister',
  kind: 'share-register',
  title: { zh: '股权登记册', en: 'Register of shares' },
  input: wish({
    on: dateText()
      .optional()
      .meta({ description: 'As of the end of this day; today unless given', zh: '截至哪一日；不填为当日' }),
  }),
  example: { on: '2010-12-31' },
});
