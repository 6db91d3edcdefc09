/** What is used of the XML parser, which carries no types. */
declare module 'saxen' {
  export class Parser {
    on(
      event: 'openTag',
      heard: (name: string, attributes: () => Record<string, string> | false) => void,
    ): this;
    on(event: 'closeTag' | 'text' | 'cdata' | 'attention', heard: (text: string) => void): this;
    parse(xml: string): Error | null;
    write(xml: string): this;
    end(): Error | null;
  }
}
