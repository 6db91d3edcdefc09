/** Whatever can be filled in has a name in words of the trade, in both languages, and so has every choice. */
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { wordsOfChoice } from '../../src/contract/choice-words.ts';
import { fields, placed } from '../../src/contract/field-words.ts';
import { fieldWords, inputPlace, layers, likeOf } from '../../src/contract/input-place.ts';
import { inputSchemas, placesIn } from './input-schemas.ts';

const schemas = await inputSchemas();
const found = schemas.map(([name, schema]) => placesIn(name, schema));
const everyField = found.flatMap((each) => each.fields);

describe('the words of inputs', () => {
  it('are looked for in many inputs', () => {
    expect(schemas.length).toBeGreaterThan(100);
    expect(everyField.length).toBeGreaterThan(500);
  });

  it('name every field: add it to field-words.ts, or give its schema words with `named`', () => {
    const nameless = everyField.filter(({ name, parent, schema }) => !fieldWords(name, parent, schema));
    expect(nameless.map(({ at }) => at)).toEqual([]);
  });

  it('name nothing that there is not', () => {
    const names = new Set(everyField.map(({ name }) => name));
    const pairs = new Set(everyField.map(({ name, parent }) => `${parent}.${name}`));
    const inPaths = /Id$|^(body|motion|documentId|size|sha256|dryRun)$|Days|^meetingDaysAfterPeriod$/;
    expect(Object.keys(fields).filter((name) => !names.has(name) && !inPaths.test(name))).toEqual([]);
    expect(Object.keys(placed).filter((pair) => !pairs.has(pair))).toEqual([]);
  });

  it('name every choice: add its list to the words of the domain', () => {
    const wordless = found
      .flatMap(({ choices }) => choices)
      .filter(({ options }) => wordsOfChoice(options)?.length !== options.length);
    expect(wordless.map(({ at, options }) => `${at}: ${options.join(' ')}`)).toEqual([]);
  });

  it('show what a right one looks like wherever a pattern decides', () => {
    const patterned = everyField.filter(({ schema }) => {
      const inner = layers(schema).at(-1);
      const checks = inner instanceof z.ZodString ? (inner.def.checks ?? []) : [];
      return checks.some(({ _zod }) => _zod.def.check === 'string_format');
    });
    expect(patterned.length).toBeGreaterThan(10);
    const bare = patterned.filter(({ name, parent, schema }) => {
      const shape = z.object({ [name]: schema as z.ZodType });
      const place = inputPlace(shape, { [name]: '' }, [name]);
      const like = fieldWords(name, parent, schema)?.like;
      return like === undefined && likeOf(place).zh === '';
    });
    expect(bare.map(({ at }) => at)).toEqual([]);
  });

  it('are Chinese in Chinese', () => {
    const words = [...Object.values(fields), ...Object.values(placed)];
    expect(words.filter(({ zh }) => !/[\u4e00-\u9fff]/.test(zh) || /[a-z]{2}/.test(zh))).toEqual([]);
    expect(words.filter(({ en }) => /[\u4e00-\u9fff]/.test(en))).toEqual([]);
  });
});
