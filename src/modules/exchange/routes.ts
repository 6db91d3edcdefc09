/** Tables in and out: templates, imports with their progress, exports. */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type * as z from 'zod';
import { guardOf, type Endpoint, type FileReply } from '../../contract/endpoint.ts';
import { pageOf } from '../../contract/query.ts';
import { faultMessage } from '../../domain/errors/catalogue.ts';
import type { Language } from '../../domain/language.ts';
import { mayDo } from '../../domain/permission.ts';
import { refuse, type Fault } from '../../domain/refusal.ts';
import { execute, readAs } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { goneSignal, handOver, partiesOf, withUploadedFile, type App } from '../../platform/http.ts';
import type { Actor } from '../../platform/services.ts';
import { createGate } from '../../platform/gate.ts';
import { handle, read, type Taken } from '../../platform/serve.ts';
import { readTablesInTurn } from '../../platform/tabular-reading.ts';
import { csvStream, tableTypes, xlsxStream, type WrittenTable } from '../../platform/tabular-writing.ts';
import { findCooperative } from '../access/index.ts';
import { asOf } from '../members/index.ts';
import { shareClasses } from '../shares/index.ts';
import { booksArchive, type PapersOfYear } from './books-archive.ts';
import * as wire from './contract.ts';
import type { ImportReply } from './contract.ts';
import type { ImportResult, KeptReading } from './schema.ts';
import { exportedAmong, openExport } from './exported.ts';
import { holdingTable, lineTable, memberTable, movementTable } from './exports.ts';
import { importLine } from './import-line.ts';
import { cancelImport, confirmImport, receiveFile } from './imports.ts';
import { markedCopy } from './marked-copy.ts';
import { openSheet } from './sheet-reading.ts';
import { importPage, requireImport, type ToldImport } from './store.ts';
import { columnsOf, headNames, type ImportKind } from './table-contract.ts';
import { templateName, templateStream } from './template.ts';

const FAULTS_LISTED = 20;

/** A year with its papers is put together in memory: one at a time, whoever asks. */
const archives = createGate(1, { waiting: 8, waitingPerParty: 1, seconds: 60 });

