import { defineConfig } from 'vite';

// TERANG_API: where the API lives while developing (`npm run dev`); the built files are served by the server itself.
const api = process.env.TERANG_API ?? 'https://localhost:8443';

export default defineConfig(({ mode }) => ({
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
  },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: api, secure: false, ws: true, changeOrigin: true },
      '/log': { target: api, secure: false, changeOrigin: true },
    },
  },
}));
