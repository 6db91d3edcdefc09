/** What a browser must know of an endpoint to call it. Made while building, from the one list of endpoints. */
export interface EndpointLine {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Whole, with `:name` places. */
  readonly path: string;
  readonly places: readonly string[];
  /** What one must be allowed to do. */
  readonly action: string;
  /** What the path does not name is sent as a body. */
  readonly body?: true;
  /** A second try under the same key does nothing twice. */
  readonly keyed?: true;
  /** Answers with a file. */
  readonly file?: true;
}
