// Counts what test runners report.
//
//   node scripts/count_results.mjs ctest JUNIT.xml FOLDER   GoogleTest programs run by ctest; FOLDER has their JSON
//   node scripts/count_results.mjs lines LOG EXIT           TAP-like lines: `ok NAME`, `not ok NAME`, `skip NAME`
//   node scripts/count_results.mjs node LOG EXIT            Node's test runner, or a last line `N passed, N failed`
//   node scripts/count_results.mjs flows LOG EXIT           the same; what one pass skips, the other runs
//
// Prints the names of what failed, one a line behind two blanks, and last `PASSED FAILED SKIPPED`.
// A program that fails without naming a failed test (a crash, a leak, a build that is not there) counts as one.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [kind, source, extra] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
const count = (what, name) => {
  total[what] += 1;
  if (what === 'failed') console.log(`  ${name}`);
};
const text = existsSync(source) ? readFileSync(source, 'utf8') : '';

function countGoogleTest(program, report) {
  for (const suite of report.testsuites) {
    for (const test of suite.testsuite) {
      const failed = test.failures?.length > 0;
      const ran = test.status === 'RUN' && test.result !== 'SKIPPED';
      const name = `${program}: ${suite.name}.${test.name}`;
      count(failed ? 'failed' : ran ? 'passed' : 'skipped', name);
    }
  }
}

function countCtest() {
  const cases = [...text.matchAll(/<testcase name="([^"]*)"[^>]*\bstatus="([^"]*)"/g)];
  if (cases.length === 0) count('failed', 'ctest reported nothing');
  for (const [, program, status] of cases) {
    const file = join(extra, `${program}.json`);
    if (status === 'disabled') count('skipped', program);
    else if (!existsSync(file)) count(status === 'run' ? 'passed' : 'failed', program);
    else {
      const before = total.failed;
      countGoogleTest(program, JSON.parse(readFileSync(file, 'utf8')));
      if (status !== 'run' && total.failed === before) count('failed', `${program}: its tests passed, but it ended badly`);
    }
  }
}

function countLines() {
  for (const [, word, name] of text.matchAll(/^(ok|not ok|skip) (.*)$/gm)) {
    count({ ok: 'passed', 'not ok': 'failed', skip: 'skipped' }[word], name);
  }
  if (extra !== '0' && total.failed === 0) count('failed', `${source}: ended with ${extra}`);
}

function countNode() {
  const last = (word) => Number([...text.matchAll(new RegExp(`^(?:#|ℹ) ${word} (\\d+)`, 'gm'))].at(-1)?.[1] ?? 0);
  const own = [...text.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1);
  if (own) {
    [total.passed, total.failed, total.skipped] = own.slice(1).map((n) => Number(n ?? 0));
  } else {
    total.passed = last('pass');
    total.failed = last('fail') + last('cancelled');
    total.skipped = last('skipped') + last('todo');
  }
  for (const [, name] of text.matchAll(/^\s*(?:not ok \d+ - |✖ |FAILED +)(.*)$/gm)) console.log(`  ${name}`);
  if (extra !== '0' && total.failed === 0) count('failed', `${source}: ended with ${extra}`);
}

({ ctest: countCtest, lines: countLines, node: countNode, flows: countNode })[kind]();
if (kind === 'flows') total.skipped = 0;
console.log(`${total.passed} ${total.failed} ${total.skipped}`);
