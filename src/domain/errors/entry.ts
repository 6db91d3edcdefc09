/** One entry of the catalogue of refusals: an honest HTTP status and the sentence in both languages. */
export interface CatalogueEntry {
  readonly status: 400 | 401 | 403 | 404 | 408 | 409 | 412 | 413 | 415 | 422 | 429 | 500 | 503;
  /** `{name}` places are filled from the fault's values. Say where, why, and what to do. */
  readonly zh: string;
  readonly en: string;
}

export type Catalogue = Readonly<Record<string, CatalogueEntry>>;
