import type { Route } from '../router';
import { accountPages } from './account';
import { auditorPages } from './auditor';
import { bidderPages } from './bidder';
import { officerPages } from './officer';

/** Every page is a chunk of its own, loaded when it is first opened. */
export const routes: Route[] = [
  { path: '/', load: () => import('./public/list') },
  { path: '/tender/:id', load: () => import('./public/tender') },
  { path: '/tender/:id/live', load: () => import('./public/live') },
  { path: '/verify', load: () => import('./verify/verify') },
  { path: '/help', load: () => import('./public/help') },
  ...accountPages,
  ...auditorPages,
  ...bidderPages,
  ...officerPages,
  ...(__STYLE_PAGE__ ? [{ path: '/style', load: () => import('../style/style_page') }] : []),
];
