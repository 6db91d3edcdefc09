/** What vite.config.ts makes while building, and what a bundler takes besides scripts. */
declare module 'virtual:endpoints' {
  /** An `EndpointLine` each. */
  export const endpointLines: Readonly<Record<string, object | undefined>>;
}
declare module 'virtual:forms' {
  import type { FormLine } from '../../contract/form-lines.ts';
  export const forms: Readonly<Record<string, readonly FormLine[]>>;
}
declare module 'virtual:controls.css';
declare module '*.css';
declare module '@fontsource-variable/noto-sans-sc';
