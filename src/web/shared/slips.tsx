/**
 * Slips of paper: on the sheet as a list, and once more beside the page, for the printer alone. A browser prints one page of what lies
 * over a page; beside it slips go on from paper to paper, none torn in two.
 */
import type { ReactElement, ReactNode } from 'react';
import { createPortal } from 'react-dom';

export function Slips({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <>
      <div className="slips">{children}</div>
      {createPortal(<div className="printed slips">{children}</div>, document.body)}
    </>
  );
}
