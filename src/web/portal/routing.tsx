/** Where one is in the portal: the address alone says it, so that going back does what people expect. */
import { useSyncExternalStore, type ReactElement, type ReactNode } from 'react';

const BASE = '/portal';
const listeners = new Set<() => void>();

function listen(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('popstate', listener);
  };
}

/** From `/` on. */
export function usePath(): string {
  return useSyncExternalStore(listen, () => location.pathname.slice(BASE.length) || '/');
}

export function go(path: string): void {
  history.pushState(null, '', BASE + path);
  scrollTo(0, 0);
  for (const each of listeners) each();
}

export function To(props: {
  readonly path: string;
  readonly className?: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <a
      href={BASE + props.path}
      className={props.className}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        go(props.path);
      }}
    >
      {props.children}
    </a>
  );
}
