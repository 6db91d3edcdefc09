/** The papers of the story: issued through the interface, compared with their hash, kept as files. */
import { createHash } from 'node:crypto';
import type { ReplyOf } from '../contract/endpoint.ts';
import { Period } from '../domain/calendar.ts';
import type { endpoints } from '../endpoints.ts';
import { must } from '../platform/must.ts';
import type { HalfYearStep } from './fixture.ts';
import { idOf, type DocumentSummary, type Scene } from './scene.ts';

/** The first report shows what the assembly had before it: 1:3 beside 1:8. */
export function comparisonFor(scene: Scene, step: HalfYearStep) {
  if (step !== scene.community.halfYears[0]) return {};
  const schemeIds = [idOf(scene, 'scheme:founding'), idOf(scene, 'scheme:reform')];
  return { comparison: { schemeIds, pool: step.run.pool } };
}

/** After the bank's answer: what two holders are told of the half-year, one of them somebody whose payment came back. */
export async function statementsOf(scene: Scene, period: string, batchId: string): Promise<void> {
  const { firstDay, lastDay } = Period.parse(period);
  const { lines } = await scene.accountant.listPayoutBatchLines({ orderId: batchId, limit: '999' });
  const back = lines.find(({ kind, outcome }) => kind === 'member' && outcome === 'returned');
  const span = { from: firstDay.toString(), to: lastDay.toString() };
  for (const number of ['0010', ...(back ? [back.number] : [])])
    await keep(scene, await scene.accountant.printStatement({ holder: { kind: 'member', number }, ...span }));
}

/** What people ask for afterwards: statements of all kinds of holders, an heir among them, and one of each paper in English. */
export async function lastPapers(
  scene: Scene,
  { run }: HalfYearStep,
  runId: string,
  month: string,
): Promise<void> {
  const { accountant } = scene;
  const [from, to] = ['2010-07-31', '2013-06-30'];
  const household = { kind: 'household', number: '3-26' } as const;
  const members = ['0001', '0010', '0062', '0240', '0080', '0234'].map(
    (number) => ({ kind: 'member', number }) as const,
  );
  for (const holder of [...members, household])
    await keep(scene, await accountant.printStatement({ holder, from, to }));
  // As the books stood in July 2011, before a death of June was known.
  const early = { from: '2011-01-01', to: '2011-06-30', knownAt: '2011-07-31T00:00:00Z' };
  await keep(
    scene,
    await accountant.printStatement({ holder: { kind: 'member', number: '0020' }, ...early }),
  );
  for (const member of ['0010', '0062'])
    await keep(scene, await accountant.printTaxCertificate({ member, year: '2012' }));
  // What proves that all this was lawful: of the last dividend, of the new ratio, and of the founding, kept on paper before the books.
  const [reform, founding] = [idOf(scene, 'scheme:reform'), idOf(scene, 'scheme:founding')];
  for (const language of ['zh', 'en'] as const) {
    await keep(scene, await accountant.printLegality({ runId, language }));
    for (const schemeId of [reform, founding])
      await keep(scene, await accountant.printLegality({ schemeId, language }));
  }
  const { certificates } = await accountant.listCertificates({});
  const certificate = must(certificates[0], 'a certificate').number;
  const [planId, schemeId, meetingId] = [
    idOf(scene, `plan:${run.period}`),
    idOf(scene, 'scheme:reform'),
    idOf(scene, `meeting:${run.period}`),
  ];
  const language = 'en';
  const holder = { kind: 'member', number: '0062' } as const;
  await keep(scene, await accountant.printStatement({ holder, from, to, language }));
  await keep(scene, await accountant.printTaxCertificate({ member: '0062', year: '2012', language }));
  await keep(scene, await accountant.printCertificate({ certificate, language }));
  await keep(scene, await accountant.printDistributionPlan({ planId, language }));
  await keep(scene, await accountant.printDividendTable({ runId, language }));
  await keep(scene, await accountant.printReceiptSheet({ runId, language }));
  await keep(scene, await accountant.printReceiptSheet({ runId, only: 'cash', language }));
  await keep(scene, await accountant.printPublicNotice({ runId, language }));
  await keep(scene, await accountant.printVoucher({ month, language }));
  await keep(scene, await accountant.printConfirmationSheet({ schemeId, on: '2010-10-01', language }));
  await keep(scene, await accountant.printHalfYearReport({ period: run.period, language }));
  await keep(scene, await accountant.printMeetingPaper({ meetingId, language }));
}

type Issued = Omit<ReplyOf<typeof endpoints.printVoucher>, 'kind'> & { readonly kind: string };

/** An issued paper: its file is fetched, compared with the hash, and kept. */
export async function keep(scene: Scene, issued: Issued): Promise<Issued> {
  const { accountant, cast, documents } = scene;
  const { id, kind, number, language, title, sha256, pages } = issued;
  const content = await accountant.readDocumentContent({ documentId: id });
  if (createHash('sha256').update(content).digest('hex') !== sha256) {
    throw new Error(`Paper ${number} is not what its hash says.`);
  }
  const summary: DocumentSummary = { kind, number, language, title, sha256, pages };
  documents.push({ ...summary, file: cast.keep(summary, content) });
  return issued;
}
