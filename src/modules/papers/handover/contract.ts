/** Asking for the list that whoever keeps the books hands over with them. */
import * as z from 'zod';
import { named } from '../../../contract/field-words.ts';
import { paperEndpoint, wish } from '../wish-contract.ts';

const person = () => z.string().trim().min(1).max(60).optional();

export const printHandover = paperEndpoint({
  name: 'printHandover',
  kind: 'handover',
  title: { zh: '会计工作交接清单', en: 'Handover list' },
  input: wish({
    from: named(person(), { zh: '移交人', en: 'who hands over' }),
    to: named(person(), { zh: '接管人', en: 'who takes over' }),
    by: named(person(), { zh: '监交人', en: 'who stands by' }),
  }),
  example: { from: '王会计', to: '李会计', by: '赵监事' },
});
