/** Asking for the report of a half-year. */
import * as z from 'zod';
import { idText, moneyText, periodText } from '../../../contract/wire.ts';
import { paperEndpoint, wish } from '../wish-contract.ts';

export const printHalfYearReport = paperEndpoint({
  name: 'printHalfYearReport',
  kind: 'half-year-report',
  title: { zh: '半年度报告', en: 'Half-year report' },
  input: wish({
    period: periodText(),
    comparison: z
      .strictObject({ schemeIds: z.array(idText()).min(2).max(3), pool: moneyText() })
      .optional()
      .meta({
        description: 'Schemes to compare on the last day of the half-year',
        zh: '在期末日比较的配股方案',
      }),
  }),
  errors: ['scheme.unknown'],
  example: { period: '2010-H2' },
});
