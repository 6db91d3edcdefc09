/** Printing a paper of any kind: figures from the registers, layout, number, seal, file; one command. */
import { LocalDate, Period } from '../../domain/calendar.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import {
  certificatePaper,
  confirmationPaper,
  distributionPlanPaper,
  dividendTablePaper,
  halfYearReportPaper,
  issueDocument,
  meetingPaper,
  publicNoticePaper,
  receiptSheetPaper,
  statementPaper,
  taxCertificatePaper,
  voucherPaper,
  type DocumentReply,
  type Press,
} from '../documents/index.ts';
import { certificateFigures } from './certificate-figures.ts';
import { confirmationFigures } from './confirmation-figures.ts';
import { issuePaperInput, type PaperWish } from './contract.ts';
import {
  dividendTableFigures,
  reportDividends,
  statementDividends,
  statementInheritances,
} from './dividend-figures.ts';
import { meetingFigures } from './meeting-figures.ts';
import { planFigures, taxCertificateFigures, voucherFigures } from './money-figures.ts';
import { publicNoticeFigures } from './notice-figures.ts';
import { receiptFigures } from './receipt-figures.ts';
import { reportFigures } from './report-figures.ts';
import { statementFigures } from './statement-figures.ts';

/** The command, for the fonts and the public address of this installation. */
export function issuePaper(press: Press) {
  return defineCommand({
    name: 'documents.issue',
    action: 'documents.issue',
    input: issuePaperInput,
    run: (unit, wish) => issue(unit, press, wish),
  });
}

async function issue(unit: CommandUnit, press: Press, wish: PaperWish): Promise<DocumentReply> {
  const { tx, cooperativeId } = unit;
  const { kind, language } = wish;
  switch (wish.kind) {
    case 'statement': {
      const period = {
        from: LocalDate.parse(wish.from),
        to: LocalDate.parse(wish.to),
        knownAt: wish.knownAt === undefined ? null : new Date(wish.knownAt),
      };
      const span = { ...period, today: unit.today };
      const figures = await statementFigures(tx, cooperativeId, wish, async ({ id, memberId }) => ({
        dividends: await statementDividends(tx, cooperativeId, id, span, language),
        inheritances: await statementInheritances(tx, cooperativeId, memberId, span, language),
      }));
      const subject = `${wish.holder.kind} ${wish.holder.number ?? ''}`.trim();
      return issueDocument(unit, press, { kind, language, subject, figures, layout: statementPaper });
    }
    case 'certificate': {
      const figures = await certificateFigures(tx, cooperativeId, wish);
      const subject = `certificate ${figures.number}`;
      return issueDocument(unit, press, { kind, language, subject, figures, layout: certificatePaper });
    }
    case 'dividend-table': {
      const figures = await dividendTableFigures(tx, cooperativeId, wish);
      const subject = `run ${figures.run.number}`;
      return issueDocument(unit, press, { kind, language, subject, figures, layout: dividendTablePaper });
    }
    case 'receipt-sheet': {
      const figures = await receiptFigures(tx, cooperativeId, wish, unit.today);
      const subject = `run ${figures.run.number}`;
      return issueDocument(unit, press, { kind, language, subject, figures, layout: receiptSheetPaper });
    }
    case 'public-notice': {
      const figures = await publicNoticeFigures(tx, cooperativeId, wish);
      const subject = `run ${figures.run.number}`;
      return issueDocument(unit, press, { kind, language, subject, figures, layout: publicNoticePaper });
    }
    case 'confirmation-sheet': {
      const figures = await confirmationFigures(tx, cooperativeId, wish);
      const subject = `scheme ${wish.schemeId}`;
      return issueDocument(unit, press, { kind, language, subject, figures, layout: confirmationPaper });
    }
    case 'meeting-paper': {
      const figures = await meetingFigures(tx, cooperativeId, wish);
      const subject = `meeting ${figures.body} ${figures.number} ${figures.part}`;
      return issueDocument(unit, press, { kind, language, subject, figures, layout: meetingPaper });
    }
    case 'distribution-plan': {
      const figures = await planFigures(tx, cooperativeId, wish);
      const subject = `plan ${figures.plan.number}`;
      return issueDocument(unit, press, { kind, language, subject, figures, layout: distributionPlanPaper });
    }
    case 'voucher': {
      const figures = await voucherFigures(tx, cooperativeId, wish);
      const { subject } = figures;
      return issueDocument(unit, press, { kind, language, subject, figures, layout: voucherPaper });
    }
    case 'tax-certificate': {
      const figures = await taxCertificateFigures(tx, cooperativeId, wish);
      const subject = `member ${wish.member} ${wish.year}`;
      return issueDocument(unit, press, { kind, language, subject, figures, layout: taxCertificatePaper });
    }
    case 'half-year-report': {
      const period = Period.parse(wish.period);
      const dividends = await reportDividends(tx, cooperativeId, period, language);
      const figures = await reportFigures(tx, cooperativeId, wish, dividends);
      const subject = `period ${wish.period}`;
      return issueDocument(unit, press, { kind, language, subject, figures, layout: halfYearReportPaper });
    }
  }
}
