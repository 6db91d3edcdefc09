/** The API document is one that machines accept: valid, without references that lead nowhere, and good for a typed client. */
import { Validator } from '@seriousme/openapi-schema-validator';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { errorCatalogue, type ErrorCode } from '../../src/domain/errors/catalogue.ts';
import { lawBehind, lawOfErrors } from '../../src/domain/errors/law-of-errors.ts';
import { endpointGroups } from '../../src/endpoints.ts';
import { languages } from '../../src/domain/language.ts';
import { openApiDocument } from '../../src/platform/openapi.ts';

const documents = languages.map((language) => [language, openApiDocument(endpointGroups, language)] as const);

describe.each(documents)('the document in %s', (language, document) => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(copied(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  it('has no reference that leads nowhere', () => {
    const text = JSON.stringify(document);
    const wanted = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(wanted.length).toBeGreaterThan(50);
    const lost = wanted.filter((path) => {
      const found = path
        .split('/')
        .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document);
      return found === undefined;
    });
    expect(lost).toEqual([]);
  });

  it('names its shapes: none is called by a number', () => {
    expect(
      Object.keys(document.components['schemas'] as object).filter((name) => /schema\d/.test(name)),
    ).toEqual([]);
  });

  it('answers what is refused with problem details', () => {
    for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
      const { responses } = operation as { readonly responses: Record<string, unknown> };
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['400', '422', '429']));
    }
  });

  it('cites the law beside whatever is refused by it, for each operation that can refuse so', () => {
    const told = JSON.stringify(document.paths);
    const citing = Object.keys(errorCatalogue).filter((code) =>
      errorCatalogue[code as ErrorCode].zh.includes('{law}'),
    );
    const declared = new Set(
      endpointGroups
        .flatMap(({ endpoints }) => Object.values(endpoints))
        .flatMap(({ errors = [] }) => errors),
    );
    expect(citing.filter((code) => lawBehind(code as ErrorCode) === null)).toEqual([]);
    for (const code of Object.keys(lawOfErrors) as ErrorCode[]) {
      const law = lawBehind(code)?.[language] ?? 'in force somewhere';
      if (declared.has(code)) expect(told).toContain(law);
    }
    const refusal = document.paths['/api/v1/cooperatives/{cooperativeId}/meetings/{meetingId}/convene'];
    expect(JSON.stringify(refusal)).toContain(language === 'zh' ? '农村集体经济组织法' : 'Rests on the');
  });

  it('speaks its language', () => {
    const { description } = document.info;
    expect(/[\u4e00-\u9fff]/.test(description)).toBe(language === 'zh' || description.includes('合'));
    const summaries = Object.values(document.paths)
      .flatMap((path) => Object.values(path))
      .map((operation) => (operation as { readonly summary: string }).summary);
    if (language === 'zh') expect(summaries.filter((text) => !/[\u4e00-\u9fff]/.test(text))).toEqual([]);
    const texts = JSON.stringify(document);
    expect(texts.match(/"zh":"[^"]*","description"|"description":"[^"]*","zh"/g)).toBeNull();
    if (language === 'zh') {
      const described = [...texts.matchAll(/"description":"((?:[^"\\\\]|\\\\.)*)"/g)].map(
        ([, text = '']) => text,
      );
      expect(described.filter((text) => !/[\u4e00-\u9fff]/.test(text))).toEqual([]);
    }
  });
});

describe('a client made from the document', () => {
  it('compiles, and refuses a body that lacks a field', async () => {
    const [, document] = documents[0]!;
    const types = astToString(await openapiTS(copied(document) as unknown as OpenAPI3));
    const use = (body: string) => `
      import type { operations } from './api';
      type Body = operations['moveShares']['requestBody']['content']['application/json'];
      export const body: Body = ${body};
    `;
    const whole = `{ kind: 'subscription', to: { kind: 'member', number: '1' }, shareClass: 'basic', quantity: '1', effectiveOn: '2010-07-31' }`;
    expect(compiled({ '/api.d.ts': types, '/use.ts': use(whole) })).toEqual([]);
    expect(compiled({ '/api.d.ts': types, '/use.ts': use(`{ kind: 'subscription' }`) })).not.toEqual([]);
  }, 300_000);
});

const copied = (document: object): Record<string, unknown> => ({ ...structuredClone(document) });

function compiled(files: Readonly<Record<string, string>>): readonly string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    skipLibCheck: false,
  };
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    getSourceFile: (name, target) => {
      const text = files[name];
      return text === undefined ? disk.getSourceFile(name, target) : ts.createSourceFile(name, text, target);
    },
    fileExists: (name) => name in files || disk.fileExists(name),
    readFile: (name) => files[name] ?? disk.readFile(name),
  };
  return ts
    .getPreEmitDiagnostics(ts.createProgram(Object.keys(files), options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
