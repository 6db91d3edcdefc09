/**
 * What a paper's marks on the page mean: headings, sentences, tables with their heads, pictures with what they show, in the order in which
 * they are read. A reader's program speaks it, and takes text out of it in order. Whatever is drawn outside an element, and what every page
 * repeats, is decoration. Elements are written as soon as they are closed; what stays of one is its place in the file.
 */

export type Tag =
  'Document' | 'H1' | 'H2' | 'H3' | 'P' | 'Figure' | 'Table' | 'TR' | 'TH' | 'TD' | 'TOC' | 'TOCI' | 'Link';

export interface About {
  /** What a picture shows, in words. */
  readonly alt?: string;
  /** Of a cell: how many columns and rows it stands over. */
  readonly columns?: number;
  readonly rows?: number;
  /** Of a cell that names others: those under it, unless it says the row. */
  readonly heads?: 'column' | 'row';
  /** Of a picture: where it stands, from the lower left corner of the page. */
  readonly box?: readonly [left: number, low: number, right: number, high: number];
}

const headings: readonly Tag[] = ['H1', 'H2', 'H3'];

/** Elements that hold others and nothing that is drawn. */
const holders: ReadonlySet<Tag> = new Set(['Document', 'Table', 'TR', 'TOC', 'TOCI']);

export interface StructureReference {
  readonly id: number;
  data: Record<string, unknown> | Raw;
  end(): void;
}

export interface PageReference extends StructureReference {
  data: Record<string, unknown>;
}

interface Element {
  readonly tag: Tag;
  readonly ref: StructureReference;
  readonly about: About;
  readonly kids: string[];
  /** The page of its first mark. */
  page: StructureReference | null;
}

/** What the structure needs of the file that is written. */
export interface StructuredFile {
  /** Where the structure hangs. */
  readonly tree: StructureReference;
  ref(data: Record<string, unknown>): StructureReference;
  /** Operators of the present page. */
  write(operators: string): void;
}

/** A value that is written as it stands. */
class Raw {
  readonly [Symbol.toStringTag] = 'Raw';
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

const list = (parts: readonly string[]) => new Raw(`[${parts.join(' ')}]`);
const named = (ref: StructureReference) => `${ref.id} 0 R`;

export interface Structure {
  open(tag: Tag, about?: About): void;
  close(): void;
  /** What is drawn meanwhile is decoration, whatever is open. */
  aside(draw: () => void): void;
  /** Before something is drawn; text belongs to what is open, shapes only to a picture. */
  mark(what: 'text' | 'shape'): void;
  /** A page has begun. */
  page(dictionary: PageReference): void;
  /** The page is about to end. */
  pageEnds(): void;
  /** An annotation of what is open: the key that it is to carry, and then itself. */
  annotation(): { readonly key: number; done(annotation: StructureReference): void };
  /** Closes all; what the root of the structure says. */
  finish(): Record<string, unknown>;
}

export function createStructure(file: StructuredFile): Structure {
  const root = element('Document', {});
  const open: Element[] = [root];
  /** By the key of a page or an annotation: what stands under it. */
  const parents: (readonly [key: number, under: string])[] = [];
  let [nextKey, pageKey] = [0, 0];
  let dictionary: StructureReference | null = null;
  /** By number of the mark: whose it is. */
  let marks: string[] = [];
  let marked: Element | 'decoration' | null = null;
  let asides = 0;
  /** The level of the last heading. */
  let heading = 0;

  function element(tag: Tag, about: About): Element {
    return { tag, about, ref: file.ref({}), kids: [], page: null };
  }

  /** A heading stands one level below the last at most: who goes from one to the next misses none between. */
  function headingTag(tag: Tag): Tag {
    const wanted = headings.indexOf(tag) + 1;
    if (wanted === 0) return tag;
    heading = Math.min(wanted, heading + 1);
    return headings[heading - 1] ?? tag;
  }

  function release(): void {
    if (marked !== null) file.write('EMC');
    marked = null;
  }

  function write({ tag, ref, about, kids, page }: Element, parent: string): void {
    const { columns = 1, rows = 1, heads = 'column', box } = about;
    const attributes = {
      ...(tag === 'TH' && { Scope: heads === 'row' ? 'Row' : 'Column' }),
      ...(columns > 1 && { ColSpan: columns }),
      ...(rows > 1 && { RowSpan: rows }),
    };
    ref.data = {
      S: tag,
      P: new Raw(parent),
      ...(page !== null && { Pg: new Raw(named(page)) }),
      ...(kids.length > 0 && { K: kids.length === 1 ? new Raw(kids[0] ?? '') : list(kids) }),
      ...(about.alt !== undefined && { Alt: new String(about.alt) }),
      ...(Object.keys(attributes).length > 0 && { A: { O: 'Table', ...attributes } }),
      ...(box !== undefined && { A: { O: 'Layout', Placement: 'Block', BBox: box } }),
    };
    ref.end();
  }

  const top = (): Element => open.at(-1) ?? root;
  const belongs = (what: 'text' | 'shape'): Element | 'decoration' => {
    const within = top();
    if (asides > 0 || holders.has(within.tag)) return 'decoration';
    return what === 'text' || within.tag === 'Figure' ? within : 'decoration';
  };

  return {
    open(tag, about = {}) {
      if (asides > 0) return;
      open.push(element(headingTag(tag), about));
    },
    close() {
      if (asides > 0) return;
      const closed = open.pop();
      if (closed === undefined || closed === root) throw new Error('Nothing is open.');
      if (marked === closed) release();
      write(closed, named(top().ref));
      top().kids.push(named(closed.ref));
    },
    aside(draw) {
      asides += 1;
      draw();
      asides -= 1;
    },
    mark(what) {
      const to = belongs(what);
      if (marked === to) return;
      release();
      marked = to;
      if (to === 'decoration') return file.write('/Artifact BMC');
      const number = marks.length;
      marks.push(named(to.ref));
      to.page ??= dictionary;
      to.kids.push(
        to.page === dictionary || dictionary === null
          ? String(number)
          : `<</Type /MCR /Pg ${named(dictionary)} /MCID ${number}>>`,
      );
      file.write(`/${to.tag} <</MCID ${number}>> BDC`);
    },
    page(begun) {
      dictionary = begun;
      pageKey = nextKey;
      nextKey += 1;
      begun.data['StructParents'] = pageKey;
      // Whoever goes from link to link goes in the order of reading.
      begun.data['Tabs'] = 'S';
    },
    pageEnds() {
      if (dictionary === null) return;
      release();
      // One page's marks, written by themselves.
      const under = file.ref({});
      under.data = list(marks);
      under.end();
      parents.push([pageKey, named(under)]);
      marks = [];
      dictionary = null;
    },
    annotation() {
      const within = top();
      const key = nextKey;
      nextKey += 1;
      parents.push([key, named(within.ref)]);
      return {
        key,
        done(annotation) {
          const page = dictionary === null ? '' : ` /Pg ${named(dictionary)}`;
          within.kids.push(`<</Type /OBJR${page} /Obj ${named(annotation)}>>`);
        },
      };
    },
    finish() {
      while (open.length > 1) this.close();
      write(root, named(file.tree));
      const numbers = file.ref({});
      const sorted = [...parents].sort(([one], [other]) => one - other);
      numbers.data = { Nums: list(sorted.map(([key, under]) => `${key} ${under}`)) };
      numbers.end();
      return {
        Type: 'StructTreeRoot',
        K: new Raw(named(root.ref)),
        ParentTree: new Raw(named(numbers)),
        ParentTreeNextKey: nextKey,
      };
    },
  };
}
