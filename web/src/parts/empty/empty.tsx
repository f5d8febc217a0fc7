import './empty.css';
import type { ComponentChildren } from 'preact';

/** What would be here, and what to do. */
export function Empty({ title, children, action }: { title: ComponentChildren; children?: ComponentChildren; action?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children && <p class="quiet">{children}</p>}
      {action}
    </div>
  );
}
