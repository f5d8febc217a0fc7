// On a slow line a page's own chunk, and what it will ask the server, must not wait for the frame's chunk. A tiny script,
// asked for together with the frame, looks at the address and asks for both at once; the router and the API client
// (src/api/client.ts) find them there later.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Pages that people come to from outside, the source of each, and its first question ($1: the address's variable part). */
const pages: [address: RegExp, source: string, question?: string][] = [
  [/^\/$/, 'src/pages/public/list.tsx', '/api/v1/tenders?limit=20'],
  [/^\/tender\/([^/]+)$/, 'src/pages/public/tender.tsx', '/api/v1/tenders/$1'],
  [/^\/tender\/([^/]+)\/live$/, 'src/pages/public/live.tsx'],
  [/^\/tender\/([^/]+)\/bid$/, 'src/pages/bidder/bid.tsx', '/api/v1/tenders/$1'],
  [/^\/verify$/, 'src/pages/verify/verify.tsx'],
  [/^\/help$/, 'src/pages/public/help.tsx'],
];

interface Chunk {
  type: 'chunk';
  fileName: string;
  moduleIds: string[];
  isEntry: boolean;
  imports: string[];
  viteMetadata?: { importedCss: Set<string> };
}

export function earlyChunks(): Plugin {
  let made: { name: string; code: string } | undefined;
  return {
    name: 'early-chunks',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        if (!bundle) return html;
        const chunks = new Map<string, Chunk>();
        for (const one of Object.values(bundle)) if (one.type === 'chunk') chunks.set(one.fileName, one as unknown as Chunk);
        const filesOf = (name: string, seen: Set<string>): string[] => {
          const chunk = chunks.get(name);
          if (!chunk || chunk.isEntry || seen.has(name)) return [];
          seen.add(name);
          return [name, ...(chunk.viteMetadata?.importedCss ?? []), ...chunk.imports.flatMap((other) => filesOf(other, seen))];
        };
        const table = pages.flatMap(([address, source, question = '']) => {
          const page = [...chunks.values()].find((chunk) => chunk.moduleIds.some((id) => id.endsWith(`/${source}`)));
          // What the frame needs stands in the HTML already.
          const files = page ? filesOf(page.fileName, new Set()).filter((file) => !html.includes(file)) : [];
          return page ? [`[${String(address)},${JSON.stringify([...new Set(files)])},'${question}']`] : [];
        });
        // Nothing is asked where the page is there already (everything came from the cache), or where a search says more.
        const code =
          `for(const[a,f,q]of[${table.join(',')}]){const m=a.exec(location.pathname);if(!m)continue;` +
          `if(q&&!location.search&&!document.getElementById('app')?.firstChild){const url=q.replace('$1',m[1]);` +
          `const answer=fetch(url,{headers:{accept:'application/json'},cache:'no-cache'});answer.catch(()=>{});window.terangEarly={url,answer}}` +
          `for(const n of f){const l=document.createElement('link');l.href='/'+n;` +
          `l.crossOrigin='';n.endsWith('.css')?(l.rel='preload',l.as='style'):l.rel='modulepreload';document.head.append(l)}}\n`;
        const name = `assets/early-${createHash('sha256').update(code).digest('hex').slice(0, 8)}.js`;
        made = { name, code };
        return html.replace('<script type="module"', `<script async src="/${name}"></script>\n    <script type="module"`);
      },
    },
    writeBundle(options) {
      if (made && options.dir) writeFileSync(join(options.dir, made.name), made.code);
    },
  };
}
