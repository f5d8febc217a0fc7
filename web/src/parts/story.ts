import type { ComponentChildren } from 'preact';

/** One state of a part on the style page. Texts of a story are in the language that is being shown. */
export interface Story {
  name: string;
  render: (language: 'id' | 'en') => ComponentChildren;
}
