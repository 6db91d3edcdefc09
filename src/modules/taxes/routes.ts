/** Tax withheld: the month's list, its file and remittance, and what a person received in a year. */
import { filingTemplates } from '../../domain/tax-filing.ts';
import type { RoutePlugin } from '../../platform/http.ts';
import { read, serve } from '../../platform/serve.ts';
import * as books from '../accounting/contract.ts';
import { restDaysOf } from '../assemblies/index.ts';
import { ownTemplates, serveFile } from '../banking/index.ts';
import { closeMonth, closeMonths, closeYear } from './closing.ts';
import {
  confirmRemittance,
  fileTax,
  filingOnWire,
  remitTax,
  sendBackRemittance,
  setFilingTemplate,
  strikeRemittance,
  takeTaxFilingFile,
} from './commands.ts';
import * as wire from './contract.ts';
import { incomeOf, withheldOnWire } from './queries.ts';
import { filingsOf } from './store.ts';

export const taxRoutes: RoutePlugin = async (app) => {
  read(app, wire.readTaxWithheld, (tx, { cooperativeId, input }) =>
    withheldOnWire(tx, cooperativeId, input.month),
  );
  read(app, wire.listTaxTemplates, async (tx, { cooperativeId, language }) => {
    const own = await ownTemplates(tx, cooperativeId, 'tax');
    return {
      templates: [...filingTemplates, ...own].map(({ id, name, encoding, columns }, index) => ({
        id,
        encoding,
        columns,
        own: index >= filingTemplates.length,
        name: name[language],
      })),
    };
  });
  serve(app, wire.setTaxTemplate, setFilingTemplate);
  read(app, wire.readTaxIncome, (tx, { cooperativeId, input }) => incomeOf(tx, cooperativeId, input));
  read(app, wire.listTaxFilings, async (tx, { cooperativeId }) => {
    const restDays = await restDaysOf(tx, cooperativeId);
    return { filings: (await filingsOf(tx, cooperativeId)).map((each) => filingOnWire(each, restDays)) };
  });
  serve(app, wire.fileTax, fileTax);
  serve(app, wire.remitTax, remitTax);
  serve(app, wire.confirmTaxRemittance, confirmRemittance);
  serve(app, wire.sendBackTaxRemittance, sendBackRemittance);
  serve(app, wire.strikeTaxRemittance, strikeRemittance);
  // Closing is of the books; what of dividends and taxes keeps a month or a year open is known here.
  serve(app, books.closeMonth, closeMonth);
  serve(app, books.closeMonths, closeMonths);
  serve(app, books.closeYear, closeYear);
  serveFile(app, wire.takeTaxFilingFile, takeTaxFilingFile);
};
