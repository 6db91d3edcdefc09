/** The papers of the story: issued through the interface, compared with their hash, kept as files. */
import { createHash } from 'node:crypto';
import type { ReplyOf } from '../contract/endpoint.ts';
import { Period } from '../domain/calendar.ts';
import type { Sentence } from '../domain/language.ts';
import type { endpoints } from '../endpoints.ts';
import type { HalfYearStep } from './fixture.ts';
import { idOf, type DocumentSummary, type Scene } from './scene.ts';

/** The first report shows what the assembly had before it: 1:3 beside 1:8. */
export function comparisonFor(scene: Scene, step: HalfYearStep) {
  if (step !== scene.community.halfYears[0] || scene.community.schemes.length < 2) return {};
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

/** What proves that it was lawful, as a paper in both languages, and told. */
export async function proveLawful(
  scene: Scene,
  what: { readonly runId: string } | { readonly schemeId: string },
  name: Sentence,
): Promise<void> {
  const { accountant, certificates } = scene;
  for (const language of ['zh', 'en'] as const)
    await keep(scene, await accountant.printLegality({ ...what, language }));
  const { lawful, answers } =
    'runId' in what ? await accountant.readRunLegality(what) : await accountant.readSchemeLegality(what);
  certificates.push({
    name,
    lawful,
    answers: answers.map((each) => ({
      question: each.question,
      name: each.name,
      answer: each.answer,
      evidence: each.evidence,
    })),
  });
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
