// Loads all that a check may need before there is anything to check, so that people may disconnect first.

/** Resolves when nothing more is fetched for a check; where the cores that decide do not load, the check says so itself. */
export async function prepare(): Promise<void> {
  const [{ decideApart }] = await Promise.all([
    import('../../verify/decide_apart'),
    import('../../verify/note'),
    import('../../verify/receipt'),
    import('../../verify/bundle'),
    import('../../verify/lines'),
    import('../../verify/reading'),
    import('../../verify/openings'),
    import('../../verify/policy'),
    import('../../verify/timestamp'),
    import('./outcome'),
    import('./witnessed'),
    import('./words'),
  ]);
  await decideApart(true, 0).then(({ end }) => end?.(), () => {});
}
