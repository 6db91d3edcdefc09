/**
 * A part of the program that is loaded when it is needed: a screen, a sheet. Where the line broke meanwhile it says so in the words of
 * any answer that did not come, and is asked for anew when it is wanted again; no page starts over in the middle of something.
 */
import { createElement, use, type ComponentType, type ReactNode } from 'react';
import { Unreachable } from './call.ts';

const failed = new Set<() => void>();

/** What could not be loaded is asked for again when it is drawn next. */
export function forgetFailures(): void {
  for (const forget of failed) forget();
  failed.clear();
}

/** As it is drawn, and `preload`, which loads it ahead; a failure shows when it is drawn. */
export type Part<Component> = Component extends (props: infer Props) => ReactNode
  ? ((props: Props) => ReactNode) & { readonly preload: () => Promise<void> }
  : never;

export function part<Module extends object, Name extends keyof Module>(
  load: () => Promise<Module>,
  name: Name,
): Part<Module[Name]> {
  let coming: Promise<ComponentType<object>> | undefined;
  const ask = () => {
    coming ??= load().then(
      (found) => found[name] as ComponentType<object>,
      () => {
        failed.add(() => (coming = undefined));
        throw new Unreachable();
      },
    );
    return coming;
  };
  function Shown(props: object): ReactNode {
    return createElement(use(ask()), props);
  }
  // What did not come ahead of time is asked for when it is wanted: the line may be back by then.
  const preload = () => {
    const asked = ask();
    return asked.then(
      () => undefined,
      () => {
        if (coming === asked) coming = undefined;
      },
    );
  };
  return Object.assign(Shown, { preload }) as Part<Module[Name]>;
}
