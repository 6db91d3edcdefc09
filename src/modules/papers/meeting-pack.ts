/** Every paper that a meeting needs, issued in one unit of work: each as if it were asked for alone. */
import { defineCommand } from '../../platform/command.ts';
import { must } from '../../platform/must.ts';
import { requireMeeting } from '../meetings/index.ts';
import * as wire from './contract.ts';
import type { Press } from './issued/register.ts';
import type { ServedPaper } from './paper.ts';

export function issuingOfPack(papers: ReadonlyMap<wire.PaperKind, ServedPaper>, press: Press) {
  return defineCommand({
    name: 'documents.issue-meeting-papers',
    endpoint: wire.issueMeetingPapers,
    async run(unit, { meetingId, language }) {
      const { period, agenda } = await requireMeeting(unit.tx, unit.cooperativeId, meetingId);
      const documents: wire.DocumentReply[] = [];
      const issue = async (kind: wire.PaperKind, wish: object) => {
        const paper = must(papers.get(kind), 'a paper');
        documents.push(await paper.issue(unit, press, { language, ...wish }));
      };
      await issue('meeting-paper', { meetingId });
      if (period !== null) await issue('half-year-report', { period });
      for (const { about } of agenda) {
        if (about?.kind === 'plan') await issue('distribution-plan', { planId: about.planId });
        if (about?.kind !== 'run') continue;
        await issue('dividend-table', { runId: about.runId });
        await issue('legality', { runId: about.runId });
      }
      return { documents };
    },
  });
}
