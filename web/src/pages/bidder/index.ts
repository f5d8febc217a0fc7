import type { Route } from '../../router';

export const bidderPages: Route[] = [];
