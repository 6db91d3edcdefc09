/** The cooperative's own templates of files, for its bank and for its tax client: versions, the latest of an id counts. */
import { and, asc, desc, eq, lte } from 'drizzle-orm';
import type { BankTemplate } from '../../domain/bank-file.ts';
import { bankTemplate } from '../../domain/bank-templates.ts';
import type { FilingTemplate } from '../../domain/tax-filing.ts';
import type { CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { fileTemplate, paymentOrder } from './schema.ts';

interface Templates {
  readonly bank: BankTemplate;
  readonly tax: FilingTemplate;
}

/** By id. */
export async function ownTemplates<Kind extends keyof Templates>(
  tx: Tx,
  cooperativeId: string,
  kind: Kind,
): Promise<readonly Templates[Kind][]> {
  const rows = await tx
    .selectDistinctOn([fileTemplate.id])
    .from(fileTemplate)
    .where(and(eq(fileTemplate.cooperativeId, cooperativeId), eq(fileTemplate.kind, kind)))
    .orderBy(asc(fileTemplate.id), desc(fileTemplate.version));
  // What stands under a kind was written as of this kind, in `keepTemplate`.
  return rows.map(({ template }) => template as Templates[Kind]);
}

/** Null: there is none of the cooperative's own under this id. */
export async function latestBankVersion(tx: Tx, cooperativeId: string, id: string): Promise<bigint | null> {
  const [row] = await tx
    .select({ version: fileTemplate.version })
    .from(fileTemplate)
    .where(bankVersions(cooperativeId, id))
    .orderBy(desc(fileTemplate.version))
    .limit(1);
  return row?.version ?? null;
}

/** As it was when the order was made, whatever became of it. Null: nothing went through the bank. */
export async function templateOfOrder(
  tx: Tx,
  { cooperativeId, template: id, templateVersion, madeAt }: typeof paymentOrder.$inferSelect,
): Promise<BankTemplate | null> {
  if (id === null) return null;
  const known =
    templateVersion === null
      ? lte(fileTemplate.recordedAt, madeAt)
      : eq(fileTemplate.version, templateVersion);
  const [row] = await tx
    .select({ template: fileTemplate.template })
    .from(fileTemplate)
    .where(and(bankVersions(cooperativeId, id), known))
    .orderBy(desc(fileTemplate.version))
    .limit(1);
  return bankTemplate(id, row === undefined ? [] : [row.template as BankTemplate]);
}

/** An order was made with it. */
export async function isBankTemplateInUse(tx: Tx, cooperativeId: string, id: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: paymentOrder.id })
    .from(paymentOrder)
    .where(and(eq(paymentOrder.cooperativeId, cooperativeId), eq(paymentOrder.template, id)))
    .limit(1);
  return row !== undefined;
}

const bankVersions = (cooperativeId: string, id: string) =>
  and(eq(fileTemplate.cooperativeId, cooperativeId), eq(fileTemplate.kind, 'bank'), eq(fileTemplate.id, id));

export async function keepTemplate<Kind extends keyof Templates>(
  unit: CommandUnit,
  kind: Kind,
  template: Templates[Kind],
  proposalId: string | null = null,
): Promise<void> {
  const { id } = template;
  const version = await unit.nextNumber(`${kind}-template:${id}`);
  await unit.tx.insert(fileTemplate).values({
    cooperativeId: unit.cooperativeId,
    kind,
    id,
    version,
    template,
    recordedAt: unit.now,
    recordedBy: unit.actor.userId,
    proposalId,
  });
  unit.note(`${kind}-template`, { id, version: version.toString() });
}
