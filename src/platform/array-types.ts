/**
 * How arrays travel to PostgreSQL and back. The driver would ask the catalogue on every new connection, and a connection
 * that breaks in that moment ends the whole process; the numbers of the built-in types never change, so they stand here.
 */
import type postgres from 'postgres';

/** Element type and array type of what the ledger uses: bool, bytea, int8, int2, int4, text, varchar, uuid, jsonb. */
const arrayTypes: readonly (readonly [element: number, array: number])[] = [
  [16, 1000],
  [17, 1001],
  [20, 1016],
  [21, 1005],
  [23, 1007],
  [25, 1009],
  [1043, 1015],
  [2950, 2951],
  [3802, 3807],
];

type Serializer = (value: unknown) => unknown;
type Parser = (text: string) => unknown;
interface TypeTables {
  readonly serializers: Record<number, Serializer>;
  readonly parsers: Record<number, Parser>;
  readonly shared: { readonly typeArrayMap: Record<number, number> };
}

/** Teaches a client its array types; it is to be opened with `fetch_types: false`. */
export function teachArrayTypes(client: postgres.Sql): void {
  const options: object = client.options;
  const { serializers, parsers, shared } = options as TypeTables;
  for (const [element, array] of arrayTypes) {
    shared.typeArrayMap[element] = array;
    serializers[array] = (value) => (Array.isArray(value) ? arrayText(value, serializers[element]) : value);
    parsers[array] = (text) => readArray(text, parsers[element]);
  }
}

function arrayText(elements: readonly unknown[], serialize: Serializer | undefined): string {
  const texts = elements.map((element) => {
    if (element === null) return 'null';
    if (element === undefined) throw new TypeError('An array for the database holds an undefined element.');
    const text = String(serialize ? serialize(element) : element);
    return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  });
  return `{${texts.join(',')}}`;
}

/** Reads one dimension, as PostgreSQL writes it: `{a,"b c",NULL}`. */
function readArray(text: string, parse: Parser | undefined): unknown[] {
  const elements: unknown[] = [];
  for (const [, quoted, plain] of text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/g)) {
    const element = quoted === undefined ? plain : quoted.replace(/\\(.)/g, '$1');
    elements.push(plain === 'NULL' ? null : parse ? parse(element ?? '') : element);
  }
  return elements;
}
