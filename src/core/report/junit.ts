import type { Report } from './report';

/** The objectives of a report as JUnit XML, which continuous integration shows: what is not met is a failure. */
export function junitReport({ dataset, objectives, verdict }: Report): string {
  const failures = objectives.filter(({ state }) => state !== 'met').length;
  const cases = objectives.map(({ title, state, reading }) => {
    const open = `    <testcase classname="${xml(dataset.path)}" name="${xml(title)}"`;
    return state === 'met'
      ? `${open}/>`
      : `${open}>\n      <failure type="${state}" message="${xml(reading)}"/>\n    </testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites>`,
    `  <testsuite name="${xml(`Tuning Fork: ${dataset.path}`)}" tests="${objectives.length}" failures="${failures}">`,
    ...cases,
    `    <system-out>${xml(verdict)}</system-out>`,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** Text of an attribute or an element. What XML 1.0 cannot hold at all is left out. */
function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