export async function exchangeRoutes(app: App, papersOfYear: PapersOfYear): Promise<void> {
  const { services } = app;
  const line = importLine(services, (error) => app.log.error({ err: error }, 'import failed'));
  app.addHook('onReady', () => line.resume());
  app.addHook('preClose', () => line.close());

  handle(app, wire.readImportTemplate, async ({ input, cooperativeId, language, reply, context }) => {
    const { kind, format = 'xlsx' } = input;
    const classes = await readAs(services, context(), guardOf(wire.readImportTemplate), async (tx) =>
      (await shareClasses(tx, cooperativeId)).map(({ name }) => name),
    );
    const stream = templateStream(kind, format, { language, classes });
    return sendTable(reply, stream, format, templateName(kind, language));
  });

  handle(app, wire.uploadTable, async ({ input, cooperativeId, language, request, reply, context }) => {
    // Only looked at whatever is asked for: a person confirms first.
    const sender = { ...context(), dryRun: false };
    const { kind } = input;
    const id = await withUploadedFile(request, (file) => receiveFile(services, sender, { kind, ...file }));
    line.add(cooperativeId, id);
    void reply.header('location', request.url.replace(/\?.*$/, '') + `/${id}`);
    return readAs(services, sender, guardOf(wire.uploadTable), async (tx) =>
      importOnWire(await requireImport(tx, cooperativeId, id), language),
    );
  });

  handle(app, wire.readTable, async ({ input: { kind }, cooperativeId, language, request }) => {
    const reading = { heads: headNames(kind) };
    const { fileName, tables } = await withUploadedFile(request, async ({ fileName: name, bytes }) => ({
      fileName: name,
      tables: await readTablesInTurn(cooperativeId, bytes, name, reading),
    }));
    const exported = exportedAmong(kind, tables);
    const sheet = exported === null ? openSheet(kind, tables) : openExport(exported);
    const limit = wire.MOST_MENDED_ROWS;
    if (sheet.rows.length > limit) throw refuse('file.too-many-rows', { fileName, limit });
    const columns = columnsOf[kind].map(({ key, zh, en, required = false, hint }) => {
      return { key, zh, en, required, hint };
    });
    const faults = sheet.faults.map((fault) => faultOnWire(fault, language));
    return { ...sheet, columns, sums: [...sheet.sums], passedOver: [...sheet.passedOver], faults };
  });

  read(app, wire.listImports, async (tx, { cooperativeId, input, language }) => {
    const { after, limit } = pageOf(input);
    const rows = await importPage(tx, cooperativeId, { after, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    return {
      // Of one import all faults are asked for by itself.
      imports: shown.map((row) =>
        importOnWire({ ...row, faults: row.faults.slice(0, FAULTS_LISTED) }, language),
      ),
      next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    };
  });

  read(app, wire.readImport, async (tx, { cooperativeId, input, language }) =>
    importOnWire(await requireImport(tx, cooperativeId, input.importId), language),
  );

  handle(app, wire.confirmImport, async ({ input, cooperativeId, language, context }) => {
    const { importId } = input;
    await execute(services, confirmImport, context(), input);
    line.add(cooperativeId, importId);
    return readAs(services, context(), guardOf(wire.confirmImport), async (tx) =>
      importOnWire(await requireImport(tx, cooperativeId, importId), language),
    );
  });

  handle(app, wire.markImport, async ({ input, cooperativeId, language, request, reply, context }) => {
    const { row, tables } = await withUploadedFile(request, async ({ fileName, bytes }) => {
      const known = await readAs(services, context(), guardOf(wire.markImport), (tx) =>
        requireImport(tx, cooperativeId, input.importId),
      );
      if (createHash('sha256').update(bytes).digest('hex') !== known.sha256)
        throw refuse('import.other-file');
      const reading = { heads: headNames(known.kind) };
      return { row: known, tables: await readTablesInTurn(cooperativeId, bytes, fileName, reading) };
    });
    return sendTable(reply, markedCopy(row, tables, language), 'xlsx', row.fileName.replace(/\.[^.]*$/, ''));
  });

  handle(app, wire.cancelImport, async ({ input, cooperativeId, language, context }) => {
    const { importId } = input;
    await cancelImport(services, cooperativeId, importId, context().userId);
    return readAs(services, context(), guardOf(wire.cancelImport), async (tx) =>
      importOnWire(await requireImport(tx, cooperativeId, importId), language),
    );
  });

  /** Read whole into the spool before the first byte goes out: a reader holds no unit of work, and a failure is one. */
  function exported<Input extends z.ZodType<{ readonly format?: 'csv' | 'xlsx' | undefined }>>(
    endpoint: Endpoint<Input, FileReply>,
    tableOf: (tx: Tx, taken: Taken<z.output<Input>>, actor: Actor) => WrittenTable | Promise<WrittenTable>,
  ): void {
    handle(app, endpoint, async (taken) => {
      const { format = 'xlsx' } = taken.input;
      const gone = goneSignal(taken.reply);
      const { title, spooled } = await readAs(
        services,
        taken.context(),
        guardOf(endpoint),
        async (tx, actor) => {
          const issuer = await findCooperative(tx, taken.cooperativeId);
          const table = await tableOf(tx, taken, actor);
          const printed = `${issuer?.name ?? ''} · ${table.sheet} · ${taken.today.toString()}`;
          const stream = format === 'csv' ? csvStream(table) : xlsxStream({ ...table, printed });
          return {
            title: table.sheet,
            spooled: await app.spool.take(stream, partiesOf(taken.request), gone),
          };
        },
      );
      return sendTable(taken.reply, handOver(taken.reply, spooled), format, title);
    });
  }

  exported(wire.exportMembers, (tx, { cooperativeId, input, language, today }, { roles }) =>
    memberTable(
      tx,
      cooperativeId,
      language,
      asOf(input, today),
      mayDo(roles, 'register.unmask') ? 'day' : 'year',
    ),
  );
  exported(wire.exportHoldings, (tx, { cooperativeId, input, language, today }) =>
    holdingTable(tx, cooperativeId, language, asOf(input, today)),
  );
  exported(wire.exportMovements, (tx, { cooperativeId, language }) =>
    movementTable(tx, cooperativeId, language),
  );
  exported(wire.exportRunLines, (tx, { cooperativeId, input, language }) =>
    lineTable(tx, cooperativeId, input.runId, language),
  );

  handle(app, wire.exportBooks, async ({ input, cooperativeId, reply, context }) => {
    const archive = await archives.run(
      () =>
        readAs(services, context(), guardOf(wire.exportBooks), (tx) =>
          booksArchive(tx, services.vault, cooperativeId, {
            year: Number(input.year),
            papers: papersOfYear,
            withFiles: input.papers !== 'false',
          }),
        ),
      cooperativeId,
    );
    return reply
      .type('application/zip')
      .header('cache-control', 'private, no-store')
      .header('content-disposition', `attachment; filename="${archive.name}"`)
      .send(archive.bytes);
  });
}

function sendTable(
  reply: FastifyReply,
  body: Readable,
  format: keyof typeof tableTypes,
  title: string,
): FastifyReply {
  const name = `${title}.${format}`;
  return reply
    .type(tableTypes[format])
    .header('cache-control', 'private, no-store')
    .header(
      'content-disposition',
      `attachment; filename="table.${format}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    )
    .send(body);
}

function importOnWire(row: ToldImport, language: Language): ImportReply {
  const { id, kind, fileName, sha256, size, dryRun, state, rows, progress, faultCount, result } = row;
  const before = row.enteredBefore;
  const told = (fault: Fault) => faultOnWire(fault, language);
  const [entered, warnings] = parted(result);
  return {
    id,
    kind,
    fileName,
    sha256,
    size,
    dryRun,
    state,
    rows,
    progress,
    faultCount,
    faults: row.faults.map(told),
    faultSums: row.faultSums.map((sum) => {
      const first = row.faults.find(({ code, column = null }) => code === sum.code && column === sum.column);
      const { code, column, row: at, count } = sum;
      return { code, message: faultMessage(first ?? { code, values: {} }, language), column, row: at, count };
    }),
    reading: row.reading === null ? null : readingOnWire(kind, row.reading),
    warnings: warnings.map(told),
    result: entered,
    createdAt: row.createdAt.toISOString(),
    uploadedBy: row.uploadedByName,
    confirmedBy: row.confirmedByName,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    enteredBefore: before === null ? null : { ...before, at: before.at.toISOString() },
  };
}

/** Columns by their names in both languages. */
function readingOnWire(kind: ImportKind, reading: KeptReading): NonNullable<ImportReply['reading']> {
  const known = new Map(columnsOf[kind].map((column) => [column.key, column]));
  const columns = reading.columns.map((each) => {
    const { zh = each.name, en = each.name } = known.get(each.key) ?? {};
    return { ...each, zh, en };
  });
  return {
    ...reading,
    columns,
    unused: [...reading.unused],
    passedOver: [...reading.passedOver],
    otherTabs: [...reading.otherTabs],
    sums: [...reading.sums],
  };
}

function faultOnWire(fault: Fault, language: Language) {
  return {
    code: fault.code,
    message: faultMessage(fault, language),
    ...(fault.row !== undefined && { row: fault.row }),
    ...(fault.column !== undefined && { column: fault.column }),
  };
}

/** What was entered, and what of it should be looked at. */
function parted(result: ImportResult | null): readonly [ImportReply['result'], readonly Fault[]] {
  if (result === null) return [null, []];
  if ('movements' in result) {
    const { movements, shares, warnings = [] } = result;
    return [{ movements, shares }, warnings];
  }
  const { members, households, changeId = null, warnings = [] } = result;
  return [{ members, households, changeId }, warnings];
}
