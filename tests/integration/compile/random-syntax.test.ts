/**
 * Random programs, the same ones every time, do as cells what they do as
 * JavaScript; and the comparison would say so if they did not. Many more:
 * `node tests/syntax/main.ts --seeds 100000`.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareAll, describeDifference, firstDifference } from '../../syntax/compare.ts';
import { generate } from '../../syntax/generate.ts';
import { print } from '../../syntax/tree.ts';

test('300 random programs log what they log as JavaScript', async () => {
  const { programs, lines, differences } = await compareAll({ seed: 1, seeds: 300, most: 1 });
  assert.equal(differences.length, 0, differences.map(describeDifference).join('\n\n'));
  assert.ok(programs > 200, `JavaScript takes only ${programs} of the programs`);
  assert.ok(lines > 3000, `the programs do little: ${lines} lines are logged`);
});

test('finds parentheses that are lost, and shrinks the program', async () => {
  const { differences } = await compareAll({
    seed: 1,
    seeds: 300,
    most: 1,
    alter: (code) => code.replaceAll(/\$thrown\(\((.*?)\)\)/g, '$thrown($1)'),
  });
  const [difference] = differences;
  assert.ok(difference, 'no program shows it');
  assert.ok(firstDifference(difference.smallest) >= 0);
  assert.match(describeDifference(difference), /throw/);
  assert.ok(difference.smallest.text.length < 400, difference.smallest.text);
});

test('a seed gives one program', () => {
  for (let seed = 1; seed <= 50; seed++) assert.equal(print(generate(seed)), print(generate(seed)));
});
