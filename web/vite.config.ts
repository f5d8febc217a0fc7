import { defineConfig } from 'vite';
import { earlyChunks } from './scripts/early_plugin';

// TERANG_API: where the API lives while developing (`npm run dev`); the built files are served by the server itself.
const api = process.env.TERANG_API ?? 'https://localhost:8443';

export default defineConfig(({ mode }) => ({
  plugins: [earlyChunks()],
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact', legalComments: 'none' },
  // The style page shows every part in every state; it is left out of what people are served.
  define: { __STYLE_PAGE__: JSON.stringify(mode !== 'production') },
  build: {
    target: 'es2020',
    outDir: mode === 'production' ? 'dist' : `.cache/dist-${mode}`,
    emptyOutDir: true,
    // The content security policy knows no data: URLs and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: true,
    reportCompressedSize: false,
    manifest: 'manifest.json',
    rollupOptions: {
      output: {
        // Each request costs a round trip on a slow line, each kilobyte half a tenth of a second: what the list needs is one
        // chunk with one style sheet, what most other pages need besides is another.
        manualChunks: (id) => {
          // What a library would load where there is no WebCrypto is empty here, and no part of the frame.
          if (/browser-external/.test(id)) return 'none';
          if (/\/src\/(parts\/(amount|table)\/|parts\/field\/more|lib\/words)/.test(id)) return 'parts';
          if (/\/node_modules\/preact\/|\/src\/(main|app|router)\.|\/src\/(lib|i18n|style\/(tokens|base))|\/src\/api\/(client|session)|\/src\/parts\/(button|empty|field|frame|headings|icon|later|loading|notice|pager|pill|problem|status|time)\b/.test(id)) return 'app';
          // What the page of a bid shares with the lazy pages of formats; else Rollup makes the whole page a part of them.
          if (/\/src\/(parts\/(amount_field|dialog)\/|bid\/(amount|sign)\.)/.test(id)) return 'asking';
          if (/\/src\/pages\/bidder\/(bid_bar|review_dialog|typed_amount|position|announcer)\./.test(id)) return 'bidding';
          return undefined;
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: api, secure: false, ws: true, changeOrigin: true },
      '/log': { target: api, secure: false, changeOrigin: true },
    },
  },
}));
