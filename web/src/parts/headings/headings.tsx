import './headings.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

let pagesShown = 0;

/** The page's one h1. Names the document and takes the focus when one arrives from another page. */
export function Title({ children, caption, document: name }: { children: ComponentChildren; caption?: ComponentChildren; document?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    pagesShown += 1;
    if (pagesShown > 1) heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    const text = name ?? heading.current?.textContent ?? '';
    document.title = text ? `${text} · Terang` : 'Terang';
  });
  return (
    <div class="title">
      {caption && <p class="title-caption">{caption}</p>}
      <h1 ref={heading} tabIndex={-1}>
        {children}
      </h1>
    </div>
  );
}

export interface SectionProps {
  title: ComponentChildren;
  /** For links to it: #id. */
  id?: string;
  level?: 2 | 3;
  aside?: ComponentChildren;
  children: ComponentChildren;
}

export function Section({ title, id, level = 2, aside, children }: SectionProps) {
  const Heading = `h${level}` as 'h2' | 'h3';
  return (
    <section class="section" id={id}>
      <div class="row spread">
        <Heading>{title}</Heading>
        {aside}
      </div>
      {children}
    </section>
  );
}

export interface SummaryItem {
  key: ComponentChildren;
  value: ComponentChildren;
  action?: ComponentChildren;
}

/** Nothing, not even its rule, where there is no item. */
export function SummaryList({ items, narrow }: { items: (SummaryItem | false | null | undefined)[]; narrow?: boolean }) {
  if (!items.some(Boolean)) return null;
  return (
    <dl class={`summary-list${narrow ? ' narrow' : ''}`}>
      {items.map(
        (item, at) =>
          item && (
            <div class="summary-row" key={at}>
              <dt>{item.key}</dt>
              <dd>{item.value}</dd>
              {item.action && <dd class="summary-action no-print">{item.action}</dd>}
            </div>
          ),
      )}
    </dl>
  );
}
