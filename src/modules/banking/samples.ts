/**
 * The bank's own sample of its file, kept sealed, and the proof of a template by it: worked out by the template as it is now, so that no
 * proof outlives a change. A file is read and compared before the book is locked and outside every unit of work, in turn with the other
 * cooperatives, and once: what it proved is remembered with the template and the file that it is about.
 */
import { createHash } from 'node:crypto';
import { and, desc, eq } from 'drizzle-orm';
import iconv from 'iconv-lite';
import { v7 as newId } from 'uuid';
import * as z from 'zod';
import { guardOf } from '../../contract/endpoint.ts';
import { faultMessage } from '../../domain/errors/catalogue.ts';
import type { BankTemplate } from '../../domain/bank-file.ts';
import { proofByCells, proofByText, type SampleProof } from '../../domain/bank-sample.ts';
import { bankTemplate, bankTemplates } from '../../domain/bank-templates.ts';
import type { Language } from '../../domain/language.ts';
import { Money } from '../../domain/money.ts';
import { refuse, Refusal } from '../../domain/refusal.ts';
import { defineCommand, execute, readAs, type CommandContext } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { createGate } from '../../platform/gate.ts';
import type { Services } from '../../platform/services.ts';
import { formatOf, readTables } from '../../platform/tabular-reading.ts';
import * as wire from './contract.ts';
import { bankSample } from './schema.ts';
import { filesById, keepFile, openFile } from './sealed-files.ts';
import { ownTemplates } from './templates.ts';

/** A sample is a few lines; a workbook brings its styles along. */
const MOST_BYTES = 1_000_000;
const MOST_BYTES_OF_TEXT = 200_000;
const MOST_LINES = 2_000;
/** Of a workbook: what is compared on the thread that serves is no more than of a text. */
const limits = {
  rows: MOST_LINES,
  columns: 64,
  cells: 50_000,
  cellLength: 1_000,
  characters: 1_000_000,
  unpackedBytes: 16 * 1024 * 1024,
  seconds: 20,
  megabytes: 256,
};
/** Samples that are compared at once; the others wait, by turns of their cooperatives. */
const comparisons = createGate(2, { perParty: 1, waiting: 20, waitingPerParty: 4, seconds: 30 });

interface SampleFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** By cooperative, file and template: what was proved, the oldest first. */
const remembered = new Map<string, SampleProof>();
const MOST_REMEMBERED = 500;

/** Keeps a sample; the answer is what it proves of the template as it is. */
export async function keepSample(
  services: Services,
  context: CommandContext,
  { templateId, file, language }: { templateId: string; file: SampleFile; language: Language },
) {
  const { cooperativeId } = context;
  const { bytes } = file;
  const name = file.name.normalize('NFC').slice(-200);
  if (isTooLarge(file)) throw refuse('payout.sample-large');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const template = await readAs(services, context, guardOf(wire.keepBankSample), async (tx) =>
    bankTemplate(templateId, await ownTemplates(tx, cooperativeId, 'bank')),
  );
  const proof = await proofOf(cooperativeId, template, sha256, async () => file);
  const { keptAt } = await execute(services, keeping({ name, bytes }), context, { templateId, sha256 });
  return onWire(proof, { templateId, sample: { name, sha256, keptAt } }, language);
}

const keeping = (file: SampleFile) =>
  defineCommand({
    name: 'payouts.keep-sample',
    action: guardOf(wire.keepBankSample),
    input: wire.keepBankSample.input.extend({ sha256: z.string().length(64) }),
    async run(unit, { templateId, sha256 }) {
      const { tx, cooperativeId, now, actor } = unit;
      bankTemplate(templateId, await ownTemplates(tx, cooperativeId, 'bank'));
      const { id: fileId } = await keepFile(unit, 'bank-sample', file);
      const row = {
        cooperativeId,
        id: newId(),
        templateId,
        fileId,
        recordedAt: now,
        recordedBy: actor.userId,
      };
      await tx.insert(bankSample).values(row);
      unit.note('bank-sample', { template: templateId, sha256 });
      return { keptAt: now.toISOString() };
    },
  });

