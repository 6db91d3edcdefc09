/** The papers of the story: issued through the interface, compared with their hash, kept as files. */
import { createHash } from 'node:crypto';
import { Period } from '../domain/calendar.ts';
import type { HalfYearStep } from './fixture.ts';
import type { DocumentReply } from './replies.ts';
import type { DocumentSummary, Scene } from './scene.ts';

/** The first report shows what the assembly had before it: 1:3 beside 1:8. */
export function comparisonFor(scene: Scene, step: HalfYearStep) {
  if (step !== scene.community.halfYears[0]) return {};
  const schemeIds = [scene.ids.get('scheme:founding'), scene.ids.get('scheme:reform')];
  return { comparison: { schemeIds, pool: step.run.pool } };
}

/** After the bank's answer: what two holders are told of the half-year, one of them somebody whose payment came back. */
export async function statementsOf(scene: Scene, period: string, batchId: string): Promise<void> {
  const { firstDay, lastDay } = Period.parse(period);
  const { lines } = await scene.accountant.get<{
    readonly lines: readonly {
      readonly kind: string;
      readonly number: string;
      readonly outcome: string | null;
    }[];
  }>(`~/payout-batches/${batchId}/lines?limit=999`);
  const back = lines.find(({ kind, outcome }) => kind === 'member' && outcome === 'returned');
  for (const number of ['0010', ...(back ? [back.number] : [])])
    await issue(scene, {
      kind: 'statement',
      holder: { kind: 'member', number },
      from: firstDay.toString(),
      to: lastDay.toString(),
    });
}

/** What people ask for afterwards: statements of all kinds of holders, an heir among them, and one of each paper in English. */
export async function lastPapers(
  scene: Scene,
  { run }: HalfYearStep,
  runId: string,
  month: string,
): Promise<void> {
  const { ids, accountant } = scene;
  const [from, to] = ['2010-07-31', '2013-06-30'];
  const household = { kind: 'household', number: '3-26' };
  const members = ['0001', '0010', '0062', '0240', '0080', '0234'].map((number) => ({
    kind: 'member',
    number,
  }));
  for (const holder of [...members, household]) await issue(scene, { kind: 'statement', holder, from, to });
  // As the books stood in July 2011, before a death of June was known.
  await issue(scene, {
    kind: 'statement',
    holder: { kind: 'member', number: '0020' },
    from: '2011-01-01',
    to: '2011-06-30',
    knownAt: '2011-07-31T00:00:00Z',
  });
  for (const member of ['0010', '0062'])
    await issue(scene, { kind: 'tax-certificate', member, year: '2012' });
  const { certificates } = await accountant.get<{
    readonly certificates: readonly { readonly number: string }[];
  }>('~/certificates');
  const language = 'en';
  for (const wish of [
    { kind: 'statement', holder: { kind: 'member', number: '0062' }, from, to },
    { kind: 'tax-certificate', member: '0062', year: '2012' },
    { kind: 'certificate', certificate: certificates[0]?.number },
    { kind: 'distribution-plan', planId: ids.get(`plan:${run.period}`) },
    { kind: 'dividend-table', runId },
    { kind: 'receipt-sheet', runId },
    { kind: 'receipt-sheet', runId, only: 'cash' },
    { kind: 'public-notice', runId },
    { kind: 'voucher', month },
    { kind: 'confirmation-sheet', schemeId: ids.get('scheme:reform'), on: '2010-10-01' },
    { kind: 'half-year-report', period: run.period },
    { kind: 'meeting-paper', meetingId: ids.get(`meeting:${run.period}`) },
  ]) {
    await issue(scene, { ...wish, language });
  }
}

/** A paper of a kind, as the accountant asks for it. */
export async function issue(
  scene: Scene,
  { kind, ...wish }: { readonly kind: string; readonly [field: string]: unknown },
): Promise<DocumentReply> {
  const { accountant, cast, documents } = scene;
  const issued = await accountant.post<DocumentReply>(`~/documents/${kind}`, wish);
  const { id, number, language, title, sha256, pages } = issued;
  const content = await accountant.file(`~/documents/${id}/content`);
  if (createHash('sha256').update(content).digest('hex') !== sha256) {
    throw new Error(`Paper ${number} is not what its hash says.`);
  }
  const summary: DocumentSummary = { kind, number, language, title, sha256, pages };
  documents.push({ ...summary, file: cast.keep(summary, content) });
  return issued;
}
