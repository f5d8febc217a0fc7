import type { Route } from '../../router';

export const officerPages: Route[] = [];