/** Of every template that a sample was kept for the latest one and what it proves, one file after another. */
export async function provedTemplates(services: Services, context: CommandContext, language: Language) {
  const { cooperativeId } = context;
  const within = <T>(work: (tx: Tx) => Promise<T>) =>
    readAs(services, context, guardOf(wire.listBankSamples), work);
  const kept = await within((tx) => latestSamples(tx, cooperativeId));
  const proofs = [];
  for (const { template, fileId, name, sha256, keptAt } of kept) {
    const opened = () => within((tx) => openFile(tx, services.vault, cooperativeId, fileId));
    const proof = await proofOf(cooperativeId, template, sha256, opened);
    proofs.push(onWire(proof, { templateId: template.id, sample: { name, sha256, keptAt } }, language));
  }
  return proofs;
}

async function latestSamples(tx: Tx, cooperativeId: string) {
  const own = await ownTemplates(tx, cooperativeId, 'bank');
  const samples = await tx
    .selectDistinctOn([bankSample.templateId])
    .from(bankSample)
    .where(and(eq(bankSample.cooperativeId, cooperativeId)))
    .orderBy(bankSample.templateId, desc(bankSample.recordedAt), desc(bankSample.id));
  const files = await filesById(
    tx,
    cooperativeId,
    samples.map(({ fileId }) => fileId),
  );
  return [...bankTemplates, ...own].flatMap((template) => {
    const sample = samples.find(({ templateId }) => templateId === template.id);
    const file = sample && files.get(sample.fileId);
    if (sample === undefined || file === undefined) return [];
    const { name, fileSha256: sha256 } = file;
    return [{ template, fileId: sample.fileId, name, sha256, keptAt: sample.recordedAt.toISOString() }];
  });
}

function onWire(
  { by, rows, total, faults }: SampleProof,
  of: { templateId: string; sample: { name: string; sha256: string; keptAt: string } },
  language: Language,
) {
  return {
    ...of,
    by,
    rows,
    total: total.toString(),
    isProved: faults.length === 0,
    faults: faults.map((fault) => {
      const { code, row } = fault;
      return { code, message: faultMessage(fault, language), ...(row !== undefined && { row }) };
    }),
  };
}

async function proofOf(
  cooperativeId: string,
  template: BankTemplate,
  sha256: string,
  opened: () => Promise<SampleFile>,
): Promise<SampleProof> {
  const key = [cooperativeId, sha256, JSON.stringify(template)].join(' ');
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const proof = await comparisons.run(async () => compared(template, await opened()), cooperativeId);
  remembered.set(key, proof);
  for (const oldest of remembered.keys()) {
    if (remembered.size <= MOST_REMEMBERED) break;
    remembered.delete(oldest);
  }
  return proof;
}

async function compared(template: BankTemplate, file: SampleFile): Promise<SampleProof> {
  const { name, bytes } = file;
  const none = { rows: 0, total: Money.zero };
  // Kept before there were these bounds.
  if (isTooLarge(file))
    return { by: 'bytes', ...none, faults: [{ code: 'payout.sample-large', values: {} }] };
  try {
    if (formatOf(bytes, name) !== 'csv') {
      const tables = await readTables(bytes, name, { heads: [], limits });
      const [table] = tables.filter(({ hidden, drawing }) => hidden !== true && drawing !== true);
      const rows = (table?.rows ?? []).map((cells) =>
        cells.map((cell) => (cell === null ? '' : typeof cell === 'string' ? cell : cell.text)),
      );
      return proofByCells(template, rows);
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { by: 'cells', ...none, faults: error.faults };
  }
  const encoding = template.encoding === 'xlsx' ? 'gbk' : template.encoding;
  const encode = (text: string) => iconv.encode(text, encoding);
  const text = iconv.decode(Buffer.from(bytes), encoding, { stripBOM: false });
  return proofByText(template, { text, bytes }, encode);
}

/** A workbook is bounded while it unpacks, and what is no table at all is named by what it is; a text is compared as it lies there. */
function isTooLarge({ name, bytes }: SampleFile): boolean {
  if (bytes.length > MOST_BYTES) return true;
  try {
    if (formatOf(bytes, name) !== 'csv') return false;
  } catch {
    return false;
  }
  const ends = bytes.reduce((count, byte) => count + Number(byte === 0x0a || byte === 0x0d), 0);
  return bytes.length > MOST_BYTES_OF_TEXT || ends > 2 * MOST_LINES;
}
