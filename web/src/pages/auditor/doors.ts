// The pages of evidence, behind one door: those who come for a tender need not carry six addresses of chunks.
export const doors = {
  desk: () => import('./audit_desk'),
  record: () => import('./record'),
  replay: () => import('./replay'),
  compare: () => import('./compare'),
  access: () => import('./access'),
  evidence: () => import('./evidence'),
  retention: () => import('./retention'),
};
