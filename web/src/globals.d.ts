/** True in development and in the browser tests, false in what people are served. */
declare const __STYLE_PAGE__: boolean;

interface Window {
  /** The answer to the page's first question, asked by scripts/early_plugin.ts. */
  terangEarly?: { url: string; answer: Promise<Response> };
}
