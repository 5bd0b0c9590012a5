import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parsePage } from '../../../src/notebook/content/parse-page.ts';
import type { Page } from '../../../src/notebook/model/cell.ts';
import { PageProblem } from '../../../src/notebook/model/problem.ts';
import { EXTENSIONS } from '../../../src/site/cells.ts';

const FILE = 'content/part/page.mdx';
const parse = (source: string): Page => parsePage(source, FILE, EXTENSIONS);

const CODE = `\`\`\`ts cell id="first" title="The first"
print("a");
print("b");
\`\`\``;
const TWIN = `\`\`\`py twin
print("a")
\`\`\``;
const EXPECT = `\`\`\`yaml expect
- says: It prints a.
  shows: a
\`\`\``;

function pageOf(...blocks: string[]): string {
  return `---\ntitle: A page\n---\n\n${blocks.join('\n\n')}\n`;
}

function problemOf(source: string): string {
  try {
    parse(source);
  } catch (error) {
    assert.ok(error instanceof PageProblem, String(error));
    return error.message;
  }
  return assert.fail('the page was accepted');
}

describe('parsePage(), with what this site adds', () => {
  test('makes one cell of three fences, with the lines of each', () => {
    const page = parse(pageOf('Some text.', CODE, TWIN, EXPECT, 'More.'));
    assert.deepEqual(page, {
      file: FILE,
      path: 'part/page',
      title: 'A page',
      opening: 'Some text.',
      cells: [
        {
          id: 'first',
          title: 'The first',
          source: 'print("a");\nprint("b");',
          at: 7,
          twin: { source: 'print("a")', at: 12 },
          expectations: [{ says: 'It prints a.', check: { shows: 'a' }, at: 17 }],
          expectationsAt: 16,
        },
      ],
    });
  });

  test('reads the word that shows the event loop under a cell, wherever it stands', () => {
    for (const words of [
      'loop id="first" title="The first"',
      'id="first" loop title="The first"',
      'id="first" title="The loop" loop',
    ]) {
      assert.equal(
        parse(pageOf(CODE.replace('id="first" title="The first"', words), TWIN, EXPECT)).cells[0]?.loop,
        true,
      );
    }
    assert.equal(parse(pageOf(CODE.replace('The first', 'The loop'), TWIN, EXPECT)).cells[0]?.loop, undefined);
    assert.match(
      problemOf(pageOf(CODE.replace('title=', 'looped title='), TWIN, EXPECT)),
      /Cannot read "looped" in the cell's opening line/,
    );
  });

  test('leaves plain fences and fences inside longer fences alone', () => {
    const quoted = `\`\`\`\`\n${CODE}\n\`\`\`\``;
    assert.deepEqual(parse(pageOf('```ts\nconst a = 1;\n```', quoted)).cells, []);
  });

  test('reads pages with carriage returns', () => {
    const page = parse(pageOf(CODE, TWIN, EXPECT).replaceAll('\n', '\r\n'));
    assert.equal(page.cells[0]?.source, 'print("a");\nprint("b");');
  });

  test('takes the first paragraph for the opening, on one line', () => {
    const opening = (...blocks: string[]): string => parse(pageOf(...blocks)).opening;
    const question = 'What does `acquire()` do\nwhen **nobody** is there 😀?';
    const imports = 'import Figure from "./figure.astro";\nimport Table from "./table.astro";';
    assert.equal(opening(imports, '# A heading', question, 'It returns.'), question.replace('\n', ' '));
    assert.equal(opening(imports), '');
  });

  test('refuses a cell inside another block, and one that is indented', () => {
    const cell = [CODE, TWIN, EXPECT].join('\n\n');
    const inside = /This cell stands inside a list, quotation or component; move it out/;
    assert.match(problemOf(pageOf(`<div>\n\n${cell}\n\n</div>`)), /page\.mdx:7: /);
    for (const block of [
      `<div>\n\n${cell}\n\n</div>`,
      cell.replace(/^/gm, '> '),
      `- ${cell.replaceAll('\n', '\n  ')}`,
    ]) {
      assert.match(problemOf(pageOf(block)), inside);
    }
    assert.match(problemOf(pageOf(CODE.replace(/^/gm, '  '), TWIN, EXPECT)), /:5: A cell is not indented/);
  });

  test('refuses what is no MDX, with its line', () => {
    assert.match(problemOf(pageOf('<div>', 'text')), /page\.mdx:5: The page is no MDX: Expected a closing tag/);
  });

  test('names page, line and remedy where a part is missing or out of place', () => {
    assert.equal(
      problemOf(pageOf(CODE, EXPECT)),
      `${FILE}:5: The cell has no Python twin: a \`\`\`py twin fence has to follow the fence that ends in line 8`,
    );
    assert.match(problemOf(pageOf(CODE, TWIN)), /page\.mdx:10: The cell has no list of expectations/);
    assert.match(problemOf(pageOf(TWIN)), /page\.mdx:5: A Python twin without a cell/);
    assert.match(problemOf(pageOf(CODE, 'text', TWIN, EXPECT)), /page\.mdx:10: Text between the parts of a cell/);
    assert.match(problemOf(`${pageOf()}\n${CODE.slice(0, -3)}`), /This cell has no closing fence/);
  });

  test('refuses a wrong opening line', () => {
    const opened = (line: string): string => problemOf(pageOf(CODE.replace(/^.*/, `\`\`\`ts ${line}`), TWIN, EXPECT));
    assert.match(opened('cell title="T"'), /:5: The cell has no id; write ```ts cell id=/);
    assert.match(opened('cell id="A b" title="T"'), /The id "A b" is not made of small letters/);
    assert.match(opened('cell id="a"'), /The cell has no title/);
    assert.match(opened('cell id="a" title="T" color="red"'), /A cell has no attribute "color"/);
    assert.match(opened('cell id=a title="T"'), /Cannot read "id=a"/);
    assert.match(opened('cell id="a" id="b" title="T"'), /id is given twice/);
  });

  test('refuses an id that an earlier cell has', () => {
    assert.match(
      problemOf(pageOf(CODE, TWIN, EXPECT, CODE, TWIN, EXPECT)),
      /:19: The id "first" is already that of the cell in line 5/,
    );
  });

  test('refuses a page without title', () => {
    assert.match(problemOf('text'), /page\.mdx:1: The page has no title/);
  });
});

describe('the expectations of a page', () => {
  const withYaml = (yaml: string): string => pageOf(CODE, TWIN, `\`\`\`yaml expect\n${yaml}\n\`\`\``);
  const problem = (yaml: string): string => problemOf(withYaml(yaml));

  test('carry claim, verdict, belief and reason', () => {
    const yaml = `- says: It happens.
  claim: ga-1
  verdict: refuted
  believed: It does not.
  why: Because.
  count: { of: "/a+/i", is: 2 }`;
    const [expectation] = parse(withYaml(yaml)).cells[0]?.expectations ?? [];
    assert.deepEqual(expectation, {
      says: 'It happens.',
      check: { count: { of: '/a+/i', is: 2 } },
      claim: 'ga-1',
      verdict: 'refuted',
      believed: 'It does not.',
      why: 'Because.',
      at: 15,
    });
  });

  test('take every kind of check', () => {
    const checks = [
      'shows: a',
      'lacks: "a"',
      'order: [a, b]',
      'count: { of: a, is: 0 }',
      'line: { n: -1, is: a }',
      'on: { stream: err, shows: a }',
      'raises: { type: E, message: m }',
      'raises: { type: E }',
      'returns: true',
      'silent: true',
      'all: [{ shows: a }, { lacks: b }]',
    ];
    const yaml = checks.map((check) => `- says: S.\n  ${check}`).join('\n');
    const expectations = parse(withYaml(yaml)).cells[0]?.expectations ?? [];
    assert.equal(expectations.length, checks.length);
    assert.deepEqual(expectations.at(-1)?.check, { all: [{ shows: 'a' }, { lacks: 'b' }] });
  });

  test('are refused with their line in the page', () => {
    assert.match(problem('- says: S.\n  shouts: a'), /:16: Unknown key "shouts"; there are says, .* shows, lacks/);
    assert.match(
      problem('- says: S.\n  shows: a\n- says: T.\n  shows: a\n  lacks: b'),
      /:17: Two checks, shows and lacks/,
    );
    assert.match(problem('- says: S.'), /:15: Nothing is checked; add one of: shows/);
    assert.match(problem('- shows: a'), /:15: The expectation has no sentence/);
    assert.match(problem('- says: S.\n  shows: 3'), /:16: "shows" has to be text; put it in quotes/);
    assert.match(problem('- says: S.\n  shows: /(/'), /:16: \/\(\/ is no regular expression/);
    assert.match(problem('- says: S.\n  count: { of: a }'), /:16: "count" is written \{ of: …, is: … \}/);
    assert.match(problem('- says: S.\n  line: { n: 0, is: a }'), /:16: Lines count from 1/);
    assert.match(problem('- says: S.\n  returns: false'), /:16: "returns" can only be true/);
    assert.match(problem('- says: S.\n  all: [{ shows: a }]'), /:16: "all" is a list of at least 2/);
    assert.match(problem('- says: S: T.\n  shows: a'), /:15: The expectations are no YAML/);
    assert.match(problem(''), /:14: A cell needs expectations/);
  });

  test('join claim and verdict', () => {
    assert.match(problem('- says: S.\n  claim: ga-1\n  shows: a'), /The claim ga-1 has no verdict/);
    assert.match(problem('- says: S.\n  verdict: confirmed\n  shows: a'), /A verdict without a claim/);
    assert.match(
      problem('- says: S.\n  claim: ga-1\n  verdict: true-ish\n  shows: a'),
      /:17: "true-ish" is no verdict/,
    );
    assert.match(problem('- says: S.\n  claim: ga-1\n  verdict: refuted\n  shows: a'), /add "believed: …"/);
    assert.match(problem('- says: S.\n  believed: B.\n  shows: a'), /"believed" belongs to a claim/);
  });

  test('are no more than the style sheet can mark', () => {
    const yaml = Array.from({ length: 17 }, () => '- says: S.\n  shows: a').join('\n');
    assert.match(problem(yaml), /:47: A cell has at most 16 expectations; make two cells of this one/);
  });
});
