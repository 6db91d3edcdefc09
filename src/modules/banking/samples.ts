/**
 * The bank's own sample of its file, kept sealed, and the proof of a template by it: worked out whenever it is asked for, by the template as
 * it is now, so that no proof outlives a change.
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
import { defineCommand } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { formatOf, readTables } from '../../platform/tabular-reading.ts';
import type { Vault } from '../../platform/vault.ts';
import * as wire from './contract.ts';
import { bankSample } from './schema.ts';
import { keepFile, openFile } from './sealed-files.ts';
import { ownTemplates } from './templates.ts';

/** A sample is a few lines. */
const MOST_BYTES = 1_000_000;

export const keepingSample = (
  file: { readonly fileName: string; readonly bytes: Uint8Array },
  language: Language,
) =>
  defineCommand({
    name: 'payouts.keep-sample',
    action: guardOf(wire.keepBankSample),
    input: wire.keepBankSample.input.extend({ sha256: z.string().length(64) }),
    async run(unit, { templateId, sha256 }) {
      const { tx, vault, cooperativeId, now, actor } = unit;
      if (file.bytes.length > MOST_BYTES) throw refuse('payout.sample-large');
      bankTemplate(templateId, await ownTemplates(tx, cooperativeId, 'bank'));
      const { id: fileId } = await keepFile(unit, 'bank-sample', {
        name: file.fileName.normalize('NFC').slice(-200),
        bytes: file.bytes,
      });
      const id = newId();
      const row = { cooperativeId, id, templateId, fileId, recordedAt: now, recordedBy: actor.userId };
      await tx.insert(bankSample).values(row);
      unit.note('bank-sample', { template: templateId, sha256 });
      const [proof] = await provedTemplates(tx, vault, cooperativeId, language, templateId);
      return must(proof, 'the proof by a sample that was kept');
    },
  });

export const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Of every template that a sample was kept for, or of one, the latest sample and what it proves; one file after another. */
export async function provedTemplates(
  tx: Tx,
  vault: Vault,
  cooperativeId: string,
  language: Language,
  only?: string,
) {
  const own = await ownTemplates(tx, cooperativeId, 'bank');
  const samples = await tx
    .selectDistinctOn([bankSample.templateId])
    .from(bankSample)
    .where(
      and(
        eq(bankSample.cooperativeId, cooperativeId),
        only === undefined ? undefined : eq(bankSample.templateId, only),
      ),
    )
    .orderBy(bankSample.templateId, desc(bankSample.recordedAt), desc(bankSample.id));
  const proofs = [];
  for (const template of [...bankTemplates, ...own]) {
    const sample = samples.find(({ templateId }) => templateId === template.id);
    if (sample === undefined) continue;
    const { name, bytes } = await openFile(tx, vault, cooperativeId, sample.fileId);
    const { by, rows, total, faults } = await proofOf(template, name, bytes);
    proofs.push({
      templateId: template.id,
      sample: { name, sha256: digestOf(bytes), keptAt: sample.recordedAt.toISOString() },
      by,
      rows,
      total: total.toString(),
      isProved: faults.length === 0,
      faults: faults.map((fault) => {
        const { code, row } = fault;
        return { code, message: faultMessage(fault, language), ...(row !== undefined && { row }) };
      }),
    });
  }
  return proofs;
}

async function proofOf(template: BankTemplate, name: string, bytes: Uint8Array): Promise<SampleProof> {
  try {
    if (formatOf(bytes, name) !== 'csv') {
      const tables = await readTables(bytes, name, { heads: [] });
      const [table] = tables.filter(({ hidden, drawing }) => hidden !== true && drawing !== true);
      const rows = (table?.rows ?? []).map((cells) =>
        cells.map((cell) => (cell === null ? '' : typeof cell === 'string' ? cell : cell.text)),
      );
      return proofByCells(template, rows);
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { by: 'cells', rows: 0, total: Money.zero, faults: error.faults };
  }
  const encoding = template.encoding === 'xlsx' ? 'gbk' : template.encoding;
  const encode = (text: string) => iconv.encode(text, encoding);
  const text = iconv.decode(Buffer.from(bytes), encoding, { stripBOM: false });
  return proofByText(template, { text, bytes }, encode);
}
