/** Every paper that a meeting needs, issued in one unit of work: each as if it were asked for alone. */
import { requireMeeting } from '../meetings/index.ts';
import { must } from '../../platform/must.ts';
import * as wire from './contract.ts';
import type { Draft } from './issued/register.ts';
import type { ServedPaper } from './paper.ts';
import { definePrinting, type Printer } from './printing.ts';

export function issuingOfPack(papers: ReadonlyMap<wire.PaperKind, ServedPaper>, printer: Printer) {
  return definePrinting(printer, {
    name: 'documents.issue-meeting-papers',
    endpoint: wire.issueMeetingPapers,
    async drafts(asked, { meetingId, language }) {
      const { period, agenda } = await requireMeeting(asked.tx, asked.cooperativeId, meetingId);
      const drafts: Draft[] = [];
      const print = async (kind: wire.PaperKind, wish: object) => {
        drafts.push(await must(papers.get(kind), 'a paper').draft(asked, { language, ...wish }));
      };
      await print('meeting-paper', { meetingId });
      if (period !== null) await print('half-year-report', { period });
      for (const { about } of agenda) {
        if (about?.kind === 'plan') await print('distribution-plan', { planId: about.planId });
        if (about?.kind !== 'run') continue;
        await print('dividend-table', { runId: about.runId });
        await print('legality', { runId: about.runId });
      }
      return drafts;
    },
    reply: (documents) => ({ documents }),
  });
}
