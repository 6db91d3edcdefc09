/** Asking for the register of members on a day. */
import { dateText } from '../../../contract/wire.ts';
import { paperEndpoint, wish } from '../wish-contract.ts';

export const printMemberRegister = paperEndpoint({
  name: 'printMemberRegister',
  kind: 'member-register',
  title: { zh: '成员名册', en: 'Register of members' },
  input: wish({
    on: dateText()
      .optional()
      .meta({ description: 'As of the end of this day; today unless given', zh: '截至哪一日；不填为当日' }),
  }),
  example: { on: '2010-12-31' },
});
